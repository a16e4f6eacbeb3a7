import { type Context, defineCheck, finding, known, type Outcome, type Reads, type Resource, related, undetermined } from '../../check.ts';
import { FUNCTION_POLICY_READS, grantsOfFunction } from './function-policy.ts';

const READS = {
  'AWS::Lambda::Url': ['AuthType', 'TargetFunctionArn'],
  'AWS::Lambda::WebFunctionEndpoint': ['AuthType'],
  ...FUNCTION_POLICY_READS,
} as const satisfies Reads;

/**
 * Whether it is sure that no permission lets the public in, without which a URL answers nobody, whatever its AuthType.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
const isClosed = (fn: Resource<'AWS::Lambda::Function', never>, context: Context<typeof READS, never>): boolean => {
  const steps = grantsOfFunction(fn, context);
  const { done, value: grants } = steps.next();
  if (!done || grants?.some(({ admission }) => admission.who === 'anyone' || admission.who === 'unknown')) return false;
  return (['AWS::Lambda::Alias', 'AWS::Lambda::Version', 'AWS::Lambda::Permission', 'AWS::Lambda::ResourcePolicy'] as const).every((type) =>
    context.complete(type),
  );
};

/** A web endpoint says who authenticates its callers: Lambda, or nobody but the function's own code. */
function* ofEndpoint(endpoint: Resource<'AWS::Lambda::WebFunctionEndpoint', 'AuthType'>): Generator<Outcome> {
  const auth = endpoint.get('AuthType');
  const type = yield* known(auth);
  if (type === 'ApplicationManaged')
    yield finding(auth, `anyone can call ${endpoint.id}: AuthType is ApplicationManaged, so Lambda authenticates nobody`, {
      fix: 'Set AuthType to IamAuth; where the code itself knows its callers, say so in an ignore with its reason.',
    });
  else if (auth.state === 'absent' || (type !== undefined && type !== 'IamAuth'))
    yield undetermined(auth, { kind: 'malformed', expected: 'IamAuth or ApplicationManaged' });
}

export default defineCheck({
  id: 'lambda-url-no-auth',
  title: 'Function answers unauthenticated requests',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::Lambda::Url', 'AWS::Lambda::WebFunctionEndpoint'],
  reads: READS,
  docs: {
    why: 'With AuthType NONE of a function URL, or ApplicationManaged of a web endpoint, Lambda checks no credentials: everyone on the internet who learns the address runs the function, at your expense.',
    fix: 'Set AuthType to AWS_IAM (CloudFront can sign its requests with an origin access control); where the code itself knows its callers, say so in an ignore with its reason.',
    fixIn: {
      'serverless-framework':
        'Set url.authorizer to aws_iam (CloudFront can sign its requests with an origin access control); where the code itself knows its callers, say so in an ignore with its reason.',
      terraform:
        'Set authorization_type to "AWS_IAM" (CloudFront can sign its requests with an origin access control); where the code itself knows its callers, say so in an ignore with its reason.',
    },
    limits:
      'Whether the code itself knows its callers is not seen. A distribution before the URL protects nothing: whoever knows the URL passes it by. Of accounts, web endpoints are not read yet.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/web-functions-endpoint-access-control.html',
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
    ],
    frameworks: { owasp: ['A01', 'A07', 'SAS-2'] },
  },
  *check(url, context) {
    if (url.type === 'AWS::Lambda::WebFunctionEndpoint') return yield* ofEndpoint(url);
    const auth = url.get('AuthType');
    if (auth.state === 'absent') return yield undetermined(auth, { kind: 'malformed', expected: 'AWS_IAM or NONE' });
    if ((yield* known(auth)) !== 'NONE') return;
    const alias = context.target(url.get('TargetFunctionArn'), 'AWS::Lambda::Alias');
    const to = alias.state === 'found' ? alias.resource.get('FunctionName') : url.get('TargetFunctionArn');
    const fn = context.target(to, 'AWS::Lambda::Function');
    const name = fn.state === 'found' ? fn.resource.id : 'the function';
    const rest = { related: fn.state === 'found' ? [related(fn.resource, 'the function')] : [] };
    if (fn.state === 'found' && isClosed(fn.resource, context)) {
      const message = `anyone could invoke ${name} through its URL once a permission lets them in, which none does yet: AuthType is NONE`;
      return yield finding(auth, message, { ...rest, severity: 'medium' });
    }
    yield finding(auth, `anyone can invoke ${name} through its URL: AuthType is NONE`, rest);
  },
});
