import { list, map, type Node, scalar } from '../template/node.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import type { RepositoryFormat } from './format.ts';

interface Kind {
  readonly manager: string;
  readonly ecosystem: string;
}

/** Lockfiles by their names, and whose they are. */
const NAMES: Readonly<Record<string, Kind>> = {
  'package-lock.json': { manager: 'npm', ecosystem: 'npm' },
  'npm-shrinkwrap.json': { manager: 'npm', ecosystem: 'npm' },
  'yarn.lock': { manager: 'yarn', ecosystem: 'npm' },
  'pnpm-lock.yaml': { manager: 'pnpm', ecosystem: 'npm' },
  'bun.lock': { manager: 'bun', ecosystem: 'npm' },
  'bun.lockb': { manager: 'bun', ecosystem: 'npm' },
  'Pipfile.lock': { manager: 'pipenv', ecosystem: 'PyPI' },
  'poetry.lock': { manager: 'poetry', ecosystem: 'PyPI' },
  'uv.lock': { manager: 'uv', ecosystem: 'PyPI' },
  'pdm.lock': { manager: 'pdm', ecosystem: 'PyPI' },
  'Gemfile.lock': { manager: 'bundler', ecosystem: 'RubyGems' },
  'gems.locked': { manager: 'bundler', ecosystem: 'RubyGems' },
  'Cargo.lock': { manager: 'cargo', ecosystem: 'crates.io' },
  'composer.lock': { manager: 'composer', ecosystem: 'Packagist' },
  'go.sum': { manager: 'go', ecosystem: 'Go' },
  'packages.lock.json': { manager: 'nuget', ecosystem: 'NuGet' },
  'gradle.lockfile': { manager: 'gradle', ecosystem: 'Maven' },
};

const PIP = /(?:^|[-_./])requirements[^/]*\.(?:txt|lock)$|(?:^|\/)pylock(?:\.[^./]+)?\.toml$|(?:^|\/)requirements\/[^/]+\.txt$/i;

const kindOf = (path: string): Kind | undefined => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (Object.hasOwn(NAMES, name)) return NAMES[name];
  return PIP.test(path) ? { manager: 'pip', ecosystem: 'PyPI' } : undefined;
};

/** What only the text says: the beginning of Yarn's tells its generations apart, and pip takes hashes or goes without. */
const moreOf = ({ manager }: Kind, source: SourceFile, span: Span): Readonly<Record<string, Node>> => {
  const { text } = source;
  if (manager === 'yarn') return { Generation: scalar(/^__metadata:/m.test(text) ? 'berry' : 'classic', span) };
  if (manager !== 'pip') return {};
  const extra = [...text.matchAll(/^[ \t]*(--extra-index-url)[ \t=]+(\S+)/gm)].map((match) => {
    const start = match.index + match[0].indexOf('--');
    return scalar(match[2] ?? '', { source, start, end: match.index + match[0].length });
  });
  return {
    Hashed: scalar(/--hash\s*[=:]|^\s*(?:hashes|sha256)\s*=/m.test(text), span),
    ...(extra.length === 0 ? {} : { ExtraIndexes: list(extra, span) }),
  };
};

/** That a lockfile is there, and whose. Its packages are read by the source of lockfiles. */
export const lockfile: RepositoryFormat = {
  type: 'lockfile',
  format: 'lockfile',
  is: (path) => kindOf(path) !== undefined,
  toldElsewhere: true,
  head: 16_384,
  read: (source) => {
    const kind = kindOf(source.file);
    if (kind === undefined) return undefined;
    const span: Span = { source, start: 0, end: Math.min(1, source.text.length) };
    const own = { Ecosystem: scalar(kind.ecosystem, span), Manager: scalar(kind.manager, span) };
    return { properties: map({ ...own, ...moreOf(kind, source, span) }, span) };
  },
};
