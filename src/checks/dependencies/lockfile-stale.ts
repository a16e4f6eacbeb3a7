import {
  type Context,
  defineCheck,
  type Field,
  finding,
  known,
  notApplicable,
  type Outcome,
  type Resource,
  related,
  undetermined,
} from '../../check.ts';
import { folderOf, pathOf, textOf } from '../repository-files.ts';

const READS = {
  manifest: ['Ecosystem', 'Depends', 'Dependencies', 'DevDependencies', 'OptionalDependencies'],
  lockfile: ['Ecosystem', 'Manager', 'Ranges', 'Overridden', 'WrittenFor', 'Current', 'Unmet'],
} as const;

type Manifest = Resource<'manifest', (typeof READS)['manifest'][number]>;
type Lockfile = Resource<'lockfile', (typeof READS)['lockfile'][number]>;

const KINDS = ['OptionalDependencies', 'Dependencies', 'DevDependencies'] as const;
const MAX_RELATED = 10;

/** The folders from a file's own up to the top, each with the way from there to the file's. */
function* upwards(path: string): Generator<{ readonly folder: string; readonly way: string }> {
  const own = folderOf(path);
  for (let folder = own; ; folder = folderOf(folder)) {
    yield { folder, way: own === folder ? '.' : own.slice(folder === '' ? 0 : folder.length + 1) };
    if (folder === '') return;
  }
}

/** A range as all package managers write it; `undefined` of what is no question to a registry: folders, addresses, repositories. */
const rangeOf = (spec: string): string | undefined => {
  const range = spec.trim().replace(/^npm:(?!@?[^@]+@)/, '');
  if (range === '' || range === '*') return '*';
  return /^(?:npm:(?:@[^/:#]+\/)?|catalog:)?[^:/#]*$/.test(range) ? range : undefined;
};

interface Unmet {
  readonly name: string;
  readonly range: string;
  /** What the lockfile holds in its place. */
  readonly instead: readonly string[];
  readonly at: Field<string>;
}

/** What a manifest asks for in a range that the lockfile was not written for. What several kinds of dependencies ask for may be any of theirs. */
const unmetIn = (manifest: Manifest, lockfile: Lockfile, way: string): readonly Unmet[] => {
  const ranges = lockfile.get('Ranges').get(way);
  const overridden = new Set(lockfile.get('Overridden').items().map(textOf));
  const byName = new Map<string, Unmet[]>();
  for (const kind of KINDS)
    for (const [name, at] of manifest.get(kind).form === 'object' ? manifest.get(kind).entries() : []) {
      const range = rangeOf(textOf(at) ?? ':');
      if (range === undefined || overridden.has(name) || name.startsWith('$')) continue;
      const instead = ranges
        .get(name)
        .items()
        .flatMap((item) => textOf(item) ?? []);
      byName.set(name, [...(byName.get(name) ?? []), { name, range, instead, at: at as Field<string> }]);
    }
  const isMet = ({ range, instead }: Unmet): boolean => instead.some((spec) => rangeOf(spec) === range);
  return [...byName.values()].flatMap((asked) => (asked.some(isMet) ? [] : asked.slice(0, 1)));
};

const describe = ({ name, range, instead }: Unmet): string =>
  instead.length === 0
    ? `${name}, which it does not hold`
    : `${name} ${range}, where it was written for ${instead.slice(0, 3).join(' and ')}`;

/** The lockfiles that hold what a manifest asks for: the nearest that name its folder, or such as lie beside it and do not say. */
const lockfilesOf = (manifest: Manifest, { resources }: Pick<Context<typeof READS>, 'resources'>) => {
  const all = resources('lockfile').filter((one) => textOf(one.get('Ecosystem')) === 'npm');
  const at = (folder: string) => all.filter((one) => folderOf(pathOf(one)) === folder);
  for (const { folder, way } of upwards(pathOf(manifest))) {
    const telling = at(folder).filter((one) => one.get('Ranges').state === 'known' && one.get('Ranges').get(way).state === 'known');
    if (telling.length > 0) return { way, telling, untold: [] };
    if (way === '.' && at(folder).length > 0) return { way, telling, untold: at(folder) };
  }
  return undefined;
};

/** Lockfiles that say what they were written for, and the manifests that they lie beside. Others are not compared. */
const BESIDE: Readonly<Record<string, RegExp>> = {
  composer: /^composer\.json$/,
  pipenv: /^Pipfile$/,
  poetry: /^pyproject\.toml$/,
  uv: /^pyproject\.toml$/,
  cargo: /^Cargo\.toml$/,
  bundler: /^(?:Gemfile|gems\.rb)$/,
  go: /^go\.mod$/,
};

/** Of ecosystems but npm's: whether the lockfile beside a manifest was written for what that says now. */
function* besideOf(manifest: Manifest, context: Pick<Context<typeof READS>, 'resources' | 'complete'>): Generator<Outcome> {
  const path = pathOf(manifest);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const near = context.resources('lockfile').filter((one) => {
    const manager = textOf(one.get('Manager')) ?? '';
    return folderOf(pathOf(one)) === folderOf(path) && Object.hasOwn(BESIDE, manager) && BESIDE[manager]?.test(name) === true;
  });
  if (near.length === 0) return context.complete('lockfile') ? yield notApplicable() : undefined;
  for (const lockfile of near) {
    if (textOf(lockfile.get('WrittenFor')) !== name)
      yield undetermined(lockfile, { kind: 'outside', what: `for what ${lockfile.id} was written` });
    else if (textOf(lockfile.get('Current')) === 'false') {
      const unmet = lockfile
        .get('Unmet')
        .items()
        .flatMap((item) => textOf(item) ?? []);
      const what = unmet.length === 0 ? 'it holds the hash of another one' : `it does not hold ${unmet.slice(0, 3).join(', ')}`;
      const more = unmet.length > 3 ? `, and ${unmet.length - 3} more` : '';
      yield finding(manifest, `${lockfile.id} is older than ${manifest.id}: ${what}${more}`, {
        related: [related(lockfile, 'its lockfile')],
        data: { lockfile: lockfile.id, names: unmet.map((one) => one.replace(/ .*/s, '')) },
      });
    }
  }
}

export default defineCheck({
  id: 'lockfile-stale',
  title: 'Manifest asks for what its lockfile does not hold',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'high',
  sources: ['repository'],
  subject: 'manifest',
  reads: READS,
  docs: {
    why: 'An install that keeps to the lockfile fails, and one that does not chooses versions that nobody has tested or reviewed.',
    fix: 'Run the install of your package manager and commit the lockfile that it writes.',
    limits:
      'Compared are lockfiles of npm since version 7, Yarn, pnpm and Bun by ranges, of uv, Cargo, Bundler and Go by names, of Poetry, Pipenv and Composer by the hash they keep. Left out are overridden names, addresses and git, and what a lockfile holds too much.',
    references: [
      'https://docs.npmjs.com/cli/commands/npm-ci',
      'https://pnpm.io/cli/install#--frozen-lockfile',
      'https://yarnpkg.com/cli/install#options-immutable',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['1.1', '3.1'] },
  },
  *check(manifest, context) {
    const ecosystem = yield* known(manifest.get('Ecosystem'));
    const depends = yield* known(manifest.get('Depends'));
    if (depends !== true) return yield notApplicable();
    if (ecosystem !== 'npm') return yield* besideOf(manifest, context);
    const found = lockfilesOf(manifest, context);
    if (found === undefined) return context.complete('lockfile') ? yield notApplicable() : undefined;
    for (const one of found.untold) yield undetermined(one, { kind: 'outside', what: `for which ranges ${one.id} was written` });
    for (const kind of KINDS) {
      const asked = manifest.get(kind);
      // What pretends to be another thing than a map of names is nothing to pass.
      if (asked.state !== 'absent' && asked.form !== 'object')
        return yield undetermined(asked, { kind: 'malformed', expected: 'names and ranges' });
    }
    for (const lockfile of found.telling) {
      const [first, ...others] = unmetIn(manifest, lockfile, found.way);
      if (first === undefined) continue;
      const more = others.length === 0 ? '' : `, and ${others.length} more`;
      yield finding(first.at, `${lockfile.id} is older than what is asked for: ${describe(first)}${more}`, {
        related: others.slice(0, MAX_RELATED).map((other) => related(other.at, describe(other))),
        data: { lockfile: lockfile.id, names: [first, ...others].map(({ name }) => name) },
      });
    }
  },
});
