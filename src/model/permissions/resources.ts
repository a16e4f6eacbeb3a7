import { hasHole, instance, isWild, matches, NO, NOTHING, PERHAPS, type Truth } from '../policy/glob.ts';

/** A name that nobody wrote down. */
const UNNAMED = 'zq7x';
/** How much is kept of what was taken apart before. */
const REMEMBERED = 5_000;

const isFixed = (part: string | undefined): part is string => part !== undefined && part !== '' && !isWild(part) && !hasHole(part);

/** A single hole: nothing at all is known of it, so that it may be a star. */
const isHole = (text: string): boolean => text.length === 1 && hasHole(text);

/** A kind of resource taken apart. */
interface Kind {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** One of them, by a name that nobody wrote down. */
  readonly one: string;
}

/** There are some thousand kinds, and few of them are asked about. */
const kinds = new Map<string, Kind>();

const kindOf = (text: string): Kind => {
  const known = kinds.get(text);
  if (known !== undefined) return known;
  const [service = '', region = '', account = '', ...rest] = text.split(':');
  const kind = { service, region, account, one: instance(rest.join(':'), UNNAMED) };
  if (kinds.size < REMEMBERED) kinds.set(text, kind);
  return kind;
};

/**
 * Resources of a kind that a pattern may be about, with a name that nobody wrote down: in the Region and account that the pattern names,
 * or else in each of those given. `kind` is an ARN from the service on, with `*` for what is somebody's choice.
 */
export const unnamed = (
  kind: string,
  pattern: string,
  { own, regions }: { readonly own: string; readonly regions: readonly string[] },
): readonly string[] => {
  const [, partition, , region, account] = pattern.split(':');
  const of = kindOf(kind);
  const within = of.region === '' ? [''] : isFixed(region) ? [region] : regions;
  const by = of.account === '' ? '' : isFixed(account) ? account : own;
  return within.map((each) => `arn:${isFixed(partition) ? partition : 'aws'}:${of.service}:${each}:${by}:${of.one}`);
};

/** Something that a pattern itself names. */
export const named = (pattern: string): string => instance(pattern, UNNAMED);

/** A name in a pattern that is not known is a name, and no star; a Region or an account that is not known is somebody's. */
const written = (pattern: string): string => {
  if (!hasHole(pattern)) return pattern;
  const parts = pattern.split(':');
  return parts.map((part, at) => (at > 0 && at < 5 && hasHole(part) ? '*' : part.replaceAll(/[\ue000-\uf7ff]/g, NOTHING))).join(':');
};

/** What resource elements come to, by their text: each is asked about with every action that its statement names. */
const elements = new Map<string, { readonly known: string; readonly parts: readonly string[] }>();

const elementOf = (pattern: string) => {
  const before = elements.get(pattern);
  if (before !== undefined) return before;
  const known = written(pattern);
  const element = { known, parts: inParts(known) };
  if (elements.size >= REMEMBERED) elements.clear();
  elements.set(pattern, element);
  return element;
};

/** An ARN's first five parts, and the rest as one; fewer where it is none. */
const inParts = (text: string): readonly string[] => {
  const parts = text.split(':');
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};

/** Whether a resource element is about a resource. */
export const covers = (pattern: string, resource: string): Truth => {
  if (pattern === '*' || pattern === resource) return 2;
  if (isHole(pattern)) return PERHAPS;
  if (!isWild(pattern) && !hasHole(pattern) && !hasHole(resource)) return NO;
  const { known, parts } = elementOf(pattern);
  const others = inParts(resource);
  if (parts.length < 6 || others.length < 6) return matches(known, resource, true);
  // The first five parts of an ARN are matched each by itself.
  for (let at = 0; at < 5; at++) if (matches(parts[at] ?? '', others[at] ?? '', true) === NO) return NO;
  return matches(parts[5] ?? '', others[5] ?? '', true);
};
