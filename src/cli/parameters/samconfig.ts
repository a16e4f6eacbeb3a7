import { UserError } from '../../errors.ts';
import { readToml } from '../../sources/lockfile/toml.ts';
import { list, type MapNode, map, member, type Node, scalar } from '../../sources/template/node.ts';
import type { SourceFile, Span } from '../../sources/text/source-file.ts';
import { didYouMean } from '../../suggest.ts';
import { overrides, type Parameter } from './overrides.ts';
import { refusedAt } from './refuse.ts';

/** The commands whose settings decide what a deployment is given, the later over the earlier. */
const COMMANDS = ['global', 'deploy'];
const SETTING = 'parameter_overrides';
const BY_DEFAULT = 'default';

/** A value of TOML as a node, all of it at one place. */
const nodeOf = (value: unknown, span: Span): Node => {
  if (Array.isArray(value))
    return list(
      value.map((item) => nodeOf(item, span)),
      span,
    );
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return scalar(value, span);
  if (typeof value === 'bigint' || value instanceof Date) return scalar(String(value), span);
  return map(Object.fromEntries(Object.entries(value ?? {}).map(([name, item]) => [name, nodeOf(item, span)])), span);
};

const keyOf = (names: readonly string[]): string => JSON.stringify(names);

/** Finds where a table of a TOML file says a setting, as far as its lines tell. */
const placesIn = (source: SourceFile, setting: string): ((table: readonly string[]) => Span) => {
  const { text } = source;
  const headers = [...text.matchAll(/^[ \t]{0,40}\[([^[\]\r\n]{1,400})\]/gm)];
  const unquoted = (part: string): string => part.trim().replace(/^(["'])(.*)\1$/, '$2');
  const tables = new Map(
    headers.map((header, at) => {
      const end = headers[at + 1]?.index ?? text.length;
      const found = new RegExp(`^[ \\t]{0,40}["']?${setting}\\b`, 'm').exec(text.slice(header.index, end));
      return [keyOf((header[1] as string).split('.').map(unquoted)), header.index + (found?.index ?? 0)] as const;
    }),
  );
  return (table) => {
    const start = tables.get(keyOf(table)) ?? 0;
    return { source, start, end: start + 1 };
  };
};

/** Reads a `samconfig.toml` as the document that its YAML form would be: what it says of parameters alone stands at its line. */
export const tomlDocument = (source: SourceFile): Node => {
  const { members, failure } = readToml(source);
  const whole = { source, start: 0, end: 0 };
  if (failure !== undefined) throw refusedAt({ ...whole, start: failure.offset }, failure.message);
  const placeOf = placesIn(source, SETTING);
  const environments = Object.entries(members).map(([environment, commands]) => {
    const made = Object.entries(Object(commands) as Readonly<Record<string, unknown>>).map(([command, settings]) => {
      const parameters = (Object(settings) as Readonly<Record<string, unknown>>).parameters;
      const span = placeOf([environment, command, 'parameters']);
      return [command, map({ parameters: nodeOf(Object(parameters), span) }, span)] as const;
    });
    return [environment, map(Object.fromEntries(made), whole)] as const;
  });
  return map(Object.fromEntries(environments), whole);
};

const settingsOf = (environment: Node | undefined): readonly Node[] =>
  COMMANDS.flatMap((command) => member(member(member(environment, command), 'parameters'), SETTING) ?? []);

const isEnvironment = (node: Node): boolean =>
  node.kind === 'map' && [...node.entries.values()].some(({ value }) => member(value, 'parameters')?.kind === 'map');

/** The environments of a document, if it is one of SAM's configuration: their commands have `parameters`. */
export const environmentsOf = (root: Node): MapNode | undefined =>
  root.kind === 'map' && [...root.entries.values()].some(({ value }) => isEnvironment(value)) ? root : undefined;

/**
 * The parameters that SAM's configuration gives a deployment to an environment.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 */
export const samParameters = (root: MapNode, environment: string = BY_DEFAULT): readonly Parameter[] => {
  const names = [...root.entries].flatMap(([name, { value }]) => (isEnvironment(value) ? [name] : []));
  const { file } = root.span.source;
  const entry = root.entries.get(environment);
  if (entry === undefined || !names.includes(environment))
    throw new UserError(`${file} has no environment ${environment}${didYouMean(environment, names)}`, {
      hint: `Name one with --environment: there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`,
    });
  const settings = settingsOf(entry.value);
  if (settings.length === 0)
    throw new UserError(`${file} gives no parameters for the environment ${environment}`, {
      hint: `They stand as ${SETTING} in [${environment}.deploy.parameters].`,
    });
  return settings.flatMap(overrides);
};
