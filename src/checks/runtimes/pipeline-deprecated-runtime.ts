import { defineCheck, type Field, type Finding, finding, known, type Undetermined, undetermined } from '../../check.ts';
import type { Languages } from '../../facts/facts.ts';
import { partsOf } from '../../model/world.ts';
import { type AskedFor, isInline, languageOf, runtimeVersionsOf } from './buildspec.ts';

const AWS_IMAGE = /^aws\/codebuild\/(.+)$/;

function* judge(
  at: Field<string>,
  what: string,
  end: string | null | undefined,
  table: Languages,
  today: string,
): Generator<Finding | Undetermined> {
  if (end === undefined) yield undetermined(at, { kind: 'not-in-table', table: 'languages', value: what });
  else if (end !== null && end <= today)
    yield finding(at, `${what} has had no security patches since ${end} (as of ${table.asOf})`, {
      data: { what, ended: end, asOf: table.asOf },
    });
}

const nameOf = ({ language, version }: AskedFor): string => `${language} ${version}`;

export default defineCheck({
  id: 'pipeline-deprecated-runtime',
  title: 'Build runs on a release past its end of life',
  family: 'runtimes',
  severity: 'medium',
  confidence: 'high',
  sources: ['template'],
  subject: 'AWS::CodeBuild::Project',
  reads: { 'AWS::CodeBuild::Project': ['Environment', 'Source'] },
  facts: ['languages'],
  docs: {
    why: 'Vulnerabilities of the language and of the image are no longer patched where the application is built, with the rights to deploy it.',
    fix: 'Build on a supported image of CodeBuild and a supported release of the language.',
    references: [
      'https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html',
      'https://docs.aws.amazon.com/codebuild/latest/userguide/runtime-versions.html',
      'https://endoflife.date',
    ],
    frameworks: { owasp: ['A06', 'SAS-6'] },
  },
  *check(project, { facts: { languages }, today }) {
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
  },
});
