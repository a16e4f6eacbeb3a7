// The project whose lockfiles the package managers write: workspaces, an alias, peers, optional and development dependencies, a local
// folder, a link, archives from the disk and from an address, an override and a patch.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PATCH = `diff --git a/index.js b/index.js
--- a/index.js
+++ b/index.js
@@ -1,3 +1,4 @@
+// Patched.
 var path = require('path');
 var fs = require('fs');
 var _0777 = parseInt('0777', 8);
`;

/** The files of the project as a package manager wants them. `workspace` is how one workspace asks for another. */
export const filesOf = ({ workspace, link, patched, manifest = {}, more = {} }) => ({
  'package.json': {
    name: 'shop',
    version: '1.0.0',
    private: true,
    workspaces: ['packages/*'],
    dependencies: {
      'lodash-four': 'npm:lodash@4.17.21',
      'ms-archive': 'https://registry.npmjs.org/ms/-/ms-2.0.0.tgz',
      react: '18.2.0',
      'react-dom': '18.2.0',
      request: '2.88.2',
      tiny: 'file:vendor/tiny-1.0.0.tgz',
    },
    devDependencies: {
      esbuild: '0.19.0',
      lint: 'file:tools/lint',
      mkdirp: patched ?? '0.5.1',
      ...(link ? { format: 'link:tools/format' } : {}),
    },
    optionalDependencies: { chokidar: '3.5.3' },
    ...manifest,
  },
  'packages/api/package.json': {
    name: '@shop/api',
    version: '0.1.0',
    dependencies: { '@shop/core': workspace, debug: '2.6.9', 'use-sync-external-store': '1.2.0', react: '18.2.0' },
    devDependencies: { chokidar: '3.5.3' },
  },
  'packages/core/package.json': { name: '@shop/core', version: '0.1.0', dependencies: { ms: '2.1.3' } },
  'tools/lint/package.json': { name: 'lint', version: '0.0.1', dependencies: { ms: '2.1.2' } },
  'tools/format/package.json': { name: 'format', version: '0.0.2' },
  'patches/mkdirp@0.5.1.patch': PATCH,
  ...more,
});

/** Puts the project into a folder. */
export const layOut = (folder, files) => {
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
  const tiny = join(folder, '.tiny', 'package');
  mkdirSync(tiny, { recursive: true });
  mkdirSync(join(folder, 'vendor'), { recursive: true });
  writeFileSync(join(tiny, 'package.json'), JSON.stringify({ name: 'tiny', version: '1.0.0', dependencies: { ms: '2.1.2' } }));
  const archive = ['--sort=name', '--mtime=2020-01-01', '--owner=0', '--group=0', '-czf', '../vendor/tiny-1.0.0.tgz', 'package'];
  execFileSync('tar', archive, { cwd: dirname(tiny) });
};
