// Who and what generated policies and enumerated callers are about.
export const OWN_ACCOUNT = '111122223333';
/** An account that policies name. */
export const FOREIGN_ACCOUNT = '999988887777';
/** The accounts of callers that no policy names; the second is met by a pattern that some policies have. */
export const STRANGERS_ACCOUNT = '555566667777';
export const STRANGERS_ACCOUNT_WITH_ONE = '122223333444';
export const ORGANIZATION = 'o-abc1234567';
/** An account of that organization that no policy names. */
export const MEMBERS_ACCOUNT = '864209753161';
export const STRANGERS_ORGANIZATION = 'o-stranger00';
export const QUEUE_NAME = 'orders';
export const QUEUE = `arn:aws:sqs:us-east-1:${OWN_ACCOUNT}:${QUEUE_NAME}`;
