import { defineCheck, finding, known, related, undetermined } from '../../check.ts';

export default defineCheck({
  id: 'lambda-url-no-auth',
  title: 'Function URL accepts unauthenticated requests',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Url',
  reads: { 'AWS::Lambda::Url': ['AuthType', 'TargetFunctionArn'], 'AWS::Lambda::Function': [], 'AWS::Lambda::Alias': ['FunctionName'] },
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
    yield finding(auth, `anyone can invoke ${name} through its URL: AuthType is NONE`, {
      related: fn.state === 'found' ? [related(fn.resource, 'the function')] : [],
    });
  },
});
