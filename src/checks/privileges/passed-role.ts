import { type Circumstances, grantsOf } from '../../model/permissions.ts';
import { normalizePolicy } from '../../model/policy.ts';
import { ANYTHING, actOf } from './acts.ts';
import { heldBy, type PermissionContext, type PrivilegedRole, type RoleGrant, type RolePermissions } from './role-permissions.ts';

const YES = 2;

/** The ARN of a role of an account, where its name is known. */
export const arnOf = (role: PrivilegedRole, own: string): string | undefined => {
  if (role.raw.arn !== undefined) return role.raw.arn;
  const [name, path] = [role.get('RoleName'), role.get('Path')];
  if (name.state !== 'known' || (path.state !== 'known' && path.state !== 'absent')) return undefined;
  return `arn:aws:iam::${own}:role${path.state === 'known' ? path.value : '/'}${name.value}`;
};

/** A role with the services that may assume it. */
interface Trusting {
  readonly role: PrivilegedRole;
  readonly services: readonly string[];
}

/** The roles that some service may assume. */
const assumedByServices = (context: PermissionContext): readonly Trusting[] =>
  context.resources('AWS::IAM::Role').flatMap((role) => {
    const trust = normalizePolicy(role.get('AssumeRolePolicyDocument').json());
    if ('malformed' in trust) return [];
    const services = trust.statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ principals }) => principals?.services ?? [])
      .flatMap(([name, ...more]) => (typeof name === 'string' && more.length === 0 ? [name] : []));
    return services.length === 0 ? [] : [{ role, services }];
  });

/** Whether it is sure that a role may do everything, the rights of others included. */
const mayDoEverything = (role: PrivilegedRole, context: PermissionContext): boolean => {
  const { permissions, boundary } = heldBy(role, context);
  const sure = (act: Parameters<typeof grantsOf>[1]) => grantsOf(permissions, act, 'every').some(({ truth }) => truth === YES);
  return boundary === undefined && sure(ANYTHING) && sure(actOf('iam:PutRolePolicy', context));
};

/**
 * A role that may do everything and that another may surely pass to a service, though it may not pass every role; with the statement. What
 * lesser roles may do is not weighed against each other.
 */
export const passedAdmin = (
  { role, permissions }: RolePermissions,
  service: string,
  given: Circumstances,
  context: PermissionContext,
): { readonly to: PrivilegedRole; readonly grant: RoleGrant } | undefined => {
  const pass = actOf('iam:PassRole', context);
  if (grantsOf(permissions, pass, 'any', given).length === 0) return undefined;
  for (const { role: to, services } of context.common(assumedByServices)) {
    if (to.raw === role.raw || !services.includes(service)) continue;
    const arn = arnOf(to, permissions.own);
    const grant = arn === undefined ? undefined : grantsOf(permissions, pass, { arn }, given).find(({ truth }) => truth === YES);
    if (grant !== undefined && mayDoEverything(to, context)) return { to, grant };
  }
  return undefined;
};
