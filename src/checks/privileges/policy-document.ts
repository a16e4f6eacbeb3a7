import { type Anchor, type Field, policyOf, type Undetermined, undetermined } from '../../check.ts';
import type { Source } from '../../model/permissions.ts';
import type { Policy, Statement } from '../../model/policy.ts';
import { isChoice, isComposed, isOneOf, isPlainObject, type Json } from '../../model/value.ts';
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

/** Policies that were read before, by the documents as their source gave them. */
const readBefore = new WeakMap<object, Policy>();

/** A document as its source gave it, if that is the same in every world. */
const givenOf = ({ subject, path, trail }: Field<Json>): object | undefined => {
  if (path.length !== trail.length || !('properties' in subject)) return undefined;
  let value: unknown = subject.properties;
  for (const step of path)
    value = isPlainObject(value) || Array.isArray(value) ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
  return isPlainObject(value) ? value : undefined;
};

const isFixed = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  if (isChoice(value) || isOneOf(value) || isComposed(value)) return false;
  return Object.values(value).every(isFixed);
};

/** A policy of a role by its document. */
export const documentOf = (document: Field<Json>): Found => {
  const given = givenOf(document);
  const before = given && readBefore.get(given);
  if (before !== undefined) return { sources: [{ policy: before, of: originOf(document) }], unknown: unknownIn(document, before) };
  const unknown: Undetermined[] = [];
  const reading = policyOf(document);
  let step = reading.next();
  for (; !step.done; step = reading.next()) unknown.push(step.value);
  const policy = step.value;
  if (policy === undefined) return { sources: [], unknown };
  if (given !== undefined && unknown.length === 0 && isFixed(given)) readBefore.set(given, policy);
  return { sources: [{ policy, of: originOf(document) }], unknown: [...unknown, ...unknownIn(document, policy)] };
};
