import type { Act } from '../../model/permissions.ts';
import type { PermissionContext } from './role-permissions.ts';

const prefixOf = (name: string): string => name.slice(0, name.indexOf(':')).toLowerCase();

/** An action of a service that nobody wrote down: who may do that may do anything but what is excepted. */
export const ANYTHING: Act = { name: 'zq7x:Zq7x', resources: ['zq7x:*:*:zq7x/*'] };

/** What was looked up before: the same few names are asked for of every role. */
const found = new WeakMap<object, Map<string, Act>>();

/** An action by its name, with the kinds of resources that it may be limited to. One that nobody knows is about any. */
export const actOf = (name: string, { facts: { iam } }: Pick<PermissionContext, 'facts'>): Act => {
  const known = found.get(iam) ?? new Map<string, Act>();
  found.set(iam, known);
  const act =
    known.get(name) ??
    iam.actionsOf(prefixOf(name)).find((action) => action.name.toLowerCase() === name.toLowerCase()) ??
    ({ name, resources: [`${prefixOf(name)}:*:*:*`] } satisfies Act);
  known.set(name, act);
  return act;
};
