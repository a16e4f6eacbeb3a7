// `npx parapet` in a clone: npm links the commands of dependencies only, and would install the folder into a cache of its own.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node_modules/.bin/', import.meta.url));
if (process.platform !== 'win32') {
  mkdirSync(folder, { recursive: true });
  rmSync(`${folder}parapet`, { force: true });
  symlinkSync('../../bin/parapet.js', `${folder}parapet`);
}
