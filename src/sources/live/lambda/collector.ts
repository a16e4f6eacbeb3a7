import { type Found, known } from '../answers.ts';
import type { Collector } from '../call.ts';
import type { Failure } from '../failure.ts';
import { readAccess } from './access.ts';
import { CALLS } from './calls.ts';
import { readLayers } from './layers.ts';
import { eventInvokeConfigOf, eventSourceMappingOf, functionAttributesOf, functionOf, imageOf, runtimeManagementOf } from './mapper.ts';
import { readSigning } from './signing.ts';

const TYPE = 'AWS::Lambda::Function';

/** Lambda functions with their code signing, policies, aliases and URLs, layers and event sources. */
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
    const ofArchive = async (name: string, arn: string): Promise<Pick<Found, 'properties' | 'attributes'>> => {
      const [signing, management] = await Promise.all([
        signingOf(name, arn),
        run.ask('lambda:GetRuntimeManagementConfig', () => client.send(new sdk.GetRuntimeManagementConfigCommand({ FunctionName: name }))),
      ]);
      return { properties: { ...signing, ...run.given(management, TYPE, runtimeManagementOf) } };
    };
    const ofImage = async (FunctionName: string) =>
      imageOf(
        await run.ask('lambda:GetFunction', async () => {
          const { Code } = await client.send(new sdk.GetFunctionCommand({ FunctionName }));
          if (typeof Code?.ImageUri !== 'string') throw new TypeError('ImageUri is missing');
          return Code;
        }),
      );
    const configured = run.each(functions, async ({ fn, name, arn }) => {
      const { properties, attributes } = fn.PackageType === 'Image' ? await ofImage(name) : await ofArchive(name, arn);
      run.add({
        type: TYPE,
        id: name,
        arn,
        properties: { ...functionOf(fn), ...properties },
        attributes: { ...functionAttributesOf(fn), ...attributes },
      });
    });
    const mapped = async () => {
      const mappings = await run.list('lambda:ListEventSourceMappings', async (Marker) => {
        const answer = await client.send(new sdk.ListEventSourceMappingsCommand({ MaxItems: 100, Marker }));
        return { items: known(answer.EventSourceMappings, 'UUID'), next: answer.NextMarker };
      });
      for (const mapping of mappings) run.add(eventSourceMappingOf(mapping));
    };
    const invoked = async () => {
      const INVOKED = 'lambda:ListFunctionEventInvokeConfigs';
      const failures: Failure[] = [];
      await run.each(functions, async ({ name: FunctionName, arn }) => {
        const { items, failure } = await run.tryList(INVOKED, async (Marker) => {
          const answer = await client.send(new sdk.ListFunctionEventInvokeConfigsCommand({ FunctionName, MaxItems: 50, Marker }));
          return { items: known(answer.FunctionEventInvokeConfigs, 'FunctionArn'), next: answer.NextMarker };
        });
        for (const config of items) run.add(eventInvokeConfigOf(arn, config));
        if (failure !== undefined) failures.push(failure);
      });
      // No function's alone: of any queue it is not known then whether it keeps what one could not handle.
      const [first] = failures;
      if (first !== undefined) run.gap(first);
    };
    await Promise.all([configured, mapped(), invoked(), readAccess(run, client, sdk, functions), readLayers(run, client, sdk)]);
  },
};
