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
}

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
  return { current, worked: new Map() };
};
