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

/** An inline policy of a role that allows actions on a resource. */
export const inlinePolicy = (name: string, actions: readonly string[], resource: Node, span: Span): Node =>
  object(
    { PolicyName: scalar(name, span), PolicyDocument: policyDocument([{ Action: texts(actions, span), Resource: resource }], span) },
    span,
  );

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
