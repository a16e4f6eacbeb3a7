import {
  defineCheck,
  each,
  type Field,
  finding,
  known,
  notApplicable,
  type Outcome,
  type Reads,
  type Subjects,
  type Undetermined,
} from '../../check.ts';
import { attachedGrants, nameOf } from '../attached-policy.ts';
import { switchOr } from '../presence.ts';
import { type Grant, letsAnyoneIn } from '../resource-policy.ts';
import { BUCKET_POLICIES, BUCKET_POLICY_READS, BUCKETS } from './bucket-policy.ts';

const READS = {
  ...BUCKET_POLICY_READS,
  'AWS::S3::Bucket': [
    'BucketName',
    'AccessControl',
    'AccountPublicAccessBlock',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'WebsiteConfiguration',
  ],
} as const satisfies Reads;

type Bucket = Subjects<typeof READS, 'AWS::S3::Bucket'>;

export default defineCheck({
  id: 'bucket-public',
  title: 'Bucket lets anyone in',
  family: 'encryption',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: BUCKETS,
  reads: READS,
  docs: {
    why: 'Anyone on the internet can then read what the bucket holds, or put there what the application takes for its own; such buckets are found by machines within hours.',
    fix: 'Set all four of PublicAccessBlockConfiguration to true, and name who is to have access in the policy; serve a website through CloudFront with origin access control.',
    fixIn: {
      terraform:
        'Set all four of aws_s3_bucket_public_access_block to true, and name who is to have access in the policy; serve a website through CloudFront with origin access control.',
    },
    limits: 'What the account blocks for all of its buckets is not visible in a template, nor are the access lists of single objects.',
    references: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8',
    ],
    frameworks: { fsbp: ['S3.2', 'S3.3', 'S3.8'], cis: ['2.1.4'], owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* attachedGrants(BUCKET_POLICIES, context);
    if (grants === undefined) return yield notApplicable();
    const whose = nameOf(BUCKET_POLICIES, subject);
    const open = grants.filter(
      ({ admission }) => admission.who === 'anyone' || (admission.who === 'unknown' && admission.atWorst === 'anyone'),
    );
    if (subject.type === 'AWS::S3::BucketPolicy') return yield* opened(whose, open, { confidence: 'medium', because: '' });
    if (open.length > 0 && (yield* isBlocked(subject, ['BlockPublicPolicy', 'RestrictPublicBuckets'])) === false)
      yield* opened(whose, open, sureOf(subject), subject.get('WebsiteConfiguration').state !== 'absent');
    yield* listed(subject);
  },
});

/** How sure it is that a bucket is open: those made since April 2023 are not, unless the template says so. https://aws.amazon.com/blogs/aws/heads-up-amazon-s3-security-changes-are-coming-in-april-of-2023/ */
const sureOf = (bucket: Bucket): Sure =>
  bucket.get('PublicAccessBlockConfiguration').state === 'absent'
    ? { confidence: 'medium', because: ', if it was made before April 2023 and blocks nothing' }
    : { confidence: 'high', because: '' };

interface Sure {
  readonly confidence: 'high' | 'medium';
  readonly because: string;
}

/** The findings on statements that let anyone in. A website's objects are meant to be read. */
function* opened(whose: string, grants: readonly Grant[], { confidence, because }: Sure, isWebsite = false): Generator<Outcome> {
  for (const grant of grants) {
    const isRead = isWebsite && onlyReads(grant);
    for (const outcome of letsAnyoneIn(whose, [grant])) {
      if (outcome.kind !== 'finding') yield outcome;
      else {
        const sure = confidence === 'medium' && outcome.confidence === 'high' ? confidence : outcome.confidence;
        const message = `${outcome.message}${isRead ? ', to read it as a website' : ''}${because}`;
        yield {
          ...outcome,
          message,
          ...(sure === undefined ? {} : { confidence: sure }),
          ...(isRead ? { severity: 'medium' as const } : {}),
        };
      }
    }
  }
}

const onlyReads = ({ statement }: Grant): boolean =>
  statement !== undefined &&
  statement.notActions === undefined &&
  statement.actions.every(([text, ...more]) => more.length === 0 && typeof text === 'string' && /^s3:getobject(?:version)?$/i.test(text));

const PUBLIC_LISTS: Readonly<Record<string, string>> = {
  PublicRead: 'anyone read',
  PublicReadWrite: 'anyone read and write',
  AuthenticatedRead: 'anyone with an AWS account read',
};

/** The finding on an access list: those of old, which a bucket honours only if it has been told to. */
function* listed(bucket: Bucket): Generator<Outcome> {
  const list: Field<string> = bucket.get('AccessControl');
  if (list.state === 'absent' || (list.state === 'known' && list.form === 'scalar' && PUBLIC_LISTS[String(list.value)] === undefined))
    return;
  if ((yield* isBlocked(bucket, ['BlockPublicAcls', 'IgnorePublicAcls'])) !== false) return;
  const lets = PUBLIC_LISTS[String((yield* known(list)) ?? '')];
  if (lets === undefined) return;
  const rules = bucket.get('OwnershipControls').get('Rules');
  for (const rule of yield* each(rules)) {
    const ownership: Field<string> = rule.get('ObjectOwnership');
    if ((yield* known(ownership)) === 'BucketOwnerEnforced' || ownership.state === 'unknown') return;
  }
  if (rules.state === 'unknown') return;
  const { confidence, because } = sureOf(bucket);
  yield finding(list, `${bucket.id} lets ${lets} by its access list${because}`, { confidence });
}

/** Whether one of these settings closes a bucket, its own or the account's; `undefined`, and the bucket undetermined, where that is not known. */
function* isBlocked(
  bucket: Bucket,
  names: readonly ('BlockPublicAcls' | 'BlockPublicPolicy' | 'IgnorePublicAcls' | 'RestrictPublicBuckets')[],
): Generator<Undetermined, boolean | undefined> {
  const settings: readonly Field<boolean>[] = names.flatMap((name) => [
    bucket.get('PublicAccessBlockConfiguration').get(name),
    bucket.get('AccountPublicAccessBlock').get(name),
  ]);
  if (settings.some((field) => field.state === 'known' && field.form === 'scalar' && /^true$/i.test(String(field.value)))) return true;
  let sure = true;
  for (const field of settings) if ((yield* switchOr(field, false)) === undefined) sure = false;
  return sure ? false : undefined;
}
