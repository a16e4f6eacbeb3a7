import { defineCheck, type Field, type Finding, finding, known, type Resource, type Undetermined, undetermined } from '../../check.ts';
import type { Languages } from '../../facts/facts.ts';
import { partsOf } from '../../model/world.ts';
import { isInline, runtimeVersionsOf } from './buildspec.ts';
import { type AskedFor, languageOf } from './images.ts';
import {
  type Asked,
  releasesInAction,
  releasesInBuildspec,
  releasesInDockerfile,
  releasesInGitlabPipeline,
  releasesInVersionFile,
  releasesInWorkflow,
} from './releases.ts';

const AWS_IMAGE = /^aws\/codebuild\/(.+)$/;

type Outcomes = Generator<Finding | Undetermined>;

function* judge(
  at: Field<string>,
  what: string,
  end: string | null | undefined,
  table: Languages,
  today: string,
  rest: Pick<Finding, 'severity' | 'persona'> = {},
): Outcomes {
  if (end === undefined) yield undetermined(at, { kind: 'not-in-table', table: 'languages', value: what });
  else if (end !== null && end <= today)
    yield finding(at, `${what} has had no security patches since ${end} (as of ${table.asOf})`, {
      data: { what, ended: end, asOf: table.asOf },
      ...rest,
    });
}

const nameOf = ({ language, version }: AskedFor): string => `${language} ${version}`;

function* judgeAll(releases: Iterable<Asked | Undetermined>, languages: Languages, today: string): Outcomes {
  for (const release of releases) {
    if ('kind' in release) yield release;
    else if (languages.knows(release.language)) {
      // What is tested with several releases is not thereby deployed on the oldest.
      const rest = release.ofMatrix ? ({ severity: 'low', persona: 'pedantic' } as const) : {};
      yield* judge(release.at, nameOf(release), languages.endOf(release.language, release.version), languages, today, rest);
    }
  }
}

function* judgeProject(
  project: Resource<'AWS::CodeBuild::Project', 'Environment' | 'Source'>,
  languages: Languages,
  today: string,
): Outcomes {
  const image: Field<string> = project.get('Environment').get('Image');
  const name = yield* known(image);
  const meant = name === undefined ? undefined : languageOf(String(name));
  const [, own] = AWS_IMAGE.exec(String(name ?? '')) ?? [];
  if (meant !== undefined) yield* judge(image, nameOf(meant), languages.endOf(meant.language, meant.version), languages, today);
  else if (own !== undefined) yield* judge(image, own, languages.imageEndOf(own), languages, today);
  else if (name !== undefined) yield undetermined(image, { kind: 'outside', what: `what the image ${name} holds` });

  const buildspec: Field<string> = project.get('Source').get('BuildSpec');
  const text =
    buildspec.state === 'known'
      ? String(buildspec.value)
      : buildspec.state === 'unknown' && buildspec.reason.kind === 'intrinsic'
        ? partsOf(buildspec.reason)
            .map((part) => (typeof part === 'string' ? part : '?'))
            .join('')
        : '';
  if (buildspec.state === 'unknown' && !isInline(text)) return yield undetermined(buildspec, buildspec.reason);
  if (!isInline(text)) return;
  for (const asked of runtimeVersionsOf(text)) {
    // What is newest is never past its end.
    if (!languages.knows(asked.language) || asked.version === 'latest' || (/^\d+\.x$/.test(asked.version) && asked.language !== 'nodejs'))
      continue;
    yield* judge(buildspec, nameOf(asked), languages.endOf(asked.language, asked.version), languages, today);
  }
}

export default defineCheck({
  id: 'pipeline-deprecated-runtime',
  title: 'Build runs on a release past its end of life',
  family: 'runtimes',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live', 'repository'],
  subject: [
    ...(['AWS::CodeBuild::Project', 'workflow', 'action', 'gitlab-pipeline', 'buildspec', 'dockerfile', 'language-versions'] as const),
  ],
  reads: {
    'AWS::CodeBuild::Project': ['Environment', 'Source'],
    workflow: ['jobs'],
    action: ['runs'],
    'gitlab-pipeline': ['image', 'default', 'jobs', 'variables'],
    buildspec: ['phases'],
    dockerfile: ['Instructions'],
    'language-versions': ['Versions'],
  },
  facts: ['languages'],
  docs: {
    why: 'Vulnerabilities of the language and of the image are no longer patched where the application is built, with the rights to deploy it.',
    fix: 'Build on a supported image and a supported release of the language.',
    references: [
      'https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html',
      'https://docs.aws.amazon.com/codebuild/latest/userguide/runtime-versions.html',
      'https://endoflife.date',
    ],
    frameworks: { owasp: ['A06', 'SAS-6'], scvs: ['3.15'] },
  },
  *check(subject, { facts: { languages }, today }) {
    switch (subject.type) {
      case 'AWS::CodeBuild::Project':
        return yield* judgeProject(subject, languages, today);
      case 'workflow':
        return yield* judgeAll(releasesInWorkflow(subject), languages, today);
      case 'action':
        return yield* judgeAll(releasesInAction(subject), languages, today);
      case 'gitlab-pipeline':
        return yield* judgeAll(releasesInGitlabPipeline(subject), languages, today);
      case 'buildspec':
        return yield* judgeAll(releasesInBuildspec(subject), languages, today);
      case 'dockerfile':
        return yield* judgeAll(releasesInDockerfile(subject), languages, today);
      case 'language-versions':
        return yield* judgeAll(releasesInVersionFile(subject), languages, today);
    }
  },
});
