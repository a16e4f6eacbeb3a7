import type { World } from '../../src/model/world.ts';

/** Which answer a deployment gives to what a template leaves open: conditions hold and parameters have their defaults, or the opposite. */
export type Answers = 'first' | 'last';

/** The one world that was deployed. */
export const deployedWorld = (answers: Answers): World => {
  const given = new Map<string, string>();
  return {
    choose(choice, options) {
      const answer = given.get(choice) ?? (options.at(answers === 'first' ? 0 : -1) as string);
      given.set(choice, answer);
      return answer;
    },
    answered: (choice) => given.get(choice),
    note: () => undefined,
  };
};
