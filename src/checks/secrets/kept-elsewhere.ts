import { type Field, known, type Undetermined } from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';

interface Secret {
  readonly subject: RawResource;
  attribute(name: string): Field<string>;
}

/**
 * Whether somebody else sees to a secret of an account: the AWS service that made it
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html), or its original in another Region, of which it
 * is a replica.
 */
export function* isKeptElsewhere(secret: Secret): Generator<Undetermined, boolean> {
  const service = secret.attribute('OwningService');
  if (service.state !== 'absent' && (yield* known(service)) !== '') return true;
  const primary = secret.attribute('PrimaryRegion');
  if (primary.state === 'absent') return false;
  const region = yield* known(primary);
  return region !== undefined && region !== secret.subject.origin.region;
}
