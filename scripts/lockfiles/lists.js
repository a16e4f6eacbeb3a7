// What the package managers themselves list of a project, as `name@version`.

const walkPnpm = (node, found) => {
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'unsavedDependencies'])
    for (const [name, { from, version, ...rest }] of Object.entries(node[kind] ?? {})) {
      found.add(`${from ?? name}@${version.replace(/[(_].*$/, '')}`);
      walkPnpm(rest, found);
    }
};

const walkClassic = (trees, found) => {
  for (const { name, shadow, children = [] } of trees) {
    if (shadow !== true) found.add(name);
    walkClassic(children, found);
  }
};

const lines = (text) => text.split('\n').filter((line) => line.trim() !== '');

const walkNpm = (node, found) => {
  for (const [name, { version, missing, ...rest }] of Object.entries(node.dependencies ?? {})) {
    if (version !== undefined && missing !== true) found.add(`${name}@${version}`);
    walkNpm(rest, found);
  }
};

/** How the list of each kind of manager is read. */
export const LISTS = {
  npm: (text) => {
    const found = new Set();
    walkNpm(JSON.parse(text), found);
    return found;
  },
  pnpm: (text) => {
    const found = new Set();
    for (const project of JSON.parse(text)) walkPnpm(project, found);
    return found;
  },
  classic: (text) => {
    const found = new Set();
    for (const line of lines(text)) {
      const { type, data } = JSON.parse(line);
      if (type === 'tree') walkClassic(data.trees, found);
    }
    return found;
  },
  berry: (text) =>
    new Set(
      lines(text).map((line) => {
        const { value, children } = JSON.parse(line);
        return `${value.slice(0, value.indexOf('@', 1))}@${children.Version}`;
      }),
    ),
  bun: (text) => new Set(lines(text).flatMap((line) => /─ (.+)$/.exec(line)?.[1] ?? [])),
};
