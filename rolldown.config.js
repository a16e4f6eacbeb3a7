import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { defineConfig } from 'rolldown';

/**
 * The tables of src/facts/iam are large, and only a run with roles looks into them: they are packed, and unpacked at the first look.
 * The module has the same members as the JSON.
 */
const packed = () => ({
  name: 'packed-tables',
  load: {
    filter: { id: /[\\/]facts[\\/]iam[\\/][^\\/]+\.json$/ },
    handler(id) {
      const text = readFileSync(id);
      const table = brotliCompressSync(text).toString('base64');
      const members = Object.keys(JSON.parse(text)).map((key) => `get ${JSON.stringify(key)}() { return unpacked().${key}; }`);
      const code = `import { brotliDecompressSync } from 'node:zlib';
let table;
const unpacked = () => (table ??= JSON.parse(brotliDecompressSync(Buffer.from('${table}', 'base64')).toString()));
export default { ${members.join(', ')} };`;
      return { code, moduleType: 'js' };
    },
  },
});

/** tuf-js brings a client for HTTP, a megabyte of it, in case it gets none; it gets parapet's own. */
const withoutMakeFetchHappen = {
  name: 'without-make-fetch-happen',
  resolveId: (id) => (id === 'make-fetch-happen' ? '\0make-fetch-happen' : null),
  load: (id) => (id === '\0make-fetch-happen' ? "export default () => { throw new Error('not part of parapet'); };" : null),
};

// One chunk for each thing that a run may or may not need, so that `--version` pays for none of them.
export default defineConfig({
  input: { cli: 'src/cli/main.ts', thread: 'src/cli/thread.ts', index: 'src/index.ts' },
  platform: 'node',
  plugins: [packed(), withoutMakeFetchHappen],
  // jsonc-parser's `main` is a UMD bundle that requires by computed names; its `module` is plain ESM.
  resolve: { mainFields: ['module', 'main'] },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    cleanDir: true,
    minify: false,
  },
});
