import { defineCheck, finding, knownBoolean } from '../../check.ts';
import { textsOf } from './list.ts';
import { anyOrigin } from './origin.ts';

export default defineCheck({
  id: 'api-cors-credentials',
  title: 'Any web page can call the API as its user',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::ApiGatewayV2::Api',
  reads: { 'AWS::ApiGatewayV2::Api': ['CorsConfiguration'] },
  docs: {
    why: "With credentials allowed for origins that anyone can have, every page that a user visits sends requests with the user's cookies and reads the answers.",
    fix: 'Name the origins of your own pages in AllowOrigins, or set AllowCredentials to false.',
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html'],
    frameworks: { owasp: ['A01', 'A05', 'SAS-3'] },
  },
  *check(api) {
    const cors = api.get('CorsConfiguration');
    const origins = (yield* textsOf(cors.get('AllowOrigins'))).filter(({ text }) => anyOrigin(text));
    if (origins.length === 0 || !(yield* knownBoolean(cors.get('AllowCredentials')))) return;
    for (const { at, text } of origins)
      if (text === '*')
        yield finding(at, `${api.id} allows credentials for every origin (*), which browsers refuse: its pages will not work`, {
          severity: 'low',
        });
      else yield finding(at, `a page of any origin can call ${api.id} as its user: AllowOrigins has ${text}, with AllowCredentials`);
  },
});
