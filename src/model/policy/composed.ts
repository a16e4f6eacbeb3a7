import { type TextPart, type Unknown, type UnknownReason, unknown } from '../value.ts';

/** Private-use characters: JSON gives them no meaning, and no policy holds them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const HOLE = /\uE000(\d+)\uE001/;

/** A string of the document in which holes stand for unknown parts: those parts again. */
const fill = (text: string, holes: readonly Exclude<TextPart, string>[], expression: string): string | Unknown => {
  if (!text.includes(OPEN)) return text;
  const parts = text.split(HOLE).flatMap((piece, index): readonly TextPart[] => {
    const hole = index % 2 === 1 ? holes[Number(piece)] : undefined;
    return hole !== undefined ? [hole] : piece === '' ? [] : [piece];
  });
  return unknown({ kind: 'intrinsic', expression, text: parts });
};

/**
 * A policy that is written as text with references in it (`!Sub '{"Statement": ...}'`), as a document in which only the strings
 * that hold a reference are unknown; `undefined` where it is no such text.
 */
export const composedDocument = (reason: UnknownReason): unknown => {
  if (
    reason.kind !== 'intrinsic' ||
    reason.text === undefined ||
    reason.text.some((part) => typeof part === 'string' && part.includes(OPEN))
  )
    return undefined;
  const holes: Exclude<TextPart, string>[] = [];
  const text = reason.text.map((part) => (typeof part === 'string' ? part : `${OPEN}${holes.push(part) - 1}${CLOSE}`)).join('');
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? fill(value, holes, reason.expression) : value));
  } catch {
    return undefined; // A reference stands where JSON wants more than a part of a string: its form is not known either.
  }
};
