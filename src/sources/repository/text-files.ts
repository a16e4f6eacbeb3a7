import type { Values } from '../../model/redaction/search.ts';

/** What is synthesized or installed again, and formats that are no text. */
export const BINARY =
  /(?:^|\/)cdk\.out\/|\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|psd|pdf|zip|gz|tgz|bz2|xz|zst|7z|jar|war|class|so|dylib|dll|exe|wasm|pyc|o|a|node|woff2?|ttf|otf|eot|mp[34]|mov|avi|webm|wav|ogg|flac|sqlite3?|db|parquet|avro|bin|dat|pack|idx)$/i;
/** What tools write, of hashes and random names: there only what has a form of its own is looked for. */
const GENERATED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.ya?ml|go\.(?:mod|sum)|bun\.lockb?|verification-metadata\.xml|.*\.(?:lock|lock\.json|lockfile|min\.js|min\.css|map|svg|snap|ipynb|sarif|csv|tsv|log))$/i;
/** Files in which a value needs no quotes. */
const PLAIN_VALUES =
  /(?:^|\/)\.env(?:\.[\w.-]+)?$|\.(?:env|properties|ini|cfg|conf|cnf|ya?ml|sh|bash|zsh|tfvars)$|(?:^|\/)(?:Dockerfile[^/]*|samconfig[^/]*\.toml)$/i;
/** What is written to try or to show something: its credentials are more often made up. */
export const SAMPLE =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|__fixtures__|testdata|test-data|mocks?|__mocks__|stubs|examples?|samples?|demos?|docs?|e2e|cypress|stories)\/|[._-](?:test|spec|stories|e2e|mock|fixture|example|sample|template|dist)(?:\.[\w]+)?$|(?:^|\/)test_[^/]+$|\.(?:md|mdx|rst|adoc|txt)$/i;

/** What is looked for in a file beside credentials of a known form. */
export const valuesIn = (file: string, sample: boolean): Values =>
  sample || GENERATED.test(file) ? 'none' : PLAIN_VALUES.test(file) ? 'bare' : 'quoted';
