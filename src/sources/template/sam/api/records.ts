import { createHash } from 'node:crypto';
import type { Span } from '../../../text/source-file.ts';
import { list, member, type Node, said, scalar } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import type { SamResource } from '../context.ts';
import { entryOf, getAtt, isTrue, made, object, pick } from '../make.ts';
import { isAbsent } from '../refusals/refusal.ts';

/** The zone of CloudFront's distributions, which stand before edge-optimized domains. https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** What the names of a domain lead to. */
const aliasTarget = (route53: Node, domainId: string, type: string, span: Span): Node => {
  const attribute = (name: string) => getAtt(domainId, name, span);
  const target =
    type === 'REGIONAL'
      ? { HostedZoneId: attribute('RegionalHostedZoneId'), DNSName: attribute('RegionalDomainName') }
      : type === 'EDGE'
        ? {
            HostedZoneId: scalar(CLOUDFRONT_ZONE, span),
            DNSName: entryOf(route53, 'DistributionDomainName') ?? attribute('DistributionDomainName'),
          }
        : { HostedZoneId: entryOf(route53, 'VpcEndpointHostedZoneId'), DNSName: entryOf(route53, 'VpcEndpointDomainName') };
  return object({ ...pick(route53, ['EvaluateTargetHealth']), ...target }, span);
};

/** The records in Route 53 of an API's domain. Domains of one zone share the resource, unless they want one of their own. */
export const recordSets = (of: SamResource, domain: Node, domainId: string, type: string): readonly TemplateResource[] => {
  const entry = entryOf(domain, 'Route53');
  const zone = ['HostedZoneId', 'HostedZoneName'].map((name) => member(entry?.value, name)).find((each) => !isAbsent(each));
  if (entry?.value.kind !== 'map' || zone === undefined) return [];
  const { key: span, value: route53 } = entry;
  const name = entryOf(domain, 'DomainName');
  const record = (kind: string): Node =>
    object(
      {
        Name: name,
        Type: scalar(kind, span),
        AliasTarget: aliasTarget(route53, domainId, type, span),
        ...pick(route53, ['Region', 'SetIdentifier']),
      },
      span,
    );
  const version6 = member(route53, 'IpV6');
  const isSeparate = isTrue(member(route53, 'SeparateRecordSetGroup'));
  const identity = `${said(zone)}${isSeparate && name ? said(name.value) : ''}`;
  return [
    made(
      of,
      `RecordSetGroup${createHash('sha1').update(identity).digest('hex').slice(0, 10)}`,
      'AWS::Route53::RecordSetGroup',
      {
        ...pick(route53, ['HostedZoneId', 'HostedZoneName']),
        RecordSets: list([record('A'), ...(version6?.kind === 'scalar' && version6.value === true ? [record('AAAA')] : [])], span),
      },
      span,
    ),
  ];
};
