// Generates src/sources/template/secret-properties.json: the properties of CloudFormation types that take a secret. These are the texts
// below what a type's resource schema calls write-only, as far as their names say so: much else is write-only as well.
// node scripts/generate-secret-properties.js FOLDER DATE, where the folder holds the schemas as AWS publishes them
// (https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schemas.html), one file a type, of that date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, date] = process.argv.slice(2);
if (folder === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(date ?? '')) throw new Error('usage: generate-secret-properties.js FOLDER DATE');

const SECRET =
  /(?:passwords?|secret|secretstring|token|oauthtoken|(?:private|preshared|secret|access|api)key|apikeyvalue|keytab|hostkey(?:body)?|sharedsecret|basicauthconfig|credentials?)$/i;
/** A client token makes a request idempotent; the others are references. */
const OTHER = /(?:clienttoken|continuationtoken|credentials?arn|removeprivatekey)$/i;

const table = {};

/** Every text below a schema, by its path; a list is a step `*`. */
const texts = (schema, definitions, path, seen) => {
  const at = schema?.$ref?.startsWith('#/definitions/') ? definitions[schema.$ref.slice('#/definitions/'.length)] : schema;
  if (at === undefined || seen.has(at)) return [];
  const below = new Set([...seen, at]);
  const own = Object.entries(at.properties ?? {}).flatMap(([key, value]) => texts(value, definitions, [...path, key], below));
  const items = at.items === undefined ? [] : texts(at.items, definitions, [...path, '*'], below);
  const variants = ['oneOf', 'anyOf', 'allOf'].flatMap((word) => at[word] ?? []).flatMap((one) => texts(one, definitions, path, below));
  const text = [at.type].flat().includes('string') && at.enum === undefined ? [path] : [];
  return [...text, ...own, ...items, ...variants];
};

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const { typeName, writeOnlyProperties = [], definitions = {}, properties = {} } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  if (typeName === undefined || properties === undefined) continue;
  const hidden = writeOnlyProperties.map((pointer) =>
    pointer
      .replace(/^\/properties\//, '')
      .split('/')
      .filter((step) => step !== 'items' && step !== 'properties'),
  );
  const names = (path) => path.filter((step) => step !== '*');
  const found = texts({ properties }, definitions, [], new Set()).filter((path) => {
    const leaf = names(path).at(-1);
    const writeOnly = hidden.some((prefix) => names(prefix).every((step, index) => names(path)[index] === step));
    return writeOnly && SECRET.test(leaf) && !OTHER.test(leaf);
  });
  if (found.length > 0) table[typeName] = [...new Set(found.map((path) => names(path).join('/')))].sort();
}

const types = Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
const target = new URL('../src/sources/template/secret-properties.json', import.meta.url);
writeFileSync(target, `${JSON.stringify({ date, types }, null, 2)}\n`);
