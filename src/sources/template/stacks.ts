import type { Gap } from '../../model/inventory.ts';
import {
  type Condition,
  isChoice,
  isComposed,
  isPlainObject,
  isUnknown,
  type Target,
  type UnknownReason,
  unknown,
} from '../../model/value.ts';
import type { Span } from '../text/source-file.ts';
import { isTemplate } from './detect.ts';
import { expressionOf } from './expression.ts';
import type { Files, ReadDocument } from './files.ts';
import { gapAt } from './gap.ts';
import { isLocal, refusedAt } from './includes.ts';
import { member, type Node, textOf } from './node.ts';
import { branches, type Given } from './routes/branches.ts';
import type { TemplateResource } from './template.ts';

/** A stack of another template, as which a template is deployed. */
export interface Nesting {
  /** The logical id of the stack. */
  readonly id: string;
  /** The template that nests it: where what it is given refers to. */
  readonly input: string;
  /** The stack is made only where this holds. */
  readonly condition: Condition | undefined;
  /** What it is given: the value of `Parameters`. */
  parameters(): unknown;
}

/** A template that another nests. */
export interface NestedTemplate {
  readonly document: ReadDocument;
  readonly as: Nesting;
  /** Where the stack stands. */
  readonly span: Span;
}

const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

/** A template of a nested stack, or why it is not read, where all of `given` hold. */
export type StackTemplate = ({ readonly document: ReadDocument } | { readonly gap: Gap }) & { readonly given: readonly Given[] };

type Stack = Pick<TemplateResource, 'id' | 'type' | 'properties' | 'metadata' | 'span'>;

/** The templates of a nested stack, of which conditions may decide; none of any other resource. */
export const templatesOf = ({ id, type, properties, metadata, span }: Stack, files: Files): readonly StackTemplate[] => {
  const property = LOCATIONS.get(type);
  if (property === undefined) return [];
  // CDK uploads the template when it deploys, and leaves its place in the assembly.
  const asset = textOf(member(metadata, 'aws:asset:property')) === property ? textOf(member(metadata, 'aws:asset:path')) : undefined;
  const named = member(properties, property);
  const sides = asset === undefined ? branches(named) : [{ node: named, given: [] }];
  // Where a condition leaves the template out there is no stack.
  return sides
    .filter(({ node }) => node !== undefined || sides.length === 1)
    .map(({ node, given }) => ({ ...templateAt(id, node, asset ?? textOf(node), node?.span ?? span, files), given }));
};

const templateAt = (
  id: string,
  named: Node | undefined,
  path: string | undefined,
  at: Span,
  files: Files,
): { readonly document: ReadDocument } | { readonly gap: Gap } => {
  const refuse = (why: string) => ({ gap: gapAt(at, 'nested', `The resources of the nested stack ${id} are not read: ${why}`) });
  if (path === undefined)
    return refuse(named === undefined ? 'its template is none of this tree' : `its template is ${expressionOf(named)}`);
  if (!isLocal(path)) return refuse(`its template stands at ${path}`);
  const found = files.beside(at.source, path);
  if ('refusal' in found) return { gap: refusedAt(at, path, found.refusal) };
  return isTemplate(found.document.root) ? { document: found.document } : refuse(`${path} is no template`);
};

/** The most that templates may hand to each other: signs and parts of one value. Each could double what it was handed. */
const MAX_WEIGHT = 20_000;

const fits = (value: unknown, room: { left: number }): boolean => {
  room.left -= typeof value === 'string' ? value.length + 1 : 1;
  if (room.left < 0) return false;
  return typeof value !== 'object' || value === null || Object.values(value).every((part) => fits(part, room));
};

/** A value as another template sees it: what it refers to is still found in `input`. */
export const seenFromOutside = (value: unknown, input: string): unknown =>
  fits(value, { left: MAX_WEIGHT }) ? seen(value, input) : unknown({ kind: 'malformed', expected: 'a value that is not as large' });

const seen = (value: unknown, input: string): unknown => {
  const see = (part: unknown): unknown => seen(part, input);
  const target = (of: Target): Target => ({ input, ...of });
  if (isUnknown(value)) {
    const reason = value.$unknown;
    if (reason.kind !== 'intrinsic') return value;
    const text = reason.text?.map((part) =>
      typeof part === 'object' && 'target' in part ? { ...part, target: target(part.target) } : part,
    );
    return {
      $unknown: {
        ...reason,
        ...(reason.target === undefined ? {} : { target: target(reason.target) }),
        ...(text === undefined ? {} : { text }),
      } satisfies UnknownReason,
    };
  }
  if (isChoice(value)) {
    const { condition, then, else: otherwise } = value.$if;
    return {
      $if: {
        condition,
        ...(then === undefined ? {} : { then: see(then) }),
        ...(otherwise === undefined ? {} : { else: see(otherwise) }),
      },
    };
  }
  if (isComposed(value)) return { $text: { ...value.$text, parts: value.$text.parts.map(see) } };
  if (Array.isArray(value)) return value.map(see);
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, see(each)]));
  return value;
};
