import { defineCheck, finding, known, knownBoolean, notApplicable, related, undetermined } from '../../check.ts';

const JOB = /^arn:[^:]+:signer:([^:]*):([^:]*):\/signing-jobs\/[^/]+$/;

export default defineCheck({
  id: 'lambda-signature-expired',
  title: 'Function runs code whose signature is revoked or expired',
  family: 'provenance',
  severity: 'high',
  confidence: 'high',
  sources: ['live'],
  subject: 'AWS::Lambda::Function',
  reads: { 'AWS::Lambda::Function': [], 'AWS::Signer::SigningJob': ['IsRevoked', 'SignatureExpiresAt'] },
  observes: { 'AWS::Lambda::Function': ['SigningJobArn'] },
  docs: {
    why: 'Lambda looks at a signature when code is deployed and never again: code whose signature was revoked afterwards goes on running.',
    fix: 'Find out why the signature was revoked, build and sign the code anew, and deploy it.',
    references: [
      'https://docs.aws.amazon.com/signer/latest/developerguide/revocation.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html',
    ],
    frameworks: { owasp: ['A08', 'SAS-3'] },
  },
  *check(fn, { today, target, complete }) {
    const signed = fn.attribute('SigningJobArn');
    if (signed.state === 'absent') return yield notApplicable();
    const arn = yield* known(signed);
    if (arn === undefined) return;
    const found = target(signed, 'AWS::Signer::SigningJob');
    const job = found.state === 'found' && found.resource.raw.arn === arn ? found.resource : undefined;
    if (job === undefined) {
      if (!complete('AWS::Signer::SigningJob')) return;
      const [, region, account] = JOB.exec(arn) ?? [];
      const { origin } = fn.raw;
      // Only revoked and expired jobs are listed, those of the function's own account and Region.
      if (region !== origin.region || account !== origin.account) yield undetermined(signed, { kind: 'outside', what: arn });
      return;
    }
    const place = { related: [related(job, 'the signing job')], data: { job: job.id } };
    const revoked = yield* knownBoolean(job.get('IsRevoked'));
    if (revoked) return yield finding(signed, `${fn.id} runs code whose signature is revoked`, place);
    const until: string | undefined = yield* known(job.get('SignatureExpiresAt'));
    if (until === undefined || until.slice(0, 10) > today) return;
    yield finding(signed, `${fn.id} runs code whose signature expired on ${until.slice(0, 10)}`, {
      ...place,
      fix: 'Build the code anew, so that its packages are of today, sign it and deploy it.',
    });
  },
});
