import { createHash } from 'node:crypto';
import type { Anchor } from '../model/field.ts';
import { inputOf, type RawResource } from '../model/inventory.ts';

/**
 * The types whose logical ids SAM ends in ten digits of a hash of their content, which changes with it.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
const HASHED =
  /^AWS::(ApiGateway::(Deployment|Stage|DomainName|DomainNameV2|DomainNameAccessAssociation)|Lambda::(Version|LayerVersion|Permission)|Route53::RecordSetGroup)$/;

const stableId = ({ type, id }: RawResource): string => (HASHED.test(type) ? id.replace(/[0-9a-f]{10}$/, '') : id);

/**
 * What a finding is known by from run to run: the check, its subject and the property; never a line, never a message.
 * Evidence that stands in another resource (a queue's policy) adds what that one is known by. 32 hexadecimal digits.
 */
export const fingerprintOf = (check: string, subject: RawResource, at: Pick<Anchor, 'subject' | 'path'>): string => {
  const known = (resource: RawResource) => [resource.type, resource.arn ?? stableId(resource)];
  const evidence = at.subject === subject ? [] : [known(at.subject)];
  return createHash('sha256')
    .update(JSON.stringify([check, inputOf(subject.origin), ...known(subject), at.path, ...evidence]))
    .digest('hex')
    .slice(0, 32);
};
