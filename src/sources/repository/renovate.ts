import { member } from '../template/node.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { RepositoryFormat } from './format.ts';

/** The places of its configuration, the first of which counts: https://docs.renovatebot.com/configuration-options/ */
export const RENOVATE_FILES: readonly string[] = [
  ...['renovate.json', 'renovate.jsonc', 'renovate.json5'],
  ...['.github/renovate.json', '.github/renovate.jsonc', '.github/renovate.json5'],
  ...['.gitlab/renovate.json', '.gitlab/renovate.jsonc', '.gitlab/renovate.json5'],
  ...['.renovaterc', '.renovaterc.json', '.renovaterc.jsonc', '.renovaterc.json5'],
];

/** Comments of JSON5 as blanks of the same length, so that what is left is a flow map of YAML with the same places. */
const withoutComments = ({ file, text }: SourceFile): SourceFile => ({
  file,
  text: text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith('/') ? found.replaceAll(/[^\r\n]/g, ' ') : found,
  ),
});

/** Renovate's configuration. */
export const renovate: RepositoryFormat = {
  type: 'renovate',
  format: 'renovate',
  is: (path) => RENOVATE_FILES.includes(path),
  read: (source, parse) => parse(withoutComments(source)),
};

/** The same as a part of the manifest. */
export const renovateInManifest: RepositoryFormat = {
  type: 'renovate',
  format: 'renovate',
  is: (path) => path === 'package.json',
  toldElsewhere: true,
  read: (source, parse) => {
    if (!source.text.includes('"renovate"')) return undefined;
    const read = parse(source);
    const own = read.failure === undefined ? member(read.properties, 'renovate') : undefined;
    return own?.kind === 'map' ? { properties: own } : undefined;
  },
};
