import { list, map, scalar } from '../template/node.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import type { RepositoryFormat } from './format.ts';

/** Files that hold one version of one language. */
const LANGUAGES: Readonly<Record<string, string>> = {
  '.nvmrc': 'nodejs',
  '.node-version': 'nodejs',
  '.python-version': 'python',
  '.ruby-version': 'ruby',
  '.go-version': 'golang',
  '.java-version': 'java',
  '.php-version': 'php',
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

interface Said {
  readonly language: string;
  readonly version: string;
  readonly span: Span;
}

/** `.python-version` may list several; `#` begins a comment. */
const oneLanguage = (source: SourceFile, language: string): readonly Said[] =>
  [...source.text.matchAll(/^[ \t]*([^\s#][^\r\n#]*?)[ \t]*(?:#.*)?$/gm)].map((match) => {
    const [whole, version = ''] = match;
    const start = match.index + whole.indexOf(version);
    return { language, version, span: { source, start, end: start + version.length } };
  });

/** asdf's and mise's `.tool-versions`: a tool and one or more versions, of which the first that is installed counts. */
const tools = (source: SourceFile): readonly Said[] =>
  [...source.text.matchAll(/^[ \t]*([\w-]+)[ \t]+([^\s#]+)/gm)].map((match) => {
    const [whole, language = '', version = ''] = match;
    const end = match.index + whole.length;
    return { language, version, span: { source, start: end - version.length, end } };
  });

/** The files of version managers: nvm, fnm, pyenv, rbenv, asdf, mise. */
export const languageVersions: RepositoryFormat = {
  type: 'language-versions',
  format: 'language-versions',
  is: (path) => Object.hasOwn(LANGUAGES, nameOf(path)) || nameOf(path) === '.tool-versions',
  read: (source) => {
    const language = LANGUAGES[nameOf(source.file)];
    const whole: Span = { source, start: 0, end: Math.min(1, source.text.length) };
    const items = (language === undefined ? tools(source) : oneLanguage(source, language)).map(({ language: of, version, span }) =>
      map({ Language: scalar(of, span), Version: scalar(version, span) }, span),
    );
    return { properties: map({ Versions: list(items, whole) }, whole) };
  },
};
