import { defineConfig } from 'rolldown';

// One chunk for each thing that a run may or may not need, so that `--version` pays for none of them.
export default defineConfig({
  input: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  platform: 'node',
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
