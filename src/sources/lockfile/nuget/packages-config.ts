import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadLockfile } from '../format.ts';
import { packagesOf } from '../graph.ts';
import { gapAt, MAX_PACKAGES, type Node, nodeOf, oddEntries } from '../node.ts';
import { childrenOf, readXml } from '../xml.ts';

/** https://learn.microsoft.com/nuget/reference/packages-config */
const read = async (source: SourceFile): Promise<ReadLockfile> => {
  const gaps: Gap[] = [];
  const { root, failure } = readXml(source);
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, 'syntax', failure.message));
  else if (root?.name !== 'packages') gaps.push(gapAt(source, root?.start ?? 0, 'malformed', 'Not a packages.config: it has no packages'));
  const nodes: Node[] = [];
  const odd: number[] = [];
  for (const { attributes, start, end, complete } of childrenOf(root, 'package').slice(0, MAX_PACKAGES)) {
    if (!complete) continue;
    const [name = '', version = ''] = [attributes.get('id'), attributes.get('version')];
    if (name === '' || version === '') {
      odd.push(start);
      continue;
    }
    nodes.push(
      nodeOf({
        name,
        version,
        unhashed: true,
        dev: attributes.get('developmentDependency')?.toLowerCase() === 'true',
        span: { source, start, end },
      }),
    );
  }
  gaps.push(...oddEntries(source, odd, 'A package without an id or version'));
  return {
    packages: packagesOf({ ecosystem: 'NuGet', purlType: 'nuget', installed: nodes, unlinked: true }),
    gaps,
    spanOf: ({ entry }, member) => {
      const found = member === 'version' ? /\sversion\s*=\s*(?:"[^"]*"|'[^']*')/.exec(source.text.slice(entry.start, entry.end)) : null;
      if (found === null) return entry;
      const end = entry.start + found.index + found[0].length;
      return { start: entry.start + found.index + found[0].search(/["']/), end };
    },
  };
};

/** NuGet's `packages.config`: every package alike, whether the project asks for it or another package does. */
export const packagesConfig: LockfileFormat = {
  format: 'nuget-config',
  names: [/^packages\.(?:.+\.)?config$/i],
  recognizes: (text) => /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?<packages\b/.test(text),
  says: {
    of: 'NuGet (`packages.config`)',
    versions: 'all',
    files: '`packages.config`, `packages.NAME.config`',
    dev: true,
    optional: false,
    direct: false,
    paths: false,
    integrity: false,
    resolved: false,
    installScript: false,
    deprecated: false,
  },
  read,
};
