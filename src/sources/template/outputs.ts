import type { SourceFile } from '../text/source-file.ts';
import { evaluate } from './evaluate.ts';
import { scopeOf } from './evaluated.ts';
import type { ReadContext } from './format.ts';
import { intrinsicOf, member, type Node, textOf } from './node.ts';
import { parametersIn } from './passed.ts';
import { prepared } from './prepared.ts';
import type { Scope } from './scope.ts';
import { type NestedTemplate, seenFromOutside, templatesOf } from './stacks.ts';

/** How many templates may stand in each other for the outputs of the innermost to be followed. */
const MAX_DEPTH = 8;

/** What nested stacks give back: `!GetAtt Stack.Outputs.Name` as the value of that output, seen from outside. */
export const outputsOf = (stacks: readonly NestedTemplate[], context: ReadContext, depth = 0): Scope['outputs'] => {
  const scopes = new Map<string, { readonly root: Node; readonly scope: Scope }>();
  const values = new Map<string, { readonly value: unknown }>();
  const open = new Set<string>();
  return (id, name) => {
    const [stack, ...others] = stacks.filter(({ as }) => as.id === id);
    const known = values.get(`${id}.${name}`);
    // CloudFormation refuses stacks that wait for each other.
    if (stack === undefined || others.length > 0 || depth >= MAX_DEPTH || known !== undefined || open.has(id)) return known;
    open.add(id);
    const inside = scopes.get(id) ?? insideOf(stack, context, depth);
    scopes.set(id, inside);
    const output = member(member(member(inside.root, 'Outputs'), name), 'Value');
    const value = output && seenFromOutside(evaluate(output, inside.scope), stack.document.source.file);
    open.delete(id);
    if (output !== undefined) values.set(`${id}.${name}`, { value });
    return values.get(`${id}.${name}`);
  };
};

const insideOf = ({ document, as }: NestedTemplate, context: ReadContext, depth: number) => {
  const inner = { ...context, nestings: [as] };
  const { root, transforms } = prepared(document, inner);
  const resources = member(root, 'Resources');
  const ids = resources?.kind === 'map' ? [...resources.entries.keys()] : [];
  let outputs: Scope['outputs'] | undefined;
  const scope: Scope = scopeOf(root, {
    parameters: parametersIn(root, inner),
    resources: new Set(ids),
    parts: new Map(),
    transformed: transforms.length > 0,
    hidden: new Set(),
    imports: context.imports ?? (() => undefined),
    outputs: (id, name) => {
      outputs ??= outputsOf(stacksOf(root, document.source, inner, scope), inner, depth + 1);
      return outputs(id, name);
    },
  });
  return { root, scope };
};

/** The stacks that a document nests, before SAM has made anything of it. */
const stacksOf = (root: Node, source: SourceFile, { files }: ReadContext, scope: Scope): readonly NestedTemplate[] => {
  const section = member(root, 'Resources');
  if (section?.kind !== 'map') return [];
  return [...section.entries].flatMap(([id, { key, value }]) => {
    const properties = member(value, 'Properties');
    const [found, ...others] = templatesOf(
      { id, type: textOf(member(value, 'Type')) ?? '', properties, metadata: member(value, 'Metadata'), span: key },
      files,
    );
    // Of a stack that conditions give one template or another nobody knows what it puts out.
    if (found === undefined || others.length > 0 || 'gap' in found || intrinsicOf(properties)) return [];
    const given = member(properties, 'Parameters');
    const parameters = () => (given === undefined ? undefined : evaluate(given, scope));
    return [{ document: found.document, span: key, as: { id, input: source.file, condition: undefined, parameters } }];
  });
};
