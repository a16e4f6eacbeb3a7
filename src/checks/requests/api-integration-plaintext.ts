import { defineCheck, type Field, type Finding, finding, known, notApplicable, type Undetermined, undetermined } from '../../check.ts';
import { callOf, dataOf, nameOf, ROUTE_READS } from '../access/route.ts';
import { plaintextHosts } from './address.ts';

/** A finding where an address has no TLS; undetermined where it is not known. */
function* judge(uri: Field<string>, who: string, more: Partial<Finding> = {}): Generator<Finding | Undetermined> {
  const { hosts, unknown } = plaintextHosts(uri);
  // Which address a stage variable holds differs from stage to stage.
  if (uri.state === 'known' && String(uri.value).startsWith('${stageVariables.'))
    return yield undetermined(uri, { kind: 'intrinsic', expression: String(uri.value) });
  if (unknown) return yield undetermined(uri, unknown);
  const [host] = hosts;
  if (host === undefined) return;
  yield finding(
    uri,
    `${who} calls ${host.startsWith('$') || host === '…' ? 'an address' : host} over http, where anyone on the way reads and changes what is sent`,
    {
      ...more,
      ...(host.includes('…') ? { confidence: 'medium' } : {}),
    },
  );
}

export default defineCheck({
  id: 'api-integration-plaintext',
  title: 'API calls its backend without TLS',
  family: 'requests',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: [
    'AWS::ApiGateway::Method',
    'AWS::ApiGatewayV2::Integration',
    'AWS::AppSync::DataSource',
    'AWS::Events::ApiDestination',
    'AWS::Events::Connection',
  ],
  reads: {
    ...ROUTE_READS,
    'AWS::ApiGateway::Method': [...ROUTE_READS['AWS::ApiGateway::Method'], 'Integration'],
    'AWS::ApiGatewayV2::Route': [...ROUTE_READS['AWS::ApiGatewayV2::Route'], 'Target'],
    'AWS::ApiGatewayV2::Integration': ['ConnectionType', 'IntegrationUri'],
    'AWS::AppSync::DataSource': ['HttpConfig'],
    'AWS::Events::ApiDestination': ['InvocationEndpoint'],
    'AWS::Events::Connection': ['AuthParameters'],
  },
  docs: {
    why: 'What callers sent over TLS goes on to the backend in clear text over the internet, their tokens included.',
    fix: 'Call the backend over https, or through a VPC link where it is in a network of your own.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html',
    ],
    frameworks: { owasp: ['A02', 'SAS-3'] },
  },
  *check(subject, context) {
    switch (subject.type) {
      case 'AWS::ApiGateway::Method': {
        const integration = subject.get('Integration');
        if (integration.state === 'unknown') return yield undetermined(integration, integration.reason);
        const type = integration.get('Type');
        if (type.state === 'absent' || (type.state === 'known' && !/^HTTP(?:_PROXY)?$/i.test(type.value))) return yield notApplicable();
        const connection = integration.get('ConnectionType');
        if ((yield* known(connection)) === 'VPC_LINK' || connection.state === 'unknown') return;
        if (type.state === 'unknown') return yield undetermined(type, type.reason);
        const call = callOf(subject, context);
        yield* judge(integration.get('Uri'), nameOf(subject, call, context), { data: dataOf(call) });
        return;
      }
      case 'AWS::ApiGatewayV2::Integration': {
        const uri = subject.get('IntegrationUri');
        const [route, ...others] = context.referrers(subject, 'AWS::ApiGatewayV2::Route', 'Target');
        const connection = subject.get('ConnectionType');
        if ((yield* known(connection)) === 'VPC_LINK' || connection.state === 'unknown') return;
        // A function or a resource of the template, whichever it is, is called over TLS.
        if (
          uri.state === 'unknown' &&
          uri.reason.kind === 'intrinsic' &&
          uri.reason.target !== undefined &&
          uri.reason.target.attribute !== 'WebsiteURL'
        )
          return;
        const call = route && callOf(route, context);
        yield* judge(
          uri,
          route && call && others.length === 0 ? nameOf(route, call, context) : subject.id,
          call && others.length === 0 ? { data: dataOf(call) } : {},
        );
        return;
      }
      case 'AWS::AppSync::DataSource':
        return yield* judge(subject.get('HttpConfig').get('Endpoint'), subject.id);
      case 'AWS::Events::ApiDestination':
        return yield* judge(subject.get('InvocationEndpoint'), subject.id);
      case 'AWS::Events::Connection':
        return yield* judge(subject.get('AuthParameters').get('OAuthParameters').get('AuthorizationEndpoint'), subject.id);
    }
  },
});
