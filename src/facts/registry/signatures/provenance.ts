import { memberOf } from '../../answer.ts';
import type { Provenance } from '../../facts.ts';
import type { Statement } from './statement.ts';

/** Who signed, as the certificate has it. */
export interface Identity {
  readonly name: string | undefined;
  /** The values of the certificate's extensions by object identifier, as DER. */
  readonly extensions: ReadonlyMap<string, Buffer>;
}

/** https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
const FULCIO = '1.3.6.1.4.1.57264.1';

const UTF8_STRING = 0x0c;

/** The text of a DER UTF8String: a tag, its length in one byte or in as many as the first says, its bytes. */
const textOf = (der: Buffer | undefined): string | undefined => {
  if (der === undefined || der.length < 2 || der[0] !== UTF8_STRING) return undefined;
  const first = der[1] as number;
  const bytes = first < 0x80 ? 0 : first & 0x7f;
  if (bytes > 3 || der.length < 2 + bytes) return undefined;
  const length = bytes === 0 ? first : der.readUIntBE(2, bytes);
  const start = 2 + bytes;
  return der.length === start + length ? der.toString('utf8', start) : undefined;
};

/** What a certificate vouches for. The first ones had extensions of their own, in plain text, for GitHub alone. */
const claimsOf = ({ extensions }: Identity) => {
  const claim = (id: number) => textOf(extensions.get(`${FULCIO}.${id}`));
  const legacy = (id: number) => extensions.get(`${FULCIO}.${id}`)?.toString('utf8');
  const name = legacy(5);
  return {
    issuer: claim(8) ?? legacy(1),
    repository: claim(12) ?? (name === undefined ? undefined : `https://github.com/${name}`),
    commit: claim(13) ?? legacy(3),
    ref: claim(14) ?? legacy(6),
    runner: claim(11),
    run: claim(21),
  };
};

export const SLSA: ReadonlySet<string> = new Set(['https://slsa.dev/provenance/v0.2', 'https://slsa.dev/provenance/v1']);

/** Of what a statement says; addresses are shorter. */
const LONGEST = 1_000;

const textAt = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = path.reduce(memberOf, value);
  return typeof found === 'string' && found.length <= LONGEST ? found : undefined;
};

/** The source repository that a statement names: https://slsa.dev/spec/v1.0/provenance https://slsa.dev/spec/v0.2/provenance */
const repositoryIn = ({ predicate }: Statement): string | undefined =>
  textAt(predicate, 'buildDefinition', 'externalParameters', 'workflow', 'repository') ??
  textAt(predicate, 'invocation', 'configSource', 'uri');

const builderIn = ({ predicate }: Statement): string | undefined =>
  textAt(predicate, 'runDetails', 'builder', 'id') ?? textAt(predicate, 'builder', 'id');

/** Two spellings of one repository come to the same: `git+https://github.com/owner/repo.git@refs/heads/main`. */
const plain = (address: string): string =>
  address
    .toLowerCase()
    .replace(/^git\+/, '')
    .replace(/@refs\/.*$/, '')
    .replace(/(?:\.git)?\/*$/, '');

/**
 * The provenance that a verified statement is, by the certificate that it was signed with. `undefined` where it is none, or signed by
 * whoever is no build platform; `contradiction` where it names another repository than the one that the certificate is for.
 */
export const provenanceOf = (
  statement: Statement,
  identity: Identity,
): Provenance | { readonly contradiction: readonly [string, string] } | undefined => {
  if (!SLSA.has(statement.predicateType)) return undefined;
  const { issuer, repository, commit, ref, runner, run } = claimsOf(identity);
  if (issuer === undefined || repository === undefined || commit === undefined || identity.name === undefined) return undefined;
  const said = repositoryIn(statement);
  if (said !== undefined && plain(said) !== plain(repository)) return { contradiction: [said, repository] };
  const builder = builderIn(statement);
  return {
    predicateType: statement.predicateType,
    ...(builder === undefined ? {} : { builder }),
    issuer,
    repository,
    commit,
    ...(ref === undefined ? {} : { ref }),
    workflow: identity.name,
    ...(run === undefined ? {} : { run }),
    ...(runner === undefined ? {} : { runner }),
  };
};
