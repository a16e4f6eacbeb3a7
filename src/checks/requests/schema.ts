import { isPlainObject, isUnknown } from '../../model/value.ts';

/** Keywords that say nothing of what is allowed. */
const SILENT = new Set([
  '$schema',
  '$id',
  'id',
  'title',
  'description',
  'default',
  'example',
  'examples',
  'type',
  'definitions',
  '$defs',
  'nullable',
  'deprecated',
]);

const DEPTH = 8;

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) ? value.length === 0 : isPlainObject(value) && Object.keys(value).length === 0);

/** Whether a JSON schema allows anything, or any object or list; `undefined` where what decides it is not known. */
export const allowsAnything = (schema: unknown, top = true, depth = 0): boolean | undefined => {
  if (typeof schema === 'boolean') return schema;
  if (isUnknown(schema)) return undefined;
  if (schema === undefined || schema === null) return true;
  if (!isPlainObject(schema) || depth > DEPTH) return false;
  const { type } = schema;
  if (isUnknown(type)) return undefined;
  if (!isNothing(type) && !(top && (type === 'object' || type === 'array'))) return false;
  let doubt = false;
  for (const [keyword, value] of Object.entries(schema)) {
    if (SILENT.has(keyword) || isNothing(value)) continue;
    const inner =
      keyword === 'additionalProperties' || keyword === 'items' || keyword === 'additionalItems'
        ? allowsAnything(value, false, depth + 1)
        : keyword === 'properties' && isPlainObject(value)
          ? all(Object.values(value).map((each) => allowsAnything(each, false, depth + 1)))
          : isUnknown(value)
            ? undefined
            : false;
    if (inner === false) return false;
    if (inner === undefined) doubt = true;
  }
  return doubt ? undefined : true;
};

const all = (answers: readonly (boolean | undefined)[]): boolean | undefined =>
  answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;

/** A schema that stands in a template as an object or as the text of one; `undefined` where it is no JSON. */
export const schemaOf = (value: unknown): { readonly schema: unknown } | undefined => {
  if (typeof value !== 'string') return { schema: value };
  try {
    return { schema: JSON.parse(value) };
  } catch {
    // API Gateway takes no such text: the check says that it is malformed.
    return undefined;
  }
};
