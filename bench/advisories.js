// 10,000 packages against 5,000 advisories: `node bench/advisories.js`; with `--all` against as many as OSV has for npm, 214,000.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';
import { inTurn, runOnce } from './measure.js';

const parapet = join(fileURLToPath(new URL('..', import.meta.url)), 'bin/parapet.js');
const PACKAGES = 10_000;
/** Every tenth package has a version that an advisory about it affects. */
const HIT = 10;

/** A lockfile with a tree of packages, each brought in by the one of a tenth of its number. */
const writeLockfile = (folder, count) => {
  const packages = { '': { name: 'app', version: '1.0.0', dependencies: { 'package-0': '^1.0.0' } } };
  for (let i = 0; i < count; i += 1) {
    const children = Array.from({ length: 10 }, (_, child) => 10 * i + child).filter((child) => child > i && child < count);
    packages[`node_modules/package-${i}`] = {
      version: `1.${i % 7}.${i % 30}`,
      resolved: `https://registry.npmjs.org/package-${i}/-/package-${i}-1.${i % 7}.${i % 30}.tgz`,
      integrity: `sha512-${Buffer.alloc(64, i % 251).toString('base64')}`,
      dependencies: Object.fromEntries(children.map((child) => [`package-${child}`, '^1.0.0'])),
    };
  }
  const direct = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`package-${i}`, '^1.0.0']));
  packages[''].dependencies = direct;
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ name: 'app', version: '1.0.0', lockfileVersion: 3, packages }, null, 2),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', dependencies: direct }, null, 2));
};

const WORDS = 'an attacker who can send a request with a long header may keep the server busy until it is restarted '.repeat(8);

const advisory = (i) => {
  // The first of them are about packages of the lockfile, the others about packages that nobody uses.
  const index = i * HIT;
  const name = index < PACKAGES ? `package-${index}` : `other-${i}`;
  const malware = index >= PACKAGES && i % 50 !== 0;
  return {
    schema_version: '1.7.0',
    id: malware ? `MAL-2026-${i}` : `GHSA-${i}`,
    modified: '2026-11-22T00:00:00Z',
    ...(malware ? {} : { aliases: [`CVE-2026-${i}`] }),
    summary: `Something is wrong with ${name}`,
    details: malware ? WORDS.slice(0, 200) : WORDS,
    ...(malware ? {} : { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' }] }),
    affected: [
      malware
        ? { package: { ecosystem: 'npm', name }, versions: ['1.0.0', '1.0.1'] }
        : { package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }] },
    ],
    references: Array.from({ length: 5 }, (_, at) => ({ type: 'WEB', url: `https://example.com/${name}/${at}` })),
  };
};

/** As OSV packs them: one file a record, their number in a zip64 record. */
const writeZip = (file, count) => {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (let i = 0; i < count; i += 1) {
    const { id, ...rest } = advisory(i);
    const plain = Buffer.from(JSON.stringify({ id, ...rest }));
    const data = deflateRawSync(plain, { level: 1 });
    const name = Buffer.from(`${id}.json`);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\u0003\u0004'), common, name, data);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), common, place, name);
    offset += 30 + name.length + data.length;
  }
  const central = Buffer.concat(directory);
  const end64 = Buffer.alloc(56);
  end64.write('PK\u0006\u0006', 0, 'latin1');
  end64.writeBigUInt64LE(44n, 4);
  for (const at of [24, 32]) end64.writeBigUInt64LE(BigInt(count), at);
  end64.writeBigUInt64LE(BigInt(central.length), 40);
  end64.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\u0006\u0007', 0, 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + central.length), 8);
  const end = Buffer.alloc(22, 0xff);
  end.write('PK\u0005\u0006\u0000\u0000\u0000\u0000', 0, 'latin1');
  end.writeUInt16LE(0, 20);
  writeFileSync(file, Buffer.concat([...parts, central, end64, locator, end]));
};

const writeFolder = (folder, count) => {
  mkdirSync(folder);
  for (let i = 0; i < count; i += 1) {
    const record = advisory(i);
    writeFileSync(join(folder, `${record.id}.json`), JSON.stringify(record));
  }
};

const show = (name, { wall, cpu, peak }) =>
  console.log(`${name.padEnd(46)} ${wall.toFixed(0)} ms wall, ${cpu.toFixed(0)} ms CPU, ${peak.toFixed(0)} MiB`);

const folder = mkdtempSync(join(tmpdir(), 'parapet-bench-'));
try {
  const app = join(folder, 'app');
  mkdirSync(app);
  writeLockfile(app, PACKAGES);
  const scan = (...more) => [process.execPath, [parapet, 'scan', app, '--offline', '--format', 'json', ...more], { accept: [0, 1] }];
  const about = ['--check', 'package-vulnerable,package-malicious'];
  writeFolder(join(folder, 'records'), 5_000);
  writeZip(join(folder, 'records.zip'), 5_000);
  const [without, files, zip] = inTurn(
    [
      scan('--check', 'package-integrity-missing'),
      scan(...about, '--advisories', join(folder, 'records')),
      scan(...about, '--advisories', join(folder, 'records.zip')),
    ],
    5,
  );
  show(`${PACKAGES} packages, no advisories`, without);
  show('  with 5,000 advisories in a folder', files);
  show('  with 5,000 advisories in a zip', zip);
  console.log(
    `  what the advisories take: ${(files.wall - without.wall).toFixed(0)} ms, ${(zip.wall - without.wall).toFixed(0)} ms (limit 1,000)`,
  );
  if (Math.max(files.wall, zip.wall) - without.wall > 1_000) process.exitCode = 1;
  if (process.argv.includes('--all')) {
    writeZip(join(folder, 'all.zip'), 214_000);
    show('  with 214,000 advisories in a zip', runOnce(...scan(...about, '--advisories', join(folder, 'all.zip'))));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
