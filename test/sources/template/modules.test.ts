import { expect, test } from 'vitest';
import { explore, holds, settleDeep } from '../../../src/model/world.ts';
import { gapsOf, quoted, resourceOf, trees } from './tree.ts';

const tree = trees();

const project = (typeName: string): string => JSON.stringify({ artifact_type: 'MODULE', typeName, settings: {} });
const settled = (raw: unknown): unknown => explore((world) => settleDeep(raw, world)).worlds[0]?.result;

const JOBS = `Parameters:
  Name: {Type: String, Default: own}
  Delay: {Type: Number, Default: 5}
  Names: {Type: CommaDelimitedList, Default: "a, b"}
  Stage: {Type: String}
Mappings: {Days: {prod: {Kept: 14}, dev: {Kept: 1}}}
Conditions:
  Slow: !Equals [!Ref Delay, 9]
  Kept: !Not [!Condition Slow]
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "\${Name}-\${Stage}-\${AWS::Region}"
      DelaySeconds: !Ref Delay
      Tags: !Ref Names
      MessageRetentionPeriod: !FindInMap [Days, !Ref Stage, Kept]
      FifoQueue: !If [Slow, yes, no]
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn}
  Dead: {Type: AWS::SQS::Queue, Condition: Kept, Properties: {QueueName: !Sub ["\${Name}-\${Jobs.QueueName}", {Name: dead}]}}
Outputs:
  Url: {Value: !Ref Jobs, Export: {Name: jobs}}
`;

test('a module is what its fragment holds, by the names that a deployment gives', async () => {
  const collected = await tree.collect({
    'modules/jobs/.rpdk-config': project('Acme::SQS::Jobs::MODULE'),
    'modules/jobs/fragments/jobs.yaml': JOBS,
    'template.yaml': `Parameters: {Env: {Type: String, AllowedValues: [prod, dev]}}
Conditions: {Prod: !Equals [!Ref Env, prod]}
Resources:
  Work:
    Type: Acme::SQS::Jobs::MODULE
    Condition: Prod
    Properties: {Delay: 9, Stage: !Ref Env}
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !GetAtt Work.Jobs.QueueName
      DisplayName: !Sub "\${Work.Dead} \${WorkJobs.Arn}"
      KmsMasterKeyId: !Ref Work.Jobs
`,
  });
  expect(gapsOf(collected)).toEqual([]);
  expect(collected.inputs.map(({ file }) => file)).toEqual(['template.yaml']);
  expect(collected.resources.map(({ id, madeBy }) => [id, madeBy])).toEqual([
    ['Topic', undefined],
    ['WorkJobs', 'Work'],
    ['WorkDead', 'Work'],
  ]);
  const target = (id: string, expression: string, attribute?: string) => ({
    $unknown: { kind: 'intrinsic', expression, target: attribute === undefined ? { id } : { id, attribute }, present: true },
  });
  const jobs = resourceOf(collected, 'WorkJobs');
  expect(settled(jobs.properties)).toMatchObject({
    DelaySeconds: 9,
    Tags: ['a', 'b'],
    MessageRetentionPeriod: 14,
    FifoQueue: true,
    QueueName: { $unknown: { text: ['own-prod-', { pseudo: 'AWS::Region' }] } },
    RedrivePolicy: { deadLetterTargetArn: target('WorkDead', '!GetAtt WorkDead.Arn', 'Arn') },
  });
  expect(settled(resourceOf(collected, 'WorkDead').properties)).toMatchObject({
    QueueName: { $unknown: { text: ['dead-', { target: { id: 'WorkJobs', attribute: 'QueueName' } }] } },
  });
  expect(settled(resourceOf(collected, 'Topic').properties)).toMatchObject({
    TopicName: target('WorkJobs', '!GetAtt WorkJobs.QueueName', 'QueueName'),
    DisplayName: { $unknown: { text: [{ target: { id: 'WorkDead' } }, ' ', { target: { id: 'WorkJobs', attribute: 'Arn' } }] } },
    KmsMasterKeyId: target('WorkJobs', '!Ref WorkJobs'),
  });
  const made = (id: string) =>
    explore((world) => holds(resourceOf(collected, id).condition ?? { all: [] }, world)).worlds.map(({ result }) => result);
  // Of the module's own condition nothing is left to choose.
  expect([made('WorkJobs'), made('WorkDead')]).toEqual([
    [true, false],
    [false, false],
  ]);
  expect(quoted(collected, 'WorkJobs', ['RedrivePolicy'])).toContain('modules/jobs/fragments/jobs.yaml:19: RedrivePolicy');
  expect(quoted(collected, 'WorkJobs', ['DelaySeconds'])).toContain('template.yaml:7: Properties: {Delay: 9');
});

test('modules in modules, and one that is used twice', async () => {
  const collected = await tree.collect({
    'a/.rpdk-config': project('Acme::A::A::MODULE'),
    'a/fragments/a.json': JSON.stringify({
      Parameters: { Name: { Type: 'String' } },
      Resources: {
        Inner: { Type: 'Acme::B::B::MODULE', Properties: { QueueName: { 'Fn::Sub': `\${Name}-jobs` } } },
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Inner.Queue' } } },
      },
    }),
    'b/.rpdk-config': project('Acme::B::B::MODULE'),
    'b/fragments/b.json': JSON.stringify({
      Parameters: { QueueName: { Type: 'String' } },
      Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'QueueName' } } } },
    }),
    'template.yaml':
      'Resources: {One: {Type: Acme::A::A::MODULE, Properties: {Name: one}}, Two: {Type: Acme::A::A::MODULE, Properties: {Name: two}}, T: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt One.Inner.Queue.QueueName}}}',
  });
  expect(gapsOf(collected)).toEqual([]);
  expect(collected.inputs.map(({ file }) => file)).toEqual(['template.yaml']);
  expect(collected.resources.map(({ id, madeBy }) => [id, madeBy])).toEqual([
    ['T', undefined],
    ['OneInnerQueue', 'One'],
    ['OneTopic', 'One'],
    ['TwoInnerQueue', 'Two'],
    ['TwoTopic', 'Two'],
  ]);
  expect(settled(resourceOf(collected, 'TwoInnerQueue').properties)).toEqual({ QueueName: 'two-jobs' });
  expect(settled(resourceOf(collected, 'OneTopic').properties)).toMatchObject({
    TopicName: { $unknown: { target: { id: 'OneInnerQueue' } } },
  });
  expect(settled(resourceOf(collected, 'T').properties)).toMatchObject({
    TopicName: { $unknown: { target: { id: 'OneInnerQueue', attribute: 'QueueName' } } },
  });
});

test('a module that is not read is a gap with its reason', async () => {
  const collected = await tree.collect({
    'self/.rpdk-config': project('Acme::S::Self::MODULE'),
    'self/fragments/self.yaml': 'Resources: {Again: {Type: Acme::S::Self::MODULE}}',
    'none/.rpdk-config': project('Acme::S::None::MODULE'),
    'broken/.rpdk-config': project('Acme::S::Broken::MODULE'),
    'broken/fragments/broken.json': '{"Resources": ',
    'one/.rpdk-config': project('Acme::S::Twice::MODULE'),
    'other/.rpdk-config': project('Acme::S::Twice::MODULE'),
    'odd/.rpdk-config': '{',
    'template.yaml': `Resources:
  A: {Type: Acme::S::Self::MODULE}
  B: {Type: Acme::S::None::MODULE}
  C: {Type: Acme::S::Broken::MODULE}
  D: {Type: Acme::S::Twice::MODULE}
  E: {Type: Acme::S::Public::MODULE}
`,
  });
  expect(gapsOf(collected).toSorted()).toEqual([
    'broken/fragments/broken.json:1 syntax: Not valid JSON: value expected',
    'self/fragments/self.yaml:1 cyclic: AAgain is a module that contains itself',
    'template.yaml:3 unreadable: B is a module that is not read: none/.rpdk-config has no fragment beside it in fragments',
    'template.yaml:5 unreadable: D is a module that is not read: one/.rpdk-config and other/.rpdk-config are both the project of Acme::S::Twice::MODULE',
    'template.yaml:6 module: E is a module: what Acme::S::Public::MODULE stands for is known to the registry of the account alone, as no project of it is among the files',
  ]);
  // Whatever a module may stand for is missing, of every type.
  expect(collected.gaps.every(({ types }) => types === undefined)).toBe(true);
});

test('modules that double with every level end', async () => {
  const files: Record<string, string> = {};
  for (let level = 0; level < 7; level += 1) {
    const inner = `{Type: Acme::L::L${level + 1}::MODULE}`;
    files[`l${level}/.rpdk-config`] = project(`Acme::L::L${level}::MODULE`);
    files[`l${level}/fragments/l.yaml`] = `Resources: {${Array.from({ length: 8 }, (_, i) => `R${i}: ${inner}`).join(', ')}}`;
  }
  const collected = await tree.collect({ ...files, 'template.yaml': 'Resources: {A: {Type: Acme::L::L0::MODULE}}' });
  expect(gapsOf(collected).filter((gap) => gap.includes('too-large')).length).toBeGreaterThan(0);
  expect(collected.gaps.length).toBeLessThan(100);
});

test('a value that modules hand on to each other, more often each time, ends', async () => {
  const files: Record<string, string> = {};
  const ten = (item: string): string => `[${Array.from({ length: 10 }, () => item).join(', ')}]`;
  for (let level = 0; level < 12; level += 1) {
    files[`l${level}/.rpdk-config`] = project(`Acme::L::L${level}::MODULE`);
    files[`l${level}/fragments/l.yaml`] =
      `Parameters: {P: {Type: String}}\nResources: {Next: {Type: Acme::L::L${level + 1}::MODULE, Properties: {P: ${ten('!Ref P')}}}}`;
  }
  const collected = await tree.collect({ ...files, 'template.yaml': 'Resources: {A: {Type: Acme::L::L0::MODULE, Properties: {P: x}}}' });
  // One of the template, and one of a fragment that then belongs to nothing.
  expect(gapsOf(collected).filter((gap) => gap.includes('too-large'))).toHaveLength(2);
});
