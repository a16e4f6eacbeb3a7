import { apigateway } from './apigateway/collector.ts';
import { apigatewayv2 } from './apigatewayv2/collector.ts';
import { appsync } from './appsync/collector.ts';
import type { Call, Collector } from './call.ts';
import { cloudfront } from './cloudfront/collector.ts';
import { codebuild } from './codebuild/collector.ts';
import { cognitoIdentity } from './cognito-identity/collector.ts';
import { cognitoIdp } from './cognito-idp/collector.ts';
import { dax } from './dax/collector.ts';
import { dynamodb } from './dynamodb/collector.ts';
import { events } from './events/collector.ts';
import { firehose } from './firehose/collector.ts';
import { iam } from './iam/collector.ts';
import { kinesis } from './kinesis/collector.ts';
import { kms } from './kms/collector.ts';
import { lambda } from './lambda/collector.ts';
import { logs } from './logs/collector.ts';
import { pipes } from './pipes/collector.ts';
import { s3 } from './s3/collector.ts';
import { scheduler } from './scheduler/collector.ts';
import { secretsmanager } from './secretsmanager/collector.ts';
import { signer } from './signer/collector.ts';
import { sns } from './sns/collector.ts';
import { sqs } from './sqs/collector.ts';
import { ssm } from './ssm/collector.ts';
import { states } from './states/collector.ts';
import { wafv2 } from './wafv2/collector.ts';

/** Every service that parapet reads, one collector each. */
export const collectors: readonly Collector[] = [
  apigateway,
  apigatewayv2,
  appsync,
  cloudfront,
  codebuild,
  cognitoIdentity,
  cognitoIdp,
  dax,
  dynamodb,
  events,
  firehose,
  iam,
  kinesis,
  kms,
  lambda,
  logs,
  pipes,
  s3,
  scheduler,
  secretsmanager,
  signer,
  sns,
  sqs,
  ssm,
  states,
  wafv2,
];

/** The calls of all collectors. */
export const calls: readonly Call[] = collectors.flatMap((collector) => collector.calls);
