import { type Operation, ok, pageOf, refuse, text } from './operation.ts';

/** What Secrets Manager answers. Values it has none. */
export const secretsmanager: Readonly<Record<string, Operation>> = {
  ListSecrets: (params, { secrets = [] }, pageSize) =>
    pageOf(secrets, { token: params.NextToken, asked: params.MaxResults, most: 100, pageSize }, (page, NextToken) => ({
      SecretList: page.map(({ policy: _, ...secret }) => secret),
      NextToken,
    })),
  GetResourcePolicy: (params, { secrets = [] }) => {
    const secret = secrets.find(({ ARN }) => ARN === params.SecretId);
    if (secret === undefined) return refuse(400, 'ResourceNotFoundException', `no secret ${text(params, 'SecretId')}`);
    const { ARN, Name, policy } = secret;
    return ok({ ARN, Name, ...(policy === undefined ? {} : { ResourcePolicy: JSON.stringify(policy) }) });
  },
};

/** What Systems Manager answers about parameters. */
export const ssm: Readonly<Record<string, Operation>> = {
  DescribeParameters: (params, { parameters = [] }, pageSize) =>
    pageOf(parameters, { token: params.NextToken, asked: params.MaxResults, most: 50, pageSize }, (Parameters, NextToken) => ({
      Parameters,
      NextToken,
    })),
};
