// Writes what docs/dependencies.md says of cooldowns from the settings that the checks know. With --check it only says whether it is current.
import { load } from './load.js';
import { code, table, writeSection } from './sections.js';

const { MANAGER_COOLDOWNS, OTHER_COOLDOWNS } = await load('src/checks/dependencies/cooldowns.ts');

const all = [...Object.values(MANAGER_COOLDOWNS), ...OTHER_COOLDOWNS];
const LANGUAGES = { toml: 'toml', yaml: 'yaml', yml: 'yaml', json: 'json' };
const languageOf = (file) => LANGUAGES[file.split('.').at(-1)] ?? 'ini';
const settingOf = (setting) => (setting.includes('`') ? setting : code(setting));

await writeSection('dependencies.md', 'generate-cooldowns.js', [
  table(
    ['', 'file', 'setting', 'unit', 'since', 'without it', 'exceptions', 'mind'],
    all.map(({ of, file, setting, unit, since = '', byDefault, exceptions = '', mind = '', link }) => [
      `[${of}](${link})`,
      code(file),
      settingOf(setting),
      unit,
      since,
      byDefault,
      exceptions,
      mind,
    ]),
  ),
  'Seven days, for each:',
  ...all.flatMap(({ of, file, example }) => [`${of}, ${code(file)}:`, [`\`\`\`${languageOf(file)}`, ...example, '```'].join('\n')]),
]);
