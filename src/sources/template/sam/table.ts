import type { Span } from '../../text/source-file.ts';
import { list, type Node, scalar } from '../node.ts';
import { type Members, object, sub } from './make.ts';

/** A value of the tables in `data/`. In its texts `{Name}` stands for a value and `${Name}` for what CloudFormation fills in. */
export type Entry = string | readonly Entry[] | { readonly [name: string]: Entry };

const PLACEHOLDER = /(?<!\$)\{([A-Za-z.]+)\}/g;

/** Every name for which a value is needed. */
export const namesIn = (entry: Entry): ReadonlySet<string> =>
  new Set([...JSON.stringify(entry).matchAll(PLACEHOLDER)].map(([, name]) => name as string));

/** A text of a table as a node: the value itself where there is nothing around it. */
const text = (pattern: string, values: ReadonlyMap<string, Node>, span: Span): Node => {
  const [only] = pattern.match(/^\{([A-Za-z.]+)\}$/)?.slice(1) ?? [];
  const whole = only === undefined ? undefined : values.get(only);
  if (whole !== undefined) return whole;
  const variables: Record<string, Node> = {};
  const template = pattern.replace(/\$\{([^}]*)\}/g, '<$1>').replace(PLACEHOLDER, (_, name: string) => {
    const variable = name.replace('.', '');
    const value = values.get(name);
    if (value !== undefined) variables[variable] = value;
    return `<${variable}>`;
  });
  if (!template.includes('<')) return scalar(pattern, span);
  return sub(template, span, Object.keys(variables).length === 0 ? undefined : variables);
};

/** An entry of a table as a node, with values for its placeholders. */
export const filled = (entry: Entry, values: ReadonlyMap<string, Node>, span: Span): Node => {
  if (typeof entry === 'string') return text(entry, values, span);
  if (isList(entry))
    return list(
      entry.map((item) => filled(item, values, span)),
      span,
    );
  return object(filledMembers(entry, values, span), span);
};

/** The members of such an entry. */
export const filledMembers = (entry: { readonly [name: string]: Entry }, values: ReadonlyMap<string, Node>, span: Span): Members =>
  Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, filled(value, values, span)]));

const isList = (entry: Entry): entry is readonly Entry[] => Array.isArray(entry);
