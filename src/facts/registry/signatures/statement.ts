import { memberOf, objectIn } from '../../answer.ts';
import type { Locked } from './signature.ts';

/** What an attestation states: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export interface Statement {
  readonly predicateType: string;
  readonly subjects: readonly { readonly name: string; readonly sha512: string | undefined }[];
  readonly predicate: unknown;
}

const SUBJECTS = 1_000;

/** Reads what was signed; `undefined` for what is no statement. */
export const parseStatement = (payload: Buffer): Statement | undefined => {
  const statement = objectIn(payload.toString('utf8'));
  const [type, predicateType, subjects] = ['_type', 'predicateType', 'subject'].map((key) => memberOf(statement, key));
  if (typeof type !== 'string' || !/^https:\/\/in-toto\.io\/Statement\/v(?:0\.1|1)$/.test(type)) return undefined;
  if (typeof predicateType !== 'string' || !Array.isArray(subjects) || subjects.length > SUBJECTS) return undefined;
  return {
    predicateType,
    subjects: subjects.flatMap((one: unknown) => {
      const [name, sha512] = [memberOf(one, 'name'), memberOf(memberOf(one, 'digest'), 'sha512')];
      return typeof name === 'string' ? [{ name, sha512: typeof sha512 === 'string' ? sha512.toLowerCase() : undefined }] : [];
    }),
    predicate: memberOf(statement, 'predicate'),
  };
};

const decoded = (purl: string): string => {
  try {
    return decodeURIComponent(purl);
  } catch {
    return purl;
  }
};

/** The SHA-512 hashes of a lockfile's entry, in hexadecimal digits. */
export const sha512Of = (integrity: string | undefined): readonly string[] =>
  (integrity ?? '').split(/\s+/).flatMap((token) => {
    const [, base64] = /^sha512-([A-Za-z\d+/]{86}==)/.exec(token) ?? [];
    return base64 === undefined ? [] : [Buffer.from(base64, 'base64').toString('hex')];
  });

/** Whether a statement is about a locked package: its name and version by package URL, and the very archive. */
export const isAbout = ({ subjects }: Statement, { name, version, integrity }: Locked): boolean => {
  const hashes = sha512Of(integrity);
  const isIt = (hash: string) => subjects.some((one) => decoded(one.name) === `pkg:npm/${name}@${version}` && one.sha512 === hash);
  // Where several are locked an archive of any of them is installed.
  return hashes.length > 0 && hashes.every(isIt);
};
