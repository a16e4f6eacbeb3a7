import { textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { ref, resource } from './build.ts';
import { layerId, normalized } from './naming.ts';
import { entriesOf, itemsOf, type Service, setting, settingEntry } from './service.ts';

/** The layers of a service, and who may use them. */
export const layers = (service: Service): readonly TemplateResource[] =>
  entriesOf(setting(service.root, 'layers')).flatMap(([name, { key, value }]) => {
    const id = layerId(name);
    return [
      resource(
        id,
        'AWS::Lambda::LayerVersion',
        {
          Content: { S3Bucket: ref('ServerlessDeploymentBucket'), S3Key: `serverless/${name}.zip` },
          LayerName: setting(value, 'name') ?? name,
          Description: settingEntry(value, 'description'),
          LicenseInfo: settingEntry(value, 'licenseInfo'),
          CompatibleRuntimes: settingEntry(value, 'compatibleRuntimes'),
          CompatibleArchitectures: settingEntry(value, 'compatibleArchitectures'),
        },
        key,
      ),
      ...itemsOf(setting(value, 'allowedAccounts')).map((account) =>
        resource(
          `${normalized(name)}${(textOf(account) ?? '').replace('*', 'Wild')}LambdaLayerPermission`,
          'AWS::Lambda::LayerVersionPermission',
          { Action: 'lambda:GetLayerVersion', LayerVersionArn: ref(id), Principal: account },
          account.span,
        ),
      ),
    ];
  });
