import { type Context, defineCheck, finding, known, type Reads, type Resource, related, undetermined } from '../../check.ts';
import { FUNCTION_POLICY_READS, grantsOfFunction } from './function-policy.ts';

const READS = { 'AWS::Lambda::Url': ['AuthType', 'TargetFunctionArn'], ...FUNCTION_POLICY_READS } as const satisfies Reads;

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

export default defineCheck({
  id: 'lambda-url-no-auth',
  title: 'Function URL accepts unauthenticated requests',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Url',
  reads: READS,
  docs: {
    why: 'With AuthType NONE Lambda checks no credentials, so everyone on the internet who learns the address runs the function, at your expense.',
    fix: 'Set AuthType to AWS_IAM (CloudFront can sign its requests with an origin access control), or authenticate in front of the function.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
    ],
    frameworks: { owasp: ['A01', 'A07', 'SAS-2'] },
  },
  *check(url, context) {
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
