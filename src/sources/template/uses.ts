import { intrinsicOf, member, type Node, textOf } from './node.ts';

/** How a template asks for a parameter's value. */
export interface Use {
  /** Literals that conditions compare it with. */
  readonly compared: Set<string>;
  /** Keys of a mapping that a condition chooses from by it: other values cannot be deployed. */
  readonly keyed: Set<string>;
  /** Keys of a mapping that a resource chooses from by it. */
  readonly picked: Set<string>;
  /** A condition asks for it in another way than by comparing it with a literal. */
  asked: boolean;
}

/** The text of a literal, as CloudFormation compares it. */
export const literal = (node: Node | undefined): string | undefined =>
  node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;

/** The parameter that a node is, if it is nothing else: `!Ref Name` or `!Sub ${Name}`. */
const referred = (node: Node | undefined): string | undefined => {
  const intrinsic = intrinsicOf(node);
  const text = textOf(intrinsic?.argument);
  if (intrinsic?.name === 'Ref') return text;
  return intrinsic?.name === 'Fn::Sub' ? /^\$\{([A-Za-z0-9]+)\}$/.exec(text ?? '')?.[1] : undefined;
};

const childrenOf = (node: Node): readonly Node[] => {
  if (node.kind === 'list') return node.items;
  return node.kind === 'map' ? [...node.entries.values()].map(({ value }) => value) : [];
};

const argumentsOf = (node: Node, name: string): readonly Node[] | undefined => {
  const intrinsic = intrinsicOf(node);
  return intrinsic?.name === name && intrinsic.argument.kind === 'list' ? intrinsic.argument.items : undefined;
};

/** How conditions and mappings ask for each name. */
export const usesOf = (root: Node): ReadonlyMap<string, Use> => {
  const uses = new Map<string, Use>();
  const mappings = member(root, 'Mappings');
  const conditions = member(root, 'Conditions');
  const use = (name: string): Use => {
    const known = uses.get(name);
    if (known !== undefined) return known;
    const fresh: Use = { compared: new Set(), keyed: new Set(), picked: new Set(), asked: false };
    uses.set(name, fresh);
    return fresh;
  };

  /** In a condition, but not compared with a literal. */
  const ask = (node: Node): void => {
    const intrinsic = intrinsicOf(node);
    const [template, variables] = argumentsOf(node, 'Fn::Sub') ?? [intrinsic?.argument];
    const keys = argumentsOf(node, 'Fn::FindInMap');
    if (intrinsic?.name === 'Ref') use(textOf(intrinsic.argument) ?? '').asked = true;
    else if (intrinsic?.name === 'Fn::Sub') {
      for (const [, name] of (textOf(template) ?? '').matchAll(/\$\{([A-Za-z0-9]+)\}/g)) use(name as string).asked = true;
      if (variables !== undefined) ask(variables);
    } else (keys?.filter((key) => referred(key) === undefined) ?? childrenOf(node)).forEach(ask);
  };
  const compare = (node: Node): void => {
    const sides = argumentsOf(node, 'Fn::Equals');
    if (sides === undefined) for (const child of childrenOf(node)) compare(child);
    else
      sides.forEach((side, index) => {
        const name = referred(side);
        const text = literal(sides[1 - index]);
        if (name === undefined || text === undefined) ask(side);
        else use(name).compared.add(text);
      });
  };
  const looked = new Set<string>();
  const remember = ([map, top, below]: readonly Node[], into: 'keyed' | 'picked'): void => {
    const [mapping, first, second] = [textOf(map), referred(top), referred(below)];
    const rows = member(mappings, mapping ?? '');
    const known = JSON.stringify([mapping, first, second, into]);
    if (rows?.kind !== 'map' || looked.has(known)) return;
    looked.add(known);
    for (const [key, { value }] of rows.entries) {
      if (first !== undefined) use(first)[into].add(key);
      if (second !== undefined && value.kind === 'map') for (const name of value.entries.keys()) use(second)[into].add(name);
    }
  };
  const lookUp = (node: Node, into: 'keyed' | 'picked'): void => {
    const keys = argumentsOf(node, 'Fn::FindInMap');
    if (keys !== undefined) remember(keys, into);
    if (node.kind === 'map') for (const { value } of node.entries.values()) lookUp(value, into);
    else if (node.kind === 'list') for (const item of node.items) lookUp(item, into);
  };

  if (conditions !== undefined) compare(conditions);
  if (mappings !== undefined && conditions !== undefined) lookUp(conditions, 'keyed');
  const wanted = childrenOf(member(root, 'Parameters') ?? root).some((parameter) => member(parameter, 'Default') === undefined);
  const sections = mappings !== undefined && wanted ? [member(root, 'Globals'), member(root, 'Resources')] : [];
  for (const section of sections) if (section !== undefined) lookUp(section, 'picked');
  return uses;
};
