import { list, map, member, type Node, scalar } from '../../template/node.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { ReadFile, RepositoryFormat } from '../format.ts';
import { type Setting, settingsIn } from './ini.ts';
import { tomlNode } from './toml.ts';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Names of settings that hold what logs in to a registry. */
const CREDENTIAL = /(?:^|[:_.-])(?:_?auth(?:token|ident)?|_password|password|token)$|^npmAuth(?:Token|Ident)$/i;

const beginning = (source: SourceFile): Span => ({ source, start: 0, end: Math.min(1, source.text.length) });

const credential = (name: string, value: string, span: Span): Node => map({ Name: scalar(name, span), Value: scalar(value, span) }, span);

/** The password in an address, as a credential of its own: a reference to a variable is none. */
const inAddress = (name: string, value: string, span: Span): readonly Node[] =>
  [...value.matchAll(/:\/\/[^/\s:@]*:([^@/\s]+)@/g)].map(([, password = '']) => credential(`${name} password`, password, span));

/** Every scalar of a document that logs in to something. */
const credentialsIn = (node: Node, name = ''): readonly Node[] => {
  if (node.kind === 'list') return node.items.flatMap((item) => credentialsIn(item, name));
  if (node.kind === 'map') return [...node.entries].flatMap(([key, { value }]) => credentialsIn(value, key));
  if (typeof node.value !== 'string' || node.value === '') return [];
  return CREDENTIAL.test(name) ? [credential(name, node.value, node.span)] : inAddress(name, node.value, node.span);
};

const settingsOf = (manager: string, settings: Node, credentials: readonly Node[], span: Span): ReadFile => ({
  properties: map({ Manager: scalar(manager, span), Settings: settings, Credentials: list(credentials, span) }, span),
});

const VALUES: ReadonlySet<string> = new Set([
  'Credentials',
  ...['npmAuthToken', 'npmAuthIdent', 'password', 'token', '_password', '_auth'],
]);

/** A file whose format is a document of its own. */
const document = (
  manager: string,
  is: (path: string) => boolean,
  read: (source: SourceFile, parse: (source: SourceFile) => ReadFile) => ReadFile,
): RepositoryFormat => ({
  type: 'package-settings',
  format: `${manager}-settings`,
  is,
  read: (source, parse) => {
    // An empty file sets nothing.
    if (/^(?:\s*(?:#[^\n]*)?\n?)*$/.test(source.text.slice(0, 10_000)) && source.text.length < 10_000)
      return settingsOf(manager, map({}, beginning(source)), [], beginning(source));
    const found = read(source, parse);
    if (found.failure !== undefined || found.properties.kind !== 'map') return found;
    return settingsOf(manager, found.properties, credentialsIn(found.properties), beginning(source));
  },
  secrets: VALUES,
});

const isCredential = ({ name }: Setting): boolean => CREDENTIAL.test(name);

/** Settings line by line, those of a section in a map of their own. */
const lines = (manager: string, is: (path: string) => boolean, separator?: RegExp): RepositoryFormat => ({
  type: 'package-settings',
  format: `${manager}-settings`,
  is,
  read: (source) => {
    const all = settingsIn(source, separator);
    const open = all.filter((each) => !isCredential(each));
    const top: Record<string, Node> = Object.create(null) as Record<string, Node>;
    for (const { section, name, value, span } of open) if (section === '') top[name] = scalar(value, span);
    for (const section of new Set(open.map((each) => each.section)))
      if (section !== '') {
        const own = open.filter((each) => each.section === section);
        top[section] = map(
          Object.fromEntries(own.map(({ name, value, span }) => [name, scalar(value, span)])),
          own[0]?.span ?? beginning(source),
        );
      }
    const credentials = [
      ...all.filter(isCredential).map(({ name, value, span }) => credential(name, value, span)),
      ...open.flatMap(({ name, value, span }) => inAddress(name, value, span)),
    ];
    return settingsOf(manager, map(top, beginning(source)), credentials, beginning(source));
  },
  secrets: VALUES,
});

const named =
  (...names: readonly string[]): ((path: string) => boolean) =>
  (path) =>
    names.includes(nameOf(path));

/** The `tool` table of a pyproject, where uv, Poetry and PDM are told what to do. */
const pyproject = document('pyproject', named('pyproject.toml'), (source) => {
  const read = tomlNode(source);
  if (read.failure !== undefined) return read;
  return { properties: member(read.properties, 'tool') ?? map({}, beginning(source)) };
});

/** What package managers are told by files of the repository. */
export const packageSettings: readonly RepositoryFormat[] = [
  // https://docs.npmjs.com/cli/configuring-npm/npmrc, which pnpm and Yarn 1 read as well.
  lines('npm', named('.npmrc'), /\s*=\s*/),
  lines('yarn-classic', named('.yarnrc'), /\s+/),
  // https://yarnpkg.com/configuration/yarnrc
  document('yarn', named('.yarnrc.yml'), (source, parse) => parse(source)),
  // https://pnpm.io/settings
  document('pnpm', named('pnpm-workspace.yaml'), (source, parse) => parse(source)),
  // https://bun.com/docs/runtime/bunfig
  document('bun', named('bunfig.toml'), (source) => tomlNode(source)),
  // https://pip.pypa.io/en/stable/topics/configuration/
  lines('pip', named('pip.conf', 'pip.ini', '.pypirc')),
  // https://docs.astral.sh/uv/reference/settings/
  document('uv', named('uv.toml'), (source) => tomlNode(source)),
  document('poetry', named('poetry.toml'), (source) => tomlNode(source)),
  pyproject,
  // https://pipenv.pypa.io/en/latest/pipfile.html
  document('pipenv', named('Pipfile'), (source) => {
    const read = tomlNode(source);
    if (read.failure !== undefined) return read;
    const sources = member(read.properties, 'source');
    return { properties: map(sources === undefined ? {} : { source: sources }, beginning(source)) };
  }),
  // https://doc.rust-lang.org/cargo/reference/config.html
  document(
    'cargo',
    (path) => /(?:^|\/)\.cargo\/config(?:\.toml)?$/.test(path),
    (source) => tomlNode(source),
  ),
];
