// Writes src/facts/registry/signatures/trust-root.json: Sigstore's trusted root, npm's keys and the root of the TUF repository that both
// come from, as the newest @sigstore/tuf brings them. By hand, as it asks npm: `node scripts/generate-trust-root.js`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = 'https://tuf-repo-cdn.sigstore.dev';
const target = fileURLToPath(new URL('../src/facts/registry/signatures/trust-root.json', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'parapet-trust-root-'));
try {
  const npm = (...args) => execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const version = JSON.parse(npm('view', '@sigstore/tuf', 'version', '--json'));
  const published = JSON.parse(npm('view', '@sigstore/tuf', 'time', '--json'))[version];
  const [{ filename }] = JSON.parse(npm('pack', `@sigstore/tuf@${version}`, '--ignore-scripts', '--json'));
  execFileSync('tar', ['xzf', filename], { cwd: folder });
  const { [REPOSITORY]: seed } = JSON.parse(readFileSync(join(folder, 'package', 'seeds.json'), 'utf8'));
  const json = (base64) => JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  const table = {
    asOf: published.slice(0, 10),
    source: `${REPOSITORY}, by @sigstore/tuf ${version}`,
    trustedRoot: json(seed.targets['trusted_root.json']),
    npmKeys: json(seed.targets['registry.npmjs.org%2Fkeys.json']),
    tufRoot: seed['root.json'],
  };
  writeFileSync(target, `${JSON.stringify(table, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
