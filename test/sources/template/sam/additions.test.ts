import { describe, expect, it } from 'vitest';
import { expandSam } from '../../../../src/sources/template/sam/expand.ts';
import { plain, property, templateOf } from '../templates.ts';

const made = (resources: string) => {
  const template = templateOf(`Conditions: {Prod: !Equals [a, b]}\nResources:\n${resources}`);
  return new Map(expandSam(template).resources.map((resource) => [resource.id.replace(/[0-9a-f]{10}$/, '#'), resource] as const));
};
const fn = (id: string, properties: string, more = ''): string =>
  `  ${id}: {Type: AWS::Serverless::Function, ${more}Properties: {Handler: a.b, Runtime: nodejs22.x, InlineCode: x, ${properties}}}\n`;

describe('what events of functions add to other resources', () => {
  it('are the notifications of a bucket, beside its own and under the conditions of the function', () => {
    const bucket = made(
      `  B: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: e, Function: f}]}}}\n${fn('F', 'Events: {S: {Type: S3, Properties: {Bucket: !Ref B, Events: [a, b], Filter: {S3Key: {}}}}}')}${fn('G', 'Events: {S: {Type: S3, Properties: {Bucket: !Ref B, Events: c}}}', 'Condition: Prod, ')}`,
    ).get('B');
    const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
    expect(property(bucket, 'NotificationConfiguration')).toEqual({
      LambdaConfigurations: [
        { Event: 'e', Function: 'f' },
        { Event: 'a', Function: arn('F'), Filter: { S3Key: {} } },
        { Event: 'b', Function: arn('F'), Filter: { S3Key: {} } },
        { 'Fn::If': ['Prod', { Event: 'c', Function: arn('G') }, { Ref: 'AWS::NoValue' }] },
      ],
    });
  });

  it('are the triggers of a user pool that it does not have, and one permission for all of them', () => {
    const resources = made(
      `  P: {Type: AWS::Cognito::UserPool, Properties: {LambdaConfig: {PreSignUp: own}}}\n${fn('F', 'AutoPublishAlias: live, Events: {A: {Type: Cognito, Properties: {UserPool: !Ref P, Trigger: PreSignUp}}, B: {Type: Cognito, Properties: {UserPool: !Ref P, Trigger: [PostConfirmation, CustomMessage]}}}')}`,
    );
    const alias = { Ref: 'FAliaslive' };
    expect(property(resources.get('P'), 'LambdaConfig')).toEqual({ PreSignUp: 'own', PostConfirmation: alias, CustomMessage: alias });
    expect([...resources.keys()].filter((id) => id.endsWith('Permission'))).toEqual(['FAliasliveCognitoPermission']);
  });
});

describe('what functions and APIs make together', () => {
  it('is the application of CodeDeploy and its role, with a group for each', () => {
    const resources = made(
      `${fn('F', 'AutoPublishAlias: live, DeploymentPreference: {Type: Canary10Percent5Minutes, Alarms: [!Ref A]}', 'Condition: Prod, ')}${fn('G', 'AutoPublishAlias: live, DeploymentPreference: {Type: !Ref T, Role: arn}')}${fn('H', 'AutoPublishAlias: live, DeploymentPreference: {Type: AllAtOnce, Enabled: "False"}')}`,
    );
    const ids = [...resources].filter(([, { type }]) => type.startsWith('AWS::CodeDeploy::')).map(([id]) => id);
    expect(ids).toEqual(['FDeploymentGroup', 'GDeploymentGroup', 'ServerlessDeploymentApplication']);
    expect(resources.get('CodeDeployServiceRole')?.conditions).toEqual([]);
    expect(plain(resources.get('FDeploymentGroup')?.properties)).toMatchObject({
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: 'A' } }] },
      DeploymentConfigName: { 'Fn::Sub': ['CodeDeployDefault.Lambda${ConfigName}', { ConfigName: 'Canary10Percent5Minutes' }] },
      ServiceRoleArn: { 'Fn::GetAtt': ['CodeDeployServiceRole', 'Arn'] },
    });
    expect(plain(resources.get('GDeploymentGroup')?.properties)).toMatchObject({
      DeploymentConfigName: { Ref: 'T' },
      ServiceRoleArn: 'arn',
    });
  });

  it('are the records of the domains of one zone, there when one of the APIs is', () => {
    const api = (id: string, type: string, name: string, more: string) =>
      `  ${id}: {Type: AWS::Serverless::${type}, ${more}Properties: {StageName: v1, Domain: {DomainName: ${name}, CertificateArn: c, Route53: {HostedZoneId: Z, IpV6: true}}}}\n`;
    const resources = made(
      `${api('A', 'Api', 'a.example.com', 'Condition: Prod, ')}${api('H', 'HttpApi', 'h.example.com', 'Condition: Test, ')}`,
    );
    const records = resources.get('RecordSetGroup#');
    expect(
      (property(records, 'RecordSets') as readonly { Name: string; Type: string }[]).map(({ Name, Type }) => `${Name} ${Type}`),
    ).toEqual(['a.example.com A', 'a.example.com AAAA', 'h.example.com A', 'h.example.com AAAA']);
    expect(records?.conditions.map(plain)).toEqual([{ 'Fn::Or': [{ Condition: 'Prod' }, { Condition: 'Test' }] }]);
  });
});
