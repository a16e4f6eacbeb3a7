import { defineCheck, each, finding, known, type Reads } from '../../check.ts';
import { SUBSCRIPTION_READS, subscriptionsOf } from './subscriptions.ts';

export default defineCheck({
  id: 'topic-legacy-signature',
  title: 'Topic signs its messages with a broken hash',
  family: 'messaging',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  raisedTo: 'regular',
  sources: ['template', 'live'],
  subject: 'AWS::SNS::Topic',
  reads: {
    ...SUBSCRIPTION_READS,
    'AWS::SNS::Topic': [...SUBSCRIPTION_READS['AWS::SNS::Topic'], 'SignatureVersion'],
  } as const satisfies Reads,
  docs: {
    why: 'By default SNS signs with SHA-1: whoever finds a collision can make a web endpoint take a message of his own for one of the topic.',
    fix: "Set SignatureVersion to '2' (SHA-256), after making sure that subscribers verify it by the version that the message names.",
    fixIn: {
      terraform:
        'Set signature_version to 2 (SHA-256), after making sure that subscribers verify it by the version that the message names.',
    },
    references: [
      'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html',
      'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-configure-message-signature.html',
    ],
    frameworks: { owasp: ['A02'] },
  },
  *check(topic, context) {
    const version = topic.get('SignatureVersion');
    const set = yield* known(version);
    if (version.state === 'unknown' || version.state === 'redacted' || (set !== undefined && String(set) !== '1' && String(set) !== ''))
      return;
    // Queues and functions of AWS get their messages from SNS itself: who verifies signatures are web endpoints.
    yield* each(topic.get('Subscription'));
    const web = subscriptionsOf(topic, context).find(
      ({ protocol }) => protocol.state === 'known' && /^https?$/i.test(String(protocol.value)),
    );
    // Who subscribes decides how bad it is.
    if (web === undefined && !context.complete('AWS::SNS::Subscription')) return;
    const signs = `${topic.id} signs its messages with SHA-1${set === undefined ? ', as SignatureVersion is not set' : ''}`;
    if (web === undefined) yield finding(version, signs);
    else
      yield finding(version, `${signs}, and a web endpoint that subscribes has nothing else to know them by`, {
        severity: 'medium',
        persona: 'regular',
      });
  },
});
