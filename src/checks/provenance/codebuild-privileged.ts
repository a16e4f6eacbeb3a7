import { defineCheck, type Field, finding, knownBoolean, undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';
import { isInline } from '../runtimes/buildspec.ts';

/** What runs containers within a build: it needs the privileged mode. */
const CONTAINERS =
  /\b(?:docker(?:d|-compose|file)?|podman|buildah|kaniko|buildx|buildkit|containerd|nerdctl|skaffold|dagger|earthly|jib|testcontainers|localstack|minikube|k3d)\b|--use-container\b|\bpack build\b|\bkind create\b|\bcdk (?:deploy|synth|diff)\b/i;

/** What a build is told to do, as far as a template says it: its text, and whether all of it is there but names, Regions and the like. */
const spec = (field: Field<string>): { readonly text: string; readonly whole: boolean } => {
  if (field.state === 'known') return { text: String(field.value), whole: true };
  if (field.state !== 'unknown') return { text: '', whole: false };
  const parts = partsOf(field.reason);
  const texts = parts.filter((part) => typeof part === 'string');
  return { text: texts.join('\n'), whole: parts.every((part) => typeof part === 'string' || 'pseudo' in part || 'target' in part) };
};

export default defineCheck({
  id: 'codebuild-privileged',
  title: 'Build runs in privileged mode and builds no container',
  family: 'provenance',
  severity: 'medium',
  confidence: 'medium',
  sources: ['template', 'live'],
  subject: 'AWS::CodeBuild::Project',
  reads: { 'AWS::CodeBuild::Project': ['Environment', 'Source'] },
  docs: {
    why: 'In privileged mode everything that a build runs, dependencies included, is root on the host of its container and may do with it what it likes.',
    fix: 'Set Environment.PrivilegedMode to false, or leave it out.',
    fixIn: { terraform: 'Set privileged_mode to false in the environment block, or leave it out.' },
    limits:
      'What a build does is judged where its buildspec stands in the project; a script that it calls may run containers all the same.',
    references: [
      'https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html#troubleshooting-cannot-connect-to-docker-daemon',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-environment.html',
    ],
    frameworks: { owasp: ['A05', 'A08'] },
  },
  *check(project) {
    const privileged = project.get('Environment').get('PrivilegedMode');
    if ((yield* knownBoolean(privileged)) !== true) return;
    const buildspec: Field<string> = project.get('Source').get('BuildSpec');
    const { text, whole } = spec(buildspec);
    if (CONTAINERS.test(text)) return;
    if (whole && isInline(text))
      return yield finding(privileged, `${project.id} runs in privileged mode, and its buildspec starts no container`);
    const file = whole && text !== '' ? text : 'the buildspec of its source';
    yield undetermined(privileged, buildspec.state === 'unknown' ? buildspec.reason : { kind: 'outside', what: file });
  },
});
