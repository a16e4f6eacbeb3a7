import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isPlainObject } from '../../../../src/model/value.ts';
import { type CollectedTemplates, collectTemplates } from '../../../../src/sources/template/index.ts';

/** What the template source makes of a service, whose files are given by their paths. */
export const serviceOf = (
  files: Readonly<Record<string, string>> | string,
  given: Readonly<Record<string, string>> = {},
): CollectedTemplates => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-service-'));
  try {
    const all = typeof files === 'string' ? { 'serverless.yml': files } : files;
    for (const [file, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const collected = collectTemplates(
      Object.keys(all).map((file) => ({ path: join(folder, file), file, explicit: false })),
      { parameters: new Map(Object.entries(given)), tree: [folder] },
    );
    // Properties are evaluated when they are read: before the files are gone.
    for (const { properties } of collected.resources) JSON.stringify(properties);
    return collected;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The properties of a resource, expressions in place of what is not known. */
export const propertiesOf = ({ resources }: CollectedTemplates, id: string): Readonly<Record<string, unknown>> => {
  const found = resources.find((resource) => resource.id === id);
  if (found === undefined) throw new Error(`no resource ${id} among ${resources.map((resource) => resource.id).join(', ')}`);
  return plain(found.properties) as Readonly<Record<string, unknown>>;
};

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  const text = JSON.stringify(value)?.match(/"expression":"((?:[^"\\]|\\.)*)"\}*$/)?.[1];
  if (typeof value !== 'object' || value === null) return value;
  const marker = value as { readonly $unknown?: { readonly expression?: string }; readonly $text?: { readonly expression: string } };
  return `<${marker.$unknown?.expression ?? marker.$text?.expression ?? text ?? Object.keys(value)[0]}>`;
};

/** The ids of all resources of a type. */
export const idsOf = ({ resources }: CollectedTemplates, type: string): readonly string[] =>
  resources.filter((resource) => resource.type === type).map(({ id }) => id);
