import { defineCheck, finding, type Resource, related } from '../../check.ts';
import type { ResourceType } from '../../model/inventory.ts';
import { some } from '../names.ts';
import { ENCRYPTED, ENCRYPTED_READS, KEY_PROPERTIES } from './encrypted.ts';

const serviceOf = (type: string): string => type.split('::')[1] ?? type;

/** Where each type names its key: a property, and what lies below it. */
const PLACES = ENCRYPTED.map((type) => {
  const [property, ...below] = KEY_PROPERTIES[type] as readonly [string, ...string[]];
  return { type, property, below };
});

export default defineCheck({
  id: 'key-shared',
  title: 'One key encrypts for several services',
  family: 'keys',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  reads: ENCRYPTED_READS,
  alwaysDetermined: 'A resource that names no key of the same template or account is encrypted with another.',
  docs: {
    why: 'Whoever may use the key for one of them may use it for all, no log tells whose data was decrypted, and it cannot be taken away from one without the others.',
    fix: 'Give each kind of data a key of its own, or hold the users of the key apart with kms:ViaService and the encryption context.',
    limits:
      'Services whose resources name the key are counted, not applications: no resource says which it belongs to. Those that encrypt within the code are not seen.',
    references: [
      'https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-kms-best-practices/introduction.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
    ],
    frameworks: { owasp: ['A02'] },
  },
  *check(key, context) {
    const names = [key, ...context.referrers(key, 'AWS::KMS::Alias', 'TargetKeyId')];
    const users = PLACES.flatMap(({ type, property, below }) => {
      const found = names.flatMap((name) =>
        context.referrers(name, type, property as never, below),
      ) as unknown as readonly Resource<ResourceType>[];
      if (found.length === 0) return [];
      return [...new Map(found.map((resource) => [resource.raw, { type, resource, at: resource.get(property as never) }])).values()];
    });
    const services = [...new Set(users.map(({ type }) => serviceOf(type)))].sort();
    if (services.length < 2) return;
    yield finding(key, `${key.id} encrypts for ${services.length} services: ${some(services, 6)}`, {
      related: users.slice(0, 10).map(({ resource, at }) => related(at, `${resource.id} uses it`)),
    });
  },
});
