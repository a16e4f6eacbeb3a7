/**
 * What may stand where a CloudFormation property has a value. Everything here is plain JSON, so that an inventory
 * can be saved and replayed: a marker is an object with one key that begins with `$`.
 */

/** The keys of markers: an object of the user's that has one of them would forge it. */
export const RESERVED: ReadonlySet<string> = new Set(['$unknown', '$redacted', '$if', '$parameter', '$text']);

/** A JSON value as sources read it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A step into a value: a property name or a list index. */
export type Path = readonly (string | number)[];

/** The resource that an intrinsic names: `!Ref Queue` has no attribute, `!GetAtt Queue.Arn` has `Arn`. */
export interface Target {
  /** The logical id. */
  readonly id: string;
  readonly attribute?: string;
  /** The input that it is a resource of, where that is not the one in which it is named: a template that nests this one. */
  readonly input?: string;
}

/**
 * A piece of text that is composed of known and unknown parts: a literal, a pseudo parameter such as
 * `AWS::AccountId`, the (unknown) text of a resource's reference, or something that cannot be said at all.
 */
export type TextPart =
  | string
  | { readonly pseudo: string }
  | { readonly target: Target; readonly expression: string }
  | { readonly expression: string };

/** Why a source could not establish a value. */
export type UnknownReason =
  | {
      readonly kind: 'intrinsic';
      /** As the user wrote it, in YAML's short form: `!GetAtt Role.Arn`. */
      readonly expression: string;
      /** The resource that it names, if it names one. */
      readonly target?: Target;
      /** What is known of the text, if it is composed of parts. */
      readonly text?: readonly TextPart[];
      /** Imports, dynamic references and resource references are never empty, whatever they are. */
      readonly present?: boolean;
    }
  | { readonly kind: 'access-denied'; readonly action: string }
  | { readonly kind: 'call-failed'; readonly action: string; readonly message: string }
  | { readonly kind: 'not-returned' }
  /** A call that no check of the run needed: whoever reads it now has to ask for it. */
  | { readonly kind: 'not-asked'; readonly action: string }
  | { readonly kind: 'malformed'; readonly expected: string }
  | { readonly kind: 'redacted' }
  | { readonly kind: 'unlisted'; readonly type: string; readonly reason: string; readonly action?: string }
  | { readonly kind: 'outside'; readonly what: string }
  | {
      readonly kind: 'missing-fact';
      readonly fact: string;
      /** What keeps the fact away from every subject like this one: as a word for machines (`offline`), and as a sentence. */
      readonly why?: string;
      readonly message?: string;
    }
  | { readonly kind: 'not-in-table'; readonly table: string; readonly value: string }
  | { readonly kind: 'too-many-worlds'; readonly choices: readonly string[] }
  | { readonly kind: 'check-failed'; readonly message: string };

/** Stands in for a value that exists, or may exist, but could not be established. */
export interface Unknown {
  readonly $unknown: UnknownReason;
}

/** Stands in for a literal that must not leave its source: what it is, never what it says. */
export interface Redacted {
  readonly $redacted: {
    /** What the detector took it for: `aws-access-key`, `private-key`, `high-entropy` ... */
    readonly kind: string;
    /** In characters. */
    readonly length: number;
    /** Tells two values apart and cannot be turned back. */
    readonly fingerprint: string;
    /** How sure the detector is that this is a credential; absent when the value is only hidden to be safe. */
    readonly confidence?: 'high' | 'medium' | 'low';
    /** The parameter of the template that it is the value of: it is written out there, and nowhere else. */
    readonly parameter?: string;
  };
}

/**
 * What a condition asks. `equals` compares two values as text; `named` is a condition of the template's
 * `Conditions` section, kept by its name so that a finding can say in the user's words when it holds.
 */
export type Condition =
  | { readonly equals: readonly [unknown, unknown]; readonly expression: string }
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly named: string; readonly is: Condition }
  | { readonly undecided: string };

/** A value that a condition decides; a missing branch is `AWS::NoValue`. */
export interface Choice {
  readonly $if: { readonly condition: Condition; readonly then?: unknown; readonly else?: unknown };
}

/**
 * A parameter, as the values that it may have. With `AllowedValues` those, else its default and what the template's
 * conditions compare it with; the one to judge first (its default) in front. `open` says that it may be none of them,
 * `byDefault` that the first is its default, so that a finding can say so.
 */
export interface OneOf {
  readonly $parameter: {
    readonly name: string;
    readonly options: readonly string[];
    readonly open?: boolean;
    readonly byDefault?: boolean;
  };
}

/** Text whose parts are values themselves (`Fn::Sub`, `Fn::Join`): settled part by part. */
export interface Composed {
  readonly $text: { readonly parts: readonly unknown[]; readonly expression: string };
}

const has = (value: unknown, key: string): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, key);

/** Wraps a reason as the value that stands in for the unknown one. */
export const unknown = ($unknown: UnknownReason): Unknown => ({ $unknown });
export const isUnknown = (value: unknown): value is Unknown => has(value, '$unknown');
export const isRedacted = (value: unknown): value is Redacted => has(value, '$redacted');
export const isChoice = (value: unknown): value is Choice => has(value, '$if');
export const isOneOf = (value: unknown): value is OneOf => has(value, '$parameter');
export const isComposed = (value: unknown): value is Composed => has(value, '$text');
/** A plain object of a value: neither a list nor one of the markers above. */
export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !isUnknown(value) &&
  !isRedacted(value) &&
  !isChoice(value) &&
  !isOneOf(value) &&
  !isComposed(value);
