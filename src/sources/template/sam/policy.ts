import type { Span } from '../../text/source-file.ts';
import { list, type Node, scalar } from '../node.ts';
import { type Members, object, texts } from './make.ts';

/** A policy document with these statements. */
export const policyDocument = (statements: readonly Members[], span: Span): Node =>
  object(
    {
      Version: scalar('2012-10-17', span),
      Statement: list(
        statements.map((statement) => object({ Effect: scalar('Allow', span), ...statement }, span)),
        span,
      ),
    },
    span,
  );

/** What a service that assumes a role is trusted by. */
export const trust = (service: string, span: Span): Node =>
  policyDocument([{ Action: texts(['sts:AssumeRole'], span), Principal: object({ Service: texts([service], span) }, span) }], span);

/** An inline policy of a role with some statements. */
export const statementsPolicy = (name: string, statements: readonly Members[], span: Span): Node =>
  object({ PolicyName: scalar(name, span), PolicyDocument: policyDocument(statements, span) }, span);

/** An inline policy of a role that allows actions on a resource. */
export const inlinePolicy = (name: string, actions: readonly string[], resource: Node, span: Span): Node =>
  statementsPolicy(name, [allow(actions, resource, span)], span);

/** A statement of what a role may do. */
export const allow = (actions: readonly string[], resource: Node, span: Span): Members => ({
  Action: texts(actions, span),
  Resource: resource,
});

/** What a role needs to deliver to a destination of a type, and what SAM calls it. */
const DELIVERIES: ReadonlyMap<string | undefined, { readonly name: string; readonly action: string }> = new Map([
  ['SQS', { name: 'SQS', action: 'sqs:SendMessage' }],
  ['SNS', { name: 'SNS', action: 'sns:publish' }],
  ['EventBridge', { name: 'EventBridge', action: 'events:PutEvents' }],
  ['Lambda', { name: 'Lambda', action: 'lambda:InvokeFunction' }],
]);

/** The inline policy that lets a role deliver to a destination; none for a type that SAM grants nothing for. */
export const deliveryPolicy = (id: string, type: string | undefined, arn: Node, span: Span): readonly Node[] => {
  const delivery = DELIVERIES.get(type);
  if (delivery) return [inlinePolicy(`${id}${delivery.name}Policy`, [delivery.action], arn, span)];
  if (type !== 'S3' && type !== 'S3Bucket') return [];
  const objects = object({ 'Fn::Join': list([scalar('/', span), list([arn, scalar('*', span)], span)], span) }, span);
  return [statementsPolicy(`${id}S3Policy`, [allow(['s3:PutObject'], objects, span), allow(['s3:ListBucket'], arn, span)], span)];
};

/** Lets messages into a queue that come from one source. */
export const sendMessage = (queue: Node, principal: Node, source: Node | undefined, span: Span): Node =>
  policyDocument(
    [
      {
        Action: scalar('sqs:SendMessage', span),
        Principal: principal,
        Resource: queue,
        Condition: object({ ArnEquals: object({ 'aws:SourceArn': source }, span) }, span),
      },
    ],
    span,
  );
