import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checks } from '../../../../src/checks/index.ts';
import { defaultConfig } from '../../../../src/config.ts';
import { audit } from '../../../../src/run.ts';
import { discover } from '../../../../src/sources/discover.ts';
import { type CollectedTemplates, collectTemplates } from '../../../../src/sources/template/index.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parapet-cdk-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const collect = async (files: Readonly<Record<string, unknown>>, cwd = '.'): Promise<CollectedTemplates> => {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  }
  const { files: found, tree } = await discover(['.'], join(root, cwd));
  return collectTemplates(found, { tree });
};

const stack = (templateFile: string, more: object = {}) => ({ type: 'aws:cloudformation:stack', properties: { templateFile }, ...more });
const manifest = (artifacts: object) => ({ version: '55.0.0', artifacts });
const template = (resources: object) => ({ Resources: resources });
const queue = (path?: string) => ({ Type: 'AWS::SQS::Queue', ...(path === undefined ? {} : { Metadata: { 'aws:cdk:path': path } }) });
const APP = { 'cdk.json': { app: 'node app.js' }, '.gitignore': 'cdk.out\n' };

const gapsOf = ({ gaps }: CollectedTemplates) => gaps.map(({ scope, reason, message }) => [scope.file, scope.line, reason, message]);
const lineOf = (collected: CollectedTemplates, id: string) => {
  const resource = collected.resources.find((each) => each.id === id);
  const at = resource && collected.locate(resource, ['QueueName']);
  return at && `${at.file}:${at.startLine}:${at.startColumn}`;
};

describe('an assembly', () => {
  test('is read though git ignores it: its stacks, its nested stacks and those of its stages', async () => {
    const read = await collect({
      ...APP,
      'cdk.out/manifest.json': manifest({
        Shop: stack('Shop.template.json'),
        'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
        Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      }),
      'cdk.out/tree.json': template({ NoTemplate: queue() }),
      'cdk.out/Shop.template.json': template({ Q: queue('Shop/Q/Resource') }),
      'cdk.out/ShopInner.nested.template.json': template({ N: queue('Shop/Inner/N/Resource') }),
      'cdk.out/assembly-Prod/manifest.json': manifest({ Data: stack('Data.template.json') }),
      'cdk.out/assembly-Prod/Data.template.json': template({ D: queue('Prod/Data/D/Resource') }),
    });
    expect(read.inputs.map(({ file, format }) => [file, format])).toEqual([
      ['cdk.out/Shop.template.json', 'cdk'],
      ['cdk.out/ShopInner.nested.template.json', 'cdk'],
      ['cdk.out/assembly-Prod/Data.template.json', 'cdk'],
    ]);
    expect(read.resources.map(({ id, metadata }) => [id, metadata?.['aws:cdk:path']])).toEqual([
      ['Q', 'Shop/Q/Resource'],
      ['N', 'Shop/Inner/N/Resource'],
      ['D', 'Prod/Data/D/Resource'],
    ]);
    expect(read.gaps).toEqual([]);
  });

  test('of which an earlier synthesis left a template behind: it is not read, and said', async () => {
    const read = await collect({
      'cdk.out/manifest.json': manifest({ Shop: stack('Shop.template.json') }),
      'cdk.out/Shop.template.json': template({ Q: queue() }),
      'cdk.out/Renamed.template.json': template({ Old: queue() }),
    });
    expect(read.resources.map(({ id }) => id)).toEqual(['Q']);
    expect(gapsOf(read)).toEqual([
      [
        'cdk.out/Renamed.template.json',
        undefined,
        'stale',
        'cdk.out/Renamed.template.json is not read: cdk.out/manifest.json does not name it, so an earlier synthesis left it behind',
      ],
    ]);
  });

  test('whose manifest names what is not there, or lies elsewhere, is a gap at the line', async () => {
    await writeFile(join(root, 'outside.template.json'), JSON.stringify(template({ Out: queue() })));
    const read = await collect(
      {
        'app/cdk.out/manifest.json': manifest({
          Gone: stack('Gone.template.json'),
          Out: stack('../../outside.template.json'),
          Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
        }),
      },
      'app',
    );
    expect(read.resources).toEqual([]);
    expect(gapsOf(read)).toEqual([
      [
        'cdk.out/manifest.json',
        7,
        'stale',
        'The template Gone.template.json is not there: synthesize the application again (npx cdk synth)',
      ],
      [
        'cdk.out/manifest.json',
        13,
        'stale',
        'The template ../../outside.template.json is not there: synthesize the application again (npx cdk synth)',
      ],
      ['cdk.out/manifest.json', 19, 'stale', 'The stage assembly-Prod is not there: synthesize the application again (npx cdk synth)'],
    ]);
  });

  test.each([
    ['cut off', '{"version": "55.0.0",\n "artifacts": {', 'syntax', 2],
    ['of another kind', '[]', undefined, undefined],
  ])('whose manifest is %s: its templates are read as they lie', async (_, text, reason, line) => {
    const read = await collect({ 'cdk.out/manifest.json': text, 'cdk.out/Shop.template.json': template({ Q: queue() }) });
    expect(read.inputs).toEqual([{ source: 'template', file: 'cdk.out/Shop.template.json', format: 'cdk' }]);
    expect(read.gaps.map(({ scope, reason }) => [reason, scope.line])).toEqual(reason === undefined ? [] : [[reason, line]]);
  });

  test('under another name is known by its mark', async () => {
    const read = await collect({
      'cdk.json': { app: 'node app.js', output: 'build/synth' },
      'build/synth/cdk.out': { version: '55.0.0' },
      'build/synth/manifest.json': manifest({ Shop: stack('Shop.template.json') }),
      'build/synth/Shop.template.json': template({ Q: queue('Shop/Q/Resource') }),
    });
    expect(read.inputs.map(({ file, format }) => [file, format])).toEqual([['build/synth/Shop.template.json', 'cdk']]);
    expect(read.gaps).toEqual([]);
  });
});

test('a stack takes the parameters that are meant for it, by any of its names, and no other', async () => {
  const sized = {
    Parameters: { Size: { Type: 'String', Default: '1' } },
    Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Size' } } } },
  };
  const files = {
    'cdk.out/manifest.json': manifest({
      Shop: stack('Shop.template.json', { displayName: 'App/Shop' }),
      Back: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Back.template.json', stackName: 'deployed-back' } },
    }),
    'cdk.out/Shop.template.json': sized,
    'cdk.out/Back.template.json': sized,
  };
  await collect(files);
  const { files: found, tree } = await discover(['.'], root);
  const names = (...parameters: readonly (readonly [string, string])[]) =>
    collectTemplates(found, { tree, parameters: new Map(parameters) }).resources.map(({ origin, properties }) => {
      const { QueueName: name } = properties;
      return `${origin.file} ${typeof name === 'string' ? name : '?'}`;
    });
  expect(names(['Shop:Size', '2'])).toEqual(['cdk.out/Back.template.json ?', 'cdk.out/Shop.template.json 2']);
  expect(names(['App/Shop:Size', '2'], ['Size', '3'], ['deployed-back:Size', '4'])).toEqual([
    'cdk.out/Back.template.json 4',
    'cdk.out/Shop.template.json 2',
  ]);
  expect(names(['*:Size', '5'])).toEqual(['cdk.out/Back.template.json 5', 'cdk.out/Shop.template.json 5']);
  expect(() => names(['Sho:Size', '2'])).toThrow("No template has a parameter 'Sho:Size'");
});

test('of which something was not looked up has a gap, and a stack the parameters that the application gives it', async () => {
  const sized = {
    Parameters: { Size: { Type: 'String', Default: '1' } },
    Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Size' } } } },
  };
  const read = await collect({
    'cdk.out/manifest.json': {
      ...manifest({
        Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json', parameters: { Size: '7' } } },
      }),
      missing: [{ key: 'vpc-provider:account=1:filter.isDefault=true', provider: 'vpc-provider', props: {} }],
    },
    'cdk.out/Shop.template.json': sized,
  });
  expect(read.resources.map(({ properties }) => properties.QueueName)).toEqual(['7']);
  expect(gapsOf(read)).toEqual([['cdk.out/manifest.json', 16, 'not-looked-up', expect.stringContaining('vpc-provider:account=1')]]);
});

describe('a project', () => {
  const SYNTHESIZED = {
    'manifest.json': manifest({ Shop: stack('Shop.template.json') }),
    'Shop.template.json': template({ Q: queue('Shop/Q/Resource') }),
    'asset.json': template({ Not: queue() }),
  };
  const inFolder = (folder: string, mark: object = { 'cdk.out': { version: '55.0.0' } }) =>
    Object.fromEntries(Object.entries({ ...SYNTHESIZED, ...mark }).map(([name, content]) => [`${folder}/${name}`, content]));

  test.each([
    ['that git ignores', 'build/synth', '/build\n'],
    ['that holds what builds make', 'dist', ''],
    ['without its mark', 'synth', 'synth\n', {}],
  ])('says where it is synthesized to, a folder %s: it is read', async (_, output, ignored, mark?: object) => {
    const read = await collect({ 'cdk.json': { app: 'node app.js', output }, '.gitignore': ignored, ...inFolder(output, mark) });
    expect(read.resources.map(({ id }) => id)).toEqual(['Q']);
    expect(read.gaps).toEqual([]);
  });

  test('names that folder by its whole path: it is read, and where it is not there the path from the project is told', async () => {
    const named = { app: 'node app.js', output: join(root, 'shop/build/synth') };
    const read = await collect({ 'shop/cdk.json': named, '.gitignore': 'build\n', ...inFolder('shop/build/synth') });
    expect(read.resources.map(({ id }) => id)).toEqual(['Q']);
    expect(read.gaps).toEqual([]);
    const without = await collect({ 'shop/cdk.json': { ...named, output: join(root, 'shop/none') } });
    expect(without.gaps.map(({ message }) => message)).toEqual([expect.stringContaining('it has no none,')]);
  });

  test('whose app or output is a folder of other things hides none of them', async () => {
    const read = await collect({
      'cdk.json': { app: 'src', output: 'lib' },
      'src/template.yaml': 'Resources: { A: { Type: "AWS::SQS::Queue" } }',
      'lib/deep/template.yaml': 'Resources: { B: { Type: "AWS::SQS::Queue" } }',
    });
    expect(read.resources.map(({ id }) => id)).toEqual(['B', 'A']);
    expect(read.gaps.map(({ reason }) => reason)).toEqual(['not-synthesized']);
  });

  test('whose app is synthesized already is read from there', async () => {
    const read = await collect({ 'cdk.json': { app: 'made' }, '.gitignore': 'made\n', ...inFolder('made') });
    expect(read.resources.map(({ id }) => id)).toEqual(['Q']);
    expect(read.gaps).toEqual([]);
  });

  test('whose assembly lies outside of the tree, is a link, holds no manifest or is none of what is named, is a gap', async () => {
    await mkdir(join(root, 'elsewhere'));
    await writeFile(join(root, 'elsewhere/manifest.json'), '{}');
    await mkdir(join(root, 'app/linked/real'), { recursive: true });
    await symlink('real', join(root, 'app/linked/to'));
    const read = await collect(
      {
        'app/.gitignore': 'real\ncdk.out\n',
        'app/outside/cdk.json': { app: 'a', output: '../../elsewhere' },
        'app/linked/cdk.json': { app: 'a', output: 'to' },
        'app/linked/real/manifest.json': manifest({}),
        'app/empty/cdk.json': { app: 'a' },
        'app/empty/cdk.out/tree.json': {},
      },
      'app',
    );
    expect(gapsOf(read)).toEqual([
      ['empty/cdk.json', 1, 'not-synthesized', expect.stringContaining('cdk.out holds no manifest.json')],
      ['linked/cdk.json', 1, 'not-synthesized', expect.stringContaining('to is not searched')],
      ['outside/cdk.json', 1, 'not-synthesized', expect.stringContaining('it has no ../../elsewhere')],
    ]);
    const file = 'empty/cdk.json';
    const alone = collectTemplates([{ path: join(root, 'app', file), file, explicit: true }], { tree: [join(root, 'app')] });
    expect(alone.gaps.map(({ reason }) => reason)).toEqual(['not-synthesized']);
  });

  test('whose cdk.json is broken is a gap', async () =>
    expect((await collect({ 'cdk.json': '{"app": "node app.js",' })).gaps.map(({ reason }) => reason)).toEqual(['syntax']));

  test('that is not synthesized is a gap that says how', async () =>
    expect(gapsOf(await collect({ 'sub/cdk.json': '{"app": "npx tsx app.ts"}' }))).toEqual([
      [
        'sub/cdk.json',
        1,
        'not-synthesized',
        'The CDK application of sub/cdk.json is not read: it has no cdk.out, which `npx cdk synth` makes',
      ],
    ]));
  test.each([
    ['an empty one', {}],
    ['a broken one', '{'],
    ['a list', []],
  ])('is no cdk.json of another kind: %s', async (_, content) => expect((await collect({ 'cdk.json': content })).gaps).toEqual([]));
});

describe('code', () => {
  const fn = (type: string, property: string, path = 'asset.0a1b') => ({
    Type: type,
    Metadata: { 'aws:asset:path': path, 'aws:asset:property': property },
  });
  test('lies in the asset that the metadata names', async () => {
    const { resources } = await collect({
      'cdk.out/Shop.template.json': template({
        Function: fn('AWS::Lambda::Function', 'Code'),
        Layer: fn('AWS::Lambda::LayerVersion', 'Content'),
        Body: fn('AWS::ApiGateway::RestApi', 'BodyS3Location'),
        Image: fn('AWS::Lambda::Function', 'Code.ImageUri'),
        Absolute: fn('AWS::Lambda::Function', 'Code', '/etc'),
      }),
    });
    expect(resources.map(({ id, attributes }) => [id, attributes])).toEqual([
      ['Function', { CodeUri: 'asset.0a1b' }],
      ['Layer', { CodeUri: 'asset.0a1b' }],
      ['Body', undefined],
      ['Image', undefined],
      ['Absolute', undefined],
    ]);
  });
});

describe('a line of the application', () => {
  const CODE =
    'import { Stack } from "aws-cdk-lib";\n\nexport class Shop extends Stack {\n  queue = new Queue(this, "Q", { queueName: "s3cr3t" });\n}\n';
  const created = (...frames: readonly string[]) => [
    { type: 'aws:cdk:logicalId', data: 'Q' },
    { type: 'aws:cdk:creationStack', data: frames },
  ];
  const traced = (metadata: unknown, more: Readonly<Record<string, unknown>> = {}) =>
    collect({
      ...APP,
      'lib/shop.ts': CODE,
      'cdk.out/manifest.json': manifest({ Shop: stack('Shop.template.json', { metadata: { '/Shop/Q/Resource': metadata } }) }),
      'cdk.out/Shop.template.json': template({ Q: queue('Shop/Q/Resource') }),
      ...more,
    });

  test.each([
    ['of this machine', () => [`new Shop (${join(root, 'lib/shop.ts')}:4:11)`], 'lib/shop.ts:4:11'],
    ['of another machine', () => ['new Shop (/home/runner/work/shop/shop/lib/shop.ts:4:11)'], 'lib/shop.ts:4:11'],
    ['of Windows', () => ['new Shop (C:\\work\\shop\\lib\\shop.ts:4:11)'], 'lib/shop.ts:4:11'],
    ['as an address', () => ['at file:///srv/shop/lib/shop.ts:4:11'], 'lib/shop.ts:4:11'],
    [
      'below those of CDK',
      () => [
        '...new Queue2 in aws-cdk-lib...',
        'Queue (/x/node_modules/lib/shop.ts:1:1)',
        'Shop (/x/lib/shop.ts:4:11)',
        'main (/x/bin/app.ts:1:1)',
      ],
      'lib/shop.ts:4:11',
    ],
    ['that the file does not have', () => ['new Shop (/x/lib/shop.ts:400:1)'], undefined],
    ['with a column beyond the line', () => ['new Shop (/x/lib/shop.ts:4:4000)'], 'lib/shop.ts:4:1'],
    ['of a file that is not there', () => ['new Shop (/x/lib/other.ts:4:1)'], undefined],
    ['of a file outside of the tree', () => ['new Shop (/x/../../../etc/passwd.ts:1:1)', 'f (/etc/passwd:1:1)'], undefined],
    ['of a file that is no code', () => ['f (/x/cdk.json:1:1)'], undefined],
  ])('%s', async (_, frames, expected) => {
    const read = await traced(created(...frames()));
    expect(lineOf(read, 'Q')).toBe(expected ?? 'cdk.out/Shop.template.json:3:3');
  });

  test('of a function that creates several is where it is called, of a class where it says what it has', async () => {
    const code = `${'x'.repeat(40)}\n`.repeat(9);
    const of = (...lines: readonly string[]) => [
      { type: 'aws:cdk:creationStack', data: lines.map((line) => line.replace('@', '/x/lib/shop.ts')) },
    ];
    const metadata = {
      '/Shop/A/Resource': of('queue (@:1:5)', 'new Shop (@:4:1)', 'main (@:9:1)'),
      '/Shop/B/Resource': of('queue (@:1:5)', 'new Shop (@:5:1)', 'main (@:9:1)'),
      '/Shop/C/Resource': of('queue (@:2:5)', 'new Shop (@:6:1)', 'main (@:9:1)'),
      '/Shop/One/D/Resource': of('new Part (@:3:5)', 'new Shop (@:7:1)', 'main (@:9:1)'),
      '/Shop/Two/D/Resource': of('new Part (@:3:5)', 'new Shop (@:8:1)', 'main (@:9:1)'),
    };
    const read = await collect({
      'lib/shop.ts': code,
      'cdk.out/manifest.json': manifest({ Shop: stack('Shop.template.json', { metadata }) }),
      'cdk.out/Shop.template.json': template(
        Object.fromEntries(
          Object.keys(metadata).map((path) => [path.replace(/^.Shop.(.*).Resource$/, '$1').replace('/', ''), queue(path.slice(1))]),
        ),
      ),
    });
    expect(['A', 'B', 'C', 'OneD', 'TwoD'].map((id) => lineOf(read, id))).toEqual([
      'lib/shop.ts:4:1',
      'lib/shop.ts:5:1',
      'lib/shop.ts:2:5',
      'lib/shop.ts:3:5',
      'lib/shop.ts:3:5',
    ]);
  });

  test('by the trace of the logical id, as older releases have it', async () => {
    const metadata = [{ type: 'aws:cdk:logicalId', data: 'Q', trace: ['new Shop (/x/lib/shop.ts:4:11)'] }];
    expect(lineOf(await traced(metadata), 'Q')).toBe('lib/shop.ts:4:11');
  });

  test('by metadata in a file of its own, and the logical id where the template has no paths', async () => {
    const read = await traced(undefined, {
      'cdk.out/manifest.json': manifest({ Shop: stack('Shop.template.json', { additionalMetadataFile: 'Shop.metadata.json' }) }),
      'cdk.out/Shop.metadata.json': { '/Shop/Q/Resource': created('new Shop (/x/lib/shop.ts:4:11)') },
      'cdk.out/Shop.template.json': template({ Q: queue() }),
    });
    expect(lineOf(read, 'Q')).toBe('lib/shop.ts:4:11');
    expect(read.resources[0]?.metadata).toEqual({ 'aws:cdk:path': 'Shop/Q/Resource' });
  });

  test('is quoted without the secrets that the template has', async () => {
    const read = await traced(created('new Shop (/x/lib/shop.ts:4:11)'), {
      'cdk.out/Shop.template.json': template({
        Q: queue('Shop/Q/Resource'),
        F: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { DB_PASSWORD: 's3cr3t' } } } },
      }),
    });
    expect(read.quote('lib/shop.ts', 4)).toBe('  queue = new Queue(this, "Q", { queueName: "******" });');
  });

  test('through a link that leads out of the tree is none', async () => {
    await writeFile(join(root, 'elsewhere.ts'), CODE);
    await mkdir(join(root, 'app/lib'), { recursive: true });
    await symlink(join(root, 'elsewhere.ts'), join(root, 'app/lib/shop.ts'));
    const metadata = { '/Shop/Q/Resource': created('new Shop (/x/lib/shop.ts:4:11)') };
    const read = await collect(
      {
        'app/cdk.out/manifest.json': manifest({ Shop: stack('Shop.template.json', { metadata }) }),
        'app/cdk.out/Shop.template.json': template({ Q: queue('Shop/Q/Resource') }),
      },
      'app',
    );
    expect(lineOf(read, 'Q')).toBe('cdk.out/Shop.template.json:3:3');
  });
});

/** What the check of unencrypted queues finds, and the notices of the run. */
const audited = (collected: CollectedTemplates) => {
  const own = checks.filter(({ id }) => id === 'queue-unencrypted' || id === 'lambda-deprecated-runtime');
  const options = { checks: own, catalogue: checks, config: defaultConfig, ignores: true, persona: 'auditor' } as const;
  const { report } = audit(
    { ...collected, packages: [] },
    { ...options, today: '2026-11-22', version: '0', minSeverity: 'low', minConfidence: 'low', started: new Date(0) },
  );
  return report;
};
const open = (path: string) => ({ ...queue(path), Properties: { SqsManagedSseEnabled: false } });

describe('an ignore in code', () => {
  const lines = [
    "new Queue(this, 'A', { encryption: none }); // parapet: ignore[queue-unencrypted] holds nothing",
    "const url = 'http://parapet: ignore[queue-unencrypted]';",
    '// parapet: ignore[queue-unencrypted] public anyway until: 2027-01-31',
    '// which is known',
    "new Queue(this, 'B', {",
    '});',
    "new Queue(this, 'C'); # parapet: ignore[queue-unencrypted] no comment of this language",
    '// parapet: ignore[queue-unencrypted] nothing is here',
    'const nothing = 1;',
  ];
  const assembly = (code: string) => {
    const at = (line: number) => [{ type: 'aws:cdk:creationStack', data: [`new Shop (/x/${code}:${line}:1)`] }];
    const metadata = { '/Shop/A/Resource': at(1), '/Shop/B/Resource': at(5), '/Shop/C/Resource': at(7) };
    const artifact = (name: string) => stack(`${name}.template.json`, { metadata });
    const resources = Object.fromEntries(['A', 'B', 'C'].map((id) => [id, open(`Shop/${id}/Resource`)]));
    return collect({
      [code]: lines.join('\n'),
      'cdk.out/manifest.json': manifest({ One: artifact('One'), Two: artifact('Two') }),
      'cdk.out/One.template.json': template(resources),
      'cdk.out/Two.template.json': template(resources),
    });
  };

  test('silences what its line creates, in every stack, and is told once where it silences nothing', async () => {
    const { findings, notices } = audited(await assembly('lib/shop.ts'));
    expect(findings.map(({ subject, disposition }) => [subject.construct, disposition])).toEqual([
      ...[1, 2].map(() => ['Shop/A/Resource', { kind: 'ignored', by: 'comment', reason: 'holds nothing' }]),
      ...[1, 2].map(() => ['Shop/B/Resource', { kind: 'ignored', by: 'comment', reason: 'public anyway', until: '2027-01-31' }]),
      ...[1, 2].map(() => ['Shop/C/Resource', { kind: 'reported' }]),
    ]);
    expect(notices.map(({ kind, location }) => [kind, location?.file, location?.startLine])).toEqual([['ignore-unused', 'lib/shop.ts', 8]]);
  });

  test('is written as the language has comments', async () => {
    const { findings } = audited(await assembly('lib/shop.py'));
    expect(findings.filter(({ disposition }) => disposition.kind === 'ignored').map(({ subject }) => subject.id)).toEqual(['C', 'C']);
  });
});

test('a nested stack is judged with the parameters that its parent gives it', async () => {
  const inner = (sse: string) => ({
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: { 'Fn::Sub': 'https://s3.example/asset.json' }, Parameters: { Sse: sse } },
    Metadata: { 'aws:cdk:path': 'Shop/Inner', 'aws:asset:path': 'ShopInner.nested.template.json', 'aws:asset:property': 'TemplateURL' },
  });
  const nested = (sse: string) =>
    collect({
      'cdk.out/manifest.json': manifest({ Shop: stack('Shop.template.json') }),
      'cdk.out/Shop.template.json': template({ Inner: inner(sse) }),
      'cdk.out/ShopInner.nested.template.json': {
        Parameters: { Sse: { Type: 'String', Default: 'true' } },
        Resources: { N: { ...queue('Shop/Inner/N/Resource'), Properties: { SqsManagedSseEnabled: { Ref: 'Sse' } } } },
      },
    });
  expect(audited(await nested('false')).findings.map(({ subject, location }) => [subject.construct, location?.file])).toEqual([
    ['Shop/Inner/N/Resource', 'cdk.out/ShopInner.nested.template.json'],
  ]);
  expect(audited(await nested('true')).findings).toEqual([]);
});

test('what aws-cdk-lib makes for itself is told from what the application makes', async () => {
  const fn = (path?: string) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Runtime: 'nodejs16.x' },
    ...(path === undefined ? {} : { Metadata: { 'aws:cdk:path': path } }),
  });
  const { findings } = audited(
    await collect({
      'cdk.out/Shop.template.json': template({
        Own: fn('Shop/Own/Resource'),
        Provider: fn('Shop/Custom::MyOwnCustomResourceProvider/Handler'),
        Delete: fn('Shop/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler'),
        Retention: fn('Shop/LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/Resource'),
        Deployment: fn('Shop/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C512MiB/Resource'),
        Framework: fn('Shop/Provider/framework-onEvent/Resource'),
        BucketNotificationsHandler050a0587b7544547bf325f094a3db8347ECC3691: fn(),
      }),
    }),
  );
  const libraries = Object.fromEntries(
    findings.map(({ subject, fix }) => [subject.id, [subject.library, fix.startsWith('Upgrade aws-cdk-lib')]]),
  );
  expect(libraries).toEqual({
    Own: [undefined, false],
    Provider: [undefined, false],
    ...Object.fromEntries(
      ['Delete', 'Retention', 'Deployment', 'Framework', 'BucketNotificationsHandler050a0587b7544547bf325f094a3db8347ECC3691'].map((id) => [
        id,
        ['aws-cdk-lib', true],
      ]),
    ),
  });
});
