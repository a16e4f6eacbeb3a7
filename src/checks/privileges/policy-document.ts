import { type Anchor, type Field, policyOf, type Undetermined, undetermined } from '../../check.ts';
import type { Source } from '../../model/permissions.ts';
import type { Policy, Statement } from '../../model/policy.ts';
import type { Json } from '../../model/value.ts';
import { placeOf } from '../resource-policy.ts';

/** Where a statement stands. */
export interface Origin {
  /** The place of an element of a statement, or that of the policy's ARN where the policy is AWS's. */
  readonly at: (statement: Statement, element: 'Action' | 'Resource') => Anchor;
  /** The name of a managed policy of AWS's. */
  readonly managed?: string;
}

/** What was read of policies: those that are known, and what is not. */
export interface Found {
  readonly sources: readonly Source<Origin>[];
  readonly unknown: readonly Undetermined[];
}

/** Several readings as one. */
export const both = (found: readonly Found[]): Found => ({
  sources: found.flatMap(({ sources }) => sources),
  unknown: found.flatMap(({ unknown }) => unknown),
});

const originOf = (document: Field<Json>): Origin => ({
  at: ({ path, notActions, notResources }, element) => {
    const negated = element === 'Action' ? notActions : notResources;
    return placeOf(document, [...path, negated === undefined ? element : `Not${element}`]);
  },
});

const unknownIn = (document: Field<Json>, policy: Policy): readonly Undetermined[] =>
  policy.unknown.map(({ path, reason }) => undetermined(placeOf(document, path), reason));

/** A policy of a role by its document. */
export const documentOf = (document: Field<Json>): Found => {
  const unknown: Undetermined[] = [];
  const reading = policyOf(document);
  let step = reading.next();
  for (; !step.done; step = reading.next()) unknown.push(step.value);
  const policy = step.value;
  if (policy === undefined) return { sources: [], unknown };
  return { sources: [{ policy, of: originOf(document) }], unknown: [...unknown, ...unknownIn(document, policy)] };
};
