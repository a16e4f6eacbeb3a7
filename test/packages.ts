/** What an entry of `lockOf` may say besides its version. */
interface Entry {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly [member: string]: unknown;
}

const FOLDER = 'node_modules/';

const hashOf = (text: string): string => `sha512-${Buffer.from(text.padEnd(64, '.').slice(0, 64)).toString('base64')}`;

/** A package-lock.json of a project, its packages by version or with more of an entry; those within others by their places: `a/node_modules/b`. */
export const lockOf = (packages: Readonly<Record<string, string | Entry>>): string => {
  const entries = Object.entries(packages).map(([place, said]) => {
    const entry: Entry = typeof said === 'string' ? { version: said } : said;
    const name = place.slice(place.includes(FOLDER) ? place.lastIndexOf(FOLDER) + FOLDER.length : 0);
    const file = `${name.replace(/^@[^/]+\//, '')}-${entry.version}.tgz`;
    const own = { resolved: `https://registry.npmjs.org/${name}/-/${file}`, integrity: hashOf(`${name}@${entry.version}`), ...entry };
    return [`${FOLDER}${place}`, own] as const;
  });
  const dependencies = Object.fromEntries(Object.keys(packages).flatMap((place) => (place.includes(FOLDER) ? [] : [[place, '*']])));
  return JSON.stringify(
    { name: 'app', lockfileVersion: 3, packages: { '': { name: 'app', dependencies }, ...Object.fromEntries(entries) } },
    null,
    2,
  );
};
