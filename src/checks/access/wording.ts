import type { Field } from '../../check.ts';

/** What two fields of one template or account have in common where they say the same, known or not; nothing where that cannot be told. */
export const wordingOf = (field: Field<string>): string | undefined => {
  if (field.state === 'known') return `= ${field.value}`;
  return field.state === 'unknown' && field.reason.kind === 'intrinsic' ? field.reason.expression : undefined;
};
