import { defineCheck, finding } from '../../check.ts';
import { numberOr } from '../presence.ts';

export default defineCheck({
  id: 'archive-kept-forever',
  title: 'Archive keeps events forever',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Events::Archive',
  reads: { 'AWS::Events::Archive': ['RetentionDays'] },
  docs: {
    why: 'Events carry what customers have sent: what is kept without a need can be stolen without a use, and has to be found when somebody asks for its deletion.',
    fix: 'Set RetentionDays to as long as the events would be replayed.',
    fixIn: { terraform: 'Set retention_days to as long as the events would be replayed.' },
    references: [
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-archive.html',
    ],
    frameworks: { owasp: ['A04', 'SAS-3'] },
  },
  *check(archive) {
    const days = archive.get('RetentionDays');
    // 0 is the service's word for ever.
    if ((yield* numberOr(days, 0)) === 0) yield finding(days, `${archive.id} keeps events forever: RetentionDays is not set`);
  },
});
