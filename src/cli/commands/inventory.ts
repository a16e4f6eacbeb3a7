import type { Inventory } from '../../model/inventory.ts';
import { toJson } from '../../reporters/escape.ts';
import { isEmpty } from '../exit.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import type { CommonOptions, FormatOption, SourceOptions } from '../options.ts';
import { planOf } from '../output.ts';
import { collectFrom, sayEmpty } from './scan.ts';

/** `parapet inventory`: prints what the sources found, unjudged. */
export const inventory = async (
  paths: readonly string[],
  options: SourceOptions & CommonOptions & { readonly format: readonly FormatOption[] },
  io: Io,
): Promise<number> => {
  const plan = await planOf(options.format, 'json', io.cwd);
  const { resources, packages, gaps, inputs } = await collectFrom(paths, options, io);
  const found: Inventory = { version: 1, resources, packages, gaps, inputs };
  for (const { file } of plan) {
    if (file === undefined) io.stdout.write(toJson(found));
    else await writeWhole(file, io.cwd, toJson(found));
  }
  if (!isEmpty(found)) return 0;
  sayEmpty(paths, io);
  return 3;
};
