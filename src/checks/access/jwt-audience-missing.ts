import {
  type Context,
  defineCheck,
  finding,
  notApplicable,
  type Reads,
  type Resource,
  related,
  type Undetermined,
  undetermined,
} from '../../check.ts';
import { AUTHORIZER_READS, nameOf } from './authorizer.ts';
import { textsOf } from './list.ts';
import { wordingOf } from './wording.ts';

const READS = {
  'AWS::ApiGatewayV2::Authorizer': [...AUTHORIZER_READS['AWS::ApiGatewayV2::Authorizer'], 'JwtConfiguration'],
  'AWS::ApiGatewayV2::Api': [],
  'AWS::Cognito::UserPoolClient': [],
} as const satisfies Reads;

type Authorizer = Resource<'AWS::ApiGatewayV2::Authorizer', (typeof READS)['AWS::ApiGatewayV2::Authorizer'][number]>;

/** An authorizer of an API, by its id. */
interface Owned {
  readonly api: string;
  readonly authorizer: Authorizer;
}

/** The authorizers of all APIs by what they take: an issuer and an audience. */
interface Audiences {
  readonly all: ReadonlyMap<string, readonly Owned[]>;
  /** The first whose audience cannot be read: one is enough to doubt what the others share. */
  readonly unread: Undetermined | undefined;
}

const audiencesIn = (context: Context<typeof READS, never>): Audiences => {
  const all = new Map<string, Owned[]>();
  let unread: Undetermined | undefined;
  for (const authorizer of context.resources('AWS::ApiGatewayV2::Authorizer')) {
    const api = context.target(authorizer.get('ApiId'), 'AWS::ApiGatewayV2::Api');
    const jwt = authorizer.get('JwtConfiguration');
    const issuer = wordingOf(jwt.get('Issuer'));
    if (api.state !== 'found' || issuer === undefined) continue;
    const audience = jwt.get('Audience');
    if (audience.state === 'known' && audience.form !== 'list') {
      unread ??= undetermined(audience, { kind: 'malformed', expected: 'a list' });
      continue;
    }
    for (const item of audience.items()) {
      const key = `${issuer}\n${wordingOf(item)}`;
      const owned = all.get(key) ?? [];
      owned.push({ api: api.resource.id, authorizer });
      all.set(key, owned);
    }
  }
  return { all, unread };
};

export default defineCheck({
  id: 'jwt-audience-missing',
  title: 'Tokens for other APIs pass',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::ApiGatewayV2::Authorizer',
  reads: READS,
  docs: {
    why: 'The audience tells for which API a token was issued: without one of its own, an API takes the tokens that its callers gave to another.',
    fix: 'Name the audience of this API alone in JwtConfiguration.Audience.',
    fixIn: {
      sam: 'Name the audience of this API alone in JwtConfiguration.audience.',
      'serverless-framework': 'Name the audience of this API alone in audience of the authorizer.',
      terraform: 'Name the audience of this API alone in audience of jwt_configuration.',
    },
    limits: 'Audiences are compared as they are written, within one template or account.',
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html'],
    frameworks: { owasp: ['A01', 'A07', 'SAS-2'] },
  },
  *check(authorizer, context) {
    const type = authorizer.get('AuthorizerType');
    if (type.state === 'known' && type.value !== 'JWT') return yield notApplicable();
    const jwt = authorizer.get('JwtConfiguration');
    if (type.state === 'unknown' && jwt.state === 'absent') return yield notApplicable();
    const audience = jwt.get('Audience');
    const data = { authorizer: nameOf(authorizer) };
    const named = audience.items().filter((item) => item.state === 'unknown' || (item.state === 'known' && String(item.value) !== ''));
    if (named.length === 0) {
      yield* textsOf(audience);
      if (audience.state === 'absent' || Array.isArray(audience.json()))
        yield finding(audience, `${nameOf(authorizer)} takes tokens for any audience: it names none`, { data });
      return;
    }
    const issuer = wordingOf(jwt.get('Issuer'));
    const owner = context.target(authorizer.get('ApiId'), 'AWS::ApiGatewayV2::Api');
    if (issuer === undefined || owner.state !== 'found') return;
    const { all, unread } = context.common(audiencesIn);
    if (unread !== undefined) yield unread;
    for (const shared of named) {
      const audience = wordingOf(shared);
      if (audience === undefined) continue;
      const other = all.get(`${issuer}\n${audience}`)?.find(({ api }) => api !== owner.resource.id);
      if (other === undefined) continue;
      // Cognito's access tokens name the client, and no API.
      const client = context.target(shared, 'AWS::Cognito::UserPoolClient').state === 'found';
      const why = client ? ', as they share an app client' : ', as they share an audience';
      const message = `${nameOf(authorizer)} takes tokens for ${other.api} as well${why}`;
      return yield finding(shared, message, {
        ...(client ? { severity: 'low' } : {}),
        related: [related(other.authorizer, 'the other authorizer')],
        data,
      });
    }
  },
});
