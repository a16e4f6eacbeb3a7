import { type Field, known, type Resource, type Undetermined, undetermined } from '../../check.ts';
import { type Environment, withVariables } from '../pipelines.ts';
import { textOf } from '../repository-files.ts';
import { languageOf } from './images.ts';
import { releaseOf } from './version-spec.ts';

/** A language release that a pipeline asks for, and where. */
export interface Asked {
  readonly at: Field<string>;
  readonly language: string;
  readonly version: string;
  /** One of several that a job is run with, the newest perhaps among them. */
  readonly ofMatrix?: true;
}

/** The setup actions of languages, and the input that says which release: as their own READMEs call it. */
const SETUPS: Readonly<Record<string, { readonly language: string; readonly input: string }>> = {
  'actions/setup-node': { language: 'nodejs', input: 'node-version' },
  'actions/setup-python': { language: 'python', input: 'python-version' },
  'actions/setup-go': { language: 'golang', input: 'go-version' },
  'actions/setup-java': { language: 'java', input: 'java-version' },
  'actions/setup-dotnet': { language: 'dotnet', input: 'dotnet-version' },
  'ruby/setup-ruby': { language: 'ruby', input: 'ruby-version' },
  'shivammathur/setup-php': { language: 'php', input: 'php-version' },
};

type Found = Generator<Asked | Undetermined>;
type Texts = Field<Readonly<Record<string, string>>>;
type Steps = Field<readonly { readonly uses?: string; readonly with?: Readonly<Record<string, string>> }[]>;

function* asked(at: Field<string>, language: string, text: string, ofMatrix?: true): Found {
  for (const line of text.split(/[\n,]/)) {
    const version = line.trim() === '' ? undefined : releaseOf(language, line);
    if (version !== undefined) yield { at, language, version, ...(ofMatrix === undefined ? {} : { ofMatrix }) };
  }
}

const MATRIX = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/;

/** What a setup step asks for, an element of the job's matrix included. What else an expression comes to is not known. */
function* ofSteps(steps: Steps, matrix: Field<Readonly<Record<string, readonly string[]>>> | undefined): Found {
  for (const step of steps.items()) {
    const uses = step.get('uses');
    const name = textOf(uses)?.split('@', 1)[0]?.toLowerCase();
    const setup = name !== undefined && Object.hasOwn(SETUPS, name) ? SETUPS[name] : undefined;
    if (setup === undefined) continue;
    const at: Field<string> = (step.get('with') as Texts).get(setup.input);
    const text = yield* known(at);
    if (text === undefined) continue;
    const dimension = MATRIX.exec(String(text).trim())?.[1];
    const values = dimension === undefined ? undefined : matrix?.get(dimension);
    if (values?.form === 'list')
      for (const value of values.items()) yield* asked(value, setup.language, String((yield* known(value)) ?? ''), true);
    else if (String(text).includes('${{')) yield undetermined(at, { kind: 'intrinsic', expression: String(text).trim() });
    else yield* asked(at, setup.language, String(text));
  }
}

const NONE: Environment = new Map();

/** A text with the values of its variables, or what stands there for those without one (`${NODE:-24}`); the rest stays. */
const interpolated = (text: string, variables: Environment): string =>
  text.replaceAll(/\$\{?(\w+)(?::?-([^}]*))?\}?/g, (whole, name: string, otherwise?: string) => variables.get(name) ?? otherwise ?? whole);

/** What an image is for. `variables` are those whose values stand beside it. */
function* ofImage(at: Field<string>, variables: Environment = NONE): Found {
  const text = yield* known(at);
  if (text === undefined) return;
  const name = interpolated(String(text), variables);
  const image = languageOf(name.trim());
  if (image !== undefined) yield { at, ...image };
  else if (name.includes('$')) yield undetermined(at, { kind: 'intrinsic', expression: name.trim() });
}

function* ofImageOrName(image: Field<string | { readonly name?: string; readonly image?: string }>, variables?: Environment): Found {
  if (image.state === 'absent') return;
  if (image.form !== 'object') yield* ofImage(image as Field<string>, variables);
  else
    for (const key of ['name', 'image'] as const)
      yield* ofImage((image as Field<{ readonly name?: string; readonly image?: string }>).get(key), variables);
}

export function* releasesInWorkflow(workflow: Resource<'workflow', 'jobs'>): Found {
  for (const [, job] of workflow.get('jobs').entries()) {
    yield* ofImageOrName(job.get('container'));
    yield* ofSteps(job.get('steps'), job.get('strategy').get('matrix'));
  }
}

export function* releasesInAction(action: Resource<'action', 'runs'>): Found {
  yield* ofSteps(action.get('runs').get('steps'), undefined);
}

export function* releasesInGitlabPipeline(pipeline: Resource<'gitlab-pipeline', 'image' | 'default' | 'jobs' | 'variables'>): Found {
  const variables = withVariables(NONE, pipeline.get('variables'));
  yield* ofImageOrName(pipeline.get('image'), variables);
  yield* ofImageOrName(pipeline.get('default').get('image'), variables);
  for (const [, job] of pipeline.get('jobs').entries())
    if (job.form === 'object') yield* ofImageOrName(job.get('image'), withVariables(variables, job.get('variables')));
}

export function* releasesInBuildspec(buildspec: Resource<'buildspec', 'phases'>): Found {
  for (const [, phase] of buildspec.get('phases').entries())
    for (const [language, at] of phase.get('runtime-versions').entries()) yield* asked(at, language, String((yield* known(at)) ?? ''));
}

/** `ARG`s before the first `FROM` are those that a `FROM` may name: https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact */
export function* releasesInDockerfile(dockerfile: Resource<'dockerfile', 'Instructions'>): Found {
  const variables = new Map<string, string>();
  const stages = new Set<string>();
  for (const instruction of dockerfile.get('Instructions').items()) {
    const name = yield* known(instruction.get('Instruction'));
    const at = instruction.get('Value');
    const text = String((yield* known(at)) ?? '');
    const [, variable, value] = /^(\w+)=["']?([^"'\s]*)/.exec(text) ?? [];
    if (name === 'ARG' && variable !== undefined && value !== undefined && stages.size === 0) variables.set(variable, value);
    if (name !== 'FROM') continue;
    const [image = '', , stage] = text.replace(/^(?:--\S+\s+)+/, '').split(/\s+/);
    if (image !== 'scratch' && !stages.has(image.toLowerCase())) {
      const resolved = interpolated(image, variables);
      const found = languageOf(resolved);
      if (found !== undefined) yield { at, ...found };
      else if (resolved.includes('$')) yield undetermined(at, { kind: 'intrinsic', expression: image });
    }
    stages.add((stage ?? `${stages.size}`).toLowerCase());
  }
}

export function* releasesInVersionFile(file: Resource<'language-versions', 'Versions'>): Found {
  for (const item of file.get('Versions').items()) {
    const at = item.get('Version');
    const language = yield* known(item.get('Language'));
    yield* asked(at, String(language ?? ''), String((yield* known(at)) ?? ''));
  }
}
