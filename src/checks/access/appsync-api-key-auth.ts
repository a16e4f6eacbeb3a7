import { defineCheck, each, type Field, finding, known, undetermined } from '../../check.ts';

export default defineCheck({
  id: 'appsync-api-key-auth',
  title: 'AppSync API accepts an API key',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::AppSync::GraphQLApi', 'AWS::AppSync::Api'],
  reads: {
    'AWS::AppSync::GraphQLApi': ['AuthenticationType', 'AdditionalAuthenticationProviders'],
    'AWS::AppSync::Api': ['EventConfig'],
  },
  docs: {
    why: 'An API key is one password for everyone, carried by every client: whoever has seen one calls what it opens until it ends.',
    fix: 'Authenticate with a user pool, OpenID Connect, IAM or a function, and remove API_KEY.',
    references: [
      'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
      'https://docs.aws.amazon.com/appsync/latest/eventapi/configure-event-api-auth.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html',
    ],
    frameworks: { fsbp: ['AppSync.5'], owasp: ['A07', 'SAS-2'] },
  },
  *check(api) {
    if (api.type === 'AWS::AppSync::GraphQLApi') {
      const main = api.get('AuthenticationType');
      if (main.state === 'absent') return yield undetermined(main, { kind: 'malformed', expected: 'an authentication type' });
      if ((yield* known(main)) === 'API_KEY')
        yield finding(main, `whoever has seen the key can call ${api.id}: its default authentication is API_KEY`, { severity: 'high' });
      for (const provider of yield* each(api.get('AdditionalAuthenticationProviders')))
        if ((yield* known(provider.get('AuthenticationType'))) === 'API_KEY')
          yield finding(provider.get('AuthenticationType'), `${api.id} accepts an API key where its schema allows one`);
      return;
    }
    const config = api.get('EventConfig');
    const modes: Field<string>[] = [];
    for (const list of [config.get('ConnectionAuthModes'), config.get('DefaultPublishAuthModes'), config.get('DefaultSubscribeAuthModes')])
      for (const mode of yield* each(list)) modes.push(mode.get('AuthType'));
    const byDefault: Field<string>[] = [];
    for (const mode of modes) if ((yield* known(mode)) === 'API_KEY') byDefault.push(mode);
    if (config.state === 'absent') yield undetermined(config, { kind: 'malformed', expected: 'an event configuration' });
    for (const provider of yield* each(config.get('AuthProviders'))) {
      const type = provider.get('AuthType');
      if ((yield* known(type)) !== 'API_KEY') continue;
      if (byDefault.length > 0)
        yield finding(type, `whoever has seen the key can use ${api.id}: API_KEY is one of its default authentication modes`, {
          severity: 'high',
        });
      else yield finding(type, `${api.id} accepts an API key where a channel allows one`);
    }
  },
});
