import {
  type Context,
  defineCheck,
  finding,
  notApplicable,
  type Outcome,
  type PackageSubject,
  passed,
  type Resource,
} from '../../check.ts';
import { matchesName } from '../../glob.ts';
import { registryOf } from '../../model/registries.ts';
import { textOf } from '../repository-files.ts';
import { openOrdersIn, PIP_FIX } from './index-order.ts';
import { leadsElsewhere, mappingsFor, ownerOf, SCOPE_READS, scopesIn } from './registry-scopes.ts';
import { nameOf, requiredHere } from './required.ts';

const READS = { ...SCOPE_READS, lockfile: ['Manager', 'Hashed', 'ExtraIndexes'] } as const;

type Around = Context<typeof READS, never>;

/** A package that is the owner's by what the owner says, in the configuration or in the repository, and comes from where anybody publishes. */
function* ofPackage(subject: PackageSubject, context: Around): Generator<Outcome> {
  const { pkg } = subject;
  const { ecosystem, source, name, origin } = pkg;
  const registry = registryOf(pkg);
  if (source !== 'registry' || pkg.bundled === true || (registry !== 'public' && registry !== undefined)) return yield notApplicable();
  const related = requiredHere(subject);
  const data = { resolved: pkg.resolved ?? null };
  const pattern = context.settings.internalPackages.find((one) => matchesName(one, name));
  if (pattern !== undefined && registry === 'public')
    return yield finding(subject.at('resolved'), `${nameOf(pkg)} is internal (${pattern}) and comes from the public registry`, {
      confidence: 'high',
      related,
      data,
    });
  const scope = ecosystem === 'npm' ? /^(@[^/]+)\//.exec(name)?.[1] : undefined;
  if (scope === undefined) return yield pattern === undefined ? notApplicable() : passed();
  const scopes = context.common(scopesIn);
  if (mappingsFor(scopes, origin.file).some((mapping) => leadsElsewhere(mapping, scope))) return yield passed();
  const unpublished = registry === 'public' ? scopes.unpublished.get(name) : undefined;
  const owner = ownerOf(scopes, scope);
  const why =
    pattern !== undefined
      ? `is internal (${pattern})`
      : unpublished !== undefined
        ? `has the name of ${unpublished}, which is never published,`
        : owner === undefined
          ? undefined
          : `is of a scope that ${owner.id} maps to ${owner.host}`;
  // Without a word on its owner there is nothing to confuse; a mapping that cannot be read may be such a word.
  if (!context.complete('package-settings') || !context.complete('manifest')) return;
  if (why === undefined) return yield passed();
  const what =
    registry === 'public'
      ? 'and comes from the public registry'
      : `and no setting that holds for ${origin.file} maps ${scope} to a registry`;
  yield finding(subject.at(registry === 'public' ? 'resolved' : 'version'), `${nameOf(pkg)} ${why} ${what}`, { related, data });
}

/** A file of requirements that has pip look into several indexes, without hashes to hold it to. */
function* ofRequirements(lockfile: Resource<'lockfile', (typeof READS)['lockfile'][number]>): Generator<Outcome> {
  const extra = lockfile.get('ExtraIndexes').items();
  const [first] = extra;
  if (first === undefined || textOf(lockfile.get('Hashed')) === 'true') return yield notApplicable();
  yield finding(first, 'pip takes each package from whichever index has the highest version (--extra-index-url)', { fix: PIP_FIX });
}

export default defineCheck({
  id: 'package-confusable-scope',
  title: 'Internal package may be taken from the public registry',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'medium',
  sources: ['package', 'repository'],
  subject: ['package', 'lockfile', 'package-settings'],
  reads: READS,
  docs: {
    why: 'Anybody can publish under a name or a scope that nobody has taken on the public registry. Where a package manager asks it for an internal name, it installs what a stranger published.',
    fix: 'Map the scope to your registry in the settings beside the lockfile (`@scope:registry=` in .npmrc), and own the scope on the public registry as well.',
    limits:
      'Internal is what settings.internalPackages names, what another file of the repository maps to a private registry, and what has the name of a package here that is never published. Settings of users and commands of pipelines are not seen.',
    references: [
      'https://docs.npmjs.com/cli/using-npm/scope#associating-a-scope-with-a-registry',
      'https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url',
      'https://docs.astral.sh/uv/concepts/indexes/#searching-across-multiple-indexes',
      'https://python-poetry.org/docs/repositories/#package-sources',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['4.1'] },
  },
  *check(subject, context) {
    if (subject.type === 'package') yield* ofPackage(subject, context);
    else if (subject.type === 'lockfile') yield* ofRequirements(subject);
    else {
      const orders = openOrdersIn(subject);
      if (orders.length === 0) return yield notApplicable();
      for (const { at, message, fix } of orders) yield finding(at, message, { fix });
    }
  },
});
