// The same packages in the words of each JavaScript package manager, printed as it prints them.
const NAME = (n) => `package-${n}`;
const VERSION = (n) => `1.${n % 13}.${n % 29}`;
const HASH = (n) => `sha512-${Buffer.alloc(64, `${n} `).toString('base64')}`;

/** Numbers of packages: what the project asks for, and what each package needs. */
const range = (count, from, step, length) => Array.from({ length }, (_, index) => (from + step * index) % count);
export const roots = (count) => range(count, 0, 17, 80);
export const needs = (count, n) => range(count, n * 3 + 1, 977, n % 5);

const named = (numbers, line) => numbers.map((n) => line(n)).join('');
const each = (count, entry) => Array.from({ length: count }, (_, n) => entry(n)).join('\n');

const pnpm = (count) => {
  const asked = named(roots(count), (n) => `      ${NAME(n)}:\n        specifier: ^1.0.0\n        version: ${VERSION(n)}\n`);
  const packages = each(
    count,
    (n) => `  ${NAME(n)}@${VERSION(n)}:\n    resolution: {integrity: ${HASH(n)}}\n    engines: {node: '>=18'}\n`,
  );
  const snapshots = each(count, (n) => {
    const wanted = named(needs(count, n), (to) => `      ${NAME(to)}: ${VERSION(to)}\n`);
    return `  ${NAME(n)}@${VERSION(n)}:${wanted === '' ? ' {}\n' : `\n    dependencies:\n${wanted}`}`;
  });
  return `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n${asked}\npackages:\n\n${packages}\nsnapshots:\n\n${snapshots}`;
};

const classic = (count) =>
  `# yarn lockfile v1\n\n\n${each(count, (n) => {
    const wanted = named(needs(count, n), (to) => `    ${NAME(to)} "^1.0.0"\n`);
    const address = `https://registry.yarnpkg.com/${NAME(n)}/-/${NAME(n)}-${VERSION(n)}.tgz#${'a'.repeat(40)}`;
    return `${NAME(n)}@^1.0.0:\n  version "${VERSION(n)}"\n  resolved "${address}"\n  integrity ${HASH(n)}\n${wanted === '' ? '' : `  dependencies:\n${wanted}`}`;
  })}`;

const berry = (count) => {
  const wants = (numbers) => (numbers.length === 0 ? '' : `  dependencies:\n${named(numbers, (n) => `    ${NAME(n)}: "npm:^1.0.0"\n`)}`);
  const entry = (name, version, rest) => `"${name}":\n  version: ${version}\n${rest}  languageName: node\n  linkType: hard\n`;
  const packages = each(count, (n) =>
    entry(
      `${NAME(n)}@npm:^1.0.0`,
      VERSION(n),
      `  resolution: "${NAME(n)}@npm:${VERSION(n)}"\n${wants(needs(count, n))}  checksum: 10c0/${'ab'.repeat(64)}\n`,
    ),
  );
  const own = entry('app@workspace:.', '0.0.0-use.local', `  resolution: "app@workspace:."\n${wants(roots(count))}`);
  return `__metadata:\n  version: 8\n  cacheKey: 10c0\n\n${own}\n${packages}`;
};

const bun = (count) => {
  const wants = (numbers) => numbers.map((n) => `"${NAME(n)}": "^1.0.0"`).join(', ');
  const packages = each(count, (n) => {
    const wanted = needs(count, n);
    const info = wanted.length === 0 ? '{}' : `{ "dependencies": { ${wants(wanted)} } }`;
    return `    "${NAME(n)}": ["${NAME(n)}@${VERSION(n)}", "", ${info}, "${HASH(n)}"],\n`;
  });
  const own = `    "": {\n      "name": "app",\n      "dependencies": { ${wants(roots(count))} },\n    },\n`;
  return `{\n  "lockfileVersion": 1,\n  "workspaces": {\n${own}  },\n  "packages": {\n${packages}  }\n}\n`;
};

/** Lockfiles of as many packages, by the file's name and whose it is. */
export const OTHERS = [
  ['pnpm', 'pnpm-lock.yaml', pnpm],
  ['Yarn 1', 'yarn.lock', classic],
  ['Yarn 4', 'yarn.lock', berry],
  ['Bun', 'bun.lock', bun],
];
