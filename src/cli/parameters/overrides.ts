import type { Entry, Node } from '../../sources/template/node.ts';
import { member, textOf } from '../../sources/template/node.ts';
import type { Span } from '../../sources/text/source-file.ts';
import { FORMS, refusedAt } from './refuse.ts';

/** A parameter's name and its value. */
export type Parameter = readonly [string, string];

/** `Name=value`, and what the AWS CLI writes for it; a value that is left to the stack is none. */
const assigned = (text: string, span: Span): readonly Parameter[] => {
  const [, key, rest] = /^ParameterKey=([^,]+),(.*)$/s.exec(text) ?? [];
  if (key !== undefined && rest !== undefined) {
    if (/^UsePreviousValue=/i.test(rest)) return [];
    const value = /^ParameterValue=(.*)$/s.exec(rest)?.[1];
    if (value !== undefined) return [[key, value]];
  }
  const at = text.indexOf('=');
  // What it says may be a secret.
  if (at < 1) throw refusedAt(span, 'a parameter is not written as Name=value', FORMS);
  return [[text.slice(0, at), text.slice(at + 1)]];
};

/** The words of a line of parameters: blanks part them but between quotes, and a backslash takes the next sign as it is. */
const wordsOf = (line: string): readonly string[] => {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '\\' && at + 1 < line.length) {
      at += 1;
      word = (word ?? '') + line.charAt(at);
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (!/\s/.test(char)) word = (word ?? '') + char;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
};

/** A list of values is what a parameter of a list type takes: joined with commas. */
const joined = (name: string, { key, value }: Entry): string => {
  if (value.kind === 'list') return value.items.map((item) => joined(name, { key, value: item })).join(',');
  if (value.kind === 'scalar' && value.value !== null) return String(value.value);
  throw refusedAt(key, `${name} has to be text, a number, a boolean or a list of those`);
};

/** Parameters by their names; of a map within, those of the stack that it is called after. */
export const named = (node: Node, stack?: string): readonly Parameter[] =>
  node.kind !== 'map'
    ? []
    : [...node.entries].flatMap(([name, entry]) => {
        if (entry.value.kind === 'map' && stack === undefined) return named(entry.value, name);
        const whole = stack === undefined ? name : `${stack}:${name}`;
        return [[whole, joined(whole, entry)] as const];
      });

/** An item of a list: `Name=value`, the AWS CLI's object, or a map of one or more. */
export const listed = (item: Node): readonly Parameter[] => {
  const text = textOf(item);
  if (text !== undefined) return assigned(text, item.span);
  const name = textOf(member(item, 'ParameterKey'));
  if (name === undefined) throw refusedAt(item.span, 'a parameter is not written as Name=value', FORMS);
  const entry = item.kind === 'map' ? item.entries.get('ParameterValue') : undefined;
  return entry === undefined ? [] : [[name, joined(name, entry)]];
};

/**
 * What SAM takes for `parameter_overrides`: a line of `Name=value`, a list of those or a map.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html
 */
export const overrides = (node: Node): readonly Parameter[] => {
  const text = textOf(node);
  if (text?.startsWith('file://')) throw refusedAt(node.span, `the parameters stand in ${text}`, 'Name that file with --parameters.');
  if (text !== undefined) return wordsOf(text).flatMap((word) => assigned(word, node.span));
  if (node.kind === 'map') return named(node);
  if (node.kind !== 'list') throw refusedAt(node.span, 'parameter_overrides is neither text nor a list nor a map');
  return node.items.flatMap((item) => {
    const line = textOf(item);
    if (line === undefined) return member(item, 'ParameterKey') === undefined ? named(item) : listed(item);
    return wordsOf(line).flatMap((word) => assigned(word, item.span));
  });
};
