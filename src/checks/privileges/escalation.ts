import { type Act, grantsOf, type Reach } from '../../model/permissions.ts';
import { actOf } from './acts.ts';
import { ESCALATION_PATHS, type EscalationPath } from './escalation-paths.ts';
import { type PermissionContext, type PrivilegedRole, type RoleGrant, type RolePermissions, readRole } from './role-permissions.ts';

/** A way that is open to a role, with the statements that open it: that of the rights on everything first. */
export interface Escalation {
  readonly path: EscalationPath;
  /** Whether it is by what the role may do to itself alone. */
  readonly itself?: true;
  readonly grants: readonly [RoleGrant, ...RoleGrant[]];
  readonly sure: boolean;
}

const YES = 2;

const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':')));

/** The ARN of a role, where its name is known. */
const arnOf = ({ role, permissions: { own } }: RolePermissions): string | undefined => {
  if (role.raw.arn !== undefined) return role.raw.arn;
  const [name, path] = [role.get('RoleName'), role.get('Path')];
  if (name.state !== 'known' || (path.state !== 'known' && path.state !== 'absent')) return undefined;
  return `arn:aws:iam::${own}:role${path.state === 'known' ? path.value : '/'}${name.value}`;
};

/** The services that a role's statements speak of; `undefined` where one may speak of any. */
const servicesOf = (allows: RolePermissions['permissions']['allows']): ReadonlySet<string> | undefined => {
  const found = new Set<string>();
  for (const { clause, patterns } of allows) {
    if (clause.notActions !== undefined) return undefined;
    for (const pattern of patterns) {
      const prefix = prefixOf(pattern);
      if (!/^[a-z0-9-]+$/.test(prefix)) return undefined;
      found.add(prefix);
    }
  }
  return found;
};

/** The ways that are open to a role, for `context.shared`. */
const openTo = (_: PrivilegedRole, context: PermissionContext): readonly Escalation[] => {
  const { of } = context.shared(readRole);
  if (of === undefined) return [];
  const { permissions } = of;
  const services = servicesOf(permissions.allows);
  const open = ESCALATION_PATHS.filter(({ every }) => every.every((name) => services?.has(prefixOf(name)) !== false));
  if (open.length === 0) return [];
  const known = new Map<string, RoleGrant | undefined>();
  const grant = (name: string, reach: Reach, passedTo?: string): RoleGrant | undefined => {
    const key = `${name} ${typeof reach === 'object' ? reach.arn : reach} ${passedTo ?? ''}`;
    if (known.has(key)) return known.get(key);
    const act: Act = actOf(name, context);
    const found = grantsOf(permissions, act, reach, new Map(passedTo === undefined ? [] : [['iam:passedtoservice', [passedTo]]]));
    const best = found.find(({ truth }) => truth === YES) ?? found[0];
    known.set(key, best);
    return best;
  };
  const arn = arnOf(of);
  const onItself = (path: EscalationPath): readonly Escalation[] => {
    const [name] = path.every;
    const found = path.onItself && arn !== undefined && name !== undefined ? grant(name, { arn }) : undefined;
    return found === undefined ? [] : [{ path, itself: true, grants: [found], sure: found.truth === YES }];
  };
  return open.flatMap((path): readonly Escalation[] => {
    const every = path.every.map((name) => grant(name, 'every', path.passedTo));
    if (every.includes(undefined)) return onItself(path);
    const any = (path.any ?? []).map((names) => {
      const grants = names.map((name) => grant(name, 'any')).filter((one) => one !== undefined);
      return grants.find(({ truth }) => truth === YES) ?? grants[0];
    });
    if (any.includes(undefined)) return [];
    const grants = [...every, ...any] as unknown as Escalation['grants'];
    return [{ path, grants, sure: grants.every(({ truth }) => truth === YES) }];
  });
};

/** The ways by which the role that is judged can grant itself more. */
export const escalationsOf = (context: PermissionContext): readonly Escalation[] => context.shared(openTo);
