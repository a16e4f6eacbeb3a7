import { type Circumstances, grantsOf } from '../../model/permissions.ts';
import { actOf } from './acts.ts';
import { ESCALATION_PATHS, type EscalationPath } from './escalation-paths.ts';
import { arnOf, bestOf, passedAdmin } from './passed-role.ts';
import { type PermissionContext, type PrivilegedRole, type RoleGrant, type RolePermissions, readRole } from './role-permissions.ts';

/** A way that is open to a role, with the statements that open it: that of the rights on everything first. */
export interface Escalation {
  readonly path: EscalationPath;
  /** Whether it is by what the role may do to itself alone. */
  readonly itself?: true;
  /** The one role that it may pass, which may do everything. */
  readonly to?: PrivilegedRole;
  readonly grants: readonly [RoleGrant, ...RoleGrant[]];
  readonly sure: boolean;
}

const YES = 2;

const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':')));

/** A way with what is the same for every role. */
interface Way {
  readonly path: EscalationPath;
  /** The services of the actions that it needs on every resource. */
  readonly services: readonly string[];
  readonly given: Circumstances;
}

const NOTHING_GIVEN: Circumstances = new Map();
const passedTo = new Map(
  ESCALATION_PATHS.flatMap(({ passedTo: service }) =>
    service === undefined ? [] : [[service, new Map([['iam:passedtoservice', [service]]])]],
  ),
);

const WAYS: readonly Way[] = ESCALATION_PATHS.map((path) => ({
  path,
  services: [...new Set(path.every.map(prefixOf))],
  given: passedTo.get(path.passedTo ?? '') ?? NOTHING_GIVEN,
}));

/** Whether a role's statements may speak of all of these services. */
const speaksOf = (allows: RolePermissions['permissions']['allows'], services: readonly string[]): boolean =>
  services.every((service) => allows.some((held) => held.services === undefined || held.services.has(service)));

/** The ways that are open to a role, for `context.shared`. */
const openTo = (_: PrivilegedRole, context: PermissionContext): readonly Escalation[] => {
  const { of } = context.shared(readRole);
  if (of === undefined) return [];
  const { permissions } = of;
  const open = WAYS.filter(({ services }) => speaksOf(permissions.allows, services));
  if (open.length === 0) return [];
  /** What was found for the actions of other ways, on every resource in some circumstances or on any. */
  const known = new Map<Circumstances | 'any', Map<string, RoleGrant | undefined>>();
  const grant = (name: string, within: Circumstances | 'any'): RoleGrant | undefined => {
    const before = known.get(within) ?? new Map<string, RoleGrant | undefined>();
    known.set(within, before);
    if (before.has(name)) return before.get(name);
    const act = actOf(name, context);
    const best = bestOf(within === 'any' ? grantsOf(permissions, act, 'any') : grantsOf(permissions, act, 'every', within));
    before.set(name, best);
    return best;
  };
  const arn = arnOf(of.role, permissions.own);
  const onItself = (path: EscalationPath): readonly Escalation[] => {
    const [name] = path.every;
    if (!path.onItself || arn === undefined || name === undefined) return [];
    const found = bestOf(grantsOf(permissions, actOf(name, context), { arn }));
    return found === undefined ? [] : [{ path, itself: true, grants: [found], sure: found.truth === YES }];
  };
  const mayPass = (within: Circumstances) => grantsOf(permissions, actOf('iam:PassRole', context), 'any', within).length > 0;
  return open.flatMap(({ path, given }): readonly Escalation[] => {
    const every = path.every.map((name) => grant(name, given));
    const closed = every.includes(undefined);
    if (closed && path.passedTo === undefined) return onItself(path);
    if (closed && !mayPass(given)) return [];
    const any = (path.any ?? []).map((names) => bestOf(names.flatMap((name) => grant(name, 'any') ?? [])));
    if (any.includes(undefined)) return [];
    if (closed) {
      const passed = passedAdmin(of, path.passedTo ?? '', given, context);
      const opening = [passed?.grant, ...any] as unknown as Escalation['grants'];
      return passed === undefined ? [] : [{ path, to: passed.to, grants: opening, sure: opening.every(({ truth }) => truth === YES) }];
    }
    const grants = [...every, ...any] as unknown as Escalation['grants'];
    return [{ path, grants, sure: grants.every(({ truth }) => truth === YES) }];
  });
};

/** The ways by which the role that is judged can grant itself more. */
export const escalationsOf = (context: PermissionContext): readonly Escalation[] => context.shared(openTo);
