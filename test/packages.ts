/** What an entry of `lockOf` may say besides its version. */
interface Entry {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly [member: string]: unknown;
}

const hashOf = (text: string): string => `sha512-${Buffer.from(text.padEnd(64, '.').slice(0, 64)).toString('base64')}`;

/** A package-lock.json of a project that asks for these packages, by version or with more of an entry. */
export const lockOf = (packages: Readonly<Record<string, string | Entry>>): string => {
  const entries = Object.entries(packages).map(([name, said]) => {
    const entry: Entry = typeof said === 'string' ? { version: said } : said;
    const file = `${name.replace(/^@[^/]+\//, '')}-${entry.version}.tgz`;
    return [
      `node_modules/${name}`,
      { resolved: `https://registry.npmjs.org/${name}/-/${file}`, integrity: hashOf(`${name}@${entry.version}`), ...entry },
    ];
  });
  const dependencies = Object.fromEntries(Object.keys(packages).map((name) => [name, '*']));
  return JSON.stringify(
    { name: 'app', lockfileVersion: 3, packages: { '': { name: 'app', dependencies }, ...Object.fromEntries(entries) } },
    null,
    2,
  );
};
