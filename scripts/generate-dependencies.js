// Writes the tables of docs/dependencies.md from what the formats of lockfiles say of themselves. With --check it only says whether they are current.
import { load } from './load.js';
import { code, table, writeSection } from './sections.js';

const { FORMATS } = await load('src/sources/lockfile/formats.ts');

const said = (says) => (says === true ? 'yes' : says === false ? 'no' : says);

const formats = FORMATS.flatMap(({ names, says = [] }) => [says].flat().map((one) => ({ names, says: one }))).sort((a, b) =>
  a.says.of.toLowerCase() < b.says.of.toLowerCase() ? -1 : 1,
);

await writeSection('dependencies.md', 'generate-dependencies.js', [
  table(
    ['', 'files', 'versions', 'read beside it'],
    formats.map(({ names, says }) => [
      says.of,
      says.files ?? names.map((name) => code(`${name}`)).join(', '),
      says.versions,
      says.beside ?? '',
    ]),
  ),
  'What each can say of a package; where a clause stands, then only so:',
  table(
    ['', '`dev`', '`optional`', '`direct`', '`paths`', '`integrity`', '`resolved`', '`installScript`', '`deprecated`'],
    formats.map(({ says }) => [
      says.of,
      ...[says.dev, says.optional, says.direct, says.paths, says.integrity, says.resolved, says.installScript, says.deprecated].map(said),
    ]),
  ),
]);
