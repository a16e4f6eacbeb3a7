import type { MapNode } from '../node.ts';
import { textOf } from '../node.ts';
import type { ExpansionGap, TemplateResource } from '../template.ts';
import { arn, ref, resource } from './build.ts';
import { customResources } from './custom-resources.ts';
import { expandEvents } from './events/index.ts';
import { expandFunctions } from './functions.ts';
import { pluginGaps } from './plugins.ts';
import { ownTemplate, withOwn } from './resources.ts';
import { ownRoleGaps, sharedRole, sharesRole } from './role.ts';
import { isSet, type Service, setting } from './service.ts';
import { settingGaps } from './settings.ts';

/** What the deployment of a service makes, and the template that its `resources` add. */
export interface Expanded {
  readonly resources: readonly TemplateResource[];
  readonly gaps: readonly ExpansionGap[];
  /** `Parameters`, `Conditions` and `Mappings` are the service's own. */
  readonly template: MapNode;
}

/** The bucket of the service's packages, unless it names one that is there. */
const deploymentBucket = ({ provider, span }: Service): readonly TemplateResource[] => {
  const said = setting(provider, 'deploymentBucket');
  if (textOf(said) !== undefined || setting(said, 'name') !== undefined) return [];
  const id = 'ServerlessDeploymentBucket';
  const bucket = arn('arn:<partition>:s3:::', ref(id));
  const blocked = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
  const statement = {
    Action: 's3:*',
    Effect: 'Deny',
    Principal: '*',
    Resource: [arn('arn:<partition>:s3:::', ref(id), '/*'), bucket],
    Condition: { Bool: { 'aws:SecureTransport': false } },
  };
  return [
    resource(
      id,
      'AWS::S3::Bucket',
      {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        PublicAccessBlockConfiguration: isSet(setting(said, 'blockPublicAccess')) ? blocked : undefined,
        VersioningConfiguration: isSet(setting(said, 'versioning')) ? { Status: 'Enabled' } : undefined,
      },
      said?.span ?? span,
    ),
    ...(isSet(setting(said, 'skipPolicySetup'))
      ? []
      : [
          resource(
            `${id}Policy`,
            'AWS::S3::BucketPolicy',
            { Bucket: ref(id), PolicyDocument: { Statement: [statement] } },
            said?.span ?? span,
          ),
        ]),
  ];
};

/** Makes of a service what `serverless deploy` would. */
export const expandService = (service: Service): Expanded => {
  const parts = [expandFunctions(service), ...expandEvents(service)];
  const role = sharesRole(service)
    ? [
        sharedRole(
          service,
          parts.flatMap(({ statements }) => statements ?? []),
        ),
      ]
    : [];
  const { template, gaps } = ownTemplate(service);
  const customs = customResources(
    parts.flatMap((part) => part.customs ?? []),
    service,
  );
  const own = withOwn([...deploymentBucket(service), ...role, ...parts.flatMap(({ resources }) => resources), ...customs], template);
  return {
    template,
    resources: own.resources,
    gaps: [
      ...parts.flatMap((part) => part.gaps ?? []),
      ...gaps,
      ...own.gaps,
      ...ownRoleGaps(service),
      ...pluginGaps(service),
      ...settingGaps(service),
    ],
  };
};
