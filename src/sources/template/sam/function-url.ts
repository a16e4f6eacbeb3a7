import { member, type Node, scalar, textOf } from '../node.ts';
import { branches, conditionsOf } from '../routes/branches.ts';
import type { TemplateResource } from '../template.ts';
import type { SamResource } from './context.ts';
import { entryOf, made, pick } from './make.ts';

/** A function's URL and, where it authenticates nobody, the two permissions that open it. */
export const functionUrl = (of: SamResource, target: Node): readonly TemplateResource[] => {
  const entry = entryOf(of.properties, 'FunctionUrlConfig');
  if (entry === undefined) return [];
  return branches(entry.value).flatMap(({ node, given }) => {
    if (node?.kind !== 'map') return [];
    const auth = member(node, 'AuthType');
    const span = entry.key;
    const parts = [
      made(of, `${of.id}Url`, 'AWS::Lambda::Url', { TargetFunctionArn: target, ...pick(node, ['AuthType', 'Cors', 'InvokeMode']) }, span),
    ];
    if (textOf(auth) === 'NONE' && auth) {
      const shared = { FunctionName: target, Principal: scalar('*', auth.span) };
      parts.push(
        made(of, `${of.id}UrlPublicPermissions`, 'AWS::Lambda::Permission', {
          Action: scalar('lambda:InvokeFunctionUrl', span),
          ...shared,
          FunctionUrlAuthType: auth,
        }),
        made(of, `${of.id}URLInvokeAllowPublicAccess`, 'AWS::Lambda::Permission', {
          Action: scalar('lambda:InvokeFunction', span),
          ...shared,
          InvokedViaFunctionUrl: scalar(true, auth.span),
        }),
      );
    }
    return parts.map((part) => ({ ...part, span, conditions: [...part.conditions, ...conditionsOf(given)] }));
  });
};
