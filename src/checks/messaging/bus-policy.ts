import {
  type Anchor,
  type Context,
  type Field,
  policyOf,
  type Reads,
  type Subjects,
  type Undetermined,
  undetermined,
} from '../../check.ts';
import { groupedBy } from '../../grouped.ts';
import { memoryOf } from '../../model/memory.ts';
import { normalizePolicy, type Policy } from '../../model/policy.ts';
import type { Json, Path } from '../../model/value.ts';
import { heard, told } from '../heard.ts';
import { type Grant, grantsOf, placeOf } from '../resource-policy.ts';

/** What makes up the access policy of an event bus: read alike by every check of it. */
export const BUS_POLICY_READS = {
  'AWS::Events::EventBus': ['Name', 'Policy'],
  'AWS::Events::EventBusPolicy': ['EventBusName', 'Statement', 'Action', 'Principal', 'Condition'],
} as const satisfies Reads;

/** The bus is the subject; a policy stands for it where the bus is outside of the input: the default bus, mostly. */
export const BUSES = ['AWS::Events::EventBus', 'AWS::Events::EventBusPolicy'] as const;

type BusReads = typeof BUS_POLICY_READS;
type BusContext = Context<BusReads, never>;
type Subject = Subjects<BusReads, (typeof BUSES)[number]>;
type BusPolicy = Subjects<BusReads, 'AWS::Events::EventBusPolicy'>;

/** How messages call the bus that a subject is, or grants access to. */
export const busName = (subject: Subject): string => {
  if (subject.type === 'AWS::Events::EventBus') return subject.id;
  return subject.get('EventBusName').state === 'absent' ? 'The default bus' : `the bus of ${subject.id}`;
};

/** Statements of a bus's policy, and where each of their parts stands. */
interface Part {
  readonly policy: Policy;
  readonly place: (path: Path) => Anchor;
}

/** What a bus's policies grant; `undefined` for a policy whose bus is judged itself. Together they are one policy: each adds a statement. */
export const busGrants = (context: BusContext): Generator<Undetermined, readonly Grant[] | undefined> => told(context.shared(granted));

const granted = (subject: Subject, context: BusContext) => heard(grantsBy(subject, context));

function* grantsBy(subject: Subject, context: BusContext): Generator<Undetermined, readonly Grant[] | undefined> {
  const parts: Part[] = [];
  let siblings: readonly BusPolicy[];
  let others: readonly Stated[] = [];
  if (subject.type === 'AWS::Events::EventBus') {
    const inline = subject.get('Policy');
    const policy = yield* policyOf(inline);
    if (policy !== undefined) parts.push({ policy, place: (path) => placeOf(inline, path) });
    siblings = context.referrers(subject, 'AWS::Events::EventBusPolicy', 'EventBusName');
  } else {
    const bus = subject.get('EventBusName');
    if (context.target(bus, 'AWS::Events::EventBus').state === 'found') return undefined;
    siblings = [subject];
    others = context.common(denyingOf(keyOf(subject))).filter(({ id }) => id !== subject.id);
  }
  for (const { part, doubt } of [...siblings.map(statedBy), ...others]) {
    if (doubt !== undefined) yield doubt;
    if (part !== undefined) parts.push(part);
  }
  const statements = parts.flatMap(({ policy }, at) => policy.statements.map((each) => ({ ...each, path: [at, ...each.path] })));
  for (const { policy, place } of parts) for (const { path, reason } of policy.unknown) yield undetermined(place(path), reason);
  const resource = subject.type === 'AWS::Events::EventBus' ? { resource: { id: subject.id } } : {};
  return grantsOf({ version: '2012-10-17', statements, unknown: [] }, context, { service: 'events', ...resource }, ({ path }) => {
    const [at, ...rest] = path;
    return (parts[Number(at)] as Part).place([...rest, 'Principal']);
  });
}

/** What tells policies of one bus from those of others: what they call it, the default bus where they call none. */
const keyOf = (policy: BusPolicy): string => JSON.stringify(policy.get('EventBusName').json() ?? null);

/** The policies of each bus that is outside of the input. */
const byBus = (context: BusContext): ReadonlyMap<string, readonly BusPolicy[]> =>
  groupedBy(context.resources('AWS::Events::EventBusPolicy'), keyOf);

/** What the policies of a bus deny, for `context.common`: what another of them grants is told of that one, what it denies, it denies to all. */
const denyingOf = (bus: string): ((context: BusContext) => readonly Stated[]) =>
  askedFor(bus, () => (context) => {
    const said = new Set<string>();
    return (context.common(byBus).get(bus) ?? []).map(statedBy).flatMap(({ part, ...stated }): readonly Stated[] => {
      if (part === undefined) return [stated];
      const { unknown } = part.policy;
      const statements = part.policy.statements.filter(({ effect }) => effect === 'Deny');
      // To deny the same twice denies no more.
      const all = JSON.stringify(statements);
      if (unknown.length === 0 && (statements.length === 0 || said.has(all))) return [];
      said.add(all);
      return [{ ...stated, part: { ...part, policy: { ...part.policy, statements } } }];
    });
  });

/** One function for each bus, by which the engine finds again what it came to. */
const askedFor = memoryOf<(context: BusContext) => readonly Stated[]>(1_000_000);

/** The statement that a policy adds, and what keeps it from being known. */
interface Stated {
  readonly id: string;
  readonly part?: Part;
  readonly doubt?: Undetermined;
}

/** The statement that a policy adds: written out, or as its properties. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html */
const statedBy = (policy: BusPolicy): Stated => {
  const { id } = policy;
  const written = policy.get('Statement');
  const whole = written.state === 'absent' ? inProperties(policy) : textOrObject(written);
  const normal = normalizePolicy({ Version: '2012-10-17', Statement: [whole] });
  if ('malformed' in normal) return { id, doubt: undetermined(written, { kind: 'malformed', expected: normal.malformed }) };
  const place = ([, , ...rest]: Path): Anchor => {
    if (written.state !== 'absent') return placeOf(written, rest);
    return rest[0] === 'Principal' ? policy.get('Principal') : policy;
  };
  return { id, part: { policy: normal, place } };
};

const textOrObject = (statement: Field<Json>): unknown => {
  const json = statement.json();
  if (typeof json !== 'string') return json;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
};

const inProperties = (policy: BusPolicy): unknown => {
  const condition = policy.get('Condition');
  const [type, key] = [condition.get('Type'), condition.get('Key')];
  const unknown = [condition, type, key].find(({ state }) => state === 'unknown');
  return {
    Effect: 'Allow',
    Principal: policy.get('Principal').json() ?? undefined,
    Action: policy.get('Action').json() ?? undefined,
    Resource: '*',
    ...(unknown !== undefined
      ? { Condition: unknown.json() }
      : condition.state === 'absent'
        ? {}
        : { Condition: { [textOf(type)]: { [textOf(key)]: condition.get('Value').json() ?? null } } }),
  };
};

const textOf = (field: Field<string>): string => (field.state === 'known' && field.form === 'scalar' ? String(field.value) : '');
