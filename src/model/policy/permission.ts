import type { Path } from '../value.ts';
import { bareKind } from './normal.ts';
import type { PolicyCondition, PolicyText, Principals, Statement } from './types.ts';

/** What `AWS::Lambda::Permission` and `AddPermission` take. */
export interface LambdaPermission {
  readonly action: PolicyText;
  readonly principal: PolicyText;
  readonly sourceArn?: PolicyText;
  readonly sourceAccount?: PolicyText;
  readonly principalOrgId?: PolicyText;
  readonly eventSourceToken?: PolicyText;
  readonly functionUrlAuthType?: PolicyText;
  readonly invokedViaFunctionUrl?: PolicyText;
  readonly path: Path;
}

const NOBODY: Principals = { everyone: false, aws: [], services: [], federated: [], canonical: [] };

const principals = (text: PolicyText): Principals => {
  const kind = bareKind(text);
  if (kind === 'everyone') return { ...NOBODY, everyone: true };
  if (kind !== undefined) return { ...NOBODY, [kind]: [text] };
  const [part] = text;
  // A text that is known and neither account, ARN nor wildcard is a service's name, whatever its domain.
  if (text.length === 1 && typeof part === 'string') return { ...NOBODY, services: [text] };
  const expression = text
    .map((piece) => (typeof piece === 'string' ? piece : 'pseudo' in piece ? `\${${piece.pseudo}}` : piece.expression))
    .join('');
  return { ...NOBODY, unknown: { kind: 'intrinsic', expression, text } };
};

/** The statement that Lambda writes into a function's policy for a permission: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const permissionStatement = (permission: LambdaPermission): Statement => {
  const condition = (operator: string, key: string, value: PolicyText | undefined): readonly PolicyCondition[] =>
    value === undefined ? [] : [{ operator, key, values: [value] }];
  return {
    path: permission.path,
    effect: 'Allow',
    principals: principals(permission.principal),
    actions: [permission.action],
    resources: [],
    conditions: [
      ...condition('ArnLike', 'aws:sourcearn', permission.sourceArn),
      ...condition('StringEquals', 'aws:sourceaccount', permission.sourceAccount),
      ...condition('StringEquals', 'aws:principalorgid', permission.principalOrgId),
      ...condition('StringEquals', 'lambda:eventsourcetoken', permission.eventSourceToken),
      ...condition('StringEquals', 'lambda:functionurlauthtype', permission.functionUrlAuthType),
      ...condition('Bool', 'lambda:invokedviafunctionurl', permission.invokedViaFunctionUrl),
    ],
  };
};
