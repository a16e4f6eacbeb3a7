import { type Context, type Field, type Outcome, type Reads, type Resource, type Undetermined, undetermined } from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';
import { type Held, type PermissionGrant, type Permissions, permissionsOf } from '../../model/permissions.ts';
import type { Policy } from '../../model/policy.ts';
import type { Json, UnknownReason } from '../../model/value.ts';
import { partsOf } from '../../model/world.ts';
import { both, documentOf, type Found, type Origin } from './policy-document.ts';
import { isServerless } from './serverless-role.ts';

/** What makes up the permissions of a role: read alike by every check of them. */
export const PERMISSION_READS = {
  'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'RoleName'],
  'AWS::IAM::ManagedPolicy': ['PolicyDocument', 'Roles'],
  'AWS::IAM::Policy': ['PolicyDocument', 'Roles'],
  'AWS::IAM::RolePolicy': ['PolicyDocument', 'RoleName'],
} as const satisfies Reads;

type PermissionReads = typeof PERMISSION_READS;
export type PermissionContext = Context<PermissionReads, 'iam'>;
export type PrivilegedRole = Resource<'AWS::IAM::Role', PermissionReads['AWS::IAM::Role'][number]>;

export type RoleGrant = PermissionGrant<Origin>;
export type RoleStatement = Held<Origin>;

/** What is known of what a role may do. */
export interface RolePermissions {
  readonly role: PrivilegedRole;
  readonly permissions: Permissions<Origin>;
  /** Policies of which nothing is known: they may allow anything. */
  readonly unknown: readonly Undetermined[];
  readonly boundary?: Undetermined;
}

const MANAGED = /^arn:[^:]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/;

/** The name of AWS's managed policy that an ARN names. */
const managedName = (arn: Field<string>): string | undefined => {
  const parts = arn.state === 'known' ? [String(arn.value)] : arn.state === 'unknown' ? partsOf(arn.reason) : [];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'pseudo' in part ? 'pseudo' : '\u0000')).join('');
  return text.includes('\u0000') ? undefined : MANAGED.exec(text)?.[1];
};

/** What an ARN leads to, and the resource in which that stands where it is one of the input. */
type Attached = Found & { readonly resource?: RawResource };

/** A managed policy by its ARN. One of AWS's is read of the account where that tells it, as it is in force there. */
const attached = (arn: Field<string>, context: PermissionContext): Attached => {
  const managed = managedName(arn);
  // A policy of the template's own may be called as one of AWS's: only a whole ARN tells that it is meant.
  const target = managed === undefined || arn.state === 'known' ? context.target(arn, 'AWS::IAM::ManagedPolicy') : undefined;
  if (target?.state === 'found' && (managed === undefined || (arn.state === 'known' && target.resource.raw.arn === arn.value))) {
    const found = { ...documentOf(target.resource.get('PolicyDocument')), resource: target.resource.raw };
    return managed === undefined
      ? found
      : { ...found, sources: found.sources.map(({ policy }) => ({ policy, of: { at: () => arn, managed } })) };
  }
  if (managed === undefined) {
    const reason: UnknownReason =
      target?.state === 'outside'
        ? { kind: 'outside', what: target.what }
        : target?.state === 'unknown'
          ? target.reason
          : { kind: 'not-returned' };
    return { sources: [], unknown: [undetermined(arn, reason)] };
  }
  const policy: Policy | undefined = context.facts.iam.managedPolicy(managed);
  return policy === undefined
    ? { sources: [], unknown: [undetermined(arn, { kind: 'not-in-table', table: "AWS's managed policies", value: managed })] }
    : { sources: [{ policy, of: { at: () => arn, managed } }], unknown: [] };
};

const listed = <T>(field: Field<readonly T[]>, read: (item: Field<T>) => Found): Found =>
  field.state === 'unknown'
    ? { sources: [], unknown: [undetermined(field, field.reason)] }
    : both((field.items() as readonly Field<T>[]).map(read));

/** Everything that is attached to a role, wherever it says so. */
const policiesOf = (role: PrivilegedRole, context: PermissionContext): Found => {
  const arns = role.get('ManagedPolicyArns');
  const named = new Set<RawResource>();
  const byArn = listed(arns, (arn: Field<string>) => {
    const found = attached(arn, context);
    if (found.resource !== undefined) named.add(found.resource);
    return found;
  });
  return both([
    listed(role.get('Policies'), (policy) => documentOf((policy as Field<{ readonly PolicyDocument?: Json }>).get('PolicyDocument'))),
    byArn,
    ...context
      .referrers(role, 'AWS::IAM::ManagedPolicy', 'Roles')
      .filter(({ raw }) => !named.has(raw))
      .map((policy) => documentOf(policy.get('PolicyDocument'))),
    ...context.referrers(role, 'AWS::IAM::Policy', 'Roles').map((policy) => documentOf(policy.get('PolicyDocument'))),
    ...context.referrers(role, 'AWS::IAM::RolePolicy', 'RoleName').map((policy) => documentOf(policy.get('PolicyDocument'))),
  ]);
};

/** What was read of a role: what is said of it where it is no role of a serverless service. */
interface Read {
  readonly of?: RolePermissions;
  readonly said: readonly Outcome[];
}

/** What a role may do by all of its policies, for `context.shared`. */
export const readRole = (role: PrivilegedRole, context: PermissionContext): Read => {
  const trust = isServerless(role);
  const said: Outcome[] = [];
  let step = trust.next();
  for (; !step.done; step = trust.next()) said.push(step.value);
  return step.value ? { of: heldBy(role, context), said } : { said };
};

/** What a role may do by all of its policies, whoever may assume it. */
export const heldBy = (role: PrivilegedRole, context: PermissionContext): RolePermissions => {
  const { sources, unknown } = policiesOf(role, context);
  const limit = role.get('PermissionsBoundary');
  const bounded = limit.state === 'absent' ? undefined : attached(limit, context);
  const boundary = bounded?.unknown[0];
  const permissions = permissionsOf(sources, boundary === undefined ? bounded?.sources : undefined, context.ownAccounts);
  return { role, permissions, unknown, ...(boundary === undefined ? {} : { boundary }) };
};

/** What a role may do by all of its policies; nothing where it is no role of a serverless service, which is then said. */
export function* permissionsOfRole(context: PermissionContext): Generator<Outcome, RolePermissions | undefined> {
  const { of, said } = context.shared(readRole);
  yield* said;
  return of;
}

/**
 * What is said of a role: its findings where the limits of what it may do are known, and what is not known where nothing was found.
 * `doubts` are grants of which it is not known whether they hold.
 */
export function* concluded(
  { unknown, boundary }: RolePermissions,
  findings: readonly Outcome[],
  doubts: readonly Outcome[],
): Generator<Outcome> {
  // Beyond a boundary nothing is allowed, whatever the policies say.
  if (boundary !== undefined && findings.length + doubts.length > 0) return yield boundary;
  if (findings.length > 0) return yield* findings;
  yield* doubts;
  yield* unknown;
}

/** A grant that may hold or not, at the element that decides it. */
export const doubt = ({ held, reason }: RoleGrant, element: 'Action' | 'Resource'): Undetermined =>
  undetermined(held.of.at(held.clause.statement, element), reason ?? { kind: 'not-returned' });

/** What a message says of a statement that is not the role's own. */
export const through = ({ of: { managed } }: RoleStatement): string => (managed === undefined ? '' : ` through AWS's policy ${managed}`);
