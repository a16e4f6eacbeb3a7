import type { Anchor, Context, Field, Undetermined } from '../check.ts';
import type { ResourceType } from '../model/inventory.ts';
import type { Policy, Question } from '../model/policy.ts';
import type { Json } from '../model/value.ts';
import { type Heard, heard, told } from './heard.ts';
import { type Grant, grantsIn } from './resource-policy.ts';

/** How a service attaches access policies to what they protect: each policy is a resource of its own in CloudFormation. */
interface Attaching {
  readonly type: ResourceType;
  /** The property that holds the name of what is protected. */
  readonly name: string;
  /** What messages call it: `queue`. */
  readonly noun: string;
  /** The prefix of the service's actions. */
  readonly service: string;
  /** The types of its policies, each with the property that names what it is about. */
  readonly policies: Readonly<Partial<Record<ResourceType, string>>>;
  /** Puts a policy in other words, where its own do not show what it is about: that of a resource by its logical id and name. */
  prepare?(policy: Policy, of: { readonly id?: string; readonly name: Field<string> }): Policy;
}

/** The same with what its checks share. */
export interface Attachment extends Attaching {
  readonly read: (subject: Attached, context: AttachedContext) => AttachedPolicies | undefined;
  readonly granted: (subject: Attached, context: AttachedContext) => Heard<readonly Grant[] | undefined, Undetermined>;
}

/** A resource as these functions need it: a check has declared what they read. */
export interface Attached extends Anchor {
  readonly type: string;
  readonly id: string;
  get(property: never): Field<never>;
}

/** As much of a check's context as these functions need. */
export interface AttachedContext extends Pick<Context, 'ownAccounts' | 'settings' | 'today'> {
  complete(type: never): boolean;
  shared(of: never): unknown;
  target(field: never, type: never): { readonly state: string };
  referrers(to: never, type: never, property: never): readonly Attached[];
}

/** One policy of a resource. */
export interface AttachedPolicy {
  readonly policy: Attached;
  readonly document: Field<Json>;
}

/** The policies of a resource, and how a question about them names it. */
export interface AttachedPolicies {
  /** A policy in other words, where its own do not show what it is about. */
  readonly prepared: (policy: Policy) => Policy;
  readonly question: Pick<Question, 'service' | 'resource'>;
  readonly policies: readonly AttachedPolicy[];
}

const shared = <T>(of: (subject: Attached, context: AttachedContext) => T, context: AttachedContext): T => context.shared(of as never) as T;
const read = <T>(resource: Attached, property: string): Field<T> => resource.get(property as never) as unknown as Field<T>;

/** How messages call what a subject is, or grants access to. */
export const nameOf = ({ type, noun }: Attachment, subject: { readonly type: string; readonly id: string }): string =>
  subject.type === type ? subject.id : `the ${noun} of ${subject.id}`;

const policiesIn = (attaching: Attaching, subject: Attached, context: AttachedContext): AttachedPolicies | undefined => {
  const { type, service, prepare } = attaching;
  const preparedFor = (of: { readonly id?: string; readonly name: Field<string> }) => (policy: Policy) => prepare?.(policy, of) ?? policy;
  const by = new Map<string, string>(Object.entries(attaching.policies));
  const property = by.get(subject.type);
  if (property !== undefined) {
    const named = read<string>(subject, property);
    // One may stand where a list is wanted.
    const targets = (named.form === 'list' ? named.items() : [named]) as readonly Field<string>[];
    const found = targets.some((target) => context.target(target as never, type as never).state === 'found');
    if (found) return undefined;
    const prepared = preparedFor({ name: targets[0] ?? named });
    return { question: { service }, prepared, policies: [{ policy: subject, document: read(subject, 'PolicyDocument') }] };
  }
  const name = read<string>(subject, attaching.name);
  const policies = [...by].flatMap(([policyType, names]) => context.referrers(subject as never, policyType as never, names as never));
  return {
    prepared: preparedFor({ id: subject.id, name }),
    question: { service, resource: { id: subject.id, ...(name.state === 'known' ? { name: String(name.value) } : {}) } },
    policies: policies.map((policy) => ({ policy, document: read(policy, 'PolicyDocument') })),
  };
};

function* grantsBy(
  attached: AttachedPolicies | undefined,
  context: AttachedContext,
): Generator<Undetermined, readonly Grant[] | undefined> {
  if (attached === undefined) return undefined;
  const found: Grant[] = [];
  for (const { document } of attached.policies) found.push(...(yield* grantsIn(document, context, attached.question, attached.prepared)));
  return found;
}

/** An attachment, whose checks share what they read. */
export const attachment = (attaching: Attaching): Attachment => {
  const read: Attachment['read'] = (subject, context) => policiesIn(attaching, subject, context);
  return { ...attaching, read, granted: (_, context) => heard(grantsBy(shared(read, context), context)) };
};

/**
 * The policies of a subject: those of a resource, or the one that stands for it where everything that it names is outside of the input.
 * `undefined` for a policy of something that is judged itself.
 */
export const policiesOf = ({ read }: Attachment, context: AttachedContext): AttachedPolicies | undefined => shared(read, context);

/** What the policies of a subject grant; `undefined` for a policy of something that is judged itself. */
export const attachedGrants = ({ granted }: Attachment, context: AttachedContext): Generator<Undetermined, readonly Grant[] | undefined> =>
  told(shared(granted, context));
