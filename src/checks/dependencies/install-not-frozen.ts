import { type Context, defineCheck, finding } from '../../check.ts';
import { COMMAND_READS, commandsOf, type Pipeline } from '../pipelines.ts';
import { textOf } from '../repository-files.ts';
import { type Lockfile, looseness } from './loose-installs.ts';

type Reads = typeof COMMAND_READS & { readonly lockfile: readonly ['Manager', 'Generation', 'Hashed'] };

const lockfilesOf = ({ resources }: Pick<Context<Reads>, 'resources'>) => {
  const all = resources('lockfile');
  return (manager: string): readonly Lockfile[] => all.filter((one) => textOf(one.get('Manager')) === manager);
};

export default defineCheck({
  id: 'install-not-frozen',
  title: 'Pipeline installs other packages than those that were locked',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'high',
  sources: ['repository'],
  subject: ['workflow', 'action', 'gitlab-pipeline', 'buildspec', 'dockerfile'],
  reads: { ...COMMAND_READS, lockfile: ['Manager', 'Generation', 'Hashed'] },
  docs: {
    why: 'What was reviewed and tested is what the lockfile names: an install that may change it takes whatever was published since, with the rights of the pipeline.',
    fix: 'Install exactly what the lockfile holds, and let the install fail where it does not fit the manifest.',
    references: [
      'https://docs.npmjs.com/cli/commands/npm-ci',
      'https://pnpm.io/cli/install#--frozen-lockfile',
      'https://pip.pypa.io/en/stable/topics/secure-installs/',
      'https://docs.astral.sh/uv/concepts/projects/sync/',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['1.1', '3.1'] },
  },
  alwaysDetermined: 'the commands of a pipeline stand in its file',
  *check(subject, context) {
    const lockfiles = lockfilesOf(context);
    const inCi = subject.type !== 'dockerfile';
    const seen = new Set<string>();
    for (const command of commandsOf(subject as Pipeline)) {
      const loose = looseness(command, lockfiles, inCi);
      if (loose === undefined) continue;
      // Without a lockfile of this manager nothing could be frozen: that is the defect then, and not this one.
      if (loose.manager !== 'pip' && lockfiles(loose.manager).length === 0) continue;
      const key = JSON.stringify([command.at.path, loose.message]);
      if (seen.has(key)) continue;
      seen.add(key);
      yield finding(command.at, loose.message, { fix: loose.fix, data: { command: command.words.join(' '), manager: loose.manager } });
    }
  },
});
