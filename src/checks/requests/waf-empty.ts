import { defineCheck, finding, undetermined } from '../../check.ts';
import { isPlainObject } from '../../model/value.ts';
import { RULE_READS, someRuleStops } from './rules.ts';

export default defineCheck({
  id: 'waf-empty',
  title: 'Web ACL stops nothing',
  family: 'requests',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::WAFv2::WebACL',
  reads: { ...RULE_READS, 'AWS::WAFv2::WebACL': [...RULE_READS['AWS::WAFv2::WebACL'], 'DefaultAction'] },
  supersedes: ['waf-no-rate-limit'],
  docs: {
    why: 'A web ACL without rules, or whose rules all count, looks like protection and lets every request through.',
    fix: 'Give it rules that block, such as the managed AWSManagedRulesCommonRuleSet without the override to Count.',
    fixIn: {
      terraform: 'Give it rules that block, such as the managed AWSManagedRulesCommonRuleSet with the override_action none.',
    },
    references: [
      'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-10',
    ],
    frameworks: { fsbp: ['WAF.10'], owasp: ['A05', 'SAS-3'] },
  },
  *check(acl, context) {
    const rules = acl.get('Rules');
    const standard = acl.get('DefaultAction');
    const action = standard.json();
    // Then rules say what is let through.
    if (isPlainObject(action) && Object.hasOwn(action, 'Block')) return;
    const stops = someRuleStops(acl, context);
    if (typeof stops === 'object') return yield stops;
    if (stops === 'yes') return;
    if (standard.state === 'unknown') return yield undetermined(standard, standard.reason);
    const any = rules.items().length > 0;
    const what = any ? 'no rule of it blocks, they count or allow' : 'it has no rules';
    yield finding(rules.state === 'absent' ? acl : rules, `${acl.id} lets every request through: ${what}`);
  },
});
