/** A default, or the defaults of an object's members. */
export type Default = string | number | boolean | { readonly [member: string]: Default };

/**
 * What AWS documents to hold where a template leaves a property out, as far as checks ask. Only where the absence of the
 * property means this value and nothing else; what hangs on other properties stands with the checks that judge it.
 */
export const DEFAULTS: Readonly<Record<string, Readonly<Record<string, Default>>>> = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-codesigningconfig.html
  'AWS::Lambda::CodeSigningConfig': { CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' } },
  // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
  'AWS::Lambda::Function': { PackageType: 'Zip', Timeout: 3 },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
  'AWS::KMS::Key': {
    EnableKeyRotation: false,
    Enabled: true,
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    MultiRegion: false,
    Origin: 'AWS_KMS',
  },
  // 300 seconds for REST APIs; no page names a default for HTTP APIs.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html
  'AWS::ApiGateway::Authorizer': { AuthorizerResultTtlInSeconds: 300 },
};
