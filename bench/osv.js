// Advisories like OSV's for npm, and lockfiles that they are about: as many records, of the same size, most of them about malware.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** What OSV had for npm in January 2026. */
export const RECORDS = 214_000;
const VULNERABILITIES = 4_353;

const WORDS = 'an attacker who can send a request with a long header may keep the server busy until it is restarted '.repeat(12);
const hex = (i, length) =>
  (BigInt(i + 1) * 0x9e3779b97f4a7c15n * 0xbf58476d1ce4e5b9n ** 3n).toString(16).padEnd(length, '7').slice(-length);

/** Two records about a package, of which the first affects versions below 2.0.0 where the second says nothing of them. */
const vulnerability = (i) => {
  const pair = i >> 1;
  const name = `package-${(pair * 3) % 10_000}`;
  const fixed = i % 2 === 0 && pair % 2 === 0 ? '2.0.0' : '1.0.0';
  return {
    schema_version: '1.7.0',
    id: `GHSA-${hex(i, 4)}-${hex(i + 7, 4)}-${i}`,
    modified: '2026-11-20T00:00:00Z',
    published: '2026-11-20T00:00:00Z',
    aliases: [`CVE-2026-${i}`],
    summary: `Something is wrong with ${name}`,
    details: WORDS,
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' }],
    affected: [
      {
        package: { ecosystem: 'npm', name, purl: `pkg:npm/${name}` },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
        database_specific: { source: `https://example.com/${i}.json` },
      },
    ],
    references: Array.from({ length: 5 }, (_, at) => ({ type: 'WEB', url: `https://example.com/${name}/${at}` })),
    database_specific: { cwe_ids: ['CWE-400'], severity: 'HIGH', github_reviewed: true },
  };
};

const malware = (i) => {
  // Of all lengths that names have: those of equal length cost a scanner most that compares them one by one.
  const word = `${hex(i, 1 + (i % 11))}-${i.toString(36)}`;
  const name = i % 9 === 0 ? `@scope-${i % 700}/${word}` : word;
  return {
    schema_version: '1.7.0',
    id: `MAL-2026-${i}`,
    modified: '2026-11-21T00:00:00Z',
    published: '2026-11-21T00:00:00Z',
    summary: `Malicious code in ${name} (npm)`,
    details: WORDS.slice(0, 660),
    affected: [
      {
        package: { ecosystem: 'npm', name, purl: `pkg:npm/${name}` },
        ...(i % 2 === 0 ? { versions: ['1.0.0', '1.0.1'] } : { ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }),
        database_specific: { cwes: [{ cweId: 'CWE-506', name: 'Embedded Malicious Code', description: WORDS.slice(0, 120) }] },
      },
    ],
    references: [{ type: 'WEB', url: `https://example.com/${name}` }],
    credits: [{ name: 'Example', type: 'FINDER', contact: ['https://example.com'] }],
    database_specific: {
      'malicious-packages-origins': [
        {
          source: 'example',
          sha256: hex(i, 64),
          versions: ['1.0.0'],
          modified_time: '2026-11-21T00:00:00Z',
          import_time: '2026-11-21T00:00:00Z',
        },
      ],
    },
  };
};

export const recordOf = (i) => (i < VULNERABILITIES ? vulnerability(i) : malware(i));

/** As OSV packs them: one file a record, their number in a zip64 record. */
export const writeZip = (file, count = RECORDS) => {
  const parts = [];
  const directory = [];
  let offset = 0;
  let size = 0;
  for (let i = 0; i < count; i += 1) {
    const record = recordOf(i);
    const plain = Buffer.from(JSON.stringify(record));
    const data = deflateRawSync(plain, { level: 1 });
    const name = Buffer.from(`${record.id}.json`);
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
    size += plain.length;
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
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22, 0xff);
  end.write('PK\u0005\u0006\u0000\u0000\u0000\u0000', 0, 'latin1');
  end.writeUInt16LE(0, 20);
  writeFileSync(file, Buffer.concat([...parts, central, end64, locator, end]));
  return size;
};

export const writeFolder = (folder, count) => {
  mkdirSync(folder);
  for (let i = 0; i < count; i += 1) {
    const record = recordOf(i);
    writeFileSync(join(folder, `${record.id}.json`), JSON.stringify(record));
  }
};

/** Packages of a lockfile that the advisories affect: those with an even number of a pair. */
export const hitsOf = (count) =>
  new Set(
    Array.from({ length: VULNERABILITIES }, (_, i) => i)
      .filter((i) => i % 2 === 0 && (i >> 1) % 2 === 0)
      .map((i) => ((i >> 1) * 3) % 10_000)
      .filter((number) => number < count),
  ).size;

/** A lockfile with a tree of packages, each brought in by the one of a tenth of its number. */
export const writeLockfile = (folder, count) => {
  mkdirSync(folder, { recursive: true });
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
