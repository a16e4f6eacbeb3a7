/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation and Terraform */
import type { Call } from './call.ts';

/** The formats of the policy. */
export const POLICY_FORMATS = ['json', 'cloudformation', 'terraform'] as const;
export type PolicyFormat = (typeof POLICY_FORMATS)[number];

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const ANY = ['*'];

/** What IAM asks for before it lets a call through. */
const permissionOf = ({ action, permission }: Call): { readonly action: string; readonly resources: readonly string[] } => ({
  action: permission?.action ?? action,
  resources: permission?.resources ?? ANY,
});

/** The actions of some calls, those with the same resources together, `place` filling in the placeholders of the ARNs. */
const statementsOf = (calls: readonly Call[], place: (name: 'Partition' | 'Region' | 'Account') => string): readonly Statement[] => {
  const byAction = new Map<string, Set<string>>();
  const also = calls.flatMap(({ permission }) => (permission?.also ?? []).map((action) => ({ action, resources: ANY })));
  for (const { action, resources } of [...calls.map(permissionOf), ...also]) {
    const all = byAction.get(action) ?? new Set();
    for (const resource of resources) all.add(resource.replace(/\$\{(Partition|Region|Account)\}/g, (_, name) => place(name)));
    byAction.set(action, all);
  }
  const groups = new Map<string, { readonly service: string; readonly actions: string[]; readonly resources: readonly string[] }>();
  for (const [action, all] of [...byAction].sort()) {
    const service = action.split(':')[0] ?? '';
    const resources = all.has('*') ? ANY : [...all].sort();
    const key = JSON.stringify([service, resources]);
    const group = groups.get(key) ?? { service, actions: [], resources };
    group.actions.push(action);
    groups.set(key, group);
  }
  const counts = new Map<string, number>();
  return [...groups.values()].map(({ service, actions, resources }) => {
    const count = (counts.get(service) ?? 0) + 1;
    counts.set(service, count);
    // A Sid has letters and digits alone.
    const name = service.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return { Sid: `${name}${count > 1 ? count : ''}`, Effect: 'Allow', Action: actions, Resource: resources };
  });
};

const documentOf = (Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });
const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** The least that a principal needs for these calls, as an IAM policy in one of the formats. */
export const permissionsFor = (calls: readonly Call[], format: PolicyFormat): string => {
  if (format === 'json') return `${json(documentOf(statementsOf(calls, (name) => (name === 'Partition' ? 'aws' : '*'))))}\n`;
  if (format === 'cloudformation') {
    const place = { Partition: '${AWS::Partition}', Region: '*', Account: '${AWS::AccountId}' };
    const statements = statementsOf(calls, (name) => place[name]).map((statement) => ({
      ...statement,
      Resource: statement.Resource.map((resource) => (resource.includes('${') ? { 'Fn::Sub': resource } : resource)),
    }));
    const policy = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { Description: 'What parapet reads', PolicyDocument: { Version: '2012-10-17', Statement: statements } },
    };
    return `${json({
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: { ParapetPolicy: policy },
      Outputs: { PolicyArn: { Value: { Ref: 'ParapetPolicy' } } },
    })}\n`;
  }
  const place = {
    Partition: '${data.aws_partition.current.partition}',
    Region: '*',
    Account: '${data.aws_caller_identity.current.account_id}',
  };
  const document = json(documentOf(statementsOf(calls, (name) => place[name]))).replaceAll('\n', '\n  ');
  return `data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

resource "aws_iam_policy" "parapet" {
  name        = "parapet"
  description = "What parapet reads"
  policy      = jsonencode(${document})
}
`;
};
