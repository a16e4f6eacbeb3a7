import { defineCheck, finding } from '../../check.ts';
import { textsOf } from './list.ts';
import { anyOrigin } from './origin.ts';

export default defineCheck({
  id: 'lambda-url-cors-open',
  title: 'Function URL answers every web page',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Url',
  reads: { 'AWS::Lambda::Url': ['AuthType', 'Cors'] },
  docs: {
    why: 'Where every origin is allowed, any page that a user of yours visits calls the function from his browser and reads the answer.',
    fix: 'Name the origins of your own pages in AllowOrigins.',
    fixIn: {
      'serverless-framework': 'Name the origins of your own pages in cors.allowedOrigins of the url.',
      terraform: 'Name the origins of your own pages in allow_origins.',
    },
    references: ['https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html'],
    frameworks: { owasp: ['A05', 'SAS-3'] },
  },
  *check(url) {
    const auth = url.get('AuthType');
    const signed = auth.state === 'known' && auth.value === 'AWS_IAM';
    for (const { at, text } of yield* textsOf(url.get('Cors').get('AllowOrigins'))) {
      if (!anyOrigin(text)) continue;
      const but = signed ? ', though it must sign its requests (AuthType is AWS_IAM)' : '';
      yield finding(
        at,
        `a page of any origin can call ${url.id} and read the answer: AllowOrigins has ${text}${but}`,
        signed ? { severity: 'low' } : {},
      );
    }
  },
});
