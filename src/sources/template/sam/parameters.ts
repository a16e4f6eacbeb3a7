import { isChoice, isOneOf } from '../../../model/value.ts';
import type { Span } from '../../text/source-file.ts';
import { scalarText } from '../choices.ts';
import { type Entry, intrinsicOf, list, map, member, type Node, scalar, textOf } from '../node.ts';
import type { Template } from '../template.ts';
import type { SamResource } from './context.ts';
import { assign, entryOf, ref } from './make.ts';

/** The properties in which SAM looks up parameters, and so makes what their values say. Anywhere else a reference stays one. */
const RESOLVED: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::Serverless::Api', ['Auth', 'Domain']],
  ['AWS::Serverless::Application', ['Location']],
  ['AWS::Serverless::Function', ['DeploymentPreference', 'EventInvokeConfig', 'Tracing']],
  ['AWS::Serverless::HttpApi', ['CorsConfiguration', 'Domain']],
  ['AWS::Serverless::MicrovmImage', ['CodeUri']],
  ['AWS::Serverless::WebSocketApi', ['Auth', 'Domain', 'Routes']],
]);

/** The members of these properties that decide what SAM makes; any other it hands on, where a reference says as much as its value. */
const DECISIVE: ReadonlySet<string> = new Set([
  'AddApiKeyRequiredToCorsPreflight',
  'AddDefaultAuthorizerToCorsPreflight',
  'AllowCredentials',
  'AllowOrigins',
  'ApiKeyRequired',
  'AuthType',
  'BasePath',
  'Context',
  'CreateUsagePlan',
  'DefaultAuthorizer',
  'DisableFunctionDefaultPermissions',
  'Enabled',
  'EndpointConfiguration',
  'FunctionInvokeRole',
  'FunctionPayloadType',
  'Headers',
  'InvokeRole',
  'IpV6',
  'NormalizeBasePath',
  'QueryStrings',
  'ReauthorizeEvery',
  'StageVariables',
  'Type',
]);

/** In how many ways one resource is expanded. */
const MOST = 24;

type Literal = string | number | boolean;

/** What a parameter may be: texts, and perhaps something else. */
interface Values {
  readonly known: readonly Literal[];
  readonly open: boolean;
}

const NOTHING: Values = { known: [], open: true };

const valuesOf = (value: unknown): Values => {
  const text = scalarText(value);
  if (text !== undefined) return { known: [text], open: false };
  if (isOneOf(value)) return { known: value.$parameter.options, open: value.$parameter.open === true };
  if (!isChoice(value)) return NOTHING;
  const [one, other] = [valuesOf(value.$if.then), valuesOf(value.$if.else)];
  return { known: [...new Set([...one.known, ...other.known])], open: one.open || other.open };
};

/** SAM sees a default as the template writes it: `false` is no text. */
const typed = (values: Values, definition: Node | undefined): Values => {
  const standard = member(definition, 'Default');
  const own = standard?.kind === 'scalar' ? standard.value : null;
  return own === null ? values : { ...values, known: values.known.map((each) => (each === String(own) ? own : each)) };
};

const nameOf = (node: Node): string | undefined => {
  const intrinsic = intrinsicOf(node);
  return intrinsic?.name === 'Ref' ? textOf(intrinsic.argument) : undefined;
};

/** Every reference of a property that decides something, changed. */
const changed = (node: Node, change: (name: string, reference: Node) => Node, decides = nameOf(node) !== undefined): Node => {
  const name = decides ? nameOf(node) : undefined;
  if (name !== undefined) return change(name, node);
  if (node.kind === 'scalar') return node;
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => changed(item, change, decides)) };
  const entries = [...node.entries].map(
    ([key, entry]) => [key, { ...entry, value: changed(entry.value, change, decides || DECISIVE.has(key)) }] as const,
  );
  return { ...node, entries: new Map(entries) };
};

const referred = (node: Node, into: Set<string>): void =>
  void changed(node, (name, reference) => {
    into.add(name);
    return reference;
  });

const replaced = (node: Node, values: ReadonlyMap<string, Literal>): Node =>
  changed(node, (name, reference) => {
    const value = values.get(name);
    return value === undefined ? reference : scalar(value, reference.span);
  });

/** The text that a node is to SAM where it asks for one: of a parameter the one to judge first. */
export const textFor = (node: Node | undefined, { parameters }: Template): string | undefined => {
  const name = node && nameOf(node);
  if (name === undefined) return textOf(node);
  const [first] = valuesOf(parameters?.get(name)?.value).known;
  return first === undefined ? undefined : String(first);
};

/** A resource as SAM sees it: as it is, or one for each value of a parameter, the default's first. The last one holds where no other does. */
export type Alternatives =
  | { readonly resource: SamResource }
  | { readonly cases: readonly { readonly condition: Node; readonly then: Alternatives }[]; readonly otherwise: Alternatives };

const equals = (name: string, value: Literal, span: Span): Node =>
  map({ 'Fn::Equals': list([ref(name, span), scalar(String(value), span)], span) }, span);

/** Every resource that a resource is to SAM, and the parameters that have too many values to be told apart: they have their first. */
export const alternativesOf = (
  resource: SamResource,
  template: Template,
): { readonly alternatives: Alternatives; readonly undecided: readonly string[] } => {
  const { parameters } = template;
  const names = new Set<string>();
  const properties = (RESOLVED.get(resource.type) ?? []).flatMap((name): readonly (readonly [string, Entry])[] => {
    const entry = entryOf(resource.properties, name);
    if (entry !== undefined) referred(entry.value, names);
    return entry === undefined ? [] : [[name, entry]];
  });
  const section = member(template.root, 'Parameters');
  const choices: (Values & { readonly name: string })[] = [];
  const undecided: string[] = [];
  let ways = 1;
  for (const name of names) {
    const values = typed(valuesOf(parameters?.get(name)?.value), member(section, name));
    const count = values.known.length + (values.open ? 1 : 0);
    if (values.known.length === 0) continue;
    if (ways * count > MOST) {
      undecided.push(name);
      choices.push({ name, known: values.known.slice(0, 1), open: false });
    } else {
      ways *= count;
      choices.push({ name, ...values });
    }
  }
  const alternatives = (at: number, given: ReadonlyMap<string, Literal>): Alternatives => {
    const choice = choices[at];
    if (choice === undefined)
      return {
        resource: given.size === 0 ? resource : { ...resource, properties: assign(resource.properties, resolved(properties, given)) },
      };
    const { name, known, open } = choice;
    const cases = known.map((value) => ({
      condition: equals(name, value, resource.span),
      then: alternatives(at + 1, new Map([...given, [name, value]])),
    }));
    const last = open ? alternatives(at + 1, given) : cases.pop()?.then;
    return cases.length === 0 || last === undefined ? (last ?? { resource }) : { cases, otherwise: last };
  };
  return { alternatives: alternatives(0, new Map()), undecided };
};

/** The resource to judge first. */
export const firstOf = (alternatives: Alternatives): SamResource =>
  'resource' in alternatives ? alternatives.resource : firstOf(alternatives.cases[0]?.then ?? alternatives.otherwise);

const resolved = (
  properties: readonly (readonly [string, Entry])[],
  values: ReadonlyMap<string, Literal>,
): Readonly<Record<string, Entry>> =>
  Object.fromEntries(properties.map(([name, { key, value }]) => [name, { key, value: replaced(value, values) }]));
