import { kindOfAddress, openAddress } from '../address.ts';
import type { Installed } from '../graph.ts';
import { mapIn, memberOf, textAt, type YamlMember } from '../yaml/tree.ts';
import { descriptorParts, type Entry, type Want } from './entry.ts';

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

interface Place {
  readonly name: string;
  readonly source: Installed['source'];
  readonly resolved: string | undefined;
  readonly folder?: string;
  readonly patched?: boolean;
}

const MAX_PATCHES = 8;

/** What a locator says: `name@protocol:reference::parameters`. https://yarnpkg.com/protocols */
const placeOf = (locator: string, depth = 0): Place => {
  const { name, range } = descriptorParts(locator);
  const [whole = '', parameters = ''] = range.replace(/^virtual:[^#]*#/, '').split('::');
  const [, protocol = '', reference = ''] = /^([a-z][a-z+]*):(.*)$/is.exec(whole) ?? [];
  const place = (source: Installed['source'], resolved?: string): Place => ({ name, source, resolved });
  switch (protocol) {
    case 'npm': {
      const archive = /(?:^|&)__archiveUrl=([^&]*)/.exec(parameters)?.[1];
      return place('registry', archive && decoded(archive));
    }
    case 'patch': {
      // The locator of what is patched, and the patches behind a sign.
      const inner = decoded(reference.split('#')[0] ?? '');
      if (depth >= MAX_PATCHES) return place('file', whole);
      return { ...placeOf(inner.includes('@', 1) ? inner : `${name}@npm:${inner}`, depth + 1), name, patched: true };
    }
    case 'workspace':
      return { ...place('workspace'), folder: reference === '.' ? '' : reference.replace(/^\.\//, '') };
    case 'link':
    case 'portal':
      return place('link', whole);
    case 'file':
    case 'exec':
      return place('file', whole.split('#')[0]);
    case '':
      // Up to version 3 a tag or a range may stand there without a protocol.
      return kindOfAddress(whole) === undefined ? place('registry') : place('git', whole);
    default:
      return place(kindOfAddress(whole) === 'git' || /#.*\bcommit=/.test(whole) ? 'git' : 'url', whole);
  }
};

const wantsIn = ({ value }: YamlMember): readonly Want[] => {
  const meta = memberOf(value, 'dependenciesMeta');
  return [...mapIn(value, 'dependencies')].flatMap(([name, { value: range }]) =>
    range.kind === 'text' ? [{ name, range: range.text, optional: textAt(memberOf(meta, name), 'optional') === 'true' }] : [],
  );
};

/** What Yarn writes for the version of what has none. */
const NO_VERSION = '0.0.0-use.local';

/** An entry of Yarn since version 2; `undefined` where it is none, as each has a resolution. */
export const berryEntry = (key: string, at: YamlMember): Entry | undefined => {
  const locator = textAt(at.value, 'resolution');
  if (locator === undefined || !locator.includes('@', 1)) return undefined;
  const { resolved, ...place } = placeOf(locator);
  const version = textAt(at.value, 'version');
  return {
    ...place,
    descriptors: key.split(/\s*,\s*/),
    version: version === NO_VERSION ? undefined : version,
    integrity: textAt(at.value, 'checksum'),
    resolved: resolved === undefined ? undefined : openAddress(resolved),
    wants: wantsIn(at),
    conditional: textAt(at.value, 'conditions') !== undefined,
    locator,
    at,
  };
};

/** A descriptor as its entry is looked up: ranges have a protocol since version 4, and may be bound to who asks. */
export const berryDescriptors = (name: string, range: string, locator: string | undefined): readonly string[] => {
  const own = `${name}@${range}`;
  const bound = locator === undefined ? [] : [`${own}::locator=${encodeURIComponent(locator)}`];
  return [own, ...(range.includes(':') ? [] : [`${name}@npm:${range}`]), ...bound];
};
