import { each, type Field, known, type Subjects, type Undetermined, undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';
import { AUTHORIZER_READS } from './authorizer.ts';

/** What an authorizer takes from a request: read alike by every check of it. */
export const IDENTITY_READS = {
  'AWS::ApiGateway::Authorizer': [...AUTHORIZER_READS['AWS::ApiGateway::Authorizer'], 'IdentitySource'],
  'AWS::ApiGatewayV2::Authorizer': [...AUTHORIZER_READS['AWS::ApiGatewayV2::Authorizer'], 'IdentitySource'],
} as const;

type Identifying = Subjects<typeof IDENTITY_READS, 'AWS::ApiGateway::Authorizer' | 'AWS::ApiGatewayV2::Authorizer'>;

/** One of the places that an authorizer takes the caller's identity from. */
export interface IdentitySource {
  readonly at: Field<string>;
  readonly kind: 'header' | 'querystring' | 'context' | 'stageVariables' | 'other';
  /** In lower case; empty where it is not known. */
  readonly name: string;
}

const SOURCE = /^(?:method\.request\.|route\.request\.|\$request\.|\$)?(header|querystring|context|stagevariables)\.(.*)$/is;
const KINDS = { header: 'header', querystring: 'querystring', context: 'context', stagevariables: 'stageVariables' } as const;

const sourceOf = (at: Field<string>, text: string): IdentitySource => {
  const [, kind, name] = SOURCE.exec(text.trim()) ?? [];
  return { at, kind: KINDS[kind?.toLowerCase() as keyof typeof KINDS] ?? 'other', name: (name ?? text).toLowerCase() };
};

/** The sources in one text, separated by commas. What is known of its beginning is enough to tell of which kind a source is. */
function* sourcesIn(at: Field<string>): Generator<Undetermined, readonly IdentitySource[]> {
  const [start] = at.state === 'unknown' ? partsOf(at.reason) : [];
  if (typeof start === 'string' && SOURCE.test(start) && !start.includes(',')) return [{ ...sourceOf(at, start), name: '' }];
  const text = yield* known(at);
  return String(text ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => sourceOf(at, part));
}

/** Where an authorizer takes the caller's identity from; nothing where it names no place. */
export function* identitySourcesOf(authorizer: Identifying): Generator<Undetermined, readonly IdentitySource[]> {
  if (authorizer.type === 'AWS::ApiGateway::Authorizer') return yield* sourcesIn(authorizer.get('IdentitySource'));
  const list = authorizer.get('IdentitySource');
  if (list.state === 'known' && !Array.isArray(list.json())) yield undetermined(list, { kind: 'malformed', expected: 'a list' });
  const sources: IdentitySource[] = [];
  for (const at of yield* each(list)) sources.push(...(yield* sourcesIn(at)));
  return sources;
}

/** Whether a source is there in every request, whoever sends it. */
export const isAlwaysThere = ({ kind, name }: IdentitySource): boolean =>
  kind === 'stageVariables' ||
  (kind === 'context' && name !== '' && !/^(?:identity\.(?:apikey|clientcert|caller|user|cognito|accesskey)|authorizer)/.test(name)) ||
  (kind === 'header' && /^(?:host|user-agent|accept|content-type|x-forwarded-(?:for|proto|port))$/.test(name));
