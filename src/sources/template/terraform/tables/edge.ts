import { type Conversion, object, renamed } from '../conversions.ts';
import type { Table } from '../table.ts';

/** The rules of a web ACL nest without end and are called alike: `rate_based_statement` is `RateBasedStatement`. */
const RULES: Conversion = renamed(
  'Rules',
  {
    country_codes: 'CountryCodes',
    custom_key: 'CustomKeys',
    excluded_rule: 'ExcludedRules',
    insert_header: 'InsertHeaders',
    managed_rule_group_configs: 'ManagedRuleGroupConfigs',
    response_header: 'ResponseHeaders',
    rule_action_override: 'RuleActionOverrides',
    rule_label: 'RuleLabels',
    text_transformation: 'TextTransformations',
  },
  { and_statement: ['statement', 'Statements'], or_statement: ['statement', 'Statements'] },
  { cloudwatch_metrics_enabled: 'CloudWatchMetricsEnabled' },
);

const ACTION = object('DefaultAction', { allow: object('Allow', {}), block: object('Block', {}) });

export const EDGE: readonly Table[] = [
  {
    terraform: 'aws_wafv2_web_acl',
    type: 'AWS::WAFv2::WebACL',
    attributes: { default_action: ACTION, description: 'Description', name: 'Name', rule: RULES, scope: 'Scope' },
  },
  {
    terraform: 'aws_wafv2_rule_group',
    type: 'AWS::WAFv2::RuleGroup',
    attributes: { capacity: 'Capacity', description: 'Description', name: 'Name', rule: RULES, scope: 'Scope' },
  },
  {
    terraform: 'aws_wafv2_web_acl_association',
    type: 'AWS::WAFv2::WebACLAssociation',
    attributes: { resource_arn: 'ResourceArn', web_acl_arn: 'WebACLArn' },
  },
  {
    terraform: 'aws_wafregional_web_acl_association',
    type: 'AWS::WAFRegional::WebACLAssociation',
    attributes: { resource_arn: 'ResourceArn', web_acl_id: 'WebACLId' },
  },
  {
    terraform: 'aws_cloudfront_distribution',
    type: 'AWS::CloudFront::Distribution',
    attributes: {
      aliases: 'DistributionConfig.Aliases',
      comment: 'DistributionConfig.Comment',
      default_root_object: 'DistributionConfig.DefaultRootObject',
      enabled: 'DistributionConfig.Enabled',
      http_version: 'DistributionConfig.HttpVersion',
      viewer_certificate: object('DistributionConfig.ViewerCertificate', {
        acm_certificate_arn: 'AcmCertificateArn',
        cloudfront_default_certificate: 'CloudFrontDefaultCertificate',
        iam_certificate_id: 'IamCertificateId',
        minimum_protocol_version: 'MinimumProtocolVersion',
        ssl_support_method: 'SslSupportMethod',
      }),
      web_acl_id: 'DistributionConfig.WebACLId',
    },
  },
];
