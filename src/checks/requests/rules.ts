import { type Anchor, type Context, type Reads, type Resource, undetermined } from '../../check.ts';
import { isPlainObject, isUnknown } from '../../model/value.ts';
import { type Answer, anyOf } from './answer.ts';

/** Web ACLs and the rule groups that they refer to. */
export const RULE_READS = {
  'AWS::WAFv2::WebACL': ['Rules'],
  'AWS::WAFv2::RuleGroup': ['Rules'],
} as const satisfies Reads;

type WebAcl = Resource<'AWS::WAFv2::WebACL', 'Rules'>;

/** Actions that stop a request, or at least ask who makes it; `None` leaves the rules of a group their own. */
const STOPPING = ['Block', 'Captcha', 'Challenge', 'Monetize', 'None'];

type Members = Readonly<Record<string, unknown>>;

/** Whether a rule stops requests and has such a statement. */
const ruleStops = (rule: Anchor & { json(): unknown }, wanted: (statement: Members) => boolean): Answer => {
  const plain = rule.json();
  const { Action, OverrideAction, Statement } = isPlainObject(plain) ? plain : {};
  const action = Action ?? OverrideAction;
  if (!isPlainObject(action) || !isPlainObject(Statement))
    return undetermined(rule, isUnknown(plain) ? plain.$unknown : { kind: 'malformed', expected: 'a rule with an action and a statement' });
  return STOPPING.some((name) => Object.hasOwn(action, name)) && wanted(Statement) ? 'yes' : 'no';
};

/** Whether a rule of a web ACL, or of a group that it refers to, stops requests and has such a statement. */
export const someRuleStops = (
  acl: WebAcl,
  context: Context<typeof RULE_READS, never>,
  wanted: (statement: Members) => boolean = () => true,
): Answer => {
  const rules = acl.get('Rules');
  if (rules.state === 'unknown') return undetermined(rules, rules.reason);
  return anyOf(
    rules.items().map((rule): Answer => {
      const group = rule.get('Statement').get('RuleGroupReferenceStatement');
      const own = ruleStops(rule, group.state === 'absent' ? wanted : () => true);
      if (group.state === 'absent' || own !== 'yes') return own;
      const target = context.target(group.get('Arn'), 'AWS::WAFv2::RuleGroup');
      if (target.state !== 'found') return undetermined(group, { kind: 'outside', what: 'the rule group' });
      const inside = target.resource.get('Rules');
      if (inside.state === 'unknown') return undetermined(inside, inside.reason);
      return anyOf(inside.items().map((each) => ruleStops(each, wanted)));
    }),
  );
};
