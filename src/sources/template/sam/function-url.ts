import { intrinsicOf, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import type { SamResource } from './context.ts';
import { entryOf, isTrue, made, pick } from './make.ts';

/**
 * A function's URL and, where it authenticates nobody, the two permissions that open it. Of a whole that depends on a condition SAM
 * reads nothing: the URL is there and says nothing of itself.
 */
export const functionUrl = (of: SamResource, target: Node): readonly TemplateResource[] => {
  const entry = entryOf(of.properties, 'FunctionUrlConfig');
  if (entry?.value.kind !== 'map' || !isTrue(entry.value)) return [];
  const { key: span, value } = entry;
  const settings = intrinsicOf(value) ? {} : pick(value, ['AuthType', 'Cors', 'InvokeMode']);
  const url = made(of, `${of.id}Url`, 'AWS::Lambda::Url', { TargetFunctionArn: target, ...settings }, span);
  const auth = member(value, 'AuthType');
  if (auth === undefined || textOf(auth) !== 'NONE') return [url];
  const shared = { FunctionName: target, Principal: scalar('*', auth.span) };
  return [
    url,
    made(
      of,
      `${of.id}UrlPublicPermissions`,
      'AWS::Lambda::Permission',
      { Action: scalar('lambda:InvokeFunctionUrl', span), ...shared, FunctionUrlAuthType: auth },
      span,
    ),
    made(
      of,
      `${of.id}URLInvokeAllowPublicAccess`,
      'AWS::Lambda::Permission',
      { Action: scalar('lambda:InvokeFunction', span), ...shared, InvokedViaFunctionUrl: scalar(true, auth.span) },
      span,
    ),
  ];
};
