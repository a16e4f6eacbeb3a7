import { UserError } from '../../errors.ts';
import { member, type Node } from '../../sources/template/node.ts';
import { parseDocument } from '../../sources/template/parse.ts';
import { positionOf } from '../../sources/text/lines.ts';
import type { SourceFile } from '../../sources/text/source-file.ts';
import { listed, named, type Parameter } from './overrides.ts';
import { FORMS } from './refuse.ts';
import { environmentsOf, samParameters, tomlDocument } from './samconfig.ts';

const documentOf = (source: SourceFile): Node => {
  if (/\.toml$/i.test(source.file)) return tomlDocument(source);
  const { root, failure } = parseDocument(source);
  if (failure === undefined) return root;
  throw new UserError(`${source.file}:${positionOf(source, failure.offset).line} is neither JSON nor YAML: ${failure.message}`);
};

const parametersIn = (root: Node): readonly Parameter[] | undefined => {
  const wrapped = member(root, 'Parameters');
  const inside = wrapped?.kind === 'map' || wrapped?.kind === 'list' ? wrapped : root;
  if (inside.kind === 'list') return inside.items.flatMap(listed);
  return inside.kind === 'map' ? named(inside) : undefined;
};

/**
 * Reads a file of parameters: JSON or YAML in any of the forms that AWS's own tools take, or SAM's configuration, of which one environment
 * counts (`default` unless said). A name may be `Stack:Name`, as CDK has it.
 */
export const parseParameters = (text: string, file: string, environment?: string): ReadonlyMap<string, string> => {
  const root = documentOf({ file, text });
  const environments = environmentsOf(root);
  if (environments !== undefined) return new Map(samParameters(environments, environment));
  if (environment !== undefined)
    throw new UserError(`${file} has no environments`, { hint: "--environment is for SAM's configuration, samconfig.toml or .yaml." });
  const parameters = /\.toml$/i.test(file) ? undefined : parametersIn(root);
  if (parameters === undefined) throw new UserError(`${file} holds no parameters`, { hint: FORMS });
  return new Map(parameters);
};
