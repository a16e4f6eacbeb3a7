import type { Span } from '../../text/source-file.ts';
import type { Entry, MapNode, Node } from '../node.ts';
import { map, member, textOf } from '../node.ts';

/** A module as the configuration of a plan has it. */
export interface Module {
  /** `module.network`; empty for the root. */
  readonly address: string;
  /** Where its `.tf` files stand, relative to the root's; `undefined` for one that is no folder of this tree. */
  readonly folder: string | undefined;
  /** `resources`, `module_calls` and `outputs`; absent in a state. */
  readonly configuration: Node | undefined;
  /** How the module above calls it: the expressions that its variables have. */
  readonly call?: { readonly from: Module; readonly expressions: Node | undefined };
}

/** One instance of a resource. */
export interface Instance {
  /** `module.shop["eu"].aws_sqs_queue.orders[0]`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** A data source, which is read and not made. */
  readonly data: boolean;
  readonly module: Module;
  readonly values: MapNode;
  /** What is true, at any depth, of values that are known after apply alone; absent where nothing says. */
  readonly unknown: Node | undefined;
  readonly sensitive: Node | undefined;
  /** What the configuration says of each attribute. */
  readonly expressions: Node | undefined;
  /** Where its address stands in the document. */
  readonly span: Span;
}

/** What a plan or a state holds. */
export interface Plan {
  readonly instances: readonly Instance[];
  /** Entries that are no resources. */
  readonly malformed: readonly Span[];
}

const MODULE_DEPTH = 32;

const items = (node: Node | undefined): readonly Node[] => (node?.kind === 'list' ? node.items : []);

/** A name without the key of an instance: `module.shop["eu"]` is `module.shop`. */
const withoutKey = (name: string): string => name.replace(/\[.*\]$/s, '');

const join = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);

const moduleBelow = (above: Module, address: string): Module => {
  const own = address.slice(above.address === '' ? 0 : above.address.length + 1);
  const name = withoutKey(own).replace(/^module\./, '');
  const call = member(member(above.configuration, 'module_calls'), name);
  const source = textOf(member(call, 'source'));
  return {
    address,
    folder: above.folder !== undefined && source !== undefined && /^\.\.?\//.test(source) ? join(above.folder, source) : undefined,
    configuration: member(call, 'module'),
    call: { from: above, expressions: member(call, 'expressions') },
  };
};

const byAddress = (nodes: readonly Node[]): ReadonlyMap<string, Node> =>
  new Map(
    nodes.flatMap((node) => (textOf(member(node, 'address')) === undefined ? [] : [[textOf(member(node, 'address')) as string, node]])),
  );

/** Reads the resources of a plan (as they are after it is applied) or of a state. */
export const planOf = (root: Node): Plan => {
  const planned = member(root, 'planned_values');
  const instances: Instance[] = [];
  const malformed: Span[] = [];
  const changes = byAddress(items(member(root, 'resource_changes')));
  const configured = new Map<Module, ReadonlyMap<string, Node>>();

  const add = (node: Node, module: Module): void => {
    const at: Entry | undefined = node.kind === 'map' ? node.entries.get('address') : undefined;
    const address = textOf(at?.value);
    const [type, name] = ['type', 'name'].map((key) => textOf(member(node, key)));
    if (at === undefined || address === undefined || type === undefined || name === undefined) return void malformed.push(node.span);
    const values = member(node, 'values');
    const known = configured.get(module) ?? byAddress(items(member(module.configuration, 'resources')));
    configured.set(module, known);
    const data = textOf(member(node, 'mode')) === 'data';
    const change = member(changes.get(address), 'change');
    instances.push({
      address,
      type,
      name,
      data,
      module,
      values: values?.kind === 'map' ? values : map({}, node.span),
      unknown: planned === undefined ? map({}, node.span) : member(change, 'after_unknown'),
      sensitive: member(node, 'sensitive_values') ?? member(change, 'after_sensitive'),
      expressions: member(known.get(`${data ? 'data.' : ''}${type}.${name}`), 'expressions'),
      span: at.value.span,
    });
  };
  const walk = (node: Node | undefined, module: Module, depth: number): void => {
    for (const each of items(member(node, 'resources'))) add(each, module);
    for (const child of items(member(node, 'child_modules'))) {
      const address = textOf(member(child, 'address'));
      if (address === undefined || depth >= MODULE_DEPTH) malformed.push(child.span);
      else walk(child, moduleBelow(module, address), depth + 1);
    }
  };
  const configuration = member(member(root, 'configuration'), 'root_module');
  walk(member(planned ?? member(root, 'values'), 'root_module'), { address: '', folder: '', configuration }, 0);
  return { instances, malformed };
};
