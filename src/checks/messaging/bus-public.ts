import { defineCheck, notApplicable } from '../../check.ts';
import { letsAnyoneIn } from '../resource-policy.ts';
import { BUS_POLICY_READS, BUSES, busGrants, busName } from './bus-policy.ts';

export default defineCheck({
  id: 'bus-public',
  title: "Event bus's policy lets anyone in",
  family: 'messaging',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: BUSES,
  reads: BUS_POLICY_READS,
  supersedes: ['bus-foreign-account'],
  docs: {
    why: 'Anyone with an AWS account can then put events that the rules of the application trust, or make and change rules of the bus.',
    fix: 'Name the accounts or services that are to use the bus, or ask for your organization: aws:PrincipalOrgID in the Condition.',
    references: [
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* busGrants(context);
    if (grants === undefined) return yield notApplicable();
    yield* letsAnyoneIn(busName(subject), grants);
  },
});
