import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { discover } from '../../../src/sources/discover.ts';
import { type CollectedTemplates, collectTemplates } from '../../../src/sources/template/index.ts';

/** A folder of its own for each test of a file, and what the templates in it hold. */
export const trees = () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'parapet-tree-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  const write = async (files: Readonly<Record<string, string | Buffer>>): Promise<void> => {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), text);
    }
  };
  return {
    path: (file: string) => join(root, file),
    collect: async (
      files: Readonly<Record<string, string | Buffer>>,
      given: Readonly<Record<string, string>> = {},
      paths: readonly string[] = ['.'],
    ): Promise<CollectedTemplates> => {
      await write(files);
      const { files: found, tree } = await discover(paths, root);
      return collectTemplates(found, { tree, parameters: new Map(Object.entries(given)) });
    },
  };
};

/** A resource of what was collected. */
export const resourceOf = ({ resources }: CollectedTemplates, id: string) => {
  const found = resources.filter((resource) => resource.id === id);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} resources ${id}`);
  return only;
};

/** The line that a trail of a resource leads to, as it is quoted. */
export const quoted = (collected: CollectedTemplates, id: string, trail: readonly (string | number)[]): string => {
  const at = collected.locate(resourceOf(collected, id), trail);
  return at === undefined ? 'nowhere' : `${at.file}:${at.startLine}: ${collected.quote(at.file, at.startLine)?.trim()}`;
};

/** The gaps in short: where, and why. */
export const gapsOf = ({ gaps }: CollectedTemplates): readonly string[] =>
  gaps.map(({ scope, reason, message }) => `${scope.file}:${scope.line} ${reason}: ${message}`);
