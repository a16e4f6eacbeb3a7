import type * as Sdk from '@aws-sdk/client-lambda';
import { unknown } from '../../../model/value.ts';
import { type Failure, unknownBecause } from '../failure.ts';
import type { ServiceRun } from '../run.ts';
import { codeSigningConfigOf } from './mapper.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Says of a function which code signing configuration it has. */
export type SigningOf = (name: string, arn: string) => Promise<Properties>;

const PROPERTY = 'CodeSigningConfigArn';

/**
 * Which functions take signed code only. The configurations are asked for their functions, not the functions for their configuration;
 * only an endpoint that does not know that call is asked function by function.
 */
export const readSigning = async (run: ServiceRun, client: Sdk.LambdaClient, sdk: typeof Sdk): Promise<SigningOf> => {
  const { items: configs, failure } = await run.tryList('lambda:ListCodeSigningConfigs', async (Marker) => {
    const { CodeSigningConfigs, NextMarker } = await client.send(new sdk.ListCodeSigningConfigsCommand({ MaxItems: 10_000, Marker }));
    if (CodeSigningConfigs?.some(({ CodeSigningConfigArn }) => typeof CodeSigningConfigArn !== 'string'))
      throw new TypeError('a configuration has no ARN');
    return { items: CodeSigningConfigs, next: NextMarker };
  });
  if (failure !== undefined) run.gap(failure);
  for (const config of configs) {
    const { CodeSigningConfigArn: arn = '', CodeSigningConfigId: id } = config;
    run.add({
      type: 'AWS::Lambda::CodeSigningConfig',
      id: id ?? arn,
      arn,
      properties: codeSigningConfigOf(config),
      attributes: { Ref: arn, CodeSigningConfigArn: arn },
    });
  }

  const BY_CONFIG = 'lambda:ListFunctionsByCodeSigningConfig';
  if (!run.wants(BY_CONFIG)) return async () => ({ [PROPERTY]: unknown({ kind: 'not-asked', action: BY_CONFIG }) });
  const byFunction = async (name: string): Promise<Properties> => {
    const answer = await run.ask(
      'lambda:GetFunctionCodeSigningConfig',
      () => client.send(new sdk.GetFunctionCodeSigningConfigCommand({ FunctionName: name })),
      ['ResourceNotFoundException'],
    );
    return run.given(answer, 'AWS::Lambda::Function', ({ CodeSigningConfigArn }) =>
      CodeSigningConfigArn ? { [PROPERTY]: CodeSigningConfigArn } : {},
    );
  };
  if (failure?.reason === 'no-such-operation') return byFunction;

  const known = new Map<string, string>();
  const failures: Failure[] = failure === undefined ? [] : [failure];
  await run.each(configs, async ({ CodeSigningConfigArn: config = '' }) => {
    const listed = await run.tryList(BY_CONFIG, async (Marker) => {
      const { FunctionArns = [], NextMarker } = await client.send(
        new sdk.ListFunctionsByCodeSigningConfigCommand({ CodeSigningConfigArn: config, MaxItems: 10_000, Marker }),
      );
      return { items: FunctionArns, next: NextMarker };
    });
    for (const arn of listed.items) known.set(arn, config);
    if (listed.failure !== undefined) failures.push(listed.failure);
  });
  const [first] = failures;
  if (first?.action === BY_CONFIG && failures.every(({ reason }) => reason === 'no-such-operation'))
    return async (name, arn) => (known.has(arn) ? { [PROPERTY]: known.get(arn) } : byFunction(name));
  return async (_, arn) => {
    const config = known.get(arn);
    if (config !== undefined) return { [PROPERTY]: config };
    return first === undefined ? {} : { [PROPERTY]: unknownBecause(first) };
  };
};
