import { load, YAMLException } from 'js-yaml';
import { UserError } from '../errors.ts';
import { readText } from './files.ts';
import type { SourceOptions } from './options.ts';

const FORMS =
  'It may be {"Name": "value"}, {"Parameters": {"Name": "value"}}, ["Name=value"] or what the AWS CLI takes: [{"ParameterKey": "Name", "ParameterValue": "value"}].';

/** The values of template parameters: those of the file, and over them those of the command line. */
export const parametersOf = async ({ parameter, parameters }: SourceOptions, cwd: string): Promise<ReadonlyMap<string, string>> =>
  new Map([...(parameters === undefined ? [] : parseParameters(await readText(parameters, cwd), parameters)), ...parameter]);

/** Reads a file of parameters, JSON or YAML, in any of the forms that AWS's own tools take. */
export const parseParameters = (text: string, file: string): ReadonlyMap<string, string> => {
  const root = parse(text, file);
  const wrapped = isObject(root) && isObject(root.Parameters) ? root.Parameters : root;
  const members = Array.isArray(wrapped)
    ? wrapped.flatMap((item, i) => itemOf(item, `${file}: [${i}]`))
    : isObject(wrapped)
      ? Object.entries(wrapped)
      : undefined;
  if (members === undefined) throw new UserError(`${file} holds no parameters`, { hint: FORMS });
  return new Map(members.map(([name, value]) => [name, textOf(value, `${file}: ${name}`)]));
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parse = (text: string, file: string): unknown => {
  try {
    return load(text.replace(/^\uFEFF/, ''), { maxDepth: 20, maxAliases: 0 });
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    throw new UserError(`${file}${cause.mark === undefined ? '' : `:${cause.mark.line + 1}`} is neither JSON nor YAML: ${cause.reason}`, {
      cause,
    });
  }
};

/** An item of a list: `Name=value`, or the AWS CLI's object, whose value may be left to the stack (`UsePreviousValue`). */
const itemOf = (item: unknown, at: string): readonly (readonly [string, unknown])[] => {
  if (typeof item === 'string' && item.indexOf('=') > 0) return [[item.slice(0, item.indexOf('=')), item.slice(item.indexOf('=') + 1)]];
  if (!isObject(item) || typeof item.ParameterKey !== 'string') throw new UserError(`${at} is no parameter`, { hint: FORMS });
  return item.ParameterValue === undefined ? [] : [[item.ParameterKey, item.ParameterValue]];
};

/** A list of values is what a parameter of a list type takes: joined with commas. */
const textOf = (value: unknown, at: string): string => {
  if (Array.isArray(value)) return value.map((item) => textOf(item, at)).join(',');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new UserError(`${at} has to be text, a number, a boolean or a list of those`);
};
