import { apigateway } from './apigateway/collector.ts';
import { apigatewayv2 } from './apigatewayv2/collector.ts';
import type { Call, Collector } from './call.ts';
import { kms } from './kms/collector.ts';
import { lambda } from './lambda/collector.ts';
import { signer } from './signer/collector.ts';
import { sns } from './sns/collector.ts';
import { sqs } from './sqs/collector.ts';

/** Every service that parapet reads, one collector each. */
export const collectors: readonly Collector[] = [apigateway, apigatewayv2, kms, lambda, signer, sns, sqs];

/** The calls of all collectors. */
export const calls: readonly Call[] = collectors.flatMap((collector) => collector.calls);
