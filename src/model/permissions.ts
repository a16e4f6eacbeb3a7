/**
 * What the policies of a role allow together. It is asked as a question about a resource that nobody wrote down: a statement that
 * reaches that one reaches all of its kind, whichever way it is written, and what a Deny keeps it from is kept from all.
 */

export type { Circumstances } from './permissions/conditions.ts';
export { type Act, grantOf, grantsOf, type PermissionGrant, type Reach } from './permissions/grants.ts';
export { type Held, type Permissions, permissionsOf, SOMEBODY, type Source } from './permissions/held.ts';
