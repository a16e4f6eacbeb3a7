import type { Node } from './node.ts';

/** How deep a document may be nested, aliases followed: far more than CloudFormation takes, far less than a stack. */
export const MAX_DEPTH = 200;
/** How many nodes a document may have, aliases followed, so that a few lines of them cannot stand for billions. */
export const MAX_NODES = 1_000_000;

/** Why a text is not a document. */
export interface SyntaxFailure {
  /** A UTF-16 offset into the text. */
  readonly offset: number;
  /** For machines. */
  readonly reason: 'syntax' | 'too-deep' | 'too-large';
  /** For people: one sentence without a full stop. */
  readonly message: string;
}

/** What a parser gives: the tree, or why there is none. Parsers do not throw. */
export type Parsed = { readonly root: Node; readonly failure?: never } | { readonly failure: SyntaxFailure; readonly root?: never };

/** Ends a parse from within its events; never leaves the parsers. */
export class ParseStop extends Error {
  readonly failure: SyntaxFailure;

  constructor(failure: SyntaxFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** A number only where its text says the same: ids with leading zeros and `1.0` keep their text, as CloudFormation keeps them. */
export const numberOrText = (text: string): number | string => {
  const value = Number(text);
  return String(value) === text ? value : text;
};

export const tooDeep = (offset: number): SyntaxFailure => ({
  offset,
  reason: 'too-deep',
  message: `The document is nested deeper than ${MAX_DEPTH} levels`,
});

export const tooLarge = (offset: number): SyntaxFailure => ({
  offset,
  reason: 'too-large',
  message: `The document has more than ${MAX_NODES.toLocaleString('en')} values`,
});
