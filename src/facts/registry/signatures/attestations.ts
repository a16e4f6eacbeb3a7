import { createHash } from 'node:crypto';
import type { UnknownReason } from '../../../model/value.ts';
import { isObject, memberOf, objectIn } from '../../answer.ts';
import type { Defect, Dist, Failure, Provenance, Verification } from '../../facts.ts';
import type { Cache } from '../cache.ts';
import { type Asked, type Client, failed } from '../client.ts';
import type { TrustRoot } from './embedded.ts';
import { provenanceOf, SLSA } from './provenance.ts';
import { keyOf, type Locked, NO_HASH, type Ring } from './signature.ts';
import { isAbout, parseStatement, sha512Of } from './statement.ts';

/** More than any release has. */
const ATTESTATIONS = 20;

/** In characters. Real answers are a fiftieth of it; what is in them is parsed by others, who do not look at its shape first. */
const LARGEST = 1 << 20;

/** Counted up where the same bundles may come to another result. */
const VERSION = 1;

const MESSAGES: Readonly<Record<Defect, (what: string) => string>> = {
  signature: (what) => `the signature of its ${what} is not of what the ${what} says`,
  integrity: (what) => `its ${what} is about another archive`,
  'unknown-key': (what) => `its ${what} is signed with a key that its registry does not publish`,
  'expired-key': (what) => `its ${what} was signed with a key that was not valid then`,
  unsigned: (what) => `its ${what} is not signed`,
  subject: (what) => `its ${what} is about another package, version or archive than the one that is locked`,
  certificate: (what) => `the certificate that its ${what} is signed with was not issued by a trusted authority, or not for that time`,
  'transparency-log': (what) => `its ${what} is not in a trusted transparency log as it stands`,
  timestamp: (what) => `nobody trusted says when its ${what} was signed`,
  statement: (what) => `its ${what} contradicts the certificate that it is signed with`,
  malformed: (what) => `its ${what} is built like no signed statement`,
};

const failure = (defect: Defect, predicateType: unknown, more = ''): Failure => {
  const what = typeof predicateType === 'string' && SLSA.has(predicateType) ? 'provenance' : 'attestation';
  return { defect, of: 'attestation', message: `${MESSAGES[defect](what)}${more}` };
};

/** Opens bundles: see bundles.ts, which is loaded where there are any. */
type Open = ReturnType<typeof import('./bundles.ts').openerOf>;

/** What decides about attestations. */
export interface Judging {
  readonly trust: TrustRoot;
  readonly open: Open;
}

/** What came of the attestations of an answer, and of which kinds the verified ones are. */
interface Judged {
  readonly verification: Verification;
  readonly predicateTypes: readonly string[];
}

/** Verifies each attestation of an answer, and that it is about the locked package. */
export const judgeAttestations = (
  answer: unknown,
  locked: Locked,
  ring: Ring,
  { trust, open }: Judging,
): Judged | { readonly malformed: string } => {
  const attestations = memberOf(answer, 'attestations');
  if (!Array.isArray(attestations) || attestations.length === 0) return { malformed: 'the answer lists no attestations' };
  if (attestations.length > ATTESTATIONS) return { malformed: `the answer lists more than ${ATTESTATIONS} attestations` };
  const failures: Failure[] = [];
  const unknown: UnknownReason[] = [];
  const predicateTypes: string[] = [];
  let provenance: Provenance | undefined;
  for (const one of attestations) {
    const opened = open(memberOf(one, 'bundle'), (id) => keyOf(id, ring));
    const said = memberOf(one, 'predicateType');
    if ('kind' in opened) unknown.push(opened);
    else if ('defect' in opened) {
      if (trust.stale === undefined || !opened.rooted) failures.push(failure(opened.defect, said));
      else
        unknown.push({
          kind: 'missing-fact',
          fact: 'registry',
          why: 'trust-root-stale',
          message: `Some attestations do not verify by the trust root of ${trust.asOf}, and it could not be brought up to date`,
        });
    } else {
      const statement = parseStatement(opened.payload);
      if (statement === undefined) failures.push(failure('malformed', said));
      else if (!isAbout(statement, locked)) failures.push(failure('subject', statement.predicateType));
      else {
        predicateTypes.push(statement.predicateType);
        const found = provenanceOf(statement, opened.identity);
        if (found !== undefined && 'contradiction' in found) {
          const [named, owner] = found.contradiction;
          failures.push(
            failure('statement', statement.predicateType, `: it names ${named.slice(0, 200)}, the certificate is one for ${owner}`),
          );
        } else provenance ??= found;
      }
    }
  }
  const verified = failures.length === 0 && provenance !== undefined ? { provenance } : {};
  return { verification: { failures, unknown: unknown.slice(0, 1), ...verified }, predicateTypes };
};

/** What verified bundles depend on besides themselves. */
const groundsOf = ({ name, version, integrity }: Locked, { npm, own }: Ring, { trustedRoot }: TrustRoot): string => {
  const keys = [npm, 'unavailable' in own ? new Map() : own].map((ring) =>
    [...ring].map(([id, found]) => [id, found?.expires, found?.key.export({ format: 'der', type: 'spki' }).toString('base64')]),
  );
  return createHash('sha256')
    .update(JSON.stringify([VERSION, name, version, sha512Of(integrity), keys, trustedRoot]))
    .digest('hex');
};

/** Fetches and verifies the attestations of releases. Those that verified are kept: they never change. */
export const attestationsOf =
  (client: Client, cache: Cache, now: () => number, judging: Judging) =>
  async (
    { name, url: about, registry, authorize }: Asked,
    locked: Locked,
    dist: Dist,
    ring: Ring,
    stop: AbortSignal,
  ): Promise<Verification> => {
    const unverified = (reason: UnknownReason): Verification => ({ failures: [], unknown: [reason] });
    if (sha512Of(locked.integrity).length === 0) return unverified(NO_HASH);
    // Where the registry says that they are is for whoever wrote its answer to choose.
    const path = `${about.pathname.slice(registry.pathname.length)}@${encodeURIComponent(locked.version)}`;
    const url = new URL(`-/npm/v1/attestations/${path}`, registry);
    const grounds = groundsOf(locked, ring, judging.trust);
    const kept = (await cache.read(url))?.answer;
    if (memberOf(kept, 'grounds') === grounds) {
      const provenance = memberOf(kept, 'provenance');
      return { failures: [], unknown: [], ...(isObject(provenance) ? { provenance: provenance as unknown as Provenance } : {}) };
    }

    const settle = async (answer: unknown): Promise<Verification> => {
      const judged = judgeAttestations(answer, locked, ring, judging);
      if ('malformed' in judged) return unverified(failed(url, judged.malformed));
      const { verification, predicateTypes } = judged;
      if (verification.failures.length > 0 || verification.unknown.length > 0) return verification;
      if (dist.claimsProvenance && !predicateTypes.some((type) => SLSA.has(type)))
        return unverified(failed(url, 'the answer has no provenance, which the registry says there is'));
      const { provenance } = verification;
      await cache.write(url, { at: now(), answer: { grounds, answer, ...(provenance === undefined ? {} : { provenance }) } });
      return verification;
    };
    // By another trust root, or for another lockfile: what was kept may still do.
    const before = memberOf(kept, 'answer');
    const again = before === undefined ? undefined : await settle(before);
    if (again !== undefined && again.failures.length === 0 && again.unknown.length === 0) return again;

    const answer = await client(authorize, url, 'application/json', undefined, stop);
    if ('unavailable' in answer) return unverified(answer.unavailable);
    if (answer.status === 404) return unverified(failed(url, `404, the registry has no attestations of ${name}, though it says so`));
    if (answer.status !== 200) return unverified(failed(url, `answered with ${answer.status}`));
    if (answer.body.length > LARGEST) return unverified(failed(url, 'the answer is too large'));
    const body = objectIn(answer.body);
    return body === undefined ? unverified(failed(url, 'the answer is no JSON')) : settle(body);
  };
