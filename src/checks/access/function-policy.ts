import { type Context, type Field, type Reads, type Subjects, type Undetermined, undetermined } from '../../check.ts';
import { type PolicyText, permissionStatement } from '../../model/policy.ts';
import { partsOf } from '../../model/world.ts';
import { heard, told } from '../heard.ts';
import { type Grant, grantsIn, grantsOf } from '../resource-policy.ts';

/** What makes up the resource policy of a function: read alike by every check of it. */
export const FUNCTION_POLICY_READS = {
  'AWS::Lambda::Function': [],
  'AWS::Lambda::Alias': ['FunctionName'],
  'AWS::Lambda::Version': ['FunctionName'],
  'AWS::Lambda::Permission': [
    'Action',
    'EventSourceToken',
    'FunctionName',
    'FunctionUrlAuthType',
    'InvokedViaFunctionUrl',
    'Principal',
    'PrincipalOrgID',
    'SourceAccount',
    'SourceArn',
  ],
  'AWS::Lambda::ResourcePolicy': ['ResourceArn', 'PolicyDocument'],
} as const satisfies Reads;

/** The function is the subject; what grants access stands for it where the function is outside of the input. */
export const FUNCTIONS = ['AWS::Lambda::Function', 'AWS::Lambda::Permission', 'AWS::Lambda::ResourcePolicy'] as const;

const QUESTION = { service: 'lambda' };
type FunctionReads = typeof FUNCTION_POLICY_READS;
type Granting = Subjects<FunctionReads, 'AWS::Lambda::Permission' | 'AWS::Lambda::ResourcePolicy'>;
type FunctionContext = Context<FunctionReads, never>;

/** What a function's policy grants; `source` is the condition on the source's ARN where it is a property. */
export type FunctionGrant = Grant & { readonly source?: Field<string> };

/** How messages call the function that a subject is, or grants access to. */
export const nameOf = ({ type, id }: { readonly type: string; readonly id: string }): string =>
  type === 'AWS::Lambda::Function' ? id : `the function of ${id}`;

type Subject = Subjects<FunctionReads, (typeof FUNCTIONS)[number]>;

const granted = (subject: Subject, context: FunctionContext) => heard(grantsOfFunction(subject, context));

/** What the permissions and policies of the subject grant, as every check of functions asks; see `grantsOfFunction`. */
export const grantsOfSubject = (context: FunctionContext): Generator<Undetermined, readonly FunctionGrant[] | undefined> =>
  told(context.shared(granted));

/** What a function's permissions and policies grant; `undefined` for a grant whose function is judged itself. */
export function* grantsOfFunction(
  subject: Subject,
  context: FunctionContext,
): Generator<Undetermined, readonly FunctionGrant[] | undefined> {
  if (subject.type !== 'AWS::Lambda::Function') return leadsToFunction(subject, context) ? undefined : yield* grantsOfOne(subject, context);
  const versions = [
    ...context.referrers(subject, 'AWS::Lambda::Alias', 'FunctionName'),
    ...context.referrers(subject, 'AWS::Lambda::Version', 'FunctionName'),
  ];
  const found: FunctionGrant[] = [];
  for (const one of [subject, ...versions]) {
    for (const permission of context.referrers(one, 'AWS::Lambda::Permission', 'FunctionName'))
      found.push(...(yield* grantsOfOne(permission, context)));
    for (const policy of context.referrers(one, 'AWS::Lambda::ResourcePolicy', 'ResourceArn'))
      found.push(...(yield* grantsOfOne(policy, context)));
  }
  return found;
}

const leadsToFunction = (granting: Granting, context: FunctionContext): boolean => {
  const to = granting.type === 'AWS::Lambda::Permission' ? granting.get('FunctionName') : granting.get('ResourceArn');
  if (context.target(to, 'AWS::Lambda::Function').state === 'found') return true;
  return (['AWS::Lambda::Alias', 'AWS::Lambda::Version'] as const).some((type) => {
    const version = context.target(to, type);
    return version.state === 'found' && context.target(version.resource.get('FunctionName'), 'AWS::Lambda::Function').state === 'found';
  });
};

function* grantsOfOne(granting: Granting, context: FunctionContext): Generator<Undetermined, readonly FunctionGrant[]> {
  if (granting.type === 'AWS::Lambda::ResourcePolicy') return yield* grantsIn(granting.get('PolicyDocument'), context, QUESTION);
  const principal = granting.get('Principal');
  const action = granting.get('Action');
  const text = textOf(principal);
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-permission.html#cfn-lambda-permission-principal
  if (text === undefined || (principal.state === 'known' && typeof principal.value === 'object')) {
    yield undetermined(principal, { kind: 'malformed', expected: 'a principal' });
    return [];
  }
  const optional = (name: string, value: PolicyText | undefined) => (value === undefined ? {} : { [name]: value });
  const source = granting.get('SourceArn');
  const statement = permissionStatement({
    path: [],
    principal: text,
    action: textOf(action) ?? ['lambda:InvokeFunction'],
    ...optional('sourceArn', textOf(source)),
    ...optional('sourceAccount', textOf(granting.get('SourceAccount'))),
    ...optional('principalOrgId', textOf(granting.get('PrincipalOrgID'))),
    ...optional('eventSourceToken', textOf(granting.get('EventSourceToken'))),
    ...optional('functionUrlAuthType', textOf(granting.get('FunctionUrlAuthType'))),
    ...optional('invokedViaFunctionUrl', textOf(granting.get('InvokedViaFunctionUrl'))),
  });
  // A permission grants one action, mostly: the others need no answer.
  const one =
    action.state === 'known' && /^lambda:\w+$/.test(action.value) ? { actions: [action.value.slice('lambda:'.length).toLowerCase()] } : {};
  const granted = grantsOf({ statements: [statement], unknown: [] }, context, { ...QUESTION, ...one }, () => principal);
  return granted.map((grant) => ({ ...grant, source }));
}

/** A property as the text of a policy; account ids that YAML read as numbers have their zeros back. */
const textOf = (field: Field<string> | Field<boolean>): PolicyText | undefined => {
  if (field.state === 'absent' || (field.state === 'known' && String(field.value) === '')) return undefined;
  if (field.state === 'unknown') return partsOf(field.reason);
  if (field.state === 'redacted') return [`redacted-${field.redacted.fingerprint}`];
  const value: unknown = field.value;
  return [typeof value === 'number' ? String(value).padStart(12, '0') : String(value)];
};
