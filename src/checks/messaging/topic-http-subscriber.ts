import { defineCheck, each, type Field, finding, known, type Outcome, undetermined } from '../../check.ts';
import { SUBSCRIPTION_READS, type Subscription } from './subscriptions.ts';

export default defineCheck({
  id: 'topic-http-subscriber',
  title: 'Topic delivers messages over plain HTTP',
  family: 'messaging',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::SNS::Topic', 'AWS::SNS::Subscription'],
  reads: SUBSCRIPTION_READS,
  docs: {
    why: 'Every message crosses the internet in clear text, and the link that confirms or ends the subscription with it.',
    fix: 'Subscribe the https address of the endpoint, with the protocol https.',
    references: [
      'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html',
      'https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html',
    ],
    frameworks: { owasp: ['A02', 'SAS-3'] },
  },
  *check(subject) {
    if (subject.type === 'AWS::SNS::Subscription')
      return yield* inTheClear(subject.id, { protocol: subject.get('Protocol'), endpoint: subject.get('Endpoint') });
    for (const one of yield* each(subject.get('Subscription')))
      yield* inTheClear(subject.id, { protocol: one.get('Protocol'), endpoint: one.get('Endpoint') });
  },
});

/** The finding on a subscription by http. The scheme of its endpoint says the protocol too. */
function* inTheClear(whose: string, { protocol, endpoint }: Subscription): Generator<Outcome> {
  const scheme = schemeOf(endpoint);
  if (protocol.state === 'unknown' && scheme === undefined) return yield undetermined(protocol, protocol.reason);
  const by = protocol.state === 'unknown' ? scheme : yield* known(protocol);
  if (String(by ?? '').toLowerCase() === 'http') yield finding(protocol, `${whose} delivers messages in clear text: its protocol is http`);
}

const schemeOf = (endpoint: Field<string>): string | undefined => {
  const text = endpoint.state === 'known' && endpoint.form === 'scalar' ? String(endpoint.value) : beginning(endpoint);
  return /^(https?):\/\//i.exec(text)?.[1] ?? (/^arn:/.test(text) ? 'arn' : undefined);
};

/** What is known of the beginning of a text that is composed: `http://` of `!Sub http://${Host}/`. */
const beginning = (field: Field<string>): string => {
  const first = field.state === 'unknown' && field.reason.kind === 'intrinsic' ? field.reason.text?.[0] : undefined;
  return typeof first === 'string' ? first : '';
};
