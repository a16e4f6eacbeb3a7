import { apigateway } from './apigateway/collector.ts';
import { apigatewayv2 } from './apigatewayv2/collector.ts';
import type { Call, Collector } from './call.ts';
import { codebuild } from './codebuild/collector.ts';
import { iam } from './iam/collector.ts';
import { kms } from './kms/collector.ts';
import { lambda } from './lambda/collector.ts';
import { logs } from './logs/collector.ts';
import { secretsmanager } from './secretsmanager/collector.ts';
import { signer } from './signer/collector.ts';
import { sns } from './sns/collector.ts';
import { sqs } from './sqs/collector.ts';
import { ssm } from './ssm/collector.ts';

/** Every service that parapet reads, one collector each. */
export const collectors: readonly Collector[] = [
  apigateway,
  apigatewayv2,
  codebuild,
  iam,
  kms,
  lambda,
  logs,
  secretsmanager,
  signer,
  sns,
  sqs,
  ssm,
];

/** The calls of all collectors. */
export const calls: readonly Call[] = collectors.flatMap((collector) => collector.calls);
