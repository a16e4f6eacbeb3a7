import type { SourceFile } from '../text/source-file.ts';
import { parseJson } from './json.ts';
import type { Parsed } from './syntax.ts';
import { parseYaml } from './yaml.ts';

/** Files above it are not read. CloudFormation takes templates of up to 1 MB. */
export const MAX_BYTES = 10_000_000;

/** Reads a document as what it is, whatever its file is called: JSON where it begins like it, else YAML. */
export const parseDocument = (source: SourceFile): Parsed => {
  if (!/^\uFEFF?\s*[{[]/.test(source.text)) return parseYaml(source);
  const json = parseJson(source);
  if (json.failure === undefined) return json;
  // A YAML document may begin with a brace as well.
  const yaml = parseYaml(source);
  return yaml.failure === undefined || !/\.json$/i.test(source.file) ? yaml : json;
};
