import { defineCheck, finding } from '../../check.ts';
import { RULE_READS, someRuleStops } from './rules.ts';

export default defineCheck({
  id: 'waf-no-rate-limit',
  title: 'Web ACL has no rate-based rule',
  family: 'requests',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::WAFv2::WebACL',
  reads: RULE_READS,
  docs: {
    why: 'Rules that look at one request at a time do not see a flood: a single address can guess passwords or run up the bill as fast as it likes.',
    fix: 'Add a rule with a RateBasedStatement and the action Block.',
    fixIn: {
      terraform: 'Add a rule with a rate_based_statement and the action block.',
    },
    references: ['https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html'],
    frameworks: { owasp: ['SAS-8'] },
  },
  *check(acl, context) {
    const limited = someRuleStops(acl, context, (statement) => Object.hasOwn(statement, 'RateBasedStatement'));
    if (typeof limited === 'object') return yield limited;
    if (limited === 'no') yield finding(acl, `${acl.id} has no rule that bounds the requests of an address`);
  },
});
