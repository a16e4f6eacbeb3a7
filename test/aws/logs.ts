import { type Operation, pageOf } from './operation.ts';

/** What CloudWatch Logs answers. */
export const logs: Readonly<Record<string, Operation>> = {
  DescribeLogGroups: (params, { logGroups = [] }, pageSize) =>
    pageOf(logGroups, { token: params.nextToken, asked: params.limit, most: 50, pageSize }, (page, nextToken) => ({
      logGroups: page,
      nextToken,
    })),
  DescribeResourcePolicies: (params, { logPolicies = [] }, pageSize) =>
    pageOf(logPolicies, { token: params.nextToken, asked: params.limit, most: 50, pageSize }, (resourcePolicies, nextToken) => ({
      resourcePolicies,
      nextToken,
    })),
};
