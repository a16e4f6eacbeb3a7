import type { Span } from '../../text/source-file.ts';
import { writtenAs } from '../expression.ts';
import { list, map, member, type Node, scalar, textOf } from '../node.ts';
import { pascal } from './conversions.ts';
import { type Part, partsOf } from './interpolation.ts';
import type { Instance, Module, Plan } from './plan.ts';
import { isPolicyDocument, POLICY_TEXTS } from './policy-document.ts';

/** A resource that an expression names, and which of its attributes. */
interface Reference {
  readonly instance: Instance;
  readonly attribute: string;
  readonly text: string;
}

const MODULE_HOPS = 16;
/** Variables may refer to any number of others: past this the rest is not looked at. */
const MOST_NAMES = 200;
const MOST = 50;

/** Attributes that give what `Ref` gives: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html */
const REF: ReadonlySet<string> = new Set(['', 'id', 'url', 'name', 'function_name', 'bucket', 'key_id', 'stage_name', 'queue_url']);

/** The names in an expression, those that are the beginning of another left out. */
const namesIn = (expression: Node | undefined): readonly string[] => {
  const listed = member(expression, 'references');
  const names = listed?.kind === 'list' ? listed.items.slice(0, MOST).flatMap((item) => textOf(item) ?? []) : [];
  return names.filter((name) => !names.some((other) => other.startsWith(`${name}.`) || other.startsWith(`${name}[`)));
};

/** Finds the resources that expressions name. */
export interface References {
  /** What stands for a value that is known after apply alone, at the place of it. `written` is its expression, where a `.tf` file has it. */
  unknown(expression: Node | undefined, of: Instance, span: Span, written: string | undefined): Node;
  /** A reference to a resource. */
  to(address: string, attribute: string, span: Span, text: string): Node;
}

/**
 * Indexes the resources of a plan. `returns` says what CloudFormation calls an attribute of a type, where that is not its own name, and
 * `document` what is known of a policy document of which the text is not.
 */
export const referencesOf = (
  plan: Plan,
  returns: (type: string, attribute: string) => string | undefined,
  document: (instance: Instance) => Node | undefined,
): References => {
  const byName = new Map<string, Instance[]>();
  for (const instance of plan.instances) {
    if (instance.data && !isPolicyDocument(instance)) continue;
    const key = `${instance.module.address}\n${instance.data ? 'data.' : ''}${instance.type}.${instance.name}`;
    const there = byName.get(key);
    if (there === undefined) byName.set(key, [instance]);
    else there.push(instance);
  }
  const children = new Map<string, Module>();
  for (const { module } of plan.instances)
    for (let at: Module | undefined = module; at?.call !== undefined; at = at.call.from) children.set(at.address, at);

  const resolve = (name: string, module: Module, of: Instance, room: { left: number }, hops = 0): readonly Reference[] => {
    room.left -= 1;
    if (hops > MODULE_HOPS || room.left < 0) return [];
    const again = (expression: Node | undefined, within: Module) =>
      namesIn(expression).flatMap((each) => resolve(each, within, of, room, hops + 1));
    const variable = /^var\.([\w-]+)/.exec(name)?.[1];
    if (variable !== undefined) return module.call === undefined ? [] : again(member(module.call.expressions, variable), module.call.from);
    const [, child, output] = /^module\.([\w-]+)(?:\[[^\]]*\])?\.([\w-]+)/.exec(name) ?? [];
    if (child !== undefined && output !== undefined) {
      const configuration = member(member(member(module.configuration, 'module_calls'), child), 'module');
      const address = module.address === '' ? `module.${child}` : `${module.address}.module.${child}`;
      const found = children.get(address) ?? [...children.values()].find((each) => each.address.startsWith(`${address}[`));
      const expression = member(member(member(configuration, 'outputs'), output), 'expression');
      return found === undefined ? [] : again(expression, found);
    }
    const [, type, own, key, attribute = ''] = /^((?:data\.)?[a-z][\w-]*)\.([\w-]+)(\[(?:"[^"]*"|\d+)\])?(?:\.([\w-]+))?/.exec(name) ?? [];
    const instances = byName.get(`${module.address}\n${type}.${own}`) ?? [];
    const ofKey = key ?? /\[(?:"[^"]*"|\d+)\]$/.exec(of.address)?.[0];
    const instance =
      instances.length === 1 ? instances[0] : instances.find(({ address }) => ofKey !== undefined && address.endsWith(ofKey));
    return instance === undefined ? [] : [{ instance, attribute, text: name }];
  };

  const to: References['to'] = (address, attribute, span, text) =>
    writtenAs(
      attribute === ''
        ? map({ Ref: scalar(address, span) }, span)
        : map({ 'Fn::GetAtt': list([scalar(address, span), scalar(attribute, span)], span) }, span),
      text,
    );
  const nodeOf = ({ instance, attribute, text }: Reference, span: Span): Node => {
    const named = returns(instance.type, attribute) ?? (REF.has(attribute) ? '' : pascal(attribute));
    return to(instance.address, named, span, text);
  };
  const nobody = (names: readonly string[], span: Span): Node =>
    writtenAs(map({ 'Fn::KnownAfterApply': scalar(null, span) }, span), names.length === 0 ? '(known after apply)' : names.join(' and '));

  /** A text around references, part by part; `undefined` where the plan knows nothing of what it refers to. */
  const interpolated = (
    parts: readonly Part[],
    names: readonly string[],
    of: Instance,
    span: Span,
    room: { left: number },
  ): Node | undefined => {
    if (!parts.every((part) => 'text' in part || names.includes(part.name))) return undefined;
    const nodes = parts.map((part) => {
      if ('text' in part) return scalar(part.text, span);
      const [reference, more] = resolve(part.name, of.module, of, room);
      return reference === undefined || more !== undefined || reference.instance.data ? nobody([part.name], span) : nodeOf(reference, span);
    });
    return writtenAs(map({ 'Fn::Join': list([scalar('', span), list(nodes, span)], span) }, span), names.join(' and '));
  };

  return {
    to,
    unknown: (expression, of, span, written) => {
      const names = namesIn(expression);
      const room = { left: MOST_NAMES };
      const said = written === undefined ? undefined : partsOf(written);
      const whole = written === undefined || said?.length === 1;
      const composed = said === undefined || said.length < 2 ? undefined : interpolated(said, names, of, span, room);
      if (composed !== undefined) return composed;
      const named = names.flatMap((name) => resolve(name, of.module, of, room));
      const [first] = named;
      if (named.length === 1 && names.length === 1 && whole && first?.instance.data && POLICY_TEXTS.has(first.attribute))
        return document(first.instance) ?? nobody(names, span);
      const found = named.filter(({ instance }) => !instance.data);
      const [only] = found;
      if (only === undefined) return nobody(names, span);
      if (found.length === 1 && names.length === 1) return nodeOf(only, span);
      // What stands between the references is not said.
      const rest = nobody(names, span);
      const parts = found.flatMap((reference) => [rest, nodeOf(reference, span)]);
      return writtenAs(map({ 'Fn::Join': list([scalar('', span), list([...parts, rest], span)], span) }, span), names.join(' and '));
    },
  };
};
