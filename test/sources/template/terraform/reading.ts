import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { discover } from '../../../../src/sources/discover.ts';
import { type CollectedTemplates, collectTemplates } from '../../../../src/sources/template/index.ts';

/** A resource of a plan, as far as a test needs it. */
export interface Made {
  readonly address: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly unknown?: Readonly<Record<string, unknown>>;
  readonly sensitive?: Readonly<Record<string, unknown>>;
  readonly expressions?: Readonly<Record<string, unknown>>;
}

const typeAndName = (address: string): readonly string[] =>
  address
    .replace(/\[.*\]$/, '')
    .split('.')
    .slice(-2);

/** A plan of the root module, in the shape of `terraform show -json`. */
export const planOf = (...resources: readonly Made[]) => ({
  format_version: '1.2',
  terraform_version: '1.9.8',
  planned_values: {
    root_module: {
      resources: resources.map(({ address, values = {}, sensitive = {} }) => {
        const [type, name] = typeAndName(address);
        return { address, mode: 'managed', type, name, values, sensitive_values: sensitive };
      }),
    },
  },
  resource_changes: resources.map(({ address, values = {}, unknown = {} }) => ({
    address,
    mode: 'managed',
    change: { actions: ['create'], before: null, after: values, after_unknown: unknown },
  })),
  configuration: {
    root_module: {
      resources: resources.map(({ address, expressions = {} }) => {
        const [type, name] = typeAndName(address);
        return { address: `${type}.${name}`, mode: 'managed', type, name, expressions };
      }),
    },
  },
});

/** What an expression looks like that names these. */
export const references = (...names: readonly string[]) => ({ references: names });

/** What the template source makes of files in a folder of their own. Values that are no text are written as JSON. */
export const collected = async (files: Readonly<Record<string, unknown>>): Promise<CollectedTemplates> => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-terraform-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  const { files: found, tree } = await discover(['.'], folder);
  return collectTemplates(found, { tree });
};

/** A resource that must be there. */
export const resourceOf = ({ resources }: CollectedTemplates, id: string) => {
  const found = resources.find((resource) => resource.id === id);
  if (found === undefined) throw new Error(`no resource ${id} among ${resources.map((each) => each.id).join(', ')}`);
  return found;
};

/** The line and the text that a trail leads to. */
export const shown = (from: CollectedTemplates, id: string, ...trail: readonly (string | number)[]): string => {
  const place = from.locate(resourceOf(from, id), trail);
  if (place === undefined) return 'nowhere';
  const line = from.quote(place.file, place.startLine) ?? '';
  return `${place.file}:${place.startLine} ${line.slice(place.startColumn - 1, place.endColumn - 1)}`;
};
