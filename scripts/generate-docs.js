// Writes docs/checks.md, docs/checks/<id>.md and docs/slsa-and-scvs.md from the checks, their fixtures and the frameworks' controls. With --check it only says whether they are current.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from './load.js';

const docs = fileURLToPath(new URL('../docs', import.meta.url));

const { documents } = await load('scripts/docs/index.ts');
const texts = await documents();

/** Pages of checks that are no more. */
const stale = (await readdir(join(docs, 'checks')).catch(() => [])).map((name) => `checks/${name}`).filter((path) => !texts.has(path));
const changed = [];
for (const [path, text] of texts) {
  const current = await readFile(join(docs, path), 'utf8').catch(() => undefined);
  if (current !== text) changed.push(path);
}

if (!process.argv.includes('--check')) {
  await mkdir(join(docs, 'checks'), { recursive: true });
  for (const path of stale) await rm(join(docs, path));
  for (const path of changed) await writeFile(join(docs, path), texts.get(path));
} else if (changed.length + stale.length > 0) {
  console.error(`not current, run \`npm run docs\`: ${[...changed, ...stale].map((path) => `docs/${path}`).join(', ')}`);
  process.exitCode = 1;
}
