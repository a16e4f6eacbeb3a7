import { defineCheck, type Field, finding, known, knownBoolean, undetermined } from '../../check.ts';

const WEAK_VIEWER = /^(?:SSLv3|TLSv1(?:_2016)?|TLSv1\.1(?:_2016)?)$/;
const STRONG_VIEWER = /^TLSv1\.[23](?:_|$)/;
const STRONG = /^TLS_1_[23]$|^SecurityPolicy_TLS1[23]_/;

const isWeak = (policy: string): boolean => /^TLS_1_[01]$/.test(policy);

export default defineCheck({
  id: 'api-weak-tls',
  title: 'Domain accepts outdated versions of TLS',
  family: 'requests',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: [
    'AWS::ApiGateway::DomainName',
    'AWS::ApiGateway::DomainNameV2',
    'AWS::ApiGatewayV2::DomainName',
    'AWS::CloudFront::Distribution',
  ],
  reads: {
    'AWS::ApiGateway::DomainName': ['SecurityPolicy'],
    'AWS::ApiGateway::DomainNameV2': ['SecurityPolicy'],
    'AWS::ApiGatewayV2::DomainName': ['DomainNameConfigurations'],
    'AWS::CloudFront::Distribution': ['DistributionConfig'],
  },
  docs: {
    why: 'TLS 1.0 and 1.1 have known weaknesses and were retired in 2021: an attacker on the way can force a connection down to them.',
    fix: 'Set SecurityPolicy to TLS_1_2 or to one of the newer SecurityPolicy_TLS13 names; for CloudFront, MinimumProtocolVersion to TLSv1.2_2021 or later.',
    fixIn: {
      terraform:
        'Set security_policy to "TLS_1_2" or to one of the newer SecurityPolicy_TLS13 names; for CloudFront, minimum_protocol_version to "TLSv1.2_2021" or later.',
    },
    limits: 'No documentation names the default of SecurityPolicy for domains of REST APIs, so that it is undetermined where it is absent.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html',
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
      'https://www.rfc-editor.org/rfc/rfc8996',
    ],
    frameworks: { fsbp: ['APIGateway.11', 'CloudFront.15'], owasp: ['A02', 'SAS-3'] },
  },
  *check(domain) {
    if (domain.type === 'AWS::CloudFront::Distribution') {
      const certificate = domain.get('DistributionConfig').get('ViewerCertificate');
      if (certificate.state === 'unknown') return yield undetermined(certificate, certificate.reason);
      const version = certificate.get('MinimumProtocolVersion');
      const byDefault = certificate.state === 'absent' || (yield* knownBoolean(certificate.get('CloudFrontDefaultCertificate'))) === true;
      if (byDefault)
        return yield finding(
          certificate.state === 'absent' ? domain : certificate,
          `${domain.id} accepts TLS 1.0: with CloudFront's own certificate it cannot be told not to`,
          {
            severity: 'low',
            fix: 'Give the distribution a name of its own with a certificate of ACM, and set MinimumProtocolVersion to TLSv1.2_2021 or later.',
          },
        );
      const minimum = yield* known(version);
      if (version.state === 'absent' || minimum === '')
        yield finding(certificate, `${domain.id} accepts TLS 1.0: it has no MinimumProtocolVersion`, { confidence: 'medium' });
      else if (minimum !== undefined && WEAK_VIEWER.test(minimum))
        yield finding(version, `${domain.id} accepts outdated TLS: MinimumProtocolVersion is ${minimum}`);
      else if (minimum !== undefined && !STRONG_VIEWER.test(minimum))
        yield undetermined(version, { kind: 'malformed', expected: 'a version of TLS' });
      return;
    }
    const v2 = domain.type === 'AWS::ApiGatewayV2::DomainName' ? domain.get('DomainNameConfigurations') : undefined;
    if (v2?.state === 'unknown') return yield undetermined(v2, v2.reason);
    const policies: readonly Field<string>[] =
      domain.type === 'AWS::ApiGatewayV2::DomainName'
        ? domain
            .get('DomainNameConfigurations')
            .items()
            .map((each) => each.get('SecurityPolicy'))
        : domain.type === 'AWS::ApiGateway::DomainName'
          ? [domain.get('SecurityPolicy')]
          : [domain.get('SecurityPolicy')];
    for (const policy of policies) {
      const name = yield* known(policy);
      const unsaid = policy.state === 'absent' || name === '';
      // Domains of HTTP APIs and private ones take TLS 1.2 and nothing else; for the others no page names the default.
      if (unsaid && domain.type === 'AWS::ApiGateway::DomainName')
        yield undetermined(policy, { kind: 'missing-fact', fact: 'default of SecurityPolicy for domains of REST APIs' });
      if (unsaid || name === undefined) continue;
      if (isWeak(String(name))) yield finding(policy, `${domain.id} accepts TLS 1.0 and 1.1: SecurityPolicy is ${name}`);
      else if (!STRONG.test(String(name))) yield undetermined(policy, { kind: 'malformed', expected: 'a security policy' });
    }
  },
});
