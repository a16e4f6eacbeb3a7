import { extname } from 'node:path';
import type { SourceFile, Span } from '../../../text/source-file.ts';
import type { Files, ReadDocument } from '../../files.ts';
import { map, member, type Node, scalar, textOf } from '../../node.ts';
import type { ParameterValues } from '../../parameters.ts';
import { unknownText, unknownVariable } from '../../variable.ts';
import type { Call, Part } from './parse.ts';

/** A value, known or not; `undefined` where there is none, so that a fallback counts. */
export type Found = { readonly node: Node } | undefined;

/** Where a variable stands. */
export interface Use {
  /** The whole variable, as the user wrote it. */
  readonly text: string;
  readonly span: Span;
  /** Nothing is to be taken in its place. */
  readonly last: boolean;
}

interface Context {
  readonly service: ReadDocument;
  readonly files: Files;
  readonly given: ParameterValues;
  settled(node: Node): Node;
  textFrom(parts: readonly Part[], span: Span): string | undefined;
  report(span: Span, reason: string, message: string): void;
  /** Told of each file that a variable takes something from. */
  onRead(file: SourceFile): void;
}

/** What of an asked value decides nothing but itself, so that a fallback counts where nobody gave it. */
const ASKED: ReadonlySet<string> = new Set(['opt', 'env', 'param']);

const DOCUMENTS: ReadonlySet<string> = new Set(['.yml', '.yaml', '.json', '.tfstate']);
const PROGRAMS: ReadonlySet<string> = new Set(['.js', '.cjs', '.mjs', '.ts', '.cts', '.mts']);

/** Takes values from where variables say. https://www.serverless.com/framework/docs/guides/variables */
export const sourcesOf = ({ service, files, given, settled, textFrom, report, onRead }: Context): ((call: Call, use: Use) => Found) => {
  const { root, source } = service;

  const walk = (from: Node, keys: readonly string[]): Found => {
    let at = settled(from);
    for (const key of keys) {
      if (unknownText(at) !== undefined) return { node: at };
      const next = at.kind === 'list' ? at.items[Number(key)] : member(at, key);
      if (next === undefined) return undefined;
      at = settled(next);
    }
    return { node: at };
  };
  const keysOf = (address: string | undefined): readonly string[] => (address ? address.split('.') : []);

  const setting = (name: 'stage' | 'region', otherwise: string, span: Span): Node => {
    const option = given.get(name);
    if (option !== undefined) return scalar(option, span);
    return walk(root, ['provider', name])?.node ?? scalar(otherwise, span);
  };

  /** https://www.serverless.com/framework/docs/guides/parameters */
  const parameter = (name: string, span: Span): Found => {
    const stage = textOf(setting('stage', 'dev', span));
    for (const key of stage === undefined ? [] : [stage, 'default']) {
      const found = walk(root, ['params', key, name]) ?? walk(root, ['stages', key, 'params', name]);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const fromFile = (path: string, address: string | undefined, use: Use): Found => {
    const kind = extname(path).toLowerCase();
    if (PROGRAMS.has(kind)) return undefined;
    if (DOCUMENTS.has(kind)) {
      const found = files.beside(source, path);
      if ('document' in found) {
        onRead(found.document.source);
        return walk(found.document.root, keysOf(address));
      }
      refuse(path, found.refusal, use);
      return undefined;
    }
    const found = files.textBeside(source, path);
    if ('source' in found) {
      onRead(found.source);
      return address === undefined ? { node: scalar(found.source.text, use.span) } : undefined;
    }
    refuse(path, found.refusal, use);
    return undefined;
  };
  const refuse = (path: string, { reason, message }: { readonly reason: string; readonly message: string }, use: Use): void => {
    // A file that does not exist may be meant to have a fallback.
    if (reason !== 'unreadable' || use.last) report(use.span, reason, `The file ${path} that a variable names ${message}`);
  };

  return (call, use) => {
    const unknown = { node: unknownVariable(use.text, use.span) };
    const address = call.address === undefined ? undefined : textFrom(call.address, use.span);
    const params = call.params.map((parts) => textFrom(parts, use.span));
    if ((call.address !== undefined && address === undefined) || params.includes(undefined)) return unknown;
    const [first] = params;
    switch (call.type) {
      case 'self': {
        const found = walk(root, keysOf(address));
        if (found !== undefined) return found;
        if (address === 'provider.stage') return { node: setting('stage', 'dev', use.span) };
        return address === 'provider.region' ? { node: setting('region', 'us-east-1', use.span) } : undefined;
      }
      case 'file':
        if (first === undefined || PROGRAMS.has(extname(first).toLowerCase())) return unknown;
        return fromFile(first, address, use);
      case 'sls':
        return address === 'stage' ? { node: setting('stage', 'dev', use.span) } : unknown;
      case 'aws':
        if (address === 'region') return { node: setting('region', 'us-east-1', use.span) };
        return address === 'accountId' ? { node: map({ Ref: scalar('AWS::AccountId', use.span) }, use.span) } : unknown;
      case 'strToBool': {
        const word = first?.trim().toLowerCase();
        if (word === 'true' || word === '1') return { node: scalar(true, use.span) };
        return word === 'false' || word === '0' ? { node: scalar(false, use.span) } : unknown;
      }
      default: {
        const value = given.get(call.type === 'opt' ? (address ?? '') : `${call.type}:${address ?? ''}`);
        if (value !== undefined) return { node: scalar(value, use.span) };
        if (call.type === 'param' && address !== undefined) {
          const found = parameter(address, use.span);
          if (found !== undefined) return found;
        }
        return ASKED.has(call.type) ? undefined : unknown;
      }
    }
  };
};
