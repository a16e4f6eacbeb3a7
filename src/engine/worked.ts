import type { RawResource } from '../model/inventory.ts';
import type { Misread, World } from '../model/world.ts';

/** What was worked out for several runs, and what each of them that hears of it has to hear besides. */
export interface Worked {
  readonly value: unknown;
  /** The types of resources that were asked for. */
  readonly types: ReadonlySet<string>;
  readonly misread: readonly Misread[];
}

/** A world that stands for one after another. */
export interface CurrentWorld extends World {
  is: World;
}

/** What the checks of a run have in common. */
export interface Shared {
  /** The world of whatever runs now: what was found in one world, and for one check, is read further in those of others. */
  readonly current: CurrentWorld;
  /** What was made of resources of which no condition decides, by the function that did so. */
  readonly worked: Map<unknown, Map<RawResource, Worked>>;
  /** What refers to what in accounts, by the scope, by the type and the path of the references and by the type that they lead to. */
  readonly followed: Map<string, Followed | 'by conditions'>;
}

/** The resources that refer to each. */
type Followed = ReadonlyMap<RawResource, readonly RawResource[]>;

/** Nothing yet. */
export const nothingShared = (): Shared => {
  const current: CurrentWorld = {
    is: undefined as never,
    choose: (choice, options) => current.is.choose(choice, options),
    answered: (choice) => current.is.answered(choice),
    note: (about, answer) => current.is.note(about, answer),
    get asked() {
      return current.is.asked;
    },
    set asked(count) {
      current.is.asked = count;
    },
    get decided() {
      return current.is.decided;
    },
    set decided(answers) {
      current.is.decided = answers;
    },
    get misread() {
      return current.is.misread;
    },
    set misread(list) {
      current.is.misread = list;
    },
  };
  return { current, worked: new Map(), followed: new Map() };
};

/**
 * What refers to what: each reference of an account is followed once, for all that it may lead to and for all checks. Nothing where a
 * condition decides.
 */
export const followedBy = (
  { followed, current }: Shared,
  key: string,
  resources: readonly RawResource[],
  targetsOf: (raw: RawResource) => readonly RawResource[],
): Followed | undefined => {
  const known = followed.get(key);
  if (known !== undefined) return known === 'by conditions' ? undefined : known;
  const questions = current.asked;
  const byTarget = new Map<RawResource, RawResource[]>();
  for (const raw of resources)
    for (const target of targetsOf(raw)) {
      const list = byTarget.get(target);
      if (list === undefined) byTarget.set(target, [raw]);
      // It may refer to one several times.
      else if (list.at(-1) !== raw) list.push(raw);
    }
  const decided = current.asked === questions;
  followed.set(key, decided ? byTarget : 'by conditions');
  return decided ? byTarget : undefined;
};
