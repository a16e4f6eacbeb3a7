import { map, textOf } from '../../node.ts';
import { type Attributes, type Conversion, object, objects, pascal, renamed } from '../conversions.ts';
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

const BEHAVIOR: Attributes = {
  allowed_methods: 'AllowedMethods',
  cache_policy_id: 'CachePolicyId',
  cached_methods: 'CachedMethods',
  function_association: objects('FunctionAssociations', { event_type: 'EventType', function_arn: 'FunctionARN' }),
  lambda_function_association: objects('LambdaFunctionAssociations', {
    event_type: 'EventType',
    include_body: 'IncludeBody',
    lambda_arn: 'LambdaFunctionARN',
  }),
  origin_request_policy_id: 'OriginRequestPolicyId',
  path_pattern: 'PathPattern',
  response_headers_policy_id: 'ResponseHeadersPolicyId',
  target_origin_id: 'TargetOriginId',
  trusted_key_groups: 'TrustedKeyGroups',
  trusted_signers: 'TrustedSigners',
  viewer_protocol_policy: 'ViewerProtocolPolicy',
};
const { path_pattern: _, ...DEFAULT_BEHAVIOR } = BEHAVIOR;

const ORIGIN: Attributes = {
  custom_header: objects('OriginCustomHeaders', { name: 'HeaderName', value: 'HeaderValue' }),
  custom_origin_config: object('CustomOriginConfig', {
    http_port: 'HTTPPort',
    https_port: 'HTTPSPort',
    origin_protocol_policy: 'OriginProtocolPolicy',
    origin_ssl_protocols: 'OriginSSLProtocols',
  }),
  domain_name: 'DomainName',
  origin_access_control_id: 'OriginAccessControlId',
  origin_id: 'Id',
  origin_path: 'OriginPath',
  s3_origin_config: object('S3OriginConfig', { origin_access_identity: 'OriginAccessIdentity' }),
  vpc_origin_config: object('VpcOriginConfig', { vpc_origin_id: 'VpcOriginId' }),
};

const ACTION = object('DefaultAction', { allow: object('Allow', {}), block: object('Block', {}) });

/** An association names what it overrides in one word: `count` or `none`. */
const OVERRIDE_ACTION: Conversion = {
  to: 'OverrideAction',
  convert: (value) => {
    const name = textOf(value);
    return name === undefined ? undefined : map({ [pascal(name)]: map({}, value.span) }, value.span);
  },
};

const OVERRIDES = renamed('RuleActionOverrides', {}, {}, {});

export const EDGE: readonly Table[] = [
  {
    terraform: 'aws_wafv2_web_acl',
    type: 'AWS::WAFv2::WebACL',
    attributes: { default_action: ACTION, description: 'Description', name: 'Name', rule: RULES, scope: 'Scope' },
  },
  {
    terraform: 'aws_wafv2_web_acl_rule_group_association',
    type: 'AWS::WAFv2::WebACL',
    into: { by: 'web_acl_arn', list: 'Rules' },
    attributes: {
      managed_rule_group: object('Statement.ManagedRuleGroupStatement', {
        name: 'Name',
        rule_action_override: OVERRIDES,
        vendor_name: 'VendorName',
        version: 'Version',
      }),
      override_action: OVERRIDE_ACTION,
      priority: 'Priority',
      rule_group_reference: object('Statement.RuleGroupReferenceStatement', { arn: 'Arn', rule_action_override: OVERRIDES }),
      rule_name: 'Name',
    },
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
      default_cache_behavior: object('DistributionConfig.DefaultCacheBehavior', DEFAULT_BEHAVIOR),
      default_root_object: 'DistributionConfig.DefaultRootObject',
      enabled: 'DistributionConfig.Enabled',
      http_version: 'DistributionConfig.HttpVersion',
      logging_config: object('DistributionConfig.Logging', { bucket: 'Bucket', include_cookies: 'IncludeCookies', prefix: 'Prefix' }),
      ordered_cache_behavior: objects('DistributionConfig.CacheBehaviors', BEHAVIOR),
      origin: objects('DistributionConfig.Origins', ORIGIN),
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
