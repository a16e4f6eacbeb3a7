import { type Node, scalar } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import { type FunctionEvent, functionName, madeOf } from './event.ts';

/** What a service may invoke the function for. */
export interface Source {
  readonly SourceArn?: Node | undefined;
  readonly SourceAccount?: Node | undefined;
  readonly EventSourceToken?: Node | undefined;
}

/** Lets a service invoke the function. */
export const permission = (event: FunctionEvent, principal: string, source: Source, id = `${event.id}Permission`): TemplateResource =>
  madeOf(event, id, 'AWS::Lambda::Permission', {
    Action: scalar('lambda:InvokeFunction', event.span),
    FunctionName: functionName(event),
    Principal: scalar(principal, event.span),
    SourceArn: source.SourceArn,
    SourceAccount: source.SourceAccount,
    EventSourceToken: source.EventSourceToken,
  });
