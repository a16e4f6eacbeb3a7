// Generated resource policies of a queue.
import { conditions } from './conditions.js';
import { FOREIGN_ACCOUNT, OWN_ACCOUNT, QUEUE } from './names.js';

const OWN_ROOT = `arn:aws:iam::${OWN_ACCOUNT}:root`;
const FOREIGN_ROOT = `arn:aws:iam::${FOREIGN_ACCOUNT}:root`;
const ACTIONS = [
  'sqs:SendMessage',
  'sqs:*',
  '*',
  ['sqs:SendMessage', 'sqs:ReceiveMessage'],
  'sqs:Send*',
  'SQS:receivemessage',
  'sns:Publish',
  ['sns:*', 'sqs:GetQueueUrl'],
];
const SERVICES = ['sns.amazonaws.com', 's3.amazonaws.com', ['sns.amazonaws.com', 'events.amazonaws.com']];

const allowedPrincipal = (draw) => {
  const kind = draw.next();
  if (kind < 0.6) return { Principal: draw.pick(['*', { AWS: '*' }, { AWS: ['*'] }]) };
  if (kind < 0.65) return { NotPrincipal: { AWS: OWN_ROOT } };
  if (kind < 0.75) return { Principal: { AWS: draw.pick([FOREIGN_ACCOUNT, FOREIGN_ROOT, [OWN_ACCOUNT, FOREIGN_ACCOUNT], OWN_ACCOUNT]) } };
  if (kind < 0.95) return { Principal: { Service: draw.pick(SERVICES) } };
  return { Principal: { AWS: '*', Service: 'sns.amazonaws.com' } };
};

const deniedPrincipal = (draw) => {
  const kind = draw.next();
  if (kind < 0.8) return { Principal: draw.pick(['*', { AWS: '*' }]) };
  if (kind < 0.88) return { NotPrincipal: { AWS: OWN_ROOT } };
  if (kind < 0.93) return { NotPrincipal: { AWS: OWN_ROOT, Service: 'sns.amazonaws.com' } };
  return { Principal: { AWS: draw.pick([FOREIGN_ACCOUNT, OWN_ACCOUNT]) } };
};

const conditioned = (draw, counts) => {
  const count = draw.pick(counts);
  return count === 0 ? {} : { Condition: conditions(draw, count) };
};

const allow = (draw) => ({
  Effect: 'Allow',
  Resource: draw.maybe(0.9) ? QUEUE : '*',
  ...allowedPrincipal(draw),
  ...(draw.maybe(0.05) ? { NotAction: draw.pick(['sqs:DeleteQueue', 'sqs:*', 'sns:*']) } : { Action: draw.pick(ACTIONS) }),
  ...conditioned(draw, [0, 1, 1, 1, 1, 2, 2, 3]),
});

const otherResource = (draw) => (draw.maybe(0.5) ? '*' : `${QUEUE}-dlq`);

const deny = (draw) => ({
  Effect: 'Deny',
  Resource: draw.maybe(0.85) ? QUEUE : otherResource(draw),
  ...deniedPrincipal(draw),
  ...(draw.maybe(0.1) ? { NotAction: draw.pick(['sqs:SendMessage', 'sqs:*']) } : { Action: draw.pick(ACTIONS) }),
  ...conditioned(draw, [0, 1, 1, 1, 1, 2]),
});

/** One or two statements that allow, and up to two that deny. */
export const policyDocument = (draw) => {
  const allows = Array.from({ length: draw.maybe(0.8) ? 1 : 2 }, () => allow(draw));
  const denies = Array.from({ length: draw.pick([0, 0, 0, 1, 1, 2]) }, () => deny(draw));
  const statements = [...allows, ...denies];
  return { Version: '2012-10-17', Statement: statements.length === 1 && draw.maybe(0.3) ? statements[0] : statements };
};

export const statementsOf = (document) => [document.Statement].flat();
