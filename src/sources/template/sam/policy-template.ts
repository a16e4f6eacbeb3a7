import type { Span } from '../../text/source-file.ts';
import { member, type Node } from '../node.ts';
import templates from './data/policy-templates.json' with { type: 'json' };
import { policyDocument } from './policy.ts';
import { type Entry, filledMembers, namesIn } from './table.ts';

type Statement = { readonly [name: string]: Entry };

const TEMPLATES: ReadonlyMap<string, readonly Statement[]> = new Map(Object.entries(templates));

/** Whether SAM has a policy template of this name. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html */
export const isPolicyTemplate = (name: string): boolean => TEMPLATES.has(name);

/** The policy that a template of SAM's makes with these parameters; the names of those that are missing in its place. */
export const policyOfTemplate = (
  name: string,
  parameters: Node,
  span: Span,
): { readonly document: Node } | { readonly missing: readonly string[] } => {
  const statements = TEMPLATES.get(name) ?? [];
  const values = new Map<string, Node>();
  const missing: string[] = [];
  for (const parameter of namesIn(statements)) {
    const value = member(parameters, parameter);
    if (value === undefined) missing.push(parameter);
    else values.set(parameter, value);
  }
  if (missing.length > 0) return { missing };
  return {
    document: policyDocument(
      statements.map((statement) => filledMembers(statement, values, span)),
      span,
    ),
  };
};
