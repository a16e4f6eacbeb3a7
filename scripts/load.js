// parapet's own sources as modules that Node can import: they are TypeScript, which Node 20 does not read, and are bundled for the import.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a module of ours finds beside itself it finds from a bundle as well. */
const atHome = {
  name: 'at-home',
  transform: (code, id) =>
    id.includes('node_modules') || !code.includes('import.meta.url')
      ? undefined
      : { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)), map: null },
};

/** A module of the repository, by its path. `external` names what is not to be bundled, and so must not be run. */
export const load = async (path, { external } = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'parapet-load-'));
  try {
    const bundle = await rolldown({
      input: join(root, path),
      platform: 'node',
      // jsonc-parser's `main` is a UMD bundle that requires by computed names; its `module` is plain ESM.
      resolve: { mainFields: ['module', 'main'] },
      plugins: [atHome],
      logLevel: 'silent',
      ...(external === undefined ? {} : { external }),
    });
    const file = join(folder, 'module.mjs');
    // In one file, as what is imported later would be gone by then.
    await bundle.write({ file, format: 'esm', codeSplitting: false });
    await bundle.close();
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
};
