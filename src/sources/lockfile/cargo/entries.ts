import { sriOf } from '../../../model/integrity.ts';
import type { Package } from '../../../model/package.ts';
import { openAddress } from '../address.ts';
import { isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { MAX_PACKAGES } from '../node.ts';

/** A table `[[package]]`. */
export interface Entry {
  /** Its number among the tables. */
  readonly index: number;
  readonly name: string;
  readonly version: string;
  /** As it is written; absent for crates of the user's own. */
  readonly from: string | undefined;
  readonly source: Package['source'];
  readonly resolved: string | undefined;
  readonly integrity: string | undefined;
  /** `name`, `name version` or `name version (source)`, as much as it takes to tell them apart. */
  readonly wants: readonly string[];
}

/** The protocols of a source: https://doc.rust-lang.org/cargo/reference/pkgid-spec.html */
const sourceOf = (from: string | undefined): Package['source'] => {
  if (from === undefined) return 'workspace';
  if (from.startsWith('git+')) return 'git';
  return /^(?:registry|sparse)\+/.test(from) ? 'registry' : 'file';
};

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []);

/** The packages of a `Cargo.lock` of any version, and the numbers of the tables that are none. */
export const entriesOf = (
  lockfile: Members,
): { readonly entries: readonly Entry[]; readonly unreadable: readonly number[]; readonly count: number } => {
  const given = memberIn(lockfile, 'package');
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  // Version 1 lists the hashes apart, and before that the project's own crate too.
  const metadata = membersIn(lockfile, 'metadata');
  const entries: Entry[] = [];
  const unreadable: number[] = [];
  for (const [index, members] of [...list, memberIn(lockfile, 'root')].slice(0, MAX_PACKAGES).entries()) {
    if (index === list.length && members === undefined) continue;
    const name = isMembers(members) ? textIn(members, 'name') : undefined;
    const version = isMembers(members) ? textIn(members, 'version') : undefined;
    if (!isMembers(members) || name === undefined || version === undefined) {
      unreadable.push(index);
      continue;
    }
    const from = textIn(members, 'source');
    const checksum = textIn(members, 'checksum') ?? textIn(metadata, `checksum ${name} ${version} (${from ?? ''})`);
    entries.push({
      index,
      name,
      version,
      from,
      source: sourceOf(from),
      resolved: from === undefined ? undefined : openAddress(from),
      integrity: sriOf('sha256', checksum),
      wants: texts(memberIn(members, 'dependencies')),
    });
  }
  return { entries, unreadable, count: list.length };
};
