import { defineCheck, each, finding, knownBoolean, undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';

const LOCAL = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$)/i;

export default defineCheck({
  id: 'cognito-client-insecure-callback',
  title: 'App client redirects to an address without TLS',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPoolClient',
  reads: { 'AWS::Cognito::UserPoolClient': ['AllowedOAuthFlowsUserPoolClient', 'CallbackURLs'] },
  docs: {
    why: "The user's browser carries the authorization code or the tokens to the callback: over http everyone on the way reads them.",
    fix: 'Use https:// in CallbackURLs; http:// is for localhost alone.',
    fixIn: {
      terraform: 'Use https:// in callback_urls; http:// is for localhost alone.',
    },
    references: [
      'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html',
    ],
    frameworks: { owasp: ['A02', 'SAS-2'] },
  },
  *check(client) {
    const urls = client.get('CallbackURLs');
    if (urls.state === 'known' && !Array.isArray(urls.json())) return yield undetermined(urls, { kind: 'malformed', expected: 'a list' });
    for (const url of yield* each(urls)) {
      const parts = url.state === 'unknown' ? partsOf(url.reason) : url.state === 'known' ? [String(url.value)] : [];
      const [scheme, host] = parts;
      if (typeof scheme !== 'string') {
        if (url.state === 'unknown') yield undetermined(url, url.reason);
        continue;
      }
      if (!/^http:\/\//i.test(scheme) || LOCAL.test(scheme)) continue;
      // What may be localhost as well; a resource's address is not.
      if (/^http:\/\/$/i.test(scheme) && host !== undefined && !(typeof host === 'object' && 'target' in host)) {
        if (url.state === 'unknown') yield undetermined(url, url.reason);
        continue;
      }
      const used = yield* knownBoolean(client.get('AllowedOAuthFlowsUserPoolClient'));
      const unused = used ? '' : ', once AllowedOAuthFlowsUserPoolClient is true';
      yield finding(url, `${client.id} sends codes and tokens to an address without TLS${unused}`, used ? {} : { severity: 'low' });
    }
  },
});
