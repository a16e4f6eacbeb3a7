import type { Rule, RuleGroup, RuleGroupSummary, Scope, WebACL, WebACLSummary } from '@aws-sdk/client-wafv2';
import { redact } from '../../../model/redaction.ts';
import { type Found, NOT_RETURNED, type Properties, picked, plain, present, withoutSecrets } from '../answers.ts';

/** What is searched for travels as bytes; CloudFormation has it as a text. It may be what a distribution shows itself by: a secret. */
const textual = (value: unknown): unknown => {
  if (value instanceof Uint8Array) {
    const text = Buffer.from(value).toString('utf8');
    return redact('secret', text) ?? text;
  }
  if (Array.isArray(value)) return value.map(textual);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null)
      .map(([name, item]) => [name, textual(item)]),
  );
};

const rulesOf = (rules: readonly Rule[] = []): unknown => textual(withoutSecrets(plain(rules), 'Rules'));

/** A web ACL or a group of rules as a list knows it. */
export const listedAcl = (
  type: 'AWS::WAFv2::WebACL' | 'AWS::WAFv2::RuleGroup',
  given: WebACLSummary | RuleGroupSummary,
  scope: Scope,
): Found => {
  const { Name: name = '', Id: id = '', ARN: arn = '' } = given;
  return { type, id: name, arn, properties: { Name: name, Scope: scope }, attributes: { Ref: `${name}|${id}|${scope}`, Arn: arn, Id: id } };
};

/** What GetWebACL says. A web ACL without rules has none in its answer. */
export const webAclOf = (given: WebACL): Properties =>
  present({ DefaultAction: given.DefaultAction ?? NOT_RETURNED, Rules: rulesOf(given.Rules) });

/** What GetRuleGroup says. */
export const ruleGroupOf = (given: RuleGroup): Properties => ({ ...picked(given, ['Capacity']), Rules: rulesOf(given.Rules) });

/** What a web ACL protects, as ListResourcesForWebACL names it. */
export const associationOf = (acl: Found, resource: string): Found => ({
  type: 'AWS::WAFv2::WebACLAssociation',
  id: `${acl.id} ${resource.slice(resource.lastIndexOf('/') + 1)}`,
  properties: { ResourceArn: resource, WebACLArn: acl.arn },
});
