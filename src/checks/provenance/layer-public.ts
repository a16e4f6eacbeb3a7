import { defineCheck, finding, isSet, known } from '../../check.ts';

export default defineCheck({
  id: 'layer-public',
  title: 'Layer version may be used by anyone',
  family: 'provenance',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::LayerVersionPermission',
  reads: { 'AWS::Lambda::LayerVersionPermission': ['LayerVersionArn', 'OrganizationId', 'Principal'] },
  docs: {
    why: 'Any AWS account may download the layer with all code, configuration and internal names in it, and search it for weaknesses of the functions that use it.',
    fix: 'Name the account that is to use the layer as Principal, or limit Principal * with OrganizationId.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversionpermission.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(permission) {
    const principal = permission.get('Principal');
    const organization = permission.get('OrganizationId');
    // A named account, known or not, is one account; only the star is everyone.
    if (principal.state === 'known' && String(principal.value) !== '*') return;
    if (organization.state === 'known' && organization.form === 'scalar' && organization.value !== '') return;
    const who = yield* known(principal);
    if (who !== '*' || (yield* isSet(organization))) return;
    yield finding(principal, `${permission.id} lets every AWS account download and use the layer version`);
  },
});
