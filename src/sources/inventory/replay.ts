import { readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Inventory } from '../../model/inventory.ts';
import { isPackage } from '../../model/subject.ts';
import type { Json } from '../../model/value.ts';
import type { Collected } from '../source.ts';
import { validateInventory } from './validate.ts';

/** Reads saved inventories and joins them. Throws a `UserError` for a file that is missing, no JSON, or no inventory. */
export const replay = async (files: readonly string[], cwd: string): Promise<Collected> => {
  const inventories = await Promise.all(files.map((file) => readInventory(file, cwd)));
  return {
    resources: inventories.flatMap(({ resources }) => resources),
    packages: inventories.flatMap(({ packages }) => packages),
    gaps: inventories.flatMap(({ gaps }) => gaps),
    inputs: inventories.flatMap(({ inputs }) => inputs),
    ignores: [],
    // The text is not at hand: lines of resources, packages and the manifests that require them are all that an inventory keeps.
    locate: (subject, [member, index]) => {
      const asked = isPackage(subject) && member === 'requiredBy' && typeof index === 'number' ? subject.requiredBy?.[index] : undefined;
      const { file, line, column = 1 } = asked ?? subject.origin;
      return file === undefined || line === undefined
        ? undefined
        : { file, startLine: line, startColumn: column, endLine: line, endColumn: column + 1 };
    },
    quote: () => undefined,
  };
};

const readInventory = async (file: string, cwd: string): Promise<Inventory> => {
  const name = relative(cwd, resolve(cwd, file)).split(sep).join('/');
  const text = await readFile(resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new UserError(`${name} cannot be read`, { cause });
  });
  let json: Json;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch (cause) {
    throw new UserError(`${name} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: 'parapet check reads what parapet inventory writes; parapet scan reads templates.',
      cause,
    });
  }
  return validateInventory(json, name);
};
