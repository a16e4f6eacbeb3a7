import type { Anchor, Context, Field, Reads, Subjects, Undetermined } from '../../check.ts';
import { policyOf, undetermined } from '../../check.ts';
import { type Admission, type Policy, type PolicyText, permissionStatement, type Statement, whoGetsIn } from '../../model/policy.ts';
import type { Json, Path } from '../../model/value.ts';
import { partsOf } from '../../model/world.ts';

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

type FunctionReads = typeof FUNCTION_POLICY_READS;
type Granting = Subjects<FunctionReads, 'AWS::Lambda::Permission' | 'AWS::Lambda::ResourcePolicy'>;
type FunctionContext = Context<FunctionReads, never>;

/** One answer of a function's policy to *who can this let in*, with the statement and the place that it comes from. */
export interface Grant {
  readonly admission: Admission;
  readonly statement: Statement;
  /** Whom the statement names. */
  readonly at: Anchor;
  /** The condition on the source's ARN, if it stands in a property. */
  readonly source?: Field<string>;
}

/** How messages call the function that a subject is, or grants access to. */
export const nameOf = ({ type, id }: { readonly type: string; readonly id: string }): string =>
  type === 'AWS::Lambda::Function' ? id : `the function of ${id}`;

/** What a function's permissions and policies grant; `undefined` for a grant whose function is judged itself. */
export function* grantsOf(
  subject: Subjects<FunctionReads, (typeof FUNCTIONS)[number]>,
  context: FunctionContext,
): Generator<Undetermined, readonly Grant[] | undefined> {
  if (subject.type !== 'AWS::Lambda::Function') return leadsToFunction(subject, context) ? undefined : yield* grantsIn(subject, context);
  const versions = [
    ...context.referrers(subject, 'AWS::Lambda::Alias', 'FunctionName'),
    ...context.referrers(subject, 'AWS::Lambda::Version', 'FunctionName'),
  ];
  const found: Grant[] = [];
  for (const one of [subject, ...versions]) {
    for (const permission of context.referrers(one, 'AWS::Lambda::Permission', 'FunctionName'))
      found.push(...(yield* grantsIn(permission, context)));
    for (const policy of context.referrers(one, 'AWS::Lambda::ResourcePolicy', 'ResourceArn'))
      found.push(...(yield* grantsIn(policy, context)));
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

function* grantsIn(granting: Granting, context: FunctionContext): Generator<Undetermined, readonly Grant[]> {
  if (granting.type === 'AWS::Lambda::ResourcePolicy') {
    const document = granting.get('PolicyDocument');
    const policy = yield* policyOf(document);
    if (policy === undefined) return [];
    for (const { path, reason } of policy.unknown) yield undetermined(placeOf(document, path), reason);
    return verdicts(policy, context, (statement) => ({ at: placeOf(document, [...statement.path, 'Principal']) }));
  }
  const principal = granting.get('Principal');
  const text = textOf(principal);
  if (text === undefined) {
    yield undetermined(principal, { kind: 'malformed', expected: 'a principal' });
    return [];
  }
  const optional = (name: string, value: PolicyText | undefined) => (value === undefined ? {} : { [name]: value });
  const statement = permissionStatement({
    path: [],
    principal: text,
    action: textOf(granting.get('Action')) ?? ['lambda:InvokeFunction'],
    ...optional('sourceArn', textOf(granting.get('SourceArn'))),
    ...optional('sourceAccount', textOf(granting.get('SourceAccount'))),
    ...optional('principalOrgId', textOf(granting.get('PrincipalOrgID'))),
    ...optional('eventSourceToken', textOf(granting.get('EventSourceToken'))),
    ...optional('functionUrlAuthType', textOf(granting.get('FunctionUrlAuthType'))),
    ...optional('invokedViaFunctionUrl', textOf(granting.get('InvokedViaFunctionUrl'))),
  });
  return verdicts({ statements: [statement], unknown: [] }, context, () => ({ at: principal, source: granting.get('SourceArn') }));
}

const verdicts = (
  policy: Policy,
  context: FunctionContext,
  place: (statement: Statement) => Pick<Grant, 'at' | 'source'>,
): readonly Grant[] => {
  const { ownAccounts, today } = context;
  const { trustedAccounts, trustedOrganizations } = context.settings;
  return whoGetsIn(policy, { service: 'lambda', ownAccounts, trustedAccounts, trustedOrganizations, today }).flatMap((admission) => {
    const statement = policy.statements.find(({ path }) => path.join() === admission.path.join());
    return statement === undefined ? [] : [{ admission, statement, ...place(statement) }];
  });
};

/** A property as the text of a policy; account ids that YAML read as numbers have their zeros back. */
const textOf = (field: Field<string> | Field<boolean>): PolicyText | undefined => {
  if (field.state === 'absent') return undefined;
  if (field.state === 'unknown') return partsOf(field.reason);
  if (field.state === 'redacted') return [`redacted-${field.redacted.fingerprint}`];
  const value: unknown = field.value;
  return [typeof value === 'number' ? String(value).padStart(12, '0') : String(value)];
};

/** The place that a path of a policy's normal form leads to; the nearest above it where the document is one text. */
const placeOf = (document: Field<Json>, path: Path): Anchor => {
  let at: Field<Json> = document;
  for (const step of path) {
    const below = typeof step === 'number' ? at.items()[step] : (at as Field<Readonly<Record<string, Json>>>).get(step);
    if (below === undefined || below.state === 'absent' || at.state !== 'known') return at;
    at = below;
  }
  return at;
};
