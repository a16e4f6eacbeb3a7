import type { DeclaredAccount } from './account.ts';
import { type Operation, ok, pageOf, refuse, text } from './operation.ts';

/** The ARN of a declared queue. */
export const queueArn = ({ account, region }: DeclaredAccount, name: string): string => `arn:aws:sqs:${region}:${account}:${name}`;
/** The ARN of a declared topic. */
export const topicArn = ({ account, region }: DeclaredAccount, name: string): string => `arn:aws:sns:${region}:${account}:${name}`;
const queueUrl = ({ account, region }: DeclaredAccount, name: string): string => `https://sqs.${region}.amazonaws.com/${account}/${name}`;

/** What SQS answers. The URLs of its queues are those of AWS, wherever it is called: a client that followed them would leave the endpoint. */
export const sqs: Readonly<Record<string, Operation>> = {
  ListQueues: (params, account, pageSize) => {
    const urls = account.queues.map(({ name }) => queueUrl(account, name));
    // Without MaxResults SQS cuts the list off and gives no token.
    if (params.MaxResults === undefined) return ok({ QueueUrls: urls.slice(0, pageSize) });
    const listing = { token: params.NextToken, asked: params.MaxResults, most: 1000, pageSize };
    return pageOf(urls, listing, (page, NextToken) => ({ ...(page.length === 0 ? {} : { QueueUrls: page }), NextToken }));
  },
  GetQueueAttributes: (params, account) => {
    const queue = account.queues.find(({ name }) => queueUrl(account, name) === params.QueueUrl);
    if (queue === undefined) return refuse(400, 'QueueDoesNotExist', 'The specified queue does not exist.');
    const all: Readonly<Record<string, string>> = { QueueArn: queueArn(account, queue.name), VisibilityTimeout: '30', ...queue.attributes };
    const names = [params.AttributeNames ?? []].flat().map(String);
    const wanted = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
    return ok(wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) });
  },
};

/** What SNS answers. */
export const sns: Readonly<Record<string, Operation>> = {
  ListTopics: (params, account, pageSize) =>
    pageOf(account.topics, { token: params.NextToken, pageSize }, (page, NextToken) => ({
      Topics: page.map(({ name }) => ({ TopicArn: topicArn(account, name) })),
      NextToken,
    })),
  GetTopicAttributes: (params, account) => {
    const topic = account.topics.find(({ name }) => topicArn(account, name) === params.TopicArn);
    if (topic === undefined) return refuse(404, 'NotFound', `Topic does not exist: ${text(params, 'TopicArn')}`);
    return ok({
      Attributes: {
        TopicArn: topicArn(account, topic.name),
        Owner: account.account,
        DisplayName: '',
        SubscriptionsConfirmed: '0',
        ...topic.attributes,
      },
    });
  },
  ListSubscriptions: (params, { subscriptions }, pageSize) =>
    pageOf(subscriptions, { token: params.NextToken, pageSize }, (page, NextToken) => ({
      Subscriptions: page.map(({ redrive: _, ...subscription }) => subscription),
      NextToken,
    })),
  GetSubscriptionAttributes: (params, { subscriptions }) => {
    const subscription = subscriptions.find(({ SubscriptionArn }) => SubscriptionArn === params.SubscriptionArn);
    if (subscription === undefined) return refuse(404, 'NotFound', 'Subscription does not exist');
    const { redrive, ...given } = subscription;
    return ok({
      Attributes: { PendingConfirmation: 'false', ...given, ...(redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(redrive) }) },
    });
  },
};
