import type * as Sdk from '@aws-sdk/client-lambda';
import { known } from '../answers.ts';
import type { ServiceRun } from '../run.ts';
import { layerPermissionsOf, layerVersionOf } from './layer-mapper.ts';

/** A version that was deleted after it was listed, or that nobody else may use. */
const NOT_FOUND = ['ResourceNotFoundException'];

/** Layers in all of their versions, and who may use each. */
export const readLayers = async (run: ServiceRun, client: Sdk.LambdaClient, sdk: typeof Sdk): Promise<void> => {
  const layers = await run.list('lambda:ListLayers', async (Marker) => {
    const { Layers, NextMarker } = await client.send(new sdk.ListLayersCommand({ MaxItems: 50, Marker }));
    return { items: known(known(Layers, 'LayerName'), 'LayerArn'), next: NextMarker };
  });
  await run.each(layers, async ({ LayerName = '', LayerArn = '' }) => {
    const list = async (Marker: string | undefined) => {
      const { LayerVersions, NextMarker } = await client.send(new sdk.ListLayerVersionsCommand({ LayerName, MaxItems: 50, Marker }));
      return { items: known(LayerVersions, 'LayerVersionArn'), next: NextMarker };
    };
    const versions = await run.list('lambda:ListLayerVersions', list, LayerArn);
    await run.each(versions, async (version) => {
      const made = layerVersionOf(LayerName, version);
      run.add(made);
      if (!run.wants('lambda:GetLayerVersionPolicy')) return;
      const answer = await run.ask(
        'lambda:GetLayerVersionPolicy',
        async () => {
          const { Policy } = await client.send(new sdk.GetLayerVersionPolicyCommand({ LayerName, VersionNumber: version.Version }));
          return layerPermissionsOf(Policy);
        },
        NOT_FOUND,
      );
      if (answer.state === 'none') return;
      const permissions = answer.state === 'answered' ? answer.value : [{ sid: '*', properties: undefined }];
      for (const { sid, properties } of permissions)
        run.add({
          type: 'AWS::Lambda::LayerVersionPermission',
          id: `${made.id} ${sid}`,
          properties: {
            ...run.given(answer, 'AWS::Lambda::LayerVersionPermission', () => properties ?? {}),
            LayerVersionArn: made.arn,
          },
        });
    });
  });
};
