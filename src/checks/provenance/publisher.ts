import { type Context, each, type Field, known, type Reads, type Resource, type Undetermined, undetermined } from '../../check.ts';

/** What leads from a code signing configuration to the profiles that it trusts. */
export const PUBLISHER_READS = {
  'AWS::Lambda::CodeSigningConfig': ['AllowedPublishers'],
  'AWS::Signer::SigningProfile': ['PlatformId'],
} as const satisfies Reads;

type PublisherReads = typeof PUBLISHER_READS;
type Config = Resource<'AWS::Lambda::CodeSigningConfig', 'AllowedPublishers'>;
export type Profile = Resource<'AWS::Signer::SigningProfile', 'PlatformId'>;

/** An allowed publisher, with what is known of the profile that it names. */
export interface Publisher {
  readonly at: Field<string>;
  /** How messages call it: its name, or what the template calls it. */
  readonly name: string;
  /** The version that the ARN names. */
  readonly version?: string;
  readonly profile: Profile | undefined;
  /** Whether the profile would have been listed if it existed: it is of the configuration's own account and Region. */
  readonly own: boolean;
}

const PROFILE = /^(arn:[^:]+:signer:([^:]*):([^:]*):\/signing-profiles\/([^/]+))(?:\/([^/]+))?\/?$/;

/** The publishers that a configuration allows; makes it undetermined where one of them cannot be read. */
export function* publishersOf(config: Config, context: Context<PublisherReads, never>): Generator<Undetermined, readonly Publisher[]> {
  const found: Publisher[] = [];
  for (const at of yield* each(config.get('AllowedPublishers').get('SigningProfileVersionArns'))) {
    if (at.state === 'unknown') {
      const target = context.target(at, 'AWS::Signer::SigningProfile');
      if (target.state === 'found') found.push({ at, name: target.resource.id, profile: target.resource, own: true });
      else yield undetermined(at, target.state === 'outside' ? { kind: 'outside', what: target.what } : at.reason);
      continue;
    }
    const arn = yield* known(at);
    const [, whole, region, account, name, version] = PROFILE.exec(arn ?? '') ?? [];
    if (whole === undefined || name === undefined) {
      if (arn !== undefined) yield undetermined(at, { kind: 'malformed', expected: 'the ARN of a signing profile version' });
      continue;
    }
    const { origin } = config.raw;
    found.push({
      at,
      name,
      ...(version === undefined ? {} : { version }),
      profile: context.resources('AWS::Signer::SigningProfile').find(({ raw }) => raw.arn === whole),
      own: origin.region === region && origin.account === account,
    });
  }
  return found;
}
