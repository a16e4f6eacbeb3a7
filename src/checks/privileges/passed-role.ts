import { type Circumstances, grantsOf, SOMEBODY } from '../../model/permissions.ts';
import { matches, NO, PERHAPS, type Truth, YES } from '../../model/policy/glob.ts';
import { normalizePolicy, type PolicyText } from '../../model/policy.ts';
import type { UnknownReason } from '../../model/value.ts';
import { ANYTHING, actOf } from './acts.ts';
import { heldBy, type PermissionContext, type PrivilegedRole, type RoleGrant, type RolePermissions } from './role-permissions.ts';

/** The ARN of a role of an account, where its name is known. */
export const arnOf = (role: PrivilegedRole, own: string): string | undefined => {
  if (role.raw.arn !== undefined) return role.raw.arn;
  const [name, path] = [role.get('RoleName'), role.get('Path')];
  if (name.state !== 'known' || (path.state !== 'known' && path.state !== 'absent')) return undefined;
  return `arn:aws:iam::${own}:role${path.state === 'known' ? path.value : '/'}${name.value}`;
};

/** Who may assume a role, as far as that is known. */
interface Trust {
  readonly services: readonly string[];
  readonly unknown?: UnknownReason;
}

const isKnown = (text: PolicyText): boolean => text.every((part) => typeof part === 'string' || 'pseudo' in part);

const trustIn = (role: PrivilegedRole): Trust => {
  const trust = normalizePolicy(role.get('AssumeRolePolicyDocument').json());
  if ('malformed' in trust) return { services: [], unknown: { kind: 'malformed', expected: trust.malformed } };
  const allows = trust.statements.filter(({ effect }) => effect === 'Allow');
  const principals = allows.flatMap(({ principals: of }) => (of === undefined ? [] : [of]));
  const services = principals.flatMap((of) => of.services);
  const unknown =
    trust.unknown[0]?.reason ??
    principals.find((of) => of.unknown !== undefined)?.unknown ??
    (services.every(isKnown) ? undefined : ({ kind: 'not-returned' } as const));
  return {
    services: services.filter(isKnown).map((text) => text.map((part) => (typeof part === 'string' ? part : 'amazonaws.com')).join('')),
    ...(unknown === undefined ? {} : { unknown }),
  };
};

/** The roles of an account, to be found by what policies call them. */
interface Roles {
  readonly byArn: ReadonlyMap<string, PrivilegedRole>;
  /** Found before: many policies name roles by the same pattern. */
  readonly byPattern: Map<string, readonly PrivilegedRole[]>;
}

const rolesIn = (context: PermissionContext): Roles => {
  const [own = SOMEBODY] = context.ownAccounts;
  const named = context.resources('AWS::IAM::Role').flatMap((role) => {
    const arn = arnOf(role, own);
    return arn === undefined ? [] : [[arn, role] as const];
  });
  return { byArn: new Map(named), byPattern: new Map() };
};

/** The roles that a resource element of a policy names; none where that is not known. */
const rolesNamed = (text: PolicyText, own: string, { byArn, byPattern }: Roles): readonly PrivilegedRole[] => {
  const pattern = text
    .map((part) => (typeof part === 'string' ? part : !('pseudo' in part) ? '\u0000' : part.pseudo === 'AWS::Partition' ? 'aws' : own))
    .join('');
  const found =
    byPattern.get(pattern) ??
    (/[*?]/.test(pattern)
      ? [...byArn].flatMap(([arn, role]) => (matches(pattern, arn, true) === YES ? [role] : []))
      : [byArn.get(pattern) ?? []].flat());
  byPattern.set(pattern, found);
  return found;
};

/** Whether something holds, and why that is not known. */
type Judged = { readonly truth: Truth; readonly reason?: UnknownReason };

/** Whether a role may do everything, the rights of others included. */
const mayDoEverything = (role: PrivilegedRole, context: PermissionContext): Judged => {
  const { permissions, boundary, unknown } = heldBy(role, context);
  const grants = [ANYTHING, actOf('iam:PutRolePolicy', context)].map((act) => bestOf(grantsOf(permissions, act, 'every')));
  const unsure = grants.find((grant) => grant?.truth !== YES);
  if (unsure === undefined && !grants.includes(undefined))
    return boundary === undefined ? { truth: YES } : { truth: PERHAPS, reason: boundary.reason };
  const reason = unknown[0]?.reason ?? (grants.includes(undefined) ? undefined : unsure?.reason);
  return reason === undefined ? { truth: NO } : { truth: PERHAPS, reason };
};

/** The first that is sure, else the first. */
export const bestOf = (grants: readonly RoleGrant[]): RoleGrant | undefined => grants.find(({ truth }) => truth === YES) ?? grants[0];

/**
 * A role that may do everything and that another may pass to a service, though it may not pass every role; with the statement, which is as
 * sure as all of that. What lesser roles may do is not weighed against each other.
 */
export const passedAdmin = (
  { role, permissions }: RolePermissions,
  service: string,
  given: Circumstances,
  context: PermissionContext,
): { readonly to: PrivilegedRole; readonly grant: RoleGrant } | undefined => {
  const pass = actOf('iam:PassRole', context);
  const grants = grantsOf(permissions, pass, 'any', given);
  if (grants.length === 0) return undefined;
  const roles = context.common(rolesIn);
  const named = grants.flatMap(({ held }) => held.clause.statement.resources.flatMap((text) => rolesNamed(text, permissions.own, roles)));
  let perhaps: { readonly to: PrivilegedRole; readonly grant: RoleGrant } | undefined;
  for (const to of new Set(named)) {
    const { services, unknown } = trustIn(to);
    const arn = to.raw === role.raw || (unknown === undefined && !services.includes(service)) ? undefined : arnOf(to, permissions.own);
    const grant = arn === undefined ? undefined : bestOf(grantsOf(permissions, pass, { arn }, given));
    if (grant === undefined) continue;
    const admin = mayDoEverything(to, context);
    if (admin.truth === NO) continue;
    if (services.includes(service) && admin.truth === YES && grant.truth === YES) return { to, grant };
    const reason = grant.reason ?? admin.reason ?? unknown;
    perhaps ??= { to, grant: { ...grant, truth: PERHAPS, ...(reason === undefined ? {} : { reason }) } };
  }
  return perhaps;
};
