import type { Act } from '../../model/permissions.ts';
import type { PermissionContext } from './role-permissions.ts';

const prefixOf = (name: string): string => name.slice(0, name.indexOf(':')).toLowerCase();

/** An action by its name, with the kinds of resources that it may be limited to. One that nobody knows is about any. */
export const actOf = (name: string, { facts }: Pick<PermissionContext, 'facts'>): Act =>
  facts.iam.actionsOf(prefixOf(name)).find((action) => action.name.toLowerCase() === name.toLowerCase()) ?? {
    name,
    resources: [`${prefixOf(name)}:*:*:*`],
  };
