import { hash } from 'node:crypto';
import { inputOf } from '../model/inventory.ts';
import { type Audited, isPackage, typeOf } from '../model/subject.ts';
import type { Path } from '../model/value.ts';

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

/** A subject's part of the text that is hashed: the same for all that is found of it. */
export const partOf = (subject: Audited): string =>
  [inputOf(subject.origin), typeOf(subject), stableId(subject)].map((text) => JSON.stringify(text)).join();

/**
 * What a finding is known by from run to run: the check, its subject (`partOf`) and the property; never a line, never a message.
 * Evidence that stands in another resource (a queue's policy) adds what that one is known by. 32 hexadecimal digits.
 */
export const fingerprintOf = (check: string, part: string, path: Path, elsewhere?: Audited): string => {
  const evidence = elsewhere === undefined ? '' : `,${JSON.stringify([typeOf(elsewhere), stableId(elsewhere)])}`;
  return hash('sha256', `[${JSON.stringify(check)},${part},${JSON.stringify(path)}${evidence}]`).slice(0, 32);
};
