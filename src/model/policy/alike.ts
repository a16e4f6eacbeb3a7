import type { Target, TextPart } from '../value.ts';
import { OWN_RESOURCE } from './compiled.ts';
import { NAMED } from './grants.ts';
import { parseOperator } from './operators.ts';
import type { Policy, PolicyText, Principals, Question, Statement } from './types.ts';

/** What stands for a name that tells nothing. */
const NAME = 'x';
const SOURCE = 'aws:sourcearn';

/**
 * A policy and what is asked of it without the names that tell nothing: those of the one resource that the policy is attached to, of
 * the own account's principals, of the sources that statements ask for, and of the statements. Most policies of an account differ in
 * them alone, and who gets in is the same; only a reason for what is not known may quote them.
 */
export const withoutNames = (policy: Policy, question: Question): { readonly policy: Policy; readonly question: Question } => {
  const own = ownName(policy, question);
  const sources = asksForSourcesSimply(policy);
  const { resource, ...rest } = question;
  return {
    policy: {
      ...policy,
      statements: policy.statements.map(({ sid: _, ...statement }): Statement => {
        const conditions = sources ? statement.conditions.map(unnamedCondition) : statement.conditions;
        const resources = own === undefined ? statement.resources : statement.resources.map((text) => (isStar(text) ? text : own));
        const { principals } = statement;
        const whom = principals === undefined ? {} : { principals: unnamedPrincipals(principals, question.ownAccounts) };
        return { ...statement, ...whom, resources, conditions };
      }),
    },
    question: resource !== undefined && isAboutIt(policy, question) ? rest : question,
  };
};

const isStar = (text: PolicyText): boolean => text.length === 1 && text[0] === '*';

/** Whether a text has no wildcard and no policy variable. */
const isLiteral = (text: string): boolean => !/[*?$]/.test(text);

const isSame = (one: TextPart | undefined, other: TextPart | undefined): boolean => {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return 'target' in one && 'target' in other && one.target.id === other.target.id && one.target.attribute === other.target.attribute;
};

/** What stands for the one resource that a policy names, if it names one and no other; `undefined` where it tells several apart. */
const ownName = ({ statements }: Policy, question: Question): PolicyText | undefined => {
  if (statements.some(({ notResources }) => notResources !== undefined) || question.service === 's3') return undefined;
  const [first, ...others] = statements.flatMap(({ resources }) => resources.filter((text) => !isStar(text)));
  if (first === undefined || !others.every((text) => text.length === 1 && isSame(text[0], first[0]))) return undefined;
  const [part, ...more] = first;
  if (part === undefined || more.length > 0 || !isIt(first, question)) return undefined;
  if (typeof part === 'object') return 'target' in part ? unnamedReference(part) : undefined;
  const arn = part.split(':');
  return arn.length >= 6 && arn[2] !== OWN_RESOURCE && isLiteral(part) ? [[...arn.slice(0, 5), NAME].join(':')] : undefined;
};

/** Whether everything that a policy names is the resource in question, so that nothing else is to be told from it. */
const isAboutIt = ({ statements }: Policy, question: Question): boolean =>
  statements.every(({ resources, notResources = [] }) =>
    [...resources, ...notResources].every((text) => isStar(text) || isIt(text, question)),
  );

const isIt = ([first, ...more]: PolicyText, { resource, service }: Question): boolean => {
  if (resource === undefined) return true;
  if (typeof first === 'object' && 'target' in first)
    return more.length === 0 && first.target.id === resource.id && /^[\w-]+$/.test(first.target.id);
  if (typeof first !== 'string' || first.includes(`:${OWN_RESOURCE}:`)) return false;
  if (!NAMED.has(service) || resource.name === undefined) return true;
  return more.length === 0 && isLiteral(first) && first.split(':').slice(5).join(':') === resource.name;
};

/** Principals of the own account are let in by nobody's answer, whatever their names. */
const unnamedPrincipals = (principals: Principals, ownAccounts: ReadonlySet<string>): Principals => {
  const unnamed = ([part, ...more]: PolicyText): PolicyText | undefined => {
    if (more.length > 0) return undefined;
    if (typeof part === 'object') return 'target' in part ? unnamedReference(part) : undefined;
    const [, arn = '', account = ''] = /^(arn:[^:]*:[^:]*:[^:]*:(\d{12}):)./.exec(part ?? '') ?? [];
    return ownAccounts.has(account) ? [`${arn}root`] : undefined;
  };
  return principals.aws.length === 0 ? principals : { ...principals, aws: principals.aws.map((text) => unnamed(text) ?? text) };
};

/** The reference of a resource stands for its ARN. */
const unnamedReference = ({ target }: { readonly target: Target }): PolicyText => [{ target: { ...target, id: NAME }, expression: NAME }];

/** Whether each statement asks for one source at most, by what it is and not by what it is not, and no Deny does. */
const asksForSourcesSimply = ({ statements }: Policy): boolean =>
  statements.every(({ effect, conditions }) => {
    const [condition, ...more] = conditions.filter(({ key }) => key === SOURCE);
    if (condition === undefined) return true;
    const operator = parseOperator(condition.operator);
    const plainly = operator !== undefined && !operator.negated && operator.family !== 'null';
    return effect === 'Allow' && more.length === 0 && condition.values.length === 1 && plainly;
  });

const unnamedCondition = (condition: Statement['conditions'][number]): Statement['conditions'][number] =>
  condition.key === SOURCE ? { ...condition, values: condition.values.map((text) => unnamedSource(text) ?? text) } : condition;

/**
 * The ARN of a source with its names left out: what it says of service, account and wildcards, and so whom it lets in, is the same.
 * `undefined` where the text is no ARN that is known up to its account.
 */
const unnamedSource = (text: PolicyText): PolicyText | undefined => {
  const [first, ...more] = text;
  if (typeof first === 'object' && 'target' in first && more.length === 0) return unnamedReference(first);
  let colons = 0;
  const parts: TextPart[] = [];
  for (const part of text) {
    if (colons < 5 && typeof part === 'object' && !('pseudo' in part)) return undefined;
    if (typeof part === 'object') parts.push('target' in part ? NAME : part);
    else if (part.includes('$')) return undefined;
    else {
      const pieces = part.split(':');
      const kept = Math.max(0, 5 - colons);
      parts.push([...pieces.slice(0, kept), ...pieces.slice(kept).map((piece) => piece.replace(/[\w-]+/g, NAME))].join(':'));
      colons += pieces.length - 1;
    }
  }
  return colons < 5 ? undefined : parts;
};
