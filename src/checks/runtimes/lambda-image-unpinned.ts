import { defineCheck, type Field, finding, known, notApplicable, undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';

/** The text of an image's address as far as it is known: what is not is a blank. */
const textOf = (image: Field<string>): string | undefined => {
  if (image.state === 'known') return String(image.value);
  if (image.state !== 'unknown' || image.reason.kind !== 'intrinsic') return undefined;
  const text = partsOf(image.reason)
    .map((part) => (typeof part === 'string' ? part : ' '))
    .join('');
  return text.trim() === '' ? undefined : text;
};

export default defineCheck({
  id: 'lambda-image-unpinned',
  title: 'Function runs a container image by its tag',
  family: 'runtimes',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Function',
  reads: { 'AWS::Lambda::Function': ['Code', 'PackageType'] },
  observes: { 'AWS::Lambda::Function': ['ResolvedImageUri'] },
  docs: {
    why: 'A tag is whatever was pushed under it last: the next deployment may run another image than the one that was tested and scanned.',
    fix: 'Name the image by its digest, REPOSITORY@sha256:…, and let the pipeline write it into the template.',
    limits:
      'Of an account it is judged for auditors, or where the check is named: the address of an image is told by lambda:GetFunction, a permission that lets its holder fetch the code of functions as well.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/images-create.html',
      'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
    ],
    frameworks: { owasp: ['A08', 'SAS-3'], scvs: ['3.1'] },
  },
  *check(fn) {
    const code = fn.get('Code');
    const image = code.get('ImageUri');
    if (image.state === 'absent') {
      if ((yield* known(fn.get('PackageType'))) !== 'Image') return yield notApplicable();
      return yield undetermined(image, { kind: 'malformed', expected: 'the address of a container image' });
    }
    const text = textOf(image);
    if (text === undefined) return void (yield* known(image));
    if (/@(?:sha256:)?/.test(text)) return;
    const tag = /:([^/:]*)$/.exec(text)?.[1]?.trim();
    // What is not known at the end of an address may hold tag and digest alike.
    if (tag === undefined && text.endsWith(' ')) return void (yield* known(image));
    const now = fn.attribute('ResolvedImageUri');
    yield finding(
      image,
      `${fn.id} runs its image by ${tag === undefined ? 'the tag latest, as it names none' : tag === '' ? 'a tag' : `the tag ${tag}`}`,
      now.state === 'known' ? { fix: `Name the image that it runs now by its digest: ${now.value}` } : {},
    );
  },
});
