import { type Call, typesOf } from './call.ts';

/** What a plan has to know of a check. */
export interface Planned {
  readonly id: string;
  readonly sources: readonly string[];
  readonly reads: Readonly<Record<string, readonly string[] | undefined>>;
  readonly observes?: Readonly<Record<string, readonly string[] | undefined>> | undefined;
}

/** The calls of a run, and what its checks read that none of them gives. */
export interface Plan {
  /** The actions, each with all that it comes after. */
  readonly actions: ReadonlySet<string>;
  /** Properties that some check reads and no call gives, by type: they are unknown, not absent. */
  readonly ungiven: ReadonlyMap<string, ReadonlySet<string>>;
  /** The types that some check reads and whose lists nobody has asked for, each with the call: what there is of them is not known. */
  readonly unasked: ReadonlyMap<string, Call>;
}

const propertiesOf = (reads: Planned['observes'], type: string): readonly string[] | undefined =>
  reads !== undefined && Object.hasOwn(reads, type) ? reads[type] : undefined;

/** Whether a check needs what a call gives: the resources of a type that it reads, a property or an attribute that it looks at. */
export const needs = ({ reads, observes }: Pick<Planned, 'reads' | 'observes'>, call: Call): boolean =>
  typesOf(call).some((type) => {
    const wanted = propertiesOf(reads, type);
    if (wanted === undefined) return false;
    const given: readonly string[] = call.gives[type] ?? [];
    const told: readonly string[] = call.tells?.[type] ?? [];
    return (
      call.kind === 'list' ||
      wanted.some((property) => given.includes(property)) ||
      (propertiesOf(observes, type) ?? []).some((attribute) => told.includes(attribute))
    );
  });

/**
 * The calls that these checks need. `optIn` says for which checks calls are made that cost one for each resource: those that were named,
 * or all for an auditor.
 */
export const planOf = (checks: readonly Planned[], calls: readonly Call[], optIn: (check: Planned) => boolean): Plan => {
  const live = checks.filter(({ sources }) => sources.includes('live'));
  const byAction = new Map(calls.map((call) => [call.action, call]));
  const actions = new Set<string>();
  const add = (action: string): void => {
    if (actions.has(action)) return;
    const call = byAction.get(action);
    if (call === undefined) throw new Error(`${action} is in no table`);
    actions.add(action);
    for (const other of [...(call.after ?? []), ...(call.with ?? [])]) add(other);
  };
  for (const call of calls)
    if (call.insteadOf === undefined && live.some((check) => needs(check, call) && (call.optIn !== true || optIn(check)))) add(call.action);
  for (const { action, insteadOf } of calls) if (insteadOf !== undefined && actions.has(insteadOf)) add(action);

  const ungiven = new Map<string, Set<string>>();
  for (const { reads } of live)
    for (const [type, properties] of Object.entries(reads)) {
      const given = new Set<string>(calls.flatMap(({ gives }) => gives[type as keyof typeof gives] ?? []));
      for (const property of properties ?? []) if (!given.has(property)) ungiven.set(type, (ungiven.get(type) ?? new Set()).add(property));
    }

  const read = new Set(live.flatMap(({ reads }) => Object.keys(reads)));
  const listed = new Set<string>(calls.filter(({ action }) => actions.has(action)).flatMap(typesOf));
  const unasked = new Map<string, Call>();
  for (const call of calls)
    if (call.kind === 'list' && call.optIn === true)
      for (const type of typesOf(call)) if (read.has(type) && !listed.has(type)) unasked.set(type, call);
  return { actions, ungiven, unasked };
};
