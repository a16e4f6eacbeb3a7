import { defineCheck, finding, isSet, knownBoolean, notApplicable, related } from '../../check.ts';

export default defineCheck({
  id: 'api-default-endpoint-open',
  title: 'Default endpoint goes round mutual TLS',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template'],
  subject: ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'],
  reads: {
    'AWS::ApiGateway::RestApi': ['DisableExecuteApiEndpoint'],
    'AWS::ApiGatewayV2::Api': ['DisableExecuteApiEndpoint'],
    'AWS::ApiGateway::BasePathMapping': ['RestApiId', 'DomainName'],
    'AWS::ApiGatewayV2::ApiMapping': ['ApiId', 'DomainName'],
    'AWS::ApiGateway::DomainName': ['MutualTlsAuthentication'],
    'AWS::ApiGatewayV2::DomainName': ['MutualTlsAuthentication'],
  },
  docs: {
    why: 'The custom domain asks clients for a certificate, and the execute-api address of the same API asks for none.',
    fix: 'Set DisableExecuteApiEndpoint to true.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html',
    ],
    frameworks: { owasp: ['A05', 'SAS-3'] },
  },
  *check(api, context) {
    const mappings = [
      ...context.referrers(api, 'AWS::ApiGateway::BasePathMapping', 'RestApiId'),
      ...context.referrers(api, 'AWS::ApiGatewayV2::ApiMapping', 'ApiId'),
    ];
    const off = api.type === 'AWS::ApiGateway::RestApi' ? api.get('DisableExecuteApiEndpoint') : api.get('DisableExecuteApiEndpoint');
    if (mappings.length === 0) return yield notApplicable();
    for (const mapping of mappings) {
      const at = mapping.type === 'AWS::ApiGateway::BasePathMapping' ? mapping.get('DomainName') : mapping.get('DomainName');
      const one = context.target(at, 'AWS::ApiGateway::DomainName');
      const domain = one.state === 'found' ? one.resource : yield* context.follow(at, 'AWS::ApiGatewayV2::DomainName');
      if (domain === undefined) continue;
      const tls =
        domain.type === 'AWS::ApiGateway::DomainName' ? domain.get('MutualTlsAuthentication') : domain.get('MutualTlsAuthentication');
      if (!(yield* isSet(tls.get('TruststoreUri')))) continue;
      const disabled = yield* knownBoolean(off);
      if (disabled || (disabled === undefined && off.state !== 'absent')) return;
      const message = `${api.id} answers at its execute-api address without the client certificate that ${domain.id} asks for`;
      return yield finding(off, message, { related: [related(domain, 'the domain')] });
    }
  },
});
