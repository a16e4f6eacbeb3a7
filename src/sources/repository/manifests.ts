import { list, type MapNode, map, member, type Node, scalar } from '../template/node.ts';
import type { Span } from '../text/source-file.ts';
import type { RepositoryFormat } from './format.ts';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const texts = (items: readonly string[], span: Span): Node =>
  list(
    items.map((item) => scalar(item, span)),
    span,
  );

const holds = (node: Node | undefined): boolean => node?.kind === 'map' && node.entries.size > 0;

/** Where a `package.json` says which packages may run scripts. */
const SCRIPTS = ['allowScripts', 'trustedDependencies', 'lavamoat', 'pnpm'];

const installScripts = (root: MapNode): Node | undefined => {
  const said = SCRIPTS.flatMap((key) => {
    const value = member(root, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return said.length === 0 ? undefined : map(Object.fromEntries(said), root.span);
};

/** `package.json`: https://docs.npmjs.com/cli/configuring-npm/package-json */
const ofNpm = (root: MapNode): Node => {
  const of = (key: string): Node | undefined => member(root, key);
  const workspaces = of('workspaces');
  const depends = ['dependencies', 'devDependencies', 'optionalDependencies'].some((key) => holds(of(key)));
  return map(
    {
      Ecosystem: scalar('npm', root.span),
      Managers: texts(['npm', 'yarn', 'pnpm', 'bun'], root.span),
      Depends: scalar(depends, root.span),
      Name: of('name'),
      Private: of('private'),
      PackageManager: of('packageManager'),
      Dependencies: of('dependencies'),
      DevDependencies: of('devDependencies'),
      OptionalDependencies: of('optionalDependencies'),
      InstallScripts: installScripts(root),
      Workspaces: workspaces?.kind === 'map' ? member(workspaces, 'packages') : workspaces,
      Engines: of('engines'),
      PublishConfig: of('publishConfig'),
    },
    root.span,
  );
};

const packageJson: RepositoryFormat = {
  type: 'manifest',
  format: 'package.json',
  is: (path) => nameOf(path) === 'package.json',
  read: (source, parse) => {
    const read = parse(source);
    return read.failure === undefined && read.properties.kind === 'map' ? { properties: ofNpm(read.properties) } : read;
  },
};

interface Kind {
  readonly ecosystem: string;
  readonly managers: readonly string[];
  /** What a text that asks for a package holds. */
  readonly depends: RegExp;
}

const PYTHON = ['pip', 'poetry', 'uv', 'pdm', 'pipenv'];

/** Manifests of which it matters that they are there and ask for something: their packages are those of their lockfiles. */
const OTHERS: readonly (readonly [RegExp, Kind])[] = [
  [
    /^pyproject\.toml$/,
    {
      ecosystem: 'PyPI',
      managers: PYTHON,
      depends:
        /^\s*dependencies\s*=\s*\[\s*["'#]|^\s*\[(?:tool\.poetry\.(?:.+\.)?dependencies|dependency-groups)\]\s*\n\s*(?!python\b)[\w"[]/m,
    },
  ],
  [/^Pipfile$/, { ecosystem: 'PyPI', managers: ['pipenv'], depends: /^\[(?:dev-)?packages\]\s*\n\s*[\w"]/m }],
  [/^requirements[^/]*\.in$/, { ecosystem: 'PyPI', managers: ['pip'], depends: /^\s*[A-Za-z]/m }],
  [/^Cargo\.toml$/, { ecosystem: 'crates.io', managers: ['cargo'], depends: /^\[(?:[\w.'"()=-]+\.)?(?:dev-|build-)?dependencies[\].]/m }],
  [/^go\.mod$/, { ecosystem: 'Go', managers: ['go'], depends: /^require\b/m }],
  [/^Gemfile$|^gems\.rb$/, { ecosystem: 'RubyGems', managers: ['bundler'], depends: /^\s*gem\s*\(?["']/m }],
  [/^composer\.json$/, { ecosystem: 'Packagist', managers: ['composer'], depends: /"require(?:-dev)?"\s*:\s*\{\s*"/ }],
  [/^pom\.xml$/, { ecosystem: 'Maven', managers: ['maven'], depends: /<dependency>/ }],
  [/^build\.gradle(?:\.kts)?$/, { ecosystem: 'Maven', managers: ['gradle'], depends: /\bdependencies\s*\{/ }],
  [/\.(?:cs|fs|vb)proj$/, { ecosystem: 'NuGet', managers: ['nuget'], depends: /<PackageReference\b/ }],
];

const kindOf = (path: string): Kind | undefined => OTHERS.find(([name]) => name.test(nameOf(path)))?.[1];

const other: RepositoryFormat = {
  type: 'manifest',
  format: 'manifest',
  is: (path) => kindOf(path) !== undefined,
  read: (source) => {
    const kind = kindOf(source.file);
    if (kind === undefined) return undefined;
    const span: Span = { source, start: 0, end: Math.min(1, source.text.length) };
    return {
      properties: map(
        {
          Ecosystem: scalar(kind.ecosystem, span),
          Managers: texts(kind.managers, span),
          Depends: scalar(kind.depends.test(source.text.slice(0, 1_000_000)), span),
        },
        span,
      ),
    };
  },
};

/** What projects ask for, in every ecosystem. */
export const manifests: readonly RepositoryFormat[] = [packageJson, other];
