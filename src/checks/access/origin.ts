import type { Field } from '../../check.ts';
import { partsOf } from '../../model/world.ts';

/** Whether anyone can have an origin that this pattern admits: all of a scheme, all below a top-level domain, and that of sandboxed frames. */
export const anyOrigin = (pattern: string): boolean =>
  pattern === '*' || /^null$/i.test(pattern) || /^(?:https?|\*):\/\/\*(?:\.[a-z]+)?(?::(?:\d+|\*))?\/?$/i.test(pattern);

/** Whether what is known of a text is enough to tell that it is the origin of somebody: a host, or a part of one, or a resource's address. */
export const namesHost = (field: Field<string>): boolean =>
  field.state === 'unknown' &&
  partsOf(field.reason).some((part) =>
    typeof part === 'string' ? /[a-z0-9-]+\./i.test(part.replace(/^'?[a-z]+:\/\//i, '')) : 'target' in part,
  );
