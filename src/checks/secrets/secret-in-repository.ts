import { type Confidence, defineCheck, finding, notApplicable, related, type Severity } from '../../check.ts';

const SEVERITY: Readonly<Record<Confidence, Severity>> = { high: 'critical', medium: 'high', low: 'medium' };
/** Kinds that are handed to browsers as well, restricted to a site: nothing in them says which they are. */
const OFTEN_PUBLIC: ReadonlySet<string> = new Set(['google-api-key', 'jwt', 'aws-appsync-key']);
const LOWER: Readonly<Record<Confidence, Confidence>> = { high: 'medium', medium: 'low', low: 'low' };

export default defineCheck({
  id: 'secret-in-repository',
  title: 'Credential stands in the repository',
  family: 'secrets',
  severity: 'critical',
  confidence: 'high',
  sources: ['repository'],
  subject: ['file', 'repository'],
  reads: { file: ['Sample', 'Credentials'], repository: [] },
  docs: {
    why: 'Everybody who can read the repository, now or in a copy of its history, has the credential; to delete the line does not take it back.',
    fix: 'Revoke the credential first, then keep the new one in Secrets Manager or in the secrets of the pipeline, and out of the history.',
    limits:
      'Files that git ignores, binary files and the history are not searched, of a large file the first eight megabytes alone; a password that looks like a word is not found.',
    references: [
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/hardcoded.html',
      'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    ],
    frameworks: { owasp: ['A07', 'SAS-7'] },
  },
  alwaysDetermined: 'what could not be searched is a gap',
  *check(file, { target, resources, complete }) {
    // The repository stands for all files in which there is nothing to find.
    if (file.type === 'repository') {
      const held = resources('file').some((each) => each.get('Credentials').items().length > 0);
      if (held || !complete('file')) yield notApplicable();
      return;
    }
    const sample = file.get('Sample').json() === true;
    const credentials = file.get('Credentials').items();
    if (credentials.length === 0) return yield notApplicable();
    for (const credential of credentials) {
      const [value, places] = [credential.get('Value'), credential.get('Places')];
      if (value.state !== 'redacted' || places.state !== 'known') continue;
      const { kind, confidence: told = 'low', fingerprint } = value.redacted;
      const confidence = sample || OFTEN_PUBLIC.has(kind) ? LOWER[told] : told;
      const also = credential
        .get('Also')
        .items()
        .flatMap((place) => {
          const other = target(place.get('File'), 'file');
          const at = other.state === 'found' ? other.resource.get('Credentials').items()[Number(place.get('Index').json())] : undefined;
          return at === undefined ? [] : [related(at.get('Value'), 'the same')];
        });
      const others = places.value - 1;
      const elsewhere = others === 0 ? '' : `, and in ${others === 1 ? '1 other place' : `${others} other places`}`;
      yield finding(value, `${file.id} holds a credential (${kind})${elsewhere}`, {
        confidence,
        severity: sample ? 'medium' : SEVERITY[confidence],
        related: also,
        data: { kind, fingerprint },
      });
    }
  },
});
