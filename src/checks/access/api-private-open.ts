import { defineCheck, notApplicable, undetermined } from '../../check.ts';
import { grantsIn, letsAnyoneIn } from '../resource-policy.ts';

export default defineCheck({
  id: 'api-private-open',
  title: 'Private API admits any VPC endpoint',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::ApiGateway::RestApi',
  reads: { 'AWS::ApiGateway::RestApi': ['EndpointConfiguration', 'Policy'] },
  docs: {
    why: 'A private API is private through its policy alone: every AWS account can make an endpoint of execute-api in its own VPC, and VpcEndpointIds keeps none of them out.',
    fix: 'Let the policy admit your own endpoints alone, by aws:SourceVpce or aws:SourceVpc.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(api, context) {
    const types = api.get('EndpointConfiguration').get('Types');
    const kinds = types.items();
    const isPrivate = kinds.some((type) => type.state === 'known' && String(type.value) === 'PRIVATE');
    const unsure = [types, ...kinds].find(({ state }) => state === 'unknown');
    if (!isPrivate && unsure === undefined) return yield notApplicable();
    if (!isPrivate && unsure?.state === 'unknown') return yield undetermined(unsure, unsure.reason);
    const policy = api.get('Policy');
    // API Gateway deploys no private API without a policy.
    if (policy.state === 'absent') return yield undetermined(policy, { kind: 'malformed', expected: 'a resource policy' });
    const grants = yield* grantsIn(policy, context, { service: 'execute-api', onlyThroughEndpoint: true });
    yield* letsAnyoneIn(`private API ${api.id}`, grants);
  },
});
