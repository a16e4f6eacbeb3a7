/** The library whose constructs an application is made of. */
const LIBRARY = 'aws-cdk-lib';

/**
 * What aws-cdk-lib calls the constructs that it adds to a stack for itself, to do what CloudFormation cannot: no application decides
 * about their functions. https://github.com/aws/aws-cdk/tree/main/packages/%40aws-cdk/custom-resource-handlers
 */
const PROVIDERS = [
  'AWSCDK.Trigger',
  'AWSCDKCfnUtilsProvider',
  'AWSCDKOpenIdConnectProvider',
  'CrossAccountZoneDelegation',
  'CrossRegionExportReader',
  'CrossRegionExportWriter',
  'CrossRegionStringParameterReader',
  'DeleteExistingRecordSet',
  'DynamoDBReplica',
  'ECRAutoDeleteImages',
  'S3AutoDeleteObjects',
  'SyntheticsAutoDeleteUnderlyingResources',
  'UserPoolCloudFrontDomainName',
  'VpcRestrictDefaultSG',
];

/** Functions of which a stack has one: their ids end so, after what they are for. */
const SINGLETONS = [
  // Notifications of buckets.
  '050a0587b7544547bf325f094a3db834',
  // The retention of log groups.
  'aae0aa3c5b4d4f87b02d85b201efdd8a',
  // AwsCustomResource, and the same across Regions.
  '679f53fac002430cb0da5b7982bd2287',
  '8a0c93f3dbef4b71ac137aaf2048ce7e',
  // Deployments to buckets.
  '8693bb64968944b69aafb0cc9eb8756c',
  '8693bb64968944b69aafb0cc9eb8757c',
  // AwsApi as a target of rules.
  'b4cf1abd4e4f4bc699441af7ccd9ec37',
];

const plain = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '');

const OWN = new RegExp(
  [
    `^(?:Custom)?(?:${PROVIDERS.map(plain).join('|')})CustomResourceProvider`,
    ...SINGLETONS,
    // What calls the functions of a `Provider`.
    'framework(?:onEvent|isComplete|onTimeout)',
  ].join('|'),
  'i',
);
/** A longer name is none of the library's. */
const LONGEST = 512;

/** The library that made a resource for itself, by the construct's path, or else by the logical id that is made of it. */
export const libraryOf = (path: string | undefined, id: string): string | undefined => {
  const names = path === undefined ? [id] : path.split('/');
  return names.some((name) => name.length <= LONGEST && OWN.test(plain(name))) ? LIBRARY : undefined;
};
