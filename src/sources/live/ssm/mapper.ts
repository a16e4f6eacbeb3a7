import type { ParameterMetadata } from '@aws-sdk/client-ssm';
import { type Found, NOT_RETURNED, picked, present } from '../answers.ts';

/** A parameter of DescribeParameters: everything but its value, which is never asked for. CloudFormation cannot make a `SecureString`, which has a key. */
export const parameterOf = (given: ParameterMetadata): Found => {
  const { Name: name = '', ARN: arn } = given;
  return {
    type: 'AWS::SSM::Parameter',
    id: name,
    ...(arn === undefined ? {} : { arn }),
    properties: { Type: NOT_RETURNED, Value: NOT_RETURNED, ...picked(given, ['DataType', 'Name', 'Tier', 'Type']) },
    attributes: present({ Ref: name, KeyId: given.KeyId }),
  };
};
