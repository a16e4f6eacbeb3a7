import type { Anchor, Field, Reads, Resource } from '../check.ts';
import { textOf } from './repository-files.ts';
import { commandsIn } from './shell.ts';

/** What a check reads to see every command that a repository's pipelines run. */
export const COMMAND_READS = {
  workflow: ['jobs', 'env'],
  action: ['runs'],
  'gitlab-pipeline': ['default', 'jobs', 'before_script', 'after_script', 'variables'],
  buildspec: ['phases', 'env'],
  dockerfile: ['Instructions'],
} as const satisfies Reads;

/** A pipeline, as far as its commands are read. */
export type Pipeline =
  | Resource<'workflow', 'jobs' | 'env'>
  | Resource<'action', 'runs'>
  | Resource<'gitlab-pipeline', 'default' | 'jobs' | 'before_script' | 'after_script' | 'variables'>
  | Resource<'buildspec', 'phases' | 'env'>
  | Resource<'dockerfile', 'Instructions'>;

/** Environment variables that a pipeline sets for a command, by name. */
export type Environment = ReadonlyMap<string, string>;

/** A command that a pipeline runs. */
export interface Command {
  /** The name of the program without its folder, and its arguments. */
  readonly words: readonly string[];
  /** The script that it is a part of. */
  readonly at: Anchor;
  readonly environment: Environment;
}

type Texts = Field<Readonly<Record<string, string>>>;
type Script = Field<string | readonly string[]>;

/** The variables above with those that are set here. */
export const withVariables = (above: Environment, variables: Texts): Environment =>
  variables.form !== 'object'
    ? above
    : new Map([
        ...above,
        ...variables.entries().flatMap(([name, value]) => (textOf(value) === undefined ? [] : [[name, textOf(value) ?? ''] as const])),
      ]);

const NONE: Environment = new Map();

function* ofText(at: Field<string>, environment: Environment): Generator<Command> {
  for (const [program = '', ...words] of commandsIn(textOf(at) ?? ''))
    yield { words: [program.replace(/^.*\//, ''), ...words], at, environment };
}

/** A script in one text or in several; GitLab's may nest lists. */
function* ofScript(script: Script, environment: Environment): Generator<Command> {
  if (script.form === 'list') for (const line of (script as Field<readonly string[]>).items()) yield* ofScript(line as Script, environment);
  else yield* ofText(script as Field<string>, environment);
}

function* ofInstructions(dockerfile: Resource<'dockerfile', 'Instructions'>): Generator<Command> {
  let environment = NONE;
  for (const instruction of dockerfile.get('Instructions').items()) {
    const name = textOf(instruction.get('Instruction'));
    const at = instruction.get('Value');
    const text = textOf(at) ?? '';
    if (name === 'FROM') environment = NONE;
    if (name === 'ENV' || name === 'ARG') {
      const pairs = [...text.matchAll(/(\w+)=("[^"]*"|'[^']*'|\S*)/g)].map(
        ([, of = '', value = '']) => [of, value.replaceAll(/^["']|["']$/g, '')] as const,
      );
      environment = new Map([...environment, ...pairs]);
    }
    if (name !== 'RUN') continue;
    const exec = /^\[/.test(text) ? wordsOf(text) : undefined;
    if (exec !== undefined) yield { words: exec, at, environment };
    else for (const words of commandsIn(text.replace(/^(?:--\w+(?:=\S+)?\s+)+/, ''))) yield { words, at, environment };
  }
}

/** The words of an instruction in its exec form: a list in JSON. */
const wordsOf = (text: string): readonly string[] | undefined => {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
};

/** Every command that a pipeline runs, in the order in which they are written. */
export function* commandsOf(pipeline: Pipeline): Generator<Command> {
  switch (pipeline.type) {
    case 'workflow': {
      const above = withVariables(NONE, pipeline.get('env'));
      for (const [, job] of pipeline.get('jobs').entries()) {
        const ofJob = withVariables(above, job.get('env'));
        for (const step of job.get('steps').items()) yield* ofText(step.get('run'), withVariables(ofJob, step.get('env')));
      }
      return;
    }
    case 'action':
      for (const step of pipeline.get('runs').get('steps').items()) yield* ofText(step.get('run'), withVariables(NONE, step.get('env')));
      return;
    case 'gitlab-pipeline': {
      const above = withVariables(NONE, pipeline.get('variables'));
      for (const key of ['before_script', 'after_script'] as const) yield* ofScript(pipeline.get(key), above);
      for (const [, job] of [['default', pipeline.get('default')] as const, ...pipeline.get('jobs').entries()]) {
        if (job.form !== 'object') continue;
        const environment = withVariables(above, job.get('variables'));
        for (const key of ['before_script', 'script', 'after_script'] as const) yield* ofScript(job.get(key), environment);
      }
      return;
    }
    case 'buildspec': {
      const environment = withVariables(NONE, pipeline.get('env').get('variables'));
      for (const [, phase] of pipeline.get('phases').entries())
        for (const key of ['commands', 'finally'] as const) yield* ofScript(phase.get(key), environment);
      return;
    }
    case 'dockerfile':
      yield* ofInstructions(pipeline);
  }
}
