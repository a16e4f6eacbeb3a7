import { expect, test } from 'vitest';
import { explore, holds, settleDeep } from '../../../src/model/world.ts';
import { gapsOf, quoted, resourceOf, trees } from './tree.ts';

const tree = trees();

const CHILD = `Parameters:
  Name: {Type: String, Default: own}
  Delay: {Type: Number, Default: 5}
  Names: {Type: CommaDelimitedList}
  Key: {Type: String}
Conditions: {Slow: !Equals [!Ref Delay, 9]}
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties: {QueueName: !Ref Name, DelaySeconds: !Ref Delay, Tags: !Ref Names, KmsMasterKeyId: !Ref Key, FifoQueue: !If [Slow, yes, no]}
Outputs:
  Url: {Value: !Ref Jobs}
  Name: {Value: !Ref Name}
`;
const settled = (raw: unknown): unknown => explore((world) => settleDeep(raw, world)).worlds[0]?.result;

test('a child has what its parent passes, and the parent what the child puts out', async () => {
  const collected = await tree.collect({
    'app/template.yaml': `Parameters: {Stage: {Type: String, Default: dev}}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
Resources:
  Master: {Type: AWS::KMS::Key}
  Child:
    Type: AWS::CloudFormation::Stack
    Condition: Prod
    Properties:
      TemplateURL: ../child.yaml
      Parameters: {Delay: 9, Names: "a, b", Key: !Ref Master}
  Other: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt Child.Outputs.Name, DisplayName: !Sub "\${Child.Outputs.Url}"}}
`,
    'child.yaml': CHILD,
  });
  expect(collected.gaps).toEqual([]);
  expect(collected.inputs.map(({ file }) => file)).toEqual(['app/template.yaml', 'child.yaml']);
  const jobs = resourceOf(collected, 'Jobs');
  expect(settled(jobs.properties)).toEqual({
    QueueName: 'own',
    DelaySeconds: 9,
    Tags: ['a', 'b'],
    FifoQueue: true,
    KmsMasterKeyId: {
      $unknown: { kind: 'intrinsic', expression: '!Ref Master', target: { id: 'Master', input: 'app/template.yaml' }, present: true },
    },
  });
  expect(explore((world) => holds(jobs.condition ?? { all: [] }, world)).worlds.map(({ result }) => result)).toEqual([false, true]);
  expect(quoted(collected, 'Jobs', ['DelaySeconds'])).toContain('child.yaml:10: Properties: {QueueName');
  expect(settled(resourceOf(collected, 'Other').properties)).toEqual({
    TopicName: 'own',
    DisplayName: {
      $unknown: { kind: 'intrinsic', expression: '!Sub ${Child.Outputs.Url}', target: { id: 'Jobs', input: 'child.yaml' }, present: true },
    },
  });
});

test('a child that is nested twice is read once, for each of its stacks', async () => {
  const nest = (id: string, name: string) =>
    `  ${id}: {Type: AWS::Serverless::Application, Properties: {Location: child.yaml, Parameters: {Name: ${name}, Delay: 1, Names: x, Key: k}}}\n`;
  const collected = await tree.collect({
    'template.yaml': `Transform: AWS::Serverless-2016-10-31\nResources:\n${nest('A', 'one')}${nest('B', 'two')}`,
    'child.yaml': CHILD,
  });
  const { properties } = resourceOf(collected, 'Jobs');
  expect(explore((world) => settleDeep([properties.QueueName, properties.DelaySeconds], world)).worlds).toEqual([
    { result: ['one', 1], answers: new Map([['the stack', 'A of template.yaml']]) },
    { result: ['two', 1], answers: new Map([['the stack', 'B of template.yaml']]) },
  ]);
});

test('outputs of grandchildren, through templates that only the parent knows', async () => {
  const collected = await tree.collect(
    {
      'template.yaml':
        'Resources: {A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.tpl, Parameters: {N: x}}}, T: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt A.Outputs.O}}}',
      'a.tpl':
        'Parameters: {N: {Type: String}}\nResources: {B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: b.tpl, Parameters: {N: !Sub "${N}-y"}}}}\nOutputs: {O: {Value: !GetAtt B.Outputs.O}}',
      'b.tpl':
        'Parameters: {N: {Type: String}}\nResources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref N}}}\nOutputs: {O: {Value: !Ref N}}',
    },
    {},
    ['template.yaml'],
  );
  expect(collected.inputs.map(({ file }) => file)).toEqual(['template.yaml', 'a.tpl', 'b.tpl']);
  expect(resourceOf(collected, 'Q').properties).toEqual({ QueueName: 'x-y' });
  expect(settled(resourceOf(collected, 'T').properties.TopicName)).toBe('x-y');
});

test('templates that nest each other, and what they put out of each other, end', async () => {
  const nest = (of: string) =>
    `Parameters: {N: {Type: String, Default: d}}\nResources:\n  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${of}, Parameters: {N: !GetAtt S.Outputs.O}}}\n  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt S.Outputs.O, KmsMasterKeyId: !Ref N}}\nOutputs: {O: {Value: !Sub "\${S.Outputs.O}\${S.Outputs.O}\${N}"}}\n`;
  const collected = await tree.collect({
    'a.yaml': nest('b.yaml'),
    'b.yaml': nest('a.yaml'),
    'c.yaml': nest('c.yaml'),
    'd.yaml': nest('a.yaml'),
  });
  for (const { properties } of collected.resources) JSON.stringify(properties);
  expect(collected.resources.filter(({ id }) => id === 'Q').map(({ origin }) => origin.file)).toEqual([
    'd.yaml',
    'a.yaml',
    'b.yaml',
    'c.yaml',
  ]);
  expect(gapsOf(collected)).toEqual([
    'a.yaml:3 cyclic: The nested stack S is not read as such: b.yaml may nest this template again',
    'b.yaml:3 cyclic: The nested stack S is not read as such: a.yaml may nest this template again',
    'c.yaml:3 cyclic: The nested stack S is not read as such: c.yaml may nest this template again',
  ]);
});

test.each([
  [
    'https://s3.amazonaws.com/b/t.yaml',
    'nested: The resources of the nested stack A are not read: its template stands at https://s3.amazonaws.com/b/t.yaml',
  ],
  ['!Sub "https://${B}/t"', 'nested: The resources of the nested stack A are not read: its template is !Sub https://${B}/t'],
  ['../t.yaml', 'outside: ../t.yaml lies outside of the audited tree'],
  ['gone.yaml', 'unreadable: gone.yaml does not exist'],
  ['other.yaml', 'nested: The resources of the nested stack A are not read: other.yaml is no template'],
])('%s is a gap', async (url, gap) =>
  expect(
    gapsOf(
      await tree.collect({
        'template.yaml': `Resources: {A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${url}}}}`,
        'other.yaml': 'a: b',
      }),
    ),
  ).toEqual([`template.yaml:1 ${gap}`]),
);

test('a secret that a parent passes is none of the report', async () => {
  const collected = await tree.collect({
    'template.yaml':
      'Resources: {A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml, Parameters: {P: hunter2hunter2}}}}',
    'c.yaml':
      'Parameters: {P: {Type: String, NoEcho: true}}\nResources: {F: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {V: !Ref P}}}}}',
  });
  expect(JSON.stringify(resourceOf(collected, 'F'))).not.toContain('hunter2');
});

test('values that double from template to template stay small', async () => {
  const level = (at: number) =>
    `Parameters: {N: {Type: String, Default: abcdefgh}, M: {Type: String}}\nResources:\n  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: t${at + 1}.yaml, Parameters: {N: !Sub "\${N}\${N}", M: !Sub "\${M}\${M}"}}}\n  Q${at}: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref N, KmsMasterKeyId: !Ref M, Tags: !Join ["", [!ImportValue "e${at + 1}", !ImportValue "e${at + 1}"]]}}\nOutputs: {E: {Value: !GetAtt S.Outputs.E, Export: {Name: e${at}}}, F: {Value: !Join ["", [!ImportValue "f${at + 1}", !ImportValue "f${at + 1}"]], Export: {Name: f${at}}}}\n`;
  const collected = await tree.collect(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`t${at}.yaml`, level(at)])));
  const sizes = collected.resources.map((resource) => JSON.stringify(resource).length);
  expect(sizes).toHaveLength(120);
  expect(Math.max(...sizes)).toBeLessThan(1_000_000);
});

test('what SAM makes of a child depends on what its parent passes', async () => {
  const child = `Parameters: {Default: {Type: String, Default: Pool}}
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: {StageName: v1, Auth: {DefaultAuthorizer: !Ref Default, Authorizers: {Pool: {UserPoolArn: arn}}}}
  Fn:
    Type: AWS::Serverless::Function
    Properties: {Runtime: nodejs22.x, Handler: a.b, Events: {E: {Type: Api, Properties: {Path: /a, Method: get, RestApiId: !Ref Api}}}}
`;
  const types = async (passed: string) => {
    const collected = await tree.collect({
      'template.yaml': `Parameters: {Stage: {Type: String}}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
Resources: {Child: {Type: AWS::Serverless::Application, Properties: {Location: child.yaml, Parameters: {${passed}}}}}`,
      'child.yaml': child,
    });
    const { AuthorizationType } = resourceOf(collected, 'Api GET /a').properties;
    return [...new Set(explore((world) => settleDeep(AuthorizationType, world)).worlds.map(({ result }) => result))];
  };
  expect(await types('')).toEqual(['COGNITO_USER_POOLS']);
  expect(await types('Default: AWS_IAM')).toEqual(['AWS_IAM']);
  const collected = await tree.collect({
    'template.yaml': `Parameters: {Stage: {Type: String}}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
Resources: {Child: {Type: AWS::Serverless::Application, Properties: {Location: child.yaml, Parameters: {Default: !If [Prod, Pool, ""]}}}}`,
    'child.yaml': child,
  });
  const methods = collected.resources.filter(({ type }) => type === 'AWS::ApiGateway::Method');
  const made = explore((world) =>
    methods
      .filter(({ condition }) => condition === undefined || holds(condition, world))
      .map(({ properties }) => properties.AuthorizationType),
  );
  expect(made.worlds.map(({ answers, result }) => [answers.get('Prod'), result])).toEqual([
    ['true', ['COGNITO_USER_POOLS']],
    ['false', ['NONE']],
  ]);
});

const QUEUE = (name: string) => `Resources:\n  ${name}: {Type: AWS::SQS::Queue}\nOutputs: {Url: {Value: !Ref ${name}}}\n`;

test('a condition may decide which template a stack has', async () => {
  const collected = await tree.collect({
    'template.yaml': `Parameters: {Stage: {Type: String}}
Conditions: {Prod: !Equals [!Ref Stage, prod], Test: !Equals [!Ref Stage, test]}
Resources:
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: !If [Prod, a.yaml, !If [Test, b.yaml, https://example.com/c.yaml]]}}
  None: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: !If [Prod, a.yaml, !Ref AWS::NoValue]}}
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt Child.Outputs.Url}}`,
    'a.yaml': QUEUE('A'),
    'b.yaml': QUEUE('B'),
  });
  expect(gapsOf(collected)).toEqual([expect.stringContaining('its template stands at https://example.com/c.yaml')]);
  const made = explore((world) =>
    collected.resources
      .filter(({ type, condition }) => type === 'AWS::SQS::Queue' && (condition === undefined || holds(condition, world)))
      .map(({ id }) => id),
  );
  expect(made.worlds.map(({ answers, result }) => [answers.get('Prod'), answers.get('Test'), result])).toEqual([
    ['true', undefined, ['A']],
    ['false', 'true', ['B']],
    ['false', 'false', []],
  ]);
  expect(settled(resourceOf(collected, 'Topic').properties)).toMatchObject({
    TopicName: { $unknown: { expression: '!GetAtt Child.Outputs.Url' } },
  });
});

test('a condition may decide which document an API has', async () => {
  const body = (path: string) => `swagger: "2.0"\npaths: {${path}: {get: {x-amazon-apigateway-integration: {type: mock}}}}\n`;
  const collected = await tree.collect({
    'template.yaml': `Parameters: {Stage: {Type: String}}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {BodyS3Location: !If [Prod, a.yaml, {Bucket: b, Key: k}]}}
  Whole: {Type: AWS::ApiGateway::RestApi, Properties: !If [Prod, {BodyS3Location: a.yaml}, {BodyS3Location: b.yaml}]}`,
    'a.yaml': body('/a'),
    'b.yaml': body('/b'),
  });
  expect(gapsOf(collected)).toEqual([expect.stringContaining('Api: its body stands in a bucket')]);
  const methods = collected.resources.filter(({ type }) => type === 'AWS::ApiGateway::Method');
  expect(methods.map(({ id }) => id)).toEqual(['Api GET /a', 'Whole GET /a', 'Whole GET /b']);
  expect(methods.every(({ condition }) => condition !== undefined)).toBe(true);
});

test('a parameter of nested templates alone cannot be given: their stacks say what it is', async () => {
  const files = {
    'template.yaml':
      'Parameters: {Own: {Type: String}}\nResources: {Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Key: k}}}}',
    'child.yaml': CHILD,
  };
  await expect(tree.collect(files, { Own: 'a' })).resolves.toMatchObject({ gaps: [] });
  await expect(tree.collect(files, { Delay: '9' })).rejects.toThrow("Only a nested template has a parameter 'Delay'");
});
