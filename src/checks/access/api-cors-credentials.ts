import { type Context, defineCheck, finding, knownBoolean, type Outcome, type Reads, type Resource, undetermined } from '../../check.ts';
import { textsOf } from './list.ts';
import { anyOrigin, namesHost } from './origin.ts';
import { type CorsAnswer, corsAnswersOf } from './response-header.ts';
import { callOf, nameOf, ROUTE_READS } from './route.ts';

const READS = {
  ...ROUTE_READS,
  'AWS::ApiGateway::Method': [...ROUTE_READS['AWS::ApiGateway::Method'], 'Integration'],
  'AWS::ApiGatewayV2::Api': ['CorsConfiguration', 'ProtocolType'],
} as const satisfies Reads;

const REFUSED = 'which browsers refuse: its pages will not work';

function* ofHttpApi(api: Resource<'AWS::ApiGatewayV2::Api', 'CorsConfiguration'>): Generator<Outcome> {
  const cors = api.get('CorsConfiguration');
  const list = cors.get('AllowOrigins');
  const items = list.items();
  const harmless = items.every((item) => namesHost(item) || (item.state === 'known' && !anyOrigin(String(item.value))));
  if (items.length > 0 && harmless) return;
  if (!(yield* knownBoolean(cors.get('AllowCredentials')))) return;
  for (const { at, text } of yield* textsOf(list))
    if (text === '*') yield finding(at, `${api.id} allows credentials for every origin (*), ${REFUSED}`, { severity: 'low' });
    else if (anyOrigin(text))
      yield finding(at, `a page of any origin can call ${api.id} as its user: AllowOrigins has ${text}, with AllowCredentials`);
}

/** What is wrong with an answer: nothing that anyone could use where `undefined`. */
const defectOf = ({ origin }: CorsAnswer): { readonly because: string; readonly refused: boolean } | undefined => {
  if (origin.kind === 'reflected') return { because: 'the origin of the request', refused: false };
  // A header is one origin, not a pattern: browsers take https://* for the address of nobody.
  if (origin.kind !== 'text' || !anyOrigin(origin.text)) return undefined;
  return { because: origin.text, refused: !/^null$/i.test(origin.text) };
};

function* ofRestApi(api: Resource<'AWS::ApiGateway::RestApi', never>, context: Context<typeof READS, never>): Generator<Outcome> {
  const found = new Map<string, { readonly answer: CorsAnswer; readonly refused: boolean; readonly methods: string[] }>();
  for (const method of context.referrers(api, 'AWS::ApiGateway::Method', 'RestApiId')) {
    for (const answer of yield* corsAnswersOf(method)) {
      const { credentials, origin } = answer;
      const defect = defectOf(answer);
      // The header says `true` in small letters or nothing: https://fetch.spec.whatwg.org/#http-access-control-allow-credentials
      if (credentials === undefined || (credentials.kind === 'text' && credentials.text !== 'true')) continue;
      if (defect === undefined && origin.kind !== 'unknown') continue;
      const doubt = origin.kind === 'unknown' ? origin : credentials;
      if (doubt.kind === 'unknown') {
        yield undetermined(answer.at, doubt.reason);
        continue;
      }
      if (defect === undefined) continue;
      const methods = found.get(defect.because)?.methods ?? [];
      methods.push(nameOf(method, callOf(method, context), context));
      if (methods.length === 1) found.set(defect.because, { answer, refused: defect.refused, methods });
    }
  }
  for (const [because, { answer, refused, methods }] of found) {
    const [first, ...others] = methods;
    const whose = others.length === 0 ? first : `${first} (and ${others.length} more)`;
    if (refused) yield finding(answer.at, `${whose} allows credentials for every origin (${because}), ${REFUSED}`, { severity: 'low' });
    else yield finding(answer.at, `a page of any origin can call ${api.id} as its user: ${whose} allows ${because}, with credentials`);
  }
}

export default defineCheck({
  id: 'api-cors-credentials',
  title: 'Any web page can call the API as its user',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::ApiGatewayV2::Api', 'AWS::ApiGateway::RestApi'],
  reads: READS,
  docs: {
    why: "With credentials allowed for origins that anyone can have, every page that a user visits sends requests with the user's cookies and reads the answers.",
    fix: 'Name the origins of your own pages, or do not allow credentials.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html',
    ],
    frameworks: { owasp: ['A01', 'A05', 'SAS-3'] },
  },
  *check(api, context) {
    if (api.type === 'AWS::ApiGatewayV2::Api') yield* ofHttpApi(api);
    else yield* ofRestApi(api, context);
  },
});
