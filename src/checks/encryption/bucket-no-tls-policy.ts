import { defineCheck, notApplicable, type Reads, undetermined } from '../../check.ts';
import { nameOf, policiesOf } from '../attached-policy.ts';
import { acceptsPlaintext } from '../plaintext.ts';
import { BUCKET_POLICIES, BUCKET_POLICY_READS, BUCKETS } from './bucket-policy.ts';

export default defineCheck({
  id: 'bucket-no-tls-policy',
  title: 'Bucket answers requests without TLS',
  family: 'encryption',
  severity: 'medium',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: BUCKETS,
  reads: {
    ...BUCKET_POLICY_READS,
    'AWS::S3::Bucket': [...BUCKET_POLICY_READS['AWS::S3::Bucket'], 'WebsiteConfiguration'],
  } as const satisfies Reads,
  docs: {
    why: 'S3 answers over plain HTTP as well: a client with an http endpoint, or a link that begins with http, sends objects and signed requests in clear text.',
    fix: 'Deny s3:* to everyone where aws:SecureTransport is false, on the bucket and on its objects (the ARN, and the ARN with /*).',
    limits: 'Buckets that are a website are no subject: their endpoints speak nothing but HTTP.',
    references: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5',
    ],
    frameworks: { fsbp: ['S3.5'], cis: ['2.1.1'], owasp: ['A02', 'SAS-3'] },
  },
  *check(subject, context) {
    const attached = policiesOf(BUCKET_POLICIES, context);
    if (attached === undefined) return yield notApplicable();
    if (subject.type === 'AWS::S3::Bucket') {
      const website = subject.get('WebsiteConfiguration');
      if (website.state === 'known') return yield notApplicable();
      // A bucket that lets nobody in is not asked whether it is a website.
      if (website.state === 'unknown' && website.reason.kind !== 'not-asked') return yield undetermined(website, website.reason);
    }
    const asked = { whose: nameOf(BUCKET_POLICIES, subject), actions: ['GetObject', 'PutObject', 'ListBucket'] };
    yield* acceptsPlaintext(subject, attached, Object.keys(BUCKET_POLICIES.policies), context, asked);
  },
});
