import { bundleFromJSON, ValidationError } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, VerificationError, Verifier } from '@sigstore/verify';
import type { UnknownReason } from '../../../model/value.ts';
import { memberOf } from '../../answer.ts';
import type { Defect } from '../../facts.ts';
import type { TrustRoot } from './embedded.ts';
import type { SigningKey } from './keys.ts';
import type { Identity } from './provenance.ts';

/** Something wrong with a bundle: `rooted` where an authority, a log or a key of a newer trust root might make it right. */
export interface Rejected {
  readonly defect: Defect;
  readonly rooted: boolean;
}

/** What a bundle holds, after its signature was verified, or why it was not. */
export type Opened = { readonly payload: Buffer; readonly identity: Identity } | Rejected | UnknownReason;

/** The forms of bundles that the library knows: https://docs.sigstore.dev/about/bundle/ */
const FORMS: ReadonlySet<unknown> = new Set([
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
]);

const PAYLOAD = 'application/vnd.in-toto+json';

const rejected = (defect: Defect, rooted = false): Rejected => ({ defect, rooted });

const rejectedBy = (code: VerificationError['code']): Rejected | undefined => {
  switch (code) {
    case 'CERTIFICATE_ERROR':
      return rejected('certificate', true);
    case 'TIMESTAMP_ERROR':
      return rejected('timestamp', true);
    case 'TLOG_INCLUSION_PROMISE_ERROR':
    case 'TLOG_INCLUSION_PROOF_ERROR':
      return rejected('transparency-log', true);
    case 'SIGNATURE_ERROR':
      return rejected('signature');
    case 'PUBLIC_KEY_ERROR':
      return rejected('expired-key');
    case 'NOT_IMPLEMENTED_ERROR':
      return undefined;
    default:
      return rejected('transparency-log');
  }
};

/** Opens bundles of signed statements by a trust root. `keyOf` finds the keys of those that were signed without a certificate. */
export const openerOf = ({ trustedRoot }: Pick<TrustRoot, 'trustedRoot'>) => {
  const material = toTrustMaterial(TrustedRoot.fromJSON(trustedRoot));

  return (json: unknown, keyOf: (id: string) => SigningKey | UnknownReason | undefined): Opened => {
    if (!FORMS.has(memberOf(json, 'mediaType'))) return { kind: 'malformed', expected: 'a Sigstore bundle of version 0.1 to 0.3' };
    try {
      const bundle = bundleFromJSON(json);
      const { content, verificationMaterial } = bundle;
      if (content.$case !== 'dsseEnvelope' || content.dsseEnvelope.payloadType !== PAYLOAD) return rejected('malformed');
      if (verificationMaterial.tlogEntries.length === 0) return rejected('transparency-log');
      const signed = verificationMaterial.content;
      const key = signed.$case === 'publicKey' ? keyOf(signed.publicKey.hint) : undefined;
      if (key !== undefined && 'kind' in key) return key;
      if (signed.$case === 'publicKey' && key === undefined) return rejected('unknown-key', true);

      const publicKey = () => {
        if (key === undefined) throw new VerificationError({ code: 'PUBLIC_KEY_ERROR', message: 'no key' });
        return { publicKey: key.key, validFor: (date: Date) => key.expires === undefined || date.getTime() < key.expires };
      };
      const { identity } = new Verifier({ ...material, publicKey }).verify(toSignedEntity(bundle));
      const extensions = (identity?.oids ?? []).flatMap(({ oid, value }) =>
        oid === undefined ? [] : [[oid.id.join('.'), Buffer.from(value)] as const],
      );
      return {
        payload: Buffer.from(content.dsseEnvelope.payload),
        identity: { name: identity?.subjectAlternativeName, extensions: new Map(extensions) },
      };
    } catch (error) {
      if (error instanceof VerificationError) {
        return rejectedBy(error.code) ?? { kind: 'malformed', expected: 'a bundle of a kind that can be verified' };
      }
      if (error instanceof ValidationError)
        return rejected(error.fields.some((field) => field.includes('tlog')) ? 'transparency-log' : 'malformed');
      // Whatever else the library stumbles over is in the bundle: certificates and entries that are none.
      return rejected('malformed');
    }
  };
};
