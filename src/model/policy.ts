/**
 * Resource policies: their normal form, and the verdict *who can this let in*. The verdict asks it as a question about a population
 * of callers: whether some stranger can choose what he may choose so that an Allow holds and no Deny does.
 */

export { whoGetsIn } from './policy/answers.ts';
export { type Holder, holdersOf } from './policy/holders.ts';
export { normalizePolicy } from './policy/normal.ts';
export { ownAccountsOf } from './policy/own.ts';
export { type LambdaPermission, permissionStatement } from './policy/permission.ts';
export type { Admission, Policy, PolicyCondition, PolicyText, Principals, Question, Statement } from './policy/types.ts';
