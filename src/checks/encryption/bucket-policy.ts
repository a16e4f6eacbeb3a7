import type { Field, Reads } from '../../check.ts';
import type { Policy, PolicyText } from '../../model/policy.ts';
import { partsOf } from '../../model/world.ts';
import { attachment } from '../attached-policy.ts';

/** What makes up the access policy of a bucket: read alike by every check of it. */
export const BUCKET_POLICY_READS = {
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::S3::BucketPolicy': ['Bucket', 'PolicyDocument'],
} as const satisfies Reads;

/** The bucket is the subject; a policy stands for it where the bucket is outside of the input. */
export const BUCKETS = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'] as const;

/** How S3 attaches a policy to a bucket. */
export const BUCKET_POLICIES = attachment({
  type: 'AWS::S3::Bucket',
  name: 'BucketName',
  noun: 'bucket',
  service: 's3',
  policies: { 'AWS::S3::BucketPolicy': 'Bucket' },
  prepare: (policy, { id, name }) => aboutOwn(policy, id, name),
});

/** What stands for the ARN of the bucket that a policy is attached to, however the policy writes it. */
const OWN = 'arn:aws:s3:::own-bucket';
const MARK = '\u0000';

type Part = PolicyText[number];

/** A part as text that is alike where the part is: what is not known stands between marks. */
const written = (part: Part): string => {
  if (typeof part === 'string') return part;
  if ('pseudo' in part) return part.pseudo === 'AWS::Partition' ? 'aws' : `${MARK}${part.pseudo}${MARK}`;
  return 'target' in part ? `${MARK}${part.target.id}.${part.target.attribute ?? 'Ref'}${MARK}` : `${MARK}${part.expression}${MARK}`;
};

const rendered = (text: PolicyText): string => text.map(written).join('');

/** What is left of a text without so many characters of its beginning, as it is rendered. */
const without = (text: PolicyText, length: number): PolicyText => {
  let left = length;
  return text.flatMap((part): PolicyText => {
    const whole = written(part);
    const cut = Math.min(left, whole.length);
    left -= cut;
    if (cut === 0) return [part];
    return typeof part === 'string' && cut < whole.length ? [part.slice(cut)] : [];
  });
};

/** The ways in which a template writes the ARN of a bucket. */
const ownArns = (id: string | undefined, name: Field<string>): readonly string[] => {
  const given =
    name.state === 'known' && name.form === 'scalar'
      ? String(name.value)
      : name.state === 'unknown' && name.reason.kind === 'intrinsic'
        ? rendered(partsOf(name.reason))
        : undefined;
  return [
    ...(id === undefined ? [] : [`${MARK}${id}.Arn${MARK}`, `arn:aws:s3:::${MARK}${id}.Ref${MARK}`]),
    ...(given === undefined || given === '' ? [] : [`arn:aws:s3:::${given}`]),
  ];
};

/**
 * A bucket's policy with one spelling for the bucket: templates write it as !GetAtt Bucket.Arn, as an ARN with !Ref Bucket, or by its
 * name, and mix them. What a statement says of other buckets, by their names, is about nothing.
 */
const aboutOwn = (policy: Policy, id: string | undefined, name: Field<string>): Policy => {
  const arns = ownArns(id, name);
  const nameIsKnown = id !== undefined && (name.state === 'absent' || name.state === 'known');
  const own = (text: PolicyText): PolicyText | undefined => {
    const whole = rendered(text).replace(/^arn:aws-[a-z-]+:s3:::/, 'arn:aws:s3:::');
    const shift = rendered(text).length - whole.length;
    const arn = arns.find((each) => whole.startsWith(each) && /^(?:$|\/)/.test(whole.slice(each.length)));
    if (arn !== undefined) return [OWN, ...without(text, arn.length + shift)];
    const other = /^arn:aws:s3:::([^/*?\u0000]+)(?:\/|$)/.test(whole);
    return other && nameIsKnown ? undefined : text;
  };
  const statements = policy.statements.flatMap((statement) => {
    const resources = statement.resources.map(own).filter((text) => text !== undefined);
    const isAboutNothing = statement.resources.length > 0 && resources.length === 0;
    const rest = statement.notResources === undefined ? {} : { notResources: statement.notResources.map((text) => own(text) ?? text) };
    return isAboutNothing ? [] : [{ ...statement, resources, ...rest }];
  });
  return { ...policy, statements };
};
