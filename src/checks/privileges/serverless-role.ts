import { type Anchor, notApplicable, type Outcome, policyOf, type Reads, type Resource, undetermined } from '../../check.ts';
import { libraryOf } from '../../model/cdk-library.ts';
import type { PolicyText } from '../../model/policy.ts';

/** Roles that AWS makes and keeps for its services and for IAM Identity Center: nobody else can change them. */
const AWS_OWN = /^\/aws-(?:service-role|reserved)\//;

/**
 * The role of the functions by which the Serverless Framework does what CloudFormation cannot: no service decides about it. A name that
 * CloudFormation makes cuts it short. https://github.com/serverless/serverless/blob/v3.40.0/lib/plugins/aws/custom-resources/index.js
 */
const FRAMEWORKS_OWN = /(?:^|-)IamRoleCustomResourcesLam/;

/** What tells whose a role is. */
export const TRUST_READS = { 'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'Path'] } as const satisfies Reads;

type Trusting = Resource<'AWS::IAM::Role', 'AssumeRolePolicyDocument' | 'Path'>;

/** Whether a role is AWS's own. */
export const isAwsOwn = (role: Resource<'AWS::IAM::Role', 'Path'>): boolean => {
  const path = role.get('Path');
  return path.state === 'known' && AWS_OWN.test(String(path.value));
};

/** Services whose parts of an application act by a role of the application's. A Region may stand in the name. */
const SERVERLESS =
  /^(?:lambda|edgelambda|states|apigateway|ops\.apigateway|events|scheduler|pipes|codebuild|appsync|firehose|cognito-idp|dax|logs|bedrock)(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;

const HOLE = '\u0000';

const textOf = (text: PolicyText): string =>
  text
    .map((part) => (typeof part === 'string' ? part : 'pseudo' in part ? (part.pseudo === 'AWS::URLSuffix' ? 'amazonaws.com' : 'x') : HOLE))
    .join('');

/** Whether a serverless service may assume the role; makes it undetermined where that is not known, and says where it is no such role. */
export function* isServerless(role: Trusting): Generator<Outcome, boolean> {
  const path: unknown = role.raw.metadata?.['aws:cdk:path'];
  const library = libraryOf(typeof path === 'string' ? path : undefined, role.id);
  // What the CDK makes for itself no application can change.
  if (isAwsOwn(role) || library !== undefined || FRAMEWORKS_OWN.test(role.id)) {
    yield notApplicable();
    return false;
  }
  const trust = role.get('AssumeRolePolicyDocument');
  const policy = yield* policyOf(trust);
  if (policy === undefined) return false;
  const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
  const services = allows.flatMap(({ principals }) => principals?.services.map(textOf) ?? []);
  if (services.some((service) => SERVERLESS.test(service))) return true;
  const unknown = policy.unknown[0]?.reason ?? allows.flatMap(({ principals }) => principals?.unknown ?? [])[0];
  const open = services.find((service) => service.includes(HOLE));
  if (unknown !== undefined) yield undetermined(trust as Anchor, unknown);
  else if (open !== undefined) yield undetermined(trust as Anchor, { kind: 'intrinsic', expression: open.replaceAll(HOLE, '…') });
  else yield notApplicable();
  return false;
}
