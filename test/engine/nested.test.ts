import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { audit } from '../../src/run.ts';
import { runOf } from '../options.ts';
import { trees } from '../sources/template/tree.ts';

const tree = trees();

/** What checks say of templates: who is meant, and the undetermined ones with a question mark. */
const said = async (files: Readonly<Record<string, string>>, ids: readonly string[]): Promise<readonly string[]> => {
  const collected = await tree.collect(files);
  const chosen = checks.filter(({ id }) => ids.includes(id));
  const { report } = audit({ ...collected, packages: [] }, runOf(chosen, { persona: 'auditor' }));
  return [
    ...report.findings.map(({ check, subject }) => `${check} ${subject.id}`),
    ...report.undetermined.map(({ check, subject }) => `${check} ${subject.id}?`),
  ].sort();
};

test('what a nested template says of a queue is followed in that template', async () => {
  const timeout = (seconds: number) =>
    `{Type: AWS::Lambda::Function, Properties: {Runtime: nodejs24.x, Handler: a.b, Role: r, Code: {ZipFile: x}, Timeout: ${seconds}}}`;
  const files = {
    'template.yaml': `Resources:
  Jobs: {Type: AWS::SQS::Queue}
  Worker: ${timeout(3)}
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Queue: !GetAtt Jobs.Arn}}}
`,
    'child.yaml': `Parameters: {Queue: {Type: String}}
Resources:
  Worker: ${timeout(20)}
  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Worker, EventSourceArn: !Ref Queue}}
`,
  };
  await expect(said(files, ['queue-visibility-short'])).resolves.toEqual(['queue-visibility-short Jobs']);
});

test('a web ACL that one nested template associates protects what another one has', async () => {
  const stage = (api: string) =>
    `{Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref ${api}, StageName: prod, DeploymentId: !Ref ${api}Deployment}}`;
  const api = (id: string) => `  ${id}: {Type: AWS::ApiGateway::RestApi, Properties: {Name: ${id}}}
  ${id}Method: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref ${id}, ResourceId: !GetAtt ${id}.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: {Type: MOCK}}}
  ${id}Deployment: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref ${id}}}
  ${id}Stage: ${stage(id)}
`;
  const files = {
    'template.yaml': `Resources:
  Apis: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: apis.yaml}}
  Guards:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: guards.yaml
      Parameters: {Stage: !GetAtt Apis.Outputs.Stage, Api: !GetAtt Apis.Outputs.Api, Graph: !GetAtt Apis.Outputs.Graph}
`,
    'apis.yaml': `Resources:
${api('Orders')}${api('Shop')}${api('Open')}  Graph: {Type: AWS::AppSync::GraphQLApi, Properties: {Name: g, AuthenticationType: API_KEY}}
Outputs:
  Stage: {Value: !Sub 'arn:aws:apigateway:\${AWS::Region}::/restapis/\${Orders}/stages/\${OrdersStage}'}
  Api: {Value: !Ref Shop}
  Graph: {Value: !GetAtt Graph.Arn}
`,
    'guards.yaml': `Parameters: {Stage: {Type: String}, Api: {Type: String}, Graph: {Type: String}}
Resources:
  OfStage: {Type: AWS::WAFv2::WebACLAssociation, Properties: {WebACLArn: a, ResourceArn: !Ref Stage}}
  OfApi: {Type: AWS::WAFv2::WebACLAssociation, Properties: {WebACLArn: a, ResourceArn: !Sub 'arn:aws:apigateway:\${AWS::Region}::/restapis/\${Api}/stages/prod'}}
  OfGraph: {Type: AWS::WAFv2::WebACLAssociation, Properties: {WebACLArn: a, ResourceArn: !Ref Graph}}
`,
  };
  await expect(said(files, ['api-no-waf'])).resolves.toEqual(['api-no-waf OpenStage']);
});

test('a usage plan of a nested template limits the keyed routes of its parent', async () => {
  const files = {
    'template.yaml': `Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: orders}}
  Method: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, ApiKeyRequired: true, Integration: {Type: MOCK}}}
  Deployment: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api}}
  Limited: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: prod, DeploymentId: !Ref Deployment}}
  Unlimited: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: dev, DeploymentId: !Ref Deployment}}
  Plans: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: plans.yaml, Parameters: {Api: !Ref Api}}}
`,
    'plans.yaml': `Parameters: {Api: {Type: String}}
Resources:
  Plan: {Type: AWS::ApiGateway::UsagePlan, Properties: {ApiStages: [{ApiId: !Ref Api, Stage: prod}], Throttle: {RateLimit: 10, BurstLimit: 5}}}
`,
  };
  await expect(said(files, ['api-no-throttling'])).resolves.toEqual(['api-no-throttling Unlimited']);
});
