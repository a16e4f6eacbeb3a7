import { expect, test } from 'vitest';
import { explore, settleDeep } from '../../../src/model/world.ts';
import { resourceOf, trees } from './tree.ts';

const tree = trees();
const exporting = (name: string, value = '!GetAtt Jobs.Arn') =>
  `Resources: {Jobs: {Type: AWS::SQS::Queue}}\nOutputs: {Arn: {Value: ${value}, Export: {Name: ${name}}}}\n`;
const imported = async (files: Readonly<Record<string, string>>, name = 'shared-jobs'): Promise<unknown> => {
  const collected = await tree.collect({
    ...files,
    'user.yaml': `Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !ImportValue ${name}}}}`,
  });
  return explore((world) => settleDeep(resourceOf(collected, 'Topic').properties.TopicName, world)).worlds[0]?.result;
};

test('an import is what the template that exports the name puts out', async () => {
  expect(await imported({ 'a.yaml': exporting('shared-jobs'), 'z.yaml': exporting('other') })).toEqual({
    $unknown: {
      kind: 'intrinsic',
      expression: '!GetAtt Jobs.Arn',
      target: { id: 'Jobs', attribute: 'Arn', input: 'a.yaml' },
      present: true,
    },
  });
  expect(await imported({ 'a.yaml': exporting('!Sub "shared-${S}"', 'text'), 'b.yaml': '' }, 'shared-jobs')).toMatchObject({
    $unknown: {},
  });
  expect(await imported({ 'a.yaml': exporting('shared-jobs', 'text') })).toBe('text');
});

test.each([
  ['nobody', { 'a.yaml': exporting('other') }],
  ['more than one', { 'a.yaml': exporting('shared-jobs'), 'b.yaml': exporting('shared-jobs') }],
  ['a name that hangs on the stack', { 'a.yaml': exporting('!Sub "${AWS::StackName}-jobs"') }],
  ['itself', { 'a.yaml': exporting('shared-jobs', '!ImportValue shared-jobs') }],
])('what %s exports is not known', async (_, files) =>
  expect(await imported(files)).toEqual({ $unknown: { kind: 'intrinsic', expression: '!ImportValue shared-jobs', present: true } }),
);
