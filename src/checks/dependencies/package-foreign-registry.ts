import { defineCheck, finding, notApplicable, passed, undetermined } from '../../check.ts';
import { registryOf } from '../../model/registries.ts';
import { REGISTRY_READS, readsSettingsOf, registriesIn, settingsFor } from './named-registries.ts';
import { nameOf, requiredHere } from './required.ts';

/** Hosts from which registries hand out what they serve at another one. */
const DOWNLOADS: Readonly<Record<string, string>> = {
  'dl.cloudsmith.io': 'npm.cloudsmith.io',
  'download-r2.pytorch.org': 'download.pytorch.org',
};

/** Registries that package managers know of themselves: https://jsr.io/docs/npm-compatibility */
const isBuiltIn = (host: string, name: string): boolean => host === 'npm.jsr.io' && name.startsWith('@jsr/');

/** Files of requirements name their indexes themselves, as do those of PEP 751. */
const NAMES_ITSELF = /\.(?:txt|in)$|requirements[^/]*\.lock$|(?:^|\/)pylock(?:\.[^/]+)?\.toml$/;

/** Where a registry may be named. */
const TYPES = Object.keys(REGISTRY_READS) as (keyof typeof REGISTRY_READS)[];

export default defineCheck({
  id: 'package-foreign-registry',
  title: 'Package comes from a registry that the project does not name',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'medium',
  sources: ['package'],
  subject: 'package',
  reads: REGISTRY_READS,
  docs: {
    why: 'Package managers install from the address in the lockfile, whatever the settings say: one that nobody set is a line that somebody edited, or the registry of somebody else.',
    fix: 'If the registry is right, name it in the settings of the package manager (`@scope:registry=` in .npmrc, an index in pyproject.toml); if not, let the entry be written anew.',
    limits:
      "Judged are npm's package managers, Python's lockfiles and Cargo. Settings of users and machines are not seen: what only they name is found too. A host that a pipeline's commands name counts as named.",
    references: [
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages',
      'https://docs.npmjs.com/cli/using-npm/scope#associating-a-scope-with-a-registry',
      'https://docs.astral.sh/uv/concepts/indexes/',
      'https://doc.rust-lang.org/cargo/reference/registries.html',
    ],
    frameworks: { owasp: ['A08'], scvs: ['4.1'] },
  },
  *check(subject, context) {
    const { pkg } = subject;
    const { ecosystem, source, resolved, name, origin } = pkg;
    if (source !== 'registry' || resolved === undefined || pkg.bundled === true) return yield notApplicable();
    if (!readsSettingsOf(ecosystem) || NAMES_ITSELF.test(origin.file ?? '')) return yield notApplicable();
    const host = registryOf(pkg);
    if (host === undefined) return yield notApplicable();
    if (host === 'public' || isBuiltIn(host, name)) return;
    const registries = context.common(registriesIn);
    const settings = settingsFor(registries, origin.file, ecosystem);
    if (settings === undefined) return yield notApplicable();
    const served = [host, ...(Object.hasOwn(DOWNLOADS, host) ? [DOWNLOADS[host] ?? ''] : [])];
    if (served.some((one) => settings.some(({ hosts }) => hosts.has(one)) || registries.pipelines.includes(one))) return yield passed();
    const at = subject.at('resolved');
    const open = settings.find((each) => each.open !== undefined)?.open;
    if (open !== undefined) return yield undetermined(at, { kind: 'outside', what: `which registry ${open} is` });
    if (!TYPES.every((type) => context.complete(type))) return;
    yield finding(at, `${nameOf(pkg)} comes from ${host}, which no setting of the repository names as a registry`, {
      related: requiredHere(subject),
      data: { host, resolved },
    });
  },
});
