import { kindOfAddress, openAddress } from '../address.ts';
import type { Installed } from '../graph.ts';
import { mapIn, textAt, type YamlMember } from '../yaml/tree.ts';
import { aliasIn, descriptorParts, type Entry, type Want } from './entry.ts';

/** `owner/name`, which is one at GitHub. No range has a slash. */
const HOSTED = /^[\w.-]+\/[\w.-]+(?:#.*)?$/;

const sourceOf = (range: string, resolved: string | undefined): Installed['source'] => {
  if (range.startsWith('link:')) return 'link';
  const kind = kindOfAddress(resolved ?? '') ?? kindOfAddress(range);
  if (kind !== undefined) return kind;
  if (/^\.{0,2}\/|^~\//.test(range)) return 'file';
  if (HOSTED.test(range)) return 'git';
  return /^https?:/i.test(range) ? 'url' : 'registry';
};

const wantsIn = ({ value }: YamlMember): readonly Want[] => {
  const optional = mapIn(value, 'optionalDependencies');
  return [...mapIn(value, 'dependencies'), ...optional].flatMap(([name, { value: range }]) =>
    range.kind === 'text' ? [{ name, range: range.text, optional: optional.has(name) }] : [],
  );
};

const SHA1 = /^[\da-f]{40}$/i;

/** An entry of Yarn 1; `undefined` where it is none, as each has a version. */
export const classicEntry = (descriptors: readonly string[], at: YamlMember): Entry | undefined => {
  const version = textAt(at.value, 'version');
  const parts = descriptors.map(descriptorParts);
  const [first] = parts;
  if (version === undefined || first === undefined || first.name === '') return undefined;
  const alias = parts.map(({ range }) => aliasIn(range)).find((each) => each !== undefined);
  const address = textAt(at.value, 'resolved');
  const source = sourceOf(first.range, address);
  const [location = '', hash = ''] = address?.split('#') ?? [];
  // What follows the sign is the hash of an archive, and the commit of a repository.
  const isHash = source !== 'git' && SHA1.test(hash);
  const resolved = isHash ? location : address;
  const integrity = textAt(at.value, 'integrity');
  return {
    descriptors,
    name: alias?.name ?? first.name,
    // Yarn 1 does not look into what it links to.
    version: source === 'link' && version === '0.0.0' ? undefined : version,
    source,
    integrity: integrity ?? (isHash ? `sha1-${Buffer.from(hash, 'hex').toString('base64')}` : undefined),
    resolved: resolved === undefined ? undefined : openAddress(resolved),
    wants: wantsIn(at),
    at,
  };
};
