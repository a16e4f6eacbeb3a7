import type { Context, Field, Reads, Subjects } from '../../check.ts';

/** What makes up the subscriptions of a topic: its own list, and resources beside it. */
export const SUBSCRIPTION_READS = {
  'AWS::SNS::Topic': ['Subscription'],
  'AWS::SNS::Subscription': ['TopicArn', 'Protocol', 'Endpoint'],
} as const satisfies Reads;

type SubscriptionReads = typeof SUBSCRIPTION_READS;

/** One subscription, by its parts. */
export interface Subscription {
  readonly protocol: Field<string>;
  readonly endpoint: Field<string>;
}

/** The subscriptions of a topic as far as the input holds them. */
export const subscriptionsOf = (
  topic: Subjects<SubscriptionReads, 'AWS::SNS::Topic'>,
  context: Pick<Context<SubscriptionReads, never>, 'referrers'>,
): readonly Subscription[] => [
  ...topic
    .get('Subscription')
    .items()
    .map((each) => ({ protocol: each.get('Protocol'), endpoint: each.get('Endpoint') })),
  ...context
    .referrers(topic, 'AWS::SNS::Subscription', 'TopicArn')
    .map((each) => ({ protocol: each.get('Protocol'), endpoint: each.get('Endpoint') })),
];
