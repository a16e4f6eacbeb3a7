import { UserError } from '../../errors.ts';
import { readText } from '../files.ts';
import type { SourceOptions } from '../options.ts';
import { parseParameters } from './parse.ts';

/** The values of template parameters: those of the file, and over them those of the command line. */
export const parametersOf = async (
  { parameter, parameters, environment }: SourceOptions,
  cwd: string,
): Promise<ReadonlyMap<string, string>> => {
  if (environment !== undefined && parameters === undefined)
    throw new UserError('--environment is said, and no file that has it', { hint: 'Name it with --parameters samconfig.toml.' });
  const ofFile = parameters === undefined ? [] : parseParameters(await readText(parameters, cwd), parameters, environment);
  return new Map([...ofFile, ...parameter]);
};
