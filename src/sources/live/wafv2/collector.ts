import type { Scope } from '@aws-sdk/client-wafv2';
import { known } from '../answers.ts';
import type { Call, Collector } from '../call.ts';
import type { Failure } from '../failure.ts';
import { associationOf, listedAcl, ruleGroupOf, webAclOf } from './mapper.ts';

/** What was deleted after it was listed. */
const GONE = ['WAFNonexistentItemException'];

const CALLS: readonly Call[] = [
  { action: 'wafv2:ListWebACLs', kind: 'list', gives: { 'AWS::WAFv2::WebACL': ['Name', 'Scope'] } },
  {
    action: 'wafv2:GetWebACL',
    kind: 'detail',
    gives: { 'AWS::WAFv2::WebACL': ['DefaultAction', 'Rules'] },
    after: ['wafv2:ListWebACLs'],
  },
  { action: 'wafv2:ListRuleGroups', kind: 'list', gives: { 'AWS::WAFv2::RuleGroup': ['Name', 'Scope'] } },
  {
    action: 'wafv2:GetRuleGroup',
    kind: 'detail',
    gives: { 'AWS::WAFv2::RuleGroup': ['Capacity', 'Rules'] },
    after: ['wafv2:ListRuleGroups'],
  },
  // Stages and GraphQL APIs say themselves which web ACL they have: only user pools need be asked for.
  // https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html
  {
    action: 'wafv2:ListResourcesForWebACL',
    kind: 'list',
    gives: { 'AWS::WAFv2::WebACLAssociation': ['ResourceArn', 'WebACLArn'] },
    after: ['wafv2:ListWebACLs'],
    permission: { resources: ['*'], also: ['cognito-idp:ListResourcesForWebACL'] },
  },
];

/** The Region in which what protects distributions is kept. https://docs.aws.amazon.com/waf/latest/APIReference/API_ListWebACLs.html */
const CLOUDFRONT_REGION = 'us-east-1';

/** Web ACLs and groups of rules with their rules; in us-east-1 those of distributions as well. */
export const wafv2: Collector = {
  service: 'wafv2',
  calls: CALLS,

  async collect(run) {
    const sdk = await import('@aws-sdk/client-wafv2');
    const client = run.client(sdk.WAFV2Client);
    const Limit = 100;

    const acls = async (Scope: Scope) => {
      const found = await run.list('wafv2:ListWebACLs', async (NextMarker) => {
        const answer = await client.send(new sdk.ListWebACLsCommand({ Scope, Limit, NextMarker }));
        return { items: known(known(answer.WebACLs, 'ARN'), 'Name'), next: answer.NextMarker };
      });
      let failed: Failure | undefined;
      await run.each(found, async ({ Name, Id, ARN, ...rest }) => {
        const listed = listedAcl('AWS::WAFv2::WebACL', { Name, Id, ARN, ...rest }, Scope);
        const answer = await run.ask(
          'wafv2:GetWebACL',
          async () => {
            const { WebACL } = await client.send(new sdk.GetWebACLCommand({ Name, Id, Scope }));
            if (typeof WebACL?.ARN !== 'string') throw new TypeError('ARN is missing');
            return WebACL;
          },
          GONE,
        );
        if (answer.state === 'none') return;
        run.add({ ...listed, properties: { ...listed.properties, ...run.given(answer, 'AWS::WAFv2::WebACL', webAclOf) } });
        if (Scope === 'CLOUDFRONT') return;
        const { items, failure } = await run.tryList('wafv2:ListResourcesForWebACL', async () => {
          const { ResourceArns = [] } = await client.send(
            new sdk.ListResourcesForWebACLCommand({ WebACLArn: ARN, ResourceType: 'COGNITO_USER_POOL' }),
          );
          if (!Array.isArray(ResourceArns)) throw new TypeError('the list is missing');
          return { items: ResourceArns };
        });
        if (failure !== undefined && !GONE.includes(failure.code)) failed ??= failure;
        for (const resource of items) run.add(associationOf(listed, resource));
      });
      // Of pools alone it is not known then what protects them.
      if (failed !== undefined) run.gap(failed, `arn:${run.partition}:cognito-idp:${run.region}:${run.account ?? ''}:userpool`);
    };

    const groups = async (Scope: Scope) => {
      const found = await run.list('wafv2:ListRuleGroups', async (NextMarker) => {
        const answer = await client.send(new sdk.ListRuleGroupsCommand({ Scope, Limit, NextMarker }));
        return { items: known(known(answer.RuleGroups, 'ARN'), 'Name'), next: answer.NextMarker };
      });
      await run.each(found, async (group) => {
        const listed = listedAcl('AWS::WAFv2::RuleGroup', group, Scope);
        const answer = await run.ask(
          'wafv2:GetRuleGroup',
          async () => {
            const { RuleGroup } = await client.send(new sdk.GetRuleGroupCommand({ ARN: group.ARN }));
            if (typeof RuleGroup?.ARN !== 'string') throw new TypeError('ARN is missing');
            return RuleGroup;
          },
          GONE,
        );
        if (answer.state === 'none') return;
        run.add({ ...listed, properties: { ...listed.properties, ...run.given(answer, 'AWS::WAFv2::RuleGroup', ruleGroupOf) } });
      });
    };

    const scopes: readonly Scope[] = run.region === CLOUDFRONT_REGION ? ['REGIONAL', 'CLOUDFRONT'] : ['REGIONAL'];
    await Promise.all(scopes.flatMap((scope) => [acls(scope), groups(scope)]));
  },
};
