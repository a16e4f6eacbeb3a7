import type { RawResource } from '../../model/inventory.ts';
import { redact } from '../../model/redaction.ts';
import { unknown } from '../../model/value.ts';

/** Where a resource was found. */
export interface Place {
  readonly account: string | undefined;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov` ... */
  readonly partition: string;
}

/** A resource as a mapper makes it of an answer. */
export type Found = Omit<RawResource, 'origin'>;
/** Properties in CloudFormation's words. */
export type Properties = RawResource['properties'];

/** What has to be there in every answer, and was not in this one: not the same as absent. */
export const NOT_RETURNED = unknown({ kind: 'not-returned' });

/** The items of a page, each of which has what it is known by: without it nobody could ask for its parts. Throws if one has not. */
export const known = <T extends object>(items: readonly T[] | undefined, by: keyof T): readonly T[] | undefined => {
  if (items?.some((item) => typeof item !== 'object' || item === null || typeof item[by] !== 'string'))
    throw new TypeError(`an item has no ${String(by)}`);
  return items;
};

type Present<T> = { readonly [K in keyof T]: Exclude<T[K], undefined | null> };

/** The members that an answer has: `undefined` and `null` are absent. */
export const present = <T extends Readonly<Record<string, unknown>>>(members: T): Partial<Present<T>> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null)) as Partial<Present<T>>;

/** The members of these names that an answer has, for services whose answers are spelt as CloudFormation spells them. */
export const picked = <T extends object>(given: T, names: readonly (keyof T & string)[]): Properties =>
  Object.fromEntries(names.map((name) => [name, plain(given[name])] as const).filter(([, value]) => value !== undefined && value !== null));

/** The same for services that spell their members in camel case: `kmsKeyId` for `KmsKeyId`, in every structure below as well. */
export const capitalized = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(capitalized);
  if (!isDocument(value)) return value;
  const members = Object.entries(plain(value) as object).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(members.map(([name, item]) => [name.slice(0, 1).toUpperCase() + name.slice(1), capitalized(item)]));
};

/** A value as a service gave it. Throws where it would forge what means something of its own in an inventory. */
export const plain = <T>(value: T): T => {
  if (Array.isArray(value)) for (const item of value) plain(item);
  else if (isDocument(value) && !(value instanceof Date) && !(value instanceof Uint8Array))
    for (const [name, item] of Object.entries(value as object)) {
      if (MARKER.test(name)) throw new TypeError(`${name} is the name of a member`);
      plain(item);
    }
  return value;
};

/** A value in which every text that looks like a secret is hidden, whatever is called how. */
export const withoutSecrets = (value: unknown, name = 'value'): unknown => {
  if (typeof value === 'string') return redact(name, value) ?? value;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, name));
  if (!isDocument(value) || value instanceof Uint8Array || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(plain(value) as object).map(([key, item]) => [key, withoutSecrets(item, key)]));
};

/** An instant as ISO writes it. */
export const instantOf = (date: Date | undefined): string | typeof NOT_RETURNED | undefined =>
  date === undefined ? undefined : date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : NOT_RETURNED;

/** `true` and `false` as texts; anything else as it is, for the check to call it malformed. */
export const booleanOf = (text: string | undefined): boolean | string | undefined =>
  text === undefined ? undefined : /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;

/** A number as a text; anything else as it is. */
export const numberOf = (text: string | undefined): number | string | undefined =>
  text === undefined ? undefined : /^-?\d{1,15}$/.test(text) ? Number(text) : text;

/** The keys that mean something of their own in an inventory: a document that uses them is no document. */
const MARKER = /^\$(?:unknown|redacted|if|parameter|text)$/;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text, (key: string, value: unknown) => {
      if (MARKER.test(key)) throw new SyntaxError(key);
      return value;
    }) as unknown;
  } catch {
    return undefined;
  }
};

const isDocument = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** A document that an answer holds as text, so that its parts have places; the text as it is where it is no JSON object or list. */
export const documentOf = (text: string | undefined): unknown => {
  if (text === undefined || text.trim() === '') return undefined;
  const value = parsed(text);
  return isDocument(value) ? value : text;
};

/**
 * The same for API Gateway, which gives a policy as the inside of a JSON string: `{\"Version\":...}`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
 */
export const escapedDocumentOf = (text: string | undefined): unknown => {
  const plain = documentOf(text);
  if (typeof plain !== 'string') return plain;
  const unescaped = parsed(`"${plain}"`);
  const value = typeof unescaped === 'string' ? documentOf(unescaped) : undefined;
  return isDocument(value) ? value : plain;
};
