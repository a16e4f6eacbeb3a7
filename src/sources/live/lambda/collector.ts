import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { readAccess } from './access.ts';
import { CALLS } from './calls.ts';
import { readLayers } from './layers.ts';
import { eventSourceMappingOf, functionAttributesOf, functionOf, runtimeManagementOf } from './mapper.ts';
import { readSigning } from './signing.ts';

/** Lambda functions with their code signing, policies, aliases and URLs, layers and event sources. The policies of single versions are not read. */
export const lambda: Collector = {
  service: 'lambda',
  calls: CALLS,
  async collect(run) {
    const sdk = await import('@aws-sdk/client-lambda');
    const client = run.client(sdk.LambdaClient);
    const [found, signingOf] = await Promise.all([
      run.list('lambda:ListFunctions', async (Marker) => {
        const { Functions, NextMarker } = await client.send(new sdk.ListFunctionsCommand({ MaxItems: 50, Marker }));
        if (Functions?.some(({ FunctionName, FunctionArn }) => typeof FunctionName !== 'string' || typeof FunctionArn !== 'string'))
          throw new TypeError('a function has no name');
        return { items: Functions, next: NextMarker };
      }),
      readSigning(run, client, sdk),
    ]);
    const functions = found.map((fn) => ({ fn, name: fn.FunctionName ?? '', arn: fn.FunctionArn ?? '' }));
    const configured = run.each(functions, async ({ fn, name, arn }) => {
      const zip = fn.PackageType !== 'Image';
      const [signing, management] = await Promise.all([
        zip ? signingOf(name, arn) : {},
        zip
          ? run.ask('lambda:GetRuntimeManagementConfig', () =>
              client.send(new sdk.GetRuntimeManagementConfigCommand({ FunctionName: name })),
            )
          : undefined,
      ]);
      run.add({
        type: 'AWS::Lambda::Function',
        id: name,
        arn,
        properties: {
          ...functionOf(fn),
          ...signing,
          ...(management === undefined ? {} : run.given(management, 'AWS::Lambda::Function', runtimeManagementOf)),
        },
        attributes: functionAttributesOf(fn),
      });
    });
    const mapped = async () => {
      const mappings = await run.list('lambda:ListEventSourceMappings', async (Marker) => {
        const answer = await client.send(new sdk.ListEventSourceMappingsCommand({ MaxItems: 100, Marker }));
        return { items: known(answer.EventSourceMappings, 'UUID'), next: answer.NextMarker };
      });
      for (const mapping of mappings) run.add(eventSourceMappingOf(mapping));
    };
    await Promise.all([configured, mapped(), readAccess(run, client, sdk, functions), readLayers(run, client, sdk)]);
  },
};
