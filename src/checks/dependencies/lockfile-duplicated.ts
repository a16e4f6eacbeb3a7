import { defineCheck, finding, known, related } from '../../check.ts';
import { folderOf, pathOf, textOf } from '../repository-files.ts';

export default defineCheck({
  id: 'lockfile-duplicated',
  title: 'Two package managers have a lockfile for one project',
  family: 'dependencies',
  severity: 'low',
  confidence: 'high',
  sources: ['repository'],
  subject: 'lockfile',
  reads: { lockfile: ['Ecosystem', 'Manager'] },
  docs: {
    why: 'Each is kept up to date by its own package manager alone: what one says was upgraded is old in the other, and which of them counts depends on who installs.',
    fix: 'Keep the lockfile of the package manager that the pipeline uses, and delete the others.',
    references: ['https://nodejs.org/api/corepack.html', 'https://docs.npmjs.com/cli/configuring-npm/package-lock-json'],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['1.1'] },
  },
  alwaysDetermined: 'a lockfile is one by its name',
  *check(lockfile, { resources }) {
    const ecosystem = yield* known(lockfile.get('Ecosystem'));
    const manager = yield* known(lockfile.get('Manager'));
    // A requirements file is what pip reads, and often what another manager exports for it; go.sum lies beside nothing.
    if (manager === 'pip') return;
    const others = resources('lockfile').filter((other) => {
      const [of, by] = [textOf(other.get('Ecosystem')), textOf(other.get('Manager'))];
      return folderOf(pathOf(other)) === folderOf(pathOf(lockfile)) && of === ecosystem && by !== manager && by !== 'pip';
    });
    // One finding for a folder: at the first of its lockfiles.
    if (others.length === 0 || others.some(({ id }) => id < lockfile.id)) return;
    yield finding(lockfile.get('Manager'), `${lockfile.id} is ${manager}'s, and ${others.map(({ id }) => id).join(', ')} lies beside it`, {
      related: others.map((other) => related(other.get('Manager'), `${textOf(other.get('Manager'))}'s`)),
    });
  },
});
