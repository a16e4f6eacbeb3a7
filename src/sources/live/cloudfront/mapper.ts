import type { CacheBehavior, DefaultCacheBehavior, DistributionSummary, Origin, ViewerCertificate } from '@aws-sdk/client-cloudfront';
import { redact } from '../../../model/redaction.ts';
import { type Found, NOT_RETURNED, picked, present } from '../answers.ts';

/** An origin. What is sent to it in headers of one's own is most often a shared secret. */
const originOf = (given: Origin): unknown => ({
  ...picked(given, [
    'ConnectionAttempts',
    'ConnectionTimeout',
    'DomainName',
    'Id',
    'OriginAccessControlId',
    'OriginPath',
    'S3OriginConfig',
  ]),
  ...present({
    CustomOriginConfig:
      given.CustomOriginConfig &&
      present({
        ...picked(given.CustomOriginConfig, ['HTTPPort', 'HTTPSPort', 'OriginProtocolPolicy']),
        OriginSSLProtocols: given.CustomOriginConfig.OriginSslProtocols?.Items,
      }),
    OriginCustomHeaders: given.CustomHeaders?.Items?.map(({ HeaderName, HeaderValue = '' }) => ({
      HeaderName,
      HeaderValue: redact('secret', HeaderValue) ?? HeaderValue,
    })),
  }),
});

/** The certificate that viewers see; CloudFormation writes some of it otherwise. */
const certificateOf = (given: ViewerCertificate): unknown =>
  present({
    AcmCertificateArn: given.ACMCertificateArn,
    CloudFrontDefaultCertificate: given.CloudFrontDefaultCertificate,
    IamCertificateId: given.IAMCertificateId,
    MinimumProtocolVersion: given.MinimumProtocolVersion,
    SslSupportMethod: given.SSLSupportMethod,
  });

const behaviorOf = (given: DefaultCacheBehavior | CacheBehavior): unknown => ({
  ...('PathPattern' in given ? { PathPattern: given.PathPattern } : {}),
  ...picked(given as DefaultCacheBehavior, [
    'CachePolicyId',
    'OriginRequestPolicyId',
    'ResponseHeadersPolicyId',
    'TargetOriginId',
    'ViewerProtocolPolicy',
  ]),
});

/** A distribution of ListDistributions. */
export const distributionOf = (given: DistributionSummary): Found => {
  const { Id: id = '', ARN: arn = '', DomainName: domain } = given;
  return {
    type: 'AWS::CloudFront::Distribution',
    id: given.Aliases?.Items?.[0] ?? domain ?? id,
    arn,
    properties: {
      DistributionConfig: present({
        ...picked(given, ['Enabled', 'HttpVersion']),
        Aliases: given.Aliases?.Items,
        CacheBehaviors: given.CacheBehaviors?.Items?.map(behaviorOf),
        DefaultCacheBehavior: given.DefaultCacheBehavior && behaviorOf(given.DefaultCacheBehavior),
        Origins: given.Origins?.Items?.map(originOf) ?? NOT_RETURNED,
        ViewerCertificate: given.ViewerCertificate === undefined ? NOT_RETURNED : certificateOf(given.ViewerCertificate),
        // An empty text where there is none.
        WebACLId: given.WebACLId || undefined,
      }),
    },
    attributes: present({ Ref: id, Id: id, Arn: arn, DomainName: domain }),
  };
};
