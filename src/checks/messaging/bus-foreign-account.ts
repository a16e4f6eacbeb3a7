import { defineCheck, notApplicable } from '../../check.ts';
import { letsForeignersIn } from '../resource-policy.ts';
import { BUS_POLICY_READS, BUSES, busGrants, busName } from './bus-policy.ts';

export default defineCheck({
  id: 'bus-foreign-account',
  title: 'Event bus lets in an account that nobody called trusted',
  family: 'messaging',
  severity: 'medium',
  confidence: 'medium',
  sources: ['template', 'live'],
  subject: BUSES,
  reads: BUS_POLICY_READS,
  docs: {
    why: 'Whoever holds rights in that account can put events that the rules of the application take for genuine, or change the rules.',
    fix: 'Remove the account, add a condition, or name it in trustedAccounts of parapet.yml if it is one of yours.',
    references: [
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* busGrants(context);
    if (grants === undefined) return yield notApplicable();
    yield* letsForeignersIn(busName(subject), grants);
  },
});
