import type { Located } from '../graph.ts';
import { memberOf, type YamlValue } from './tree.ts';

/** The names by which an entry has a member of a package, the likeliest first; within another member after a dot. */
export type MemberNames = Readonly<Record<string, readonly string[]>>;

/** Where a member of a package stands in its entry; the entry's key where it has none. */
export const memberPlace = (
  entry: YamlValue | undefined,
  { entry: key }: Located,
  member: string,
  names: MemberNames,
): { readonly start: number; readonly end: number } => {
  const paths = Object.hasOwn(names, member) ? (names[member] ?? []) : [];
  const found = paths
    .map((path) => path.split('.').reduce<YamlValue | undefined>((value, name) => memberOf(value, name), entry))
    .find((value) => value?.kind === 'text');
  return found?.kind === 'text' ? found : key;
};
