import { member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import type { SamResource } from './context.ts';
import { filled } from './left-out.ts';
import { entryOf, getAtt, isNull, made, object, pick, ref } from './make.ts';
import { deliveryPolicy } from './policy.ts';

/** What becomes of asynchronous invocations, with the queue or topic that SAM makes for those that name none. */
export const eventInvokeConfig = (
  of: SamResource,
  alias: Node | undefined,
): { readonly resources: readonly TemplateResource[]; readonly policies: readonly Node[] } => {
  const entry = entryOf(of.properties, 'EventInvokeConfig');
  if (entry === undefined || isNull(entry.value)) return { resources: [], policies: [] };
  const id = `${of.id}EventInvokeConfig`;
  const span = entry.key;
  const resources: TemplateResource[] = [];
  const policies: Node[] = [];
  const destination = (name: 'OnSuccess' | 'OnFailure'): Node | undefined => {
    const config = member(member(entry.value, 'DestinationConfig'), name);
    if (config === undefined) return undefined;
    const type = textOf(member(config, 'Type'));
    const kind = type === 'SNS' ? 'Topic' : 'Queue';
    const own = `${id}${name}${kind}`;
    const given = member(config, 'Destination');
    const makes = type === 'SNS' || type === 'SQS';
    const { value: arn, conditions } = makes
      ? filled(given, type === 'SNS' ? ref(own, span) : getAtt(own, 'Arn', span))
      : { value: given, conditions: undefined };
    if (conditions) {
      const sink = made(of, own, `AWS::${type}::${kind}`, {}, span);
      resources.push({ ...sink, conditions: [...sink.conditions, ...conditions] });
    }
    if (arn) policies.push(...deliveryPolicy(`${id}${name}`, type, arn, span));
    return arn && object({ Destination: arn }, config.span);
  };
  const OnSuccess = destination('OnSuccess');
  const OnFailure = destination('OnFailure');
  resources.push(
    made(
      of,
      id,
      'AWS::Lambda::EventInvokeConfig',
      {
        FunctionName: ref(of.id, span),
        Qualifier: alias ?? scalar('$LATEST', span),
        DestinationConfig: OnSuccess || OnFailure ? object({ OnSuccess, OnFailure }, span) : undefined,
        ...pick(entry.value, ['MaximumEventAgeInSeconds', 'MaximumRetryAttempts']),
      },
      span,
    ),
  );
  return { resources, policies };
};
