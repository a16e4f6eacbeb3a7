import { isAbsolute } from 'node:path';
import { libraryOf } from '../../../model/cdk-library.ts';
import type { Gap, RawResource } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import { cloudformation } from '../cloudformation.ts';
import { CODE } from '../code.ts';
import type { Format } from '../format.ts';
import { commentIgnores } from '../ignores.ts';
import type { Place } from '../locate.ts';
import { member, type Node, textOf } from '../node.ts';
import type { ParameterValues } from '../parameters.ts';
import { type Assembly, assemblyBeside } from './assembly.ts';
import { constructsOf } from './constructs.ts';
import { lineFinder } from './lines.ts';

const NAME = /\.template\.json$/;
const NESTED = /\.nested\.template\.json$/;

/** Whether CDK made a template: it lies where CDK puts it, or holds what CDK leaves in it. */
const isMade = (root: Node, file: string): boolean => {
  if (!NAME.test(file)) return false;
  if (/(?:^|\/)cdk\.out\//.test(file) || member(member(root, 'Parameters'), 'BootstrapVersion') !== undefined) return true;
  const resources = member(root, 'Resources');
  const metadata = resources?.kind === 'map' ? [...resources.entries.values()].map(({ value }) => member(value, 'Metadata')) : [];
  return metadata.some((each) => member(each, 'aws:cdk:path') !== undefined);
};

/** The folder of a function's code, as SAM's CodeUri has it: relative to the template. */
const codeOf = (resource: Node | undefined): string | undefined => {
  const metadata = member(resource, 'Metadata');
  const path = textOf(member(metadata, 'aws:asset:path'));
  const property = textOf(member(metadata, 'aws:asset:property'));
  return path === undefined || isAbsolute(path) || property !== CODE.get(textOf(member(resource, 'Type')) ?? '') ? undefined : path;
};

/** A template that the manifest does not name is of an earlier synthesis: no deployment makes anything of it. */
const leftOver = ({ file }: SourceFile, assembly: Assembly | undefined): Gap | undefined => {
  if (assembly === undefined || NESTED.test(file)) return undefined;
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (assembly.stacks.some(({ template }) => template.path === name)) return undefined;
  const message = `${file} is not read: ${assembly.source.file} does not name it, so an earlier synthesis left it behind`;
  return { source: 'template', scope: { file }, reason: 'stale', message, types: [] };
};

/** The places of a text in a file. */
const placesOf = (text: string, source: SourceFile): readonly Span[] => {
  const spans: Span[] = [];
  for (let at = source.text.indexOf(text); at >= 0; at = source.text.indexOf(text, at + text.length))
    spans.push({ source, start: at, end: at + text.length });
  return spans;
};

/** Shorter pieces of a secret give nothing away, and stand everywhere. */
const SHORTEST = 3;

/** Where literals that are hidden in the template stand in the code that made it; between the signs that JSON escapes. */
const hiddenIn = (codes: ReadonlySet<SourceFile>, hidden: ReadonlySet<Span>): readonly Span[] => {
  const texts = [...hidden]
    .filter(({ source }) => !codes.has(source))
    .flatMap(({ source, start, end }) => source.text.slice(start, end).split(/^"|"$|\\(?:u[\da-f]{4}|.)/is))
    .filter(({ length }) => length >= SHORTEST);
  return [...codes].flatMap((source) => [...new Set(texts)].flatMap((text) => placesOf(text, source)));
};

/**
 * What the parameters of a stack are given: those that are meant for it alone (`Shop:Stage`) come before those for any.
 * https://docs.aws.amazon.com/cdk/v2/guide/parameters.html#parameters-deploy
 */
const givenTo = (names: readonly string[], given: ParameterValues): ParameterValues =>
  new Map([
    ...given,
    ...names.flatMap((name) =>
      [...given].flatMap(([key, value]) => (key.startsWith(`${name}:`) ? [[key.slice(name.length + 1), value] as const] : [])),
    ),
  ]);

const read: Format['read'] = (document, context) => {
  const { source, root } = document;
  const assembly = assemblyBeside(source, context.files);
  const stale = leftOver(source, assembly);
  const input = { source: 'template', file: source.file, format: 'cdk' } as const;
  if (stale !== undefined) {
    return {
      input,
      sources: [source],
      resources: [],
      gaps: [stale],
      ignores: [],
      places: new Map(),
      hidden: () => new Set(),
      parameters: [],
    };
  }

  const own = assembly?.stacks.filter(({ template: { path } }) => path === source.file.slice(source.file.lastIndexOf('/') + 1)) ?? [];
  const names = ['*', ...new Set(own.flatMap((stack) => stack.names))];
  const given = new Map([...own.flatMap(({ parameters }) => [...parameters]), ...givenTo(names, context.given)]);
  const template = cloudformation.read(document, { ...context, given });
  const constructs = constructsOf(source, assembly, context.files);
  const lineOf = lineFinder(source, constructs.metadata, context.files);
  const codes = new Set<SourceFile>();
  const places = new Map<RawResource, Place>();
  const resources = template.resources.map((resource) => {
    const id = resource.madeBy ?? resource.id;
    const node = member(member(root, 'Resources'), id);
    const { path, metadata } = constructs.of(id, node);
    const code = codeOf(node);
    const library = libraryOf(path, id);
    const made = {
      ...(path === undefined ? {} : { 'aws:cdk:path': path }),
      ...(library === undefined ? {} : { 'aws:cdk:library': library }),
    };
    const told: RawResource = {
      ...resource,
      ...(code === undefined ? {} : { attributes: { ...resource.attributes, CodeUri: code } }),
      ...(Object.keys(made).length === 0 ? {} : { metadata: { ...resource.metadata, ...made } }),
    };
    const line = lineOf(metadata);
    const place = line === undefined ? template.places.get(resource) : { properties: undefined, span: line };
    if (line !== undefined) codes.add(line.source);
    if (place !== undefined) places.set(told, place);
    return told;
  });
  return {
    ...template,
    input,
    parameters: ['', ...names.map((name) => `${name}:`)].flatMap((prefix) => template.parameters.map((name) => `${prefix}${name}`)),
    ignores: [...template.ignores, ...[...codes].flatMap(commentIgnores)],
    sources: [...template.sources, ...codes],
    resources,
    places,
    hidden: () => new Set([...template.hidden(), ...hiddenIn(codes, template.hidden())]),
  };
};

/** A template of a CDK assembly. */
export const cdkStack: Format = {
  mayBe: cloudformation.mayBe,
  means: cloudformation.means,
  is: (root, file) => cloudformation.is(root, file) && isMade(root, file),
  read,
};
