import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { authorizationOf, becauseOf, callOf, credentialOf, dataOf, nameOf, ROUTE_READS } from './route.ts';

export default defineCheck({
  id: 'websocket-connect-no-auth',
  title: 'Anyone can open a WebSocket connection',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::ApiGatewayV2::Route', 'AWS::ApiGatewayV2::Api'],
  reads: ROUTE_READS,
  docs: {
    why: 'A WebSocket API authorizes a client once, when it connects: whoever gets through $connect can send to every other route.',
    fix: 'Give the $connect route a Lambda authorizer (AuthorizationType CUSTOM) or set its AuthorizationType to AWS_IAM.',
    fixIn: {
      sam: 'Set Auth of the WebSocketApi: AuthType CUSTOM with a function in AuthArn, or AuthType AWS_IAM.',
      'serverless-framework': 'Give the websocket event of $connect an authorizer.',
      terraform: 'Set authorization_type of the aws_apigatewayv2_route for $connect to "CUSTOM" with an authorizer_id, or to "AWS_IAM".',
    },
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html',
    ],
    frameworks: { fsbp: ['APIGateway.8'], owasp: ['A01', 'A07', 'SAS-2'] },
  },
  *check(subject, context) {
    if (subject.type === 'AWS::ApiGatewayV2::Route') {
      const call = callOf(subject, context);
      if (call.kind !== 'unknown' && (call.kind !== 'websocket' || call.route !== '$connect')) return yield notApplicable();
      if ((yield* credentialOf(subject, call)) !== 'none') return;
      if (call.kind === 'unknown') return yield undetermined(call.at, call.reason);
      yield finding(authorizationOf(subject), `${nameOf(subject, call, context)} lets anyone connect: ${becauseOf(subject)}`, {
        data: dataOf(call),
      });
      return;
    }
    const protocol = subject.get('ProtocolType');
    const routes = context.referrers(subject, 'AWS::ApiGatewayV2::Route', 'ApiId');
    const calls = routes.map((route) => callOf(route, context));
    const judged = calls.some((call) => call.kind === 'websocket' && call.route === '$connect');
    const other = protocol.state === 'absent' || (protocol.state === 'known' && protocol.value !== 'WEBSOCKET');
    if (other || routes.length === 0 || judged || calls.some(({ kind }) => kind === 'http')) return yield notApplicable();
    if (protocol.state === 'unknown') return yield undetermined(protocol, protocol.reason);
    if (!context.complete('AWS::ApiGatewayV2::Route')) return;
    for (const call of calls) if (call.kind === 'unknown') return yield undetermined(call.at, call.reason);
    // API Gateway accepts every connection where no route is asked about it.
    yield finding(subject, `${subject.id} lets anyone connect: it has no $connect route that could authorize`, {
      confidence: 'medium',
      data: { route: '$connect' },
    });
  },
});
