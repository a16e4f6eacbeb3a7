import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Schema = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A published schema. */
export const schemaOf = (name: 'report' | 'inventory'): Schema =>
  JSON.parse(readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8'));

/** The same schema for writers: members that it does not name are an error. */
export const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const members = Object.fromEntries(Object.entries(schema).map(([key, member]) => [key, closed(member)]));
  return schema.type === 'object' && isObject(schema.properties) ? { additionalProperties: false, ...members } : members;
};

/** A compiled schema; ajv's own strict mode sees to it that the schema itself is sound. */
export const compile = (schema: unknown): ValidateFunction =>
  new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, strictTypes: false, allErrors: true }).compile(
    schema as Schema,
  );
