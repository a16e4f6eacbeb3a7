import { memoryOf } from '../memory.ts';
import { withoutNames } from './alike.ts';
import type { Admission, Policy, Question } from './types.ts';
import { grantsNothing, verdictOf } from './verdict.ts';

type Answer = readonly Admission[];

/** Several checks ask the same of one policy, and each of another kind of answer. */
const answers = new WeakMap<Policy, Map<string, Answer>>();
const alike = memoryOf<Answer>(4_000_000);

/** Who a resource policy lets in, statement by statement, with its Deny statements taken into account. */
export const whoGetsIn = (policy: Policy, question: Question): Answer => {
  if (grantsNothing(policy)) return verdictOf(policy, question);
  const asked = textOf(question);
  const known = answers.get(policy) ?? new Map<string, Answer>();
  answers.set(policy, known);
  const before = known.get(asked);
  if (before !== undefined) return before;
  const unnamed = withoutNames(policy, question);
  const found = answerOf(unnamed.policy, unnamed.question, unnamed.question === question ? asked : textOf(unnamed.question));
  const answer = found.some(quotesNames) ? answerOf(policy, question, asked) : found;
  known.set(asked, answer);
  return answer;
};

const quotesNames = (admission: Admission): boolean => admission.who === 'unknown' && admission.reason.kind === 'intrinsic';

const answerOf = (policy: Policy, question: Question, asked: string): Answer =>
  alike(`${asked}\n${JSON.stringify(policy)}`, () => verdictOf(policy, question));

/** A question as a text that is alike where the question is. */
const textOf = (question: Question): string => {
  const { service, actions, ownAccounts, trustedAccounts, trustedOrganizations, today, onlyThroughEndpoint, resource } = question;
  const of = resource === undefined ? '' : JSON.stringify(resource);
  return [service, actions, [...ownAccounts], trustedAccounts, trustedOrganizations, today, onlyThroughEndpoint, of].join('\n');
};
