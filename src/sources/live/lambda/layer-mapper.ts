import type { LayerVersionsListItem } from '@aws-sdk/client-lambda';
import { documentOf, type Found, type Properties, present } from '../answers.ts';

/** An entry of ListLayerVersions. */
export const layerVersionOf = (layer: string, version: LayerVersionsListItem): Found => {
  const { LayerVersionArn: arn = '', Version } = version;
  return {
    type: 'AWS::Lambda::LayerVersion',
    id: `${layer}:${Version}`,
    arn,
    properties: present({
      CompatibleArchitectures: version.CompatibleArchitectures,
      CompatibleRuntimes: version.CompatibleRuntimes,
      LayerName: layer,
      LicenseInfo: version.LicenseInfo,
    }),
    attributes: { Ref: arn, LayerVersionArn: arn },
  };
};

interface LayerStatement {
  readonly Sid?: string;
  readonly Action?: string;
  readonly Principal?: unknown;
  readonly Condition?: { readonly StringEquals?: Readonly<Record<string, string>> };
}

/** Whom a statement of a layer's policy names, as CloudFormation does: an account, or everyone. */
const layerPrincipal = (principal: unknown): unknown => {
  const named = typeof principal === 'object' && principal !== null && 'AWS' in principal ? principal.AWS : principal;
  if (typeof named !== 'string') throw new TypeError('Principal names nobody');
  return /^arn:[^:]+:iam::(\d{12}):root$/.exec(named)?.[1] ?? named;
};

/** What GetLayerVersionPolicy says: a permission for each statement. AWS writes these policies, in a form of its own. */
export const layerPermissionsOf = (policy: string | undefined): readonly { readonly sid: string; readonly properties: Properties }[] => {
  const document = documentOf(policy) as { readonly Statement?: readonly LayerStatement[] } | undefined;
  if (!Array.isArray(document?.Statement)) throw new TypeError('Policy is missing');
  return document.Statement.map(({ Sid, Action, Principal, Condition }: LayerStatement, at: number) => ({
    sid: Sid ?? String(at),
    properties: present({
      Action,
      OrganizationId: Condition?.StringEquals?.['aws:PrincipalOrgID'],
      Principal: layerPrincipal(Principal),
    }),
  }));
};
