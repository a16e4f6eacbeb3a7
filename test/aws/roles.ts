import type { Shape } from './account.ts';
import { type Operation, pageOf } from './operation.ts';

/** What IAM answers: roles first, then policies, in pages of both. */
export const iam: Readonly<Record<string, Operation>> = {
  GetAccountAuthorizationDetails: (params, { roles = [], managedPolicies = [] }, pageSize) => {
    type Entry = { readonly role: Shape } | { readonly policy: Shape };
    const all: readonly Entry[] = [...roles.map((role) => ({ role })), ...managedPolicies.map((policy) => ({ policy }))];
    return pageOf(all, { token: params.Marker, asked: params.MaxItems, most: 1000, pageSize }, (page, Marker) => ({
      RoleDetailList: page.flatMap((entry) => ('role' in entry ? [entry.role] : [])),
      Policies: page.flatMap((entry) => ('policy' in entry ? [entry.policy] : [])),
      IsTruncated: Marker !== undefined,
      Marker,
    }));
  },
};
