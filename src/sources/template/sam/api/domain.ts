import { createHash } from 'node:crypto';
import { list, member, type Node, said, scalar, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import type { SamResource } from '../context.ts';
import { entryOf, isTrue, made, object, pick, ref } from '../make.ts';
import { recordSets } from './records.ts';
import { stageId } from './stages.ts';

/** The logical id of a domain, which SAM ends with a hash of its name: APIs of one domain share it, a composed one too. */
const domainId = (prefix: string, of: SamResource, domain: Node): string => {
  const given = member(domain, 'DomainName');
  const name = textOf(given) ?? (given === undefined ? of.id : said(given));
  return `${prefix}${createHash('sha1').update(name).digest('hex').slice(0, 10)}`;
};

/** The base paths below which an API stands; one of `undefined` where its domain names none. */
const basePaths = (domain: Node): readonly (Node | undefined)[] => {
  const given = entryOf(domain, 'BasePath')?.value;
  if (given?.kind === 'list' && given.items.length > 0) return given.items;
  return [given && textOf(given) ? given : undefined];
};

const without = (characters: RegExp, path: Node | undefined): string => (textOf(path) ?? '').replace(characters, '');

/** The custom domain of a REST API and what maps it to the API's stage. */
export const restDomain = (of: SamResource): readonly TemplateResource[] => {
  const entry = entryOf(of.properties, 'Domain');
  if (entry?.value.kind !== 'map') return [];
  const { key: span, value } = entry;
  const type = textOf(member(value, 'EndpointConfiguration')) ?? 'REGIONAL';
  const isPrivate = type === 'PRIVATE';
  const id = domainId(`ApiGatewayDomainName${isPrivate ? 'V2' : ''}`, of, value);
  const certificate = entryOf(value, 'CertificateArn');
  const domain = made(
    of,
    id,
    `AWS::ApiGateway::DomainName${isPrivate ? 'V2' : ''}`,
    {
      ...pick(value, [
        'DomainName',
        'SecurityPolicy',
        'EndpointAccessMode',
        'OwnershipVerificationCertificateArn',
        ...(isPrivate ? ['Policy'] : ['MutualTlsAuthentication']),
      ]),
      [type === 'REGIONAL' ? 'RegionalCertificateArn' : 'CertificateArn']: certificate,
      EndpointConfiguration: object({ Types: list([scalar(type, span)], span) }, span),
    },
    span,
  );
  const isNormal = isTrue(member(value, 'NormalizeBasePath') ?? scalar(true, span));
  const mappings = basePaths(value).map((path) => {
    const word = without(/[^\p{L}\p{N}]/gu, path);
    return made(
      of,
      `${of.id}${word}BasePathMapping`,
      `AWS::ApiGateway::BasePathMapping${isPrivate ? 'V2' : ''}`,
      {
        [isPrivate ? 'DomainNameArn' : 'DomainName']: ref(id, span),
        RestApiId: ref(of.id, span),
        Stage: ref(stageId(of), span),
        BasePath: path && isNormal ? scalar(word, path.span) : path,
      },
      span,
    );
  });
  return [domain, ...mappings, ...recordSets(of, value, id, type)];
};

/** The custom domain of an HTTP or WebSocket API and what maps it to the API's stage. */
export const httpDomain = (of: SamResource, stage: string): readonly TemplateResource[] => {
  const entry = entryOf(of.properties, 'Domain');
  if (entry?.value.kind !== 'map') return [];
  const { key: span, value } = entry;
  const id = domainId('ApiGatewayDomainNameV2', of, value);
  const configuration = object(
    {
      ...pick(value, ['CertificateArn', 'SecurityPolicy', 'OwnershipVerificationCertificateArn']),
      EndpointType: entryOf(value, 'EndpointConfiguration') ?? scalar('REGIONAL', span),
    },
    span,
  );
  return [
    made(
      of,
      id,
      'AWS::ApiGatewayV2::DomainName',
      { ...pick(value, ['DomainName', 'MutualTlsAuthentication']), DomainNameConfigurations: list([configuration], span) },
      span,
    ),
    ...basePaths(value).map((path) =>
      made(
        of,
        `${of.id}${without(/[-_/]/g, path)}ApiMapping`,
        'AWS::ApiGatewayV2::ApiMapping',
        {
          ApiId: ref(of.id, span),
          DomainName: ref(id, span),
          Stage: ref(stage, span),
          ApiMappingKey: path && scalar(without(/^\/|\/$/g, path), path.span),
        },
        span,
      ),
    ),
    ...recordSets(of, value, id, 'REGIONAL'),
  ];
};
