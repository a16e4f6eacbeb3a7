import { hash } from 'node:crypto';
import type { Anchor } from '../model/field.ts';
import { inputOf } from '../model/inventory.ts';
import { type Audited, isPackage, typeOf } from '../model/subject.ts';

/**
 * The types whose logical ids SAM ends in ten digits of a hash of their content, which changes with it.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
const HASHED =
  /^AWS::(ApiGateway::(Deployment|Stage|DomainName|DomainNameV2|DomainNameAccessAssociation)|Lambda::(Version|LayerVersion|Permission)|Route53::RecordSetGroup)$/;

const stableId = (subject: Audited): string => {
  if (isPackage(subject)) return subject.purl;
  return subject.arn ?? (HASHED.test(subject.type) ? subject.id.replace(/[0-9a-f]{10}$/, '') : subject.id);
};

/**
 * What a finding is known by from run to run: the check, its subject and the property; never a line, never a message.
 * Evidence that stands in another resource (a queue's policy) adds what that one is known by. 32 hexadecimal digits.
 */
export const fingerprintOf = (check: string, subject: Audited, at: Pick<Anchor, 'subject' | 'path'>): string => {
  const known = (each: Audited) => [typeOf(each), stableId(each)];
  const evidence = at.subject === subject ? [] : [known(at.subject)];
  return hash('sha256', JSON.stringify([check, inputOf(subject.origin), ...known(subject), at.path, ...evidence])).slice(0, 32);
};
