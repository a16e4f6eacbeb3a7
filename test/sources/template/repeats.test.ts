import { describe, expect, test } from 'vitest';
import { trees } from './tree.ts';

const tree = trees();

const repeatedIn = async (files: Readonly<Record<string, string>>) => {
  const { resources } = await tree.collect(files);
  return resources.filter(({ type }) => type === 'template').map(({ id, properties }) => [id, properties.Repeated]);
};

describe('keys that come up again', () => {
  test('are told of JSON as of YAML, with what counts', async () => {
    const text = '{\n "Resources": {\n  "A": {"Type": "AWS::SQS::Queue",\n   "Properties": {"DelaySeconds": 1,\n    "DelaySeconds": 2}}}}';
    const { resources, locate } = await tree.collect({ 'a.template.json': text });
    const [template] = resources.filter(({ type }) => type === 'template');
    expect(template?.properties).toEqual({
      Repeated: {
        'Resources.A.Properties.DelaySeconds': { Key: 'DelaySeconds', In: 'Resources.A.Properties', Holds: 5, Times: 2 },
      },
    });
    expect(template && locate(template, ['Repeated', 'Resources.A.Properties.DelaySeconds'])).toMatchObject({
      startLine: 4,
      startColumn: 19,
    });
    expect(resources.find(({ id }) => id === 'A')?.properties.DelaySeconds).toBe(2);
  });

  test('are nothing where none does', async () => {
    expect(await repeatedIn({ 'a.yaml': 'Resources: {A: {Type: AWS::SQS::Queue}, B: {Type: AWS::SQS::Queue}}' })).toEqual([]);
  });

  test('are not told of what is not read itself', async () => {
    const text = 'Resources:\n  A: {Type: AWS::SQS::Queue, Type: AWS::SNS::Topic}\n  A: {Type: AWS::SQS::Queue}\n';
    const [[, repeated] = []] = await repeatedIn({ 'a.yaml': text });
    expect(Object.keys(repeated as object)).toEqual(['Resources.A']);
  });

  test('of a map that aliases lead to are told once', async () => {
    const text =
      'Resources:\n  A: {Type: AWS::SQS::Queue, Properties: &p {DelaySeconds: 1, DelaySeconds: 2}}\n  B: {Type: AWS::SQS::Queue, Properties: *p}\n';
    const [[, repeated] = []] = await repeatedIn({ 'a.yaml': text });
    expect(Object.keys(repeated as object)).toEqual(['Resources.A.Properties.DelaySeconds']);
  });

  test('without number are told in part', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `  K${at % 5_000}: {Type: AWS::SQS::Queue}\n`);
    const [[, repeated] = []] = await repeatedIn({ 'a.yaml': `Resources:\n  __proto__: 1\n  __proto__: 2\n${lines.join('')}` });
    expect(Object.keys(repeated as object).length).toBe(100);
  });
});
