import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnyCheck } from '../../src/check.ts';
import { complain, say } from '../../src/cli/complain.ts';
import { exitCodeOf } from '../../src/cli/exit.ts';
import { loadConfig, requireWritable, writeWhole } from '../../src/cli/files.ts';
import { colorOf, linksOf, type Sink, widthOf } from '../../src/cli/io.ts';
import { REPORTS } from '../../src/cli/options.ts';
import { planOf } from '../../src/cli/output.ts';
import { parametersOf } from '../../src/cli/parameters/index.ts';
import { parseParameters } from '../../src/cli/parameters/parse.ts';
import { progressOf } from '../../src/cli/progress.ts';
import { select } from '../../src/cli/select.ts';
import { defaultConfig } from '../../src/config.ts';
import { UserError } from '../../src/errors.ts';
import type { Report, ReportedFinding } from '../../src/report.ts';
import { reporters } from '../../src/reporters/index.ts';
import { closest } from '../../src/suggest.ts';
import { ioOf, newFolder } from './run.ts';

describe('colour', () => {
  const sink = (isTTY: boolean): Sink => ({ write: () => {}, isTTY, columns: undefined });
  it.each([
    [true, {}, true, true],
    [false, {}, true, false],
    [true, {}, false, false],
    [true, { NO_COLOR: '1' }, true, false],
    [true, { NO_COLOR: '' }, true, true],
    [true, { TERM: 'dumb' }, true, false],
    [false, { FORCE_COLOR: '1' }, true, true],
    [false, { FORCE_COLOR: '1' }, false, false],
    [true, { FORCE_COLOR: '0' }, true, false],
    [true, { FORCE_COLOR: 'false' }, true, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  ])('terminal %s, %j, asked %s: %s', (isTTY, env, asked, expected) => {
    expect(colorOf(sink(isTTY), env, asked)).toBe(expected);
  });

  it('goes with links, but not in CI and not in a pipe', () => {
    expect(linksOf(sink(true), {}, true)).toBe(true);
    expect(linksOf(sink(true), { CI: 'true' }, true)).toBe(false);
    expect(linksOf(sink(false), { FORCE_COLOR: '1' }, true)).toBe(false);
    expect(linksOf(sink(true), {}, false)).toBe(false);
  });

  it('and the width of the terminal', () => {
    expect(widthOf({ ...sink(true), columns: 42 })).toBe(42);
    expect(widthOf(sink(true))).toBe(80);
    expect(widthOf({ ...sink(false), columns: 42 })).toBe(100);
  });
});

describe('which checks run', () => {
  const check = (id: string, family: string) => ({ id, family }) as AnyCheck;
  const all = [check('a-one', 'access'), check('a-two', 'access'), check('k-one', 'keys')];
  const ids = (given: Partial<Parameters<typeof select>[2]>, off: readonly string[] = [], ignores = true) =>
    select(all, { ...defaultConfig, off: new Set(off) }, { check: [], skip: [], family: [], ...given }, ignores).checks.map(({ id }) => id);

  it('all, those that are named, those of a family, not those to be skipped', () => {
    expect(ids({})).toEqual(['a-one', 'a-two', 'k-one']);
    expect(ids({ check: ['k-one', 'a-one'] })).toEqual(['a-one', 'k-one']);
    expect(ids({ family: ['access'], skip: ['a-two'] })).toEqual(['a-one']);
  });

  it('not those that the configuration switches off, unless they are named or nothing may be silenced', () => {
    expect(ids({}, ['a-one'])).toEqual(['a-two', 'k-one']);
    expect(ids({ check: ['a-one'] }, ['a-one'])).toEqual(['a-one']);
    expect(ids({}, ['a-one'], false)).toEqual(['a-one', 'a-two', 'k-one']);
    expect(select(all, { ...defaultConfig, off: new Set(['a-one']) }, { check: [], skip: ['a-two'], family: [] }, true).off).toEqual([
      'a-one',
    ]);
  });

  it('and an unknown one is refused', () => {
    expect(() => ids({ check: ['a-on'] })).toThrow('--check: there is no check a-on; did you mean a-one?');
    expect(() => ids({ skip: ['toString'] })).toThrow('--skip: there is no check toString');
  });
});

describe('what was probably meant', () => {
  const ids = ['lambda-deprecated-runtime', 'lambda-runtime-ending', 'queue-public'];
  it.each([
    ['lambda-depracated-runtime', 'lambda-deprecated-runtime'],
    ['deprecated-runtime', 'lambda-deprecated-runtime'],
    ['lambda-runtime-deprecated', 'lambda-deprecated-runtime'],
    ['quuee-public', 'queue-public'],
    ['QUEUE-PUBLIC', 'queue-public'],
    ['something-else', undefined],
    ['', undefined],
    ['x'.repeat(100_000), undefined],
  ])('%j', (word, meant) => {
    expect(closest(word, ids)).toBe(meant);
  });
});

describe('the parameters of templates', () => {
  it.each([
    '{"Stage": "prod", "Size": 3, "Open": true, "Zones": ["a", "b"]}',
    '{"Parameters": {"Stage": "prod", "Size": 3, "Open": true, "Zones": ["a", "b"]}}',
    '["Stage=prod", "Size=3", "Open=true", "Zones=a,b"]',
    '[{"ParameterKey": "Stage", "ParameterValue": "prod"}, {"ParameterKey": "Size", "ParameterValue": "3"}, {"ParameterKey": "Open", "ParameterValue": "true"}, {"ParameterKey": "Zones", "ParameterValue": "a,b"}, {"ParameterKey": "Old", "UsePreviousValue": true}]',
    'Stage: prod\nSize: 3\nOpen: true\nZones: [a, b]\n',
  ])('are read as %s', (text) => {
    expect([...parseParameters(text, 'p.json')]).toEqual([
      ['Stage', 'prod'],
      ['Size', '3'],
      ['Open', 'true'],
      ['Zones', 'a,b'],
    ]);
  });

  it.each([
    ['"text"', 'p.json holds no parameters'],
    ['[\n3]', 'p.json:2: a parameter is not written as Name=value'],
    ['["hunter2"]', 'p.json:1: a parameter is not written as Name=value'],
    ['{"Shop":\n{"Stage":\n{"a": 1}}}', 'p.json:2: Shop:Stage has to be text'],
    ['{\n"Stage": null}', 'p.json:2: Stage has to be text'],
    ['{"Stage": ', 'p.json:1 is neither JSON nor YAML'],
    ['', 'p.json holds no parameters'],
  ])('are refused as %s', (text, message) => {
    expect(() => parseParameters(text, 'p.json')).toThrow(message);
  });

  it.each(['{"Shop:Stage": "prod", "Any": 1}', '{"Shop": {"Stage": "prod"}, "Any": 1}', '["Shop:Stage=prod", "Any=1"]'])(
    'are those of a stack of the CDK in %s',
    (text) =>
      expect([...parseParameters(text, 'p.json')]).toEqual([
        ['Shop:Stage', 'prod'],
        ['Any', '1'],
      ]),
  );

  describe("of SAM's configuration", () => {
    const TOML = [
      'version = 0.1',
      '[default.global.parameters]',
      'stack_name = "shop"',
      '[default.deploy.parameters]',
      String.raw`parameter_overrides = "Stage=dev Name=\"a b\" Zones=a,b ParameterKey=Old,UsePreviousValue=true ParameterKey=New,ParameterValue='x y'"`,
      '[prod.global.parameters]',
      'parameter_overrides = ["Stage=test", "Size=1"]',
      '[prod.deploy.parameters]',
      'parameter_overrides = ["Stage=prod", "Open=a=b"]',
      '[empty.deploy.parameters]',
      'region = "eu-west-1"',
    ].join('\n');
    const of = (environment?: string, text = TOML, file = 'samconfig.toml') => Object.fromEntries(parseParameters(text, file, environment));

    it('are those of the environment that is named', () => {
      expect(of()).toEqual({ Stage: 'dev', Name: 'a b', Zones: 'a,b', New: 'x y' });
      expect(of('prod')).toEqual({ Stage: 'prod', Size: '1', Open: 'a=b' });
    });

    it('stand in YAML as well, as text, a list or a map', () => {
      const yaml = (overrides: string) => `version: 0.1\ndev:\n  deploy:\n    parameters:\n      parameter_overrides: ${overrides}\n`;
      for (const overrides of ['Stage=dev Size=2', '[Stage=dev, Size=2]', '{Stage: dev, Size: 2}', '[Stage: dev, {Size: 2}]'])
        expect(of('dev', yaml(overrides), 'samconfig.yaml')).toEqual({ Stage: 'dev', Size: '2' });
    });

    it.each([
      ['pro', TOML, 'samconfig.toml has no environment pro; did you mean prod?'],
      ['empty', TOML, 'samconfig.toml gives no parameters for the environment empty'],
      [undefined, '[default.deploy.parameters]\nparameter_overrides = "Stage=dev\n', 'samconfig.toml:2: Not valid TOML'],
      [
        undefined,
        '[default.deploy.parameters]\n\nparameter_overrides = "Stage=dev hunter2"\n',
        'samconfig.toml:3: a parameter is not written',
      ],
      [undefined, '["default" . deploy.parameters]\nparameter_overrides = 3\n', 'samconfig.toml:2: parameter_overrides is neither'],
      [
        undefined,
        '[default.deploy.parameters]\nparameter_overrides = "file://p.json"\n',
        'samconfig.toml:2: the parameters stand in file://p.json',
      ],
      [undefined, 'a = 1\n', 'samconfig.toml holds no parameters'],
    ])('that are not there or malformed are refused: %s, %j', (environment, text, message) =>
      expect(() => of(environment, text)).toThrow(message),
    );

    it('are the only ones that have environments', () =>
      expect(() => parseParameters('{"Stage": "dev"}', 'p.json', 'prod')).toThrow('p.json has no environments'));
  });

  it('hold own names alone', () => {
    expect([...parseParameters('{"__proto__": "x", "constructor": "y"}', 'p.json').keys()]).toEqual(['__proto__', 'constructor']);
  });

  it('of the command line come over those of the file', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'p.json'), '{"Stage": "dev", "Size": 1}');
    expect(Object.fromEntries(await parametersOf({ parameters: 'p.json', parameter: [['Stage', 'a=b']] }, cwd))).toEqual({
      Stage: 'a=b',
      Size: '1',
    });
    await expect(parametersOf({ environment: 'prod', parameter: [] }, cwd)).rejects.toThrow(
      '--environment is said, and no file that has it',
    );
    await expect(parametersOf({ parameters: 'none.json', parameter: [] }, cwd)).rejects.toThrow(
      'none.json cannot be read: there is no such file',
    );
  });
});

describe('the exit code', () => {
  const of = (
    given: Partial<Report> = {},
    severities: readonly ReportedFinding['severity'][] = [],
    options: Partial<Parameters<typeof exitCodeOf>[1]> = {},
  ) =>
    exitCodeOf(
      {
        report: {
          inputs: [{ source: 'template', file: 't.yaml' }],
          gaps: [],
          undetermined: [],
          findings: severities.map((severity) => ({ severity, disposition: { kind: 'reported' } })),
          ...given,
        } as unknown as Report,
        failures: [],
      },
      { failOn: 'high', strict: false, ...options },
    );
  const gap = { source: 'template', scope: { file: 't.yaml' }, reason: 'syntax', checks: [] } as const;

  it('goes by the line that findings reach', () => {
    expect(of()).toBe(0);
    expect(of({}, ['medium', 'low'])).toBe(0);
    expect(of({}, ['low', 'high'])).toBe(1);
    expect(of({}, ['critical'])).toBe(1);
    expect(of({}, ['critical'], { failOn: 'never' })).toBe(0);
    expect(of({}, ['low'], { failOn: 'low' })).toBe(1);
    const ignored = { severity: 'critical', disposition: { kind: 'baseline' } } as unknown as ReportedFinding;
    expect(of({ findings: [ignored] })).toBe(0);
  });

  it('is 4 in strict mode where something is open, and 1 before 4', () => {
    expect(of({ gaps: [gap] })).toBe(0);
    expect(of({ gaps: [gap] }, [], { strict: true })).toBe(4);
    expect(of({ undetermined: [{} as never] }, [], { strict: true })).toBe(4);
    expect(of({ gaps: [gap] }, ['high'], { strict: true })).toBe(1);
    expect(of({}, ['low'], { strict: true })).toBe(0);
  });

  it('is 3 where nothing was an input, and not where something could not be read', () => {
    expect(of({ inputs: [] })).toBe(3);
    expect(of({ inputs: [], gaps: [gap] })).toBe(0);
  });

  it('is 2 where a check failed, whatever else', () => {
    const failures = [{ check: 'x', subject: {} as never, message: 'm' }];
    const report = { inputs: [], gaps: [], undetermined: [], findings: [{ severity: 'high', disposition: { kind: 'reported' } }] };
    expect(exitCodeOf({ report: report as unknown as Report, failures }, { failOn: 'high', strict: true })).toBe(2);
  });
});

describe('files that are written', () => {
  it('are there whole, with nothing beside them', async () => {
    const cwd = newFolder();
    await writeWhole('out.json', cwd, 'one');
    await writeWhole('out.json', cwd, 'two');
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe('two');
    expect(readdirSync(cwd)).toEqual(['out.json']);
  });

  it('keep the link that leads to them', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'real.json'), 'old');
    symlinkSync('real.json', join(cwd, 'link.json'));
    await writeWhole('link.json', cwd, 'new');
    expect(lstatSync(join(cwd, 'link.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'real.json'), 'utf8')).toBe('new');
  });

  it('may be devices', async () => {
    await requireWritable('/dev/null', '/');
    await writeWhole('/dev/null', '/', 'text');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('are refused where they cannot be', async () => {
    const cwd = newFolder();
    mkdirSync(join(cwd, 'folder'));
    await expect(requireWritable('nowhere/out.json', cwd)).rejects.toThrow(
      'nowhere/out.json cannot be written: there is no folder nowhere',
    );
    await expect(requireWritable('folder', cwd)).rejects.toThrow('it is a folder');
    await expect(writeWhole('nowhere/out.json', cwd, '')).rejects.toThrow(UserError);
  });
});

describe('formats', () => {
  it('are those that there are', () => {
    expect([...REPORTS].sort()).toEqual(Object.keys(reporters).sort());
  });

  it('go to one place each', async () => {
    const cwd = newFolder();
    expect(await planOf([], 'terminal', cwd)).toEqual([{ format: 'terminal' }]);
    const both = [{ format: 'terminal' }, { format: 'json', file: 'out.json' }];
    expect(await planOf(both, 'terminal', cwd)).toEqual(both);
    await expect(planOf([{ format: 'json' }, { format: 'sarif' }], 'terminal', cwd)).rejects.toThrow('cannot both go to stdout');
    const same = [
      { format: 'json', file: 'x' },
      { format: 'sarif', file: 'x' },
    ];
    await expect(planOf(same, 'terminal', cwd)).rejects.toThrow('cannot both go to x');
  });
});

describe('the configuration file', () => {
  it('is that of the working directory, the one that is named, or none', async () => {
    const cwd = newFolder();
    expect(await loadConfig(undefined, cwd, [])).toEqual({ config: defaultConfig });
    mkdirSync(join(cwd, 'deeper'));
    writeFileSync(join(cwd, 'deeper/parapet.yml'), 'settings: { requireCodeSigning: true }');
    expect(await loadConfig(undefined, cwd, [])).toEqual({ config: defaultConfig });
    expect((await loadConfig('deeper/parapet.yml', cwd, [])).config.settings.requireCodeSigning).toBe(true);
    writeFileSync(join(cwd, 'parapet.yaml'), 'settings: { runtimeEndingDays: 1 }');
    expect((await loadConfig(undefined, cwd, [])).config.settings.runtimeEndingDays).toBe(1);
    writeFileSync(join(cwd, 'parapet.yml'), '');
    await expect(loadConfig(undefined, cwd, [])).rejects.toThrow('there are both parapet.yml and parapet.yaml');
    await expect(loadConfig('none.yml', cwd, [])).rejects.toThrow('none.yml cannot be read: there is no such file');
  });
});

describe('what is said on stderr', () => {
  it('cannot be forged by the name of a file', () => {
    const { io, written } = ioOf();
    say(io, 'error', 'a\u001b[2Jb\rc\u202ed\nerror: e');
    expect(written.stderr).toBe('error: a\\u{1b}[2Jb\\rc\\u{202e}d\n  error: e\n');
  });

  it('is a sentence for what the user can mend, and no stack', () => {
    const { io, written } = ioOf();
    expect(complain(io, new UserError('x is wrong', { hint: 'Do y.' }), true)).toBe(2);
    expect(written.stderr).toBe('error: x is wrong\nhint: Do y.\n');
  });

  it('asks to report what nobody expected, and shows where on request', () => {
    const quiet = ioOf();
    expect(complain(quiet.io, new TypeError('x is not a function'), false)).toBe(2);
    expect(quiet.written.stderr).toMatch(/^error: internal error: x is not a function; please report it\nhint: .*--verbose/);
    expect(quiet.written.stderr).not.toContain('    at ');
    const loud = ioOf();
    complain(loud.io, new TypeError('x is not a function'), true);
    expect(loud.written.stderr).toContain('    at ');
  });
});

describe('progress', () => {
  const shown = (tty: boolean, quiet: boolean, env = {}) => {
    const { io, written } = ioOf({ tty, env, columns: 40 });
    let now = 0;
    const progress = progressOf({ ...io, now: () => new Date(now) }, quiet);
    progress(1, 'too-soon.yaml');
    now += 1000;
    progress(3, 'a\u001b[2J.yaml');
    progress(4, 'at-once-after.yaml');
    progress.done();
    return written;
  };

  it('is for a person at a terminal, on stderr, and wiped at the end', () => {
    expect(shown(true, false)).toEqual({ stdout: '', stderr: '\r\u001b[Kreading 3: a\\u{1b}[2J.yaml\r\u001b[K' });
  });

  it('is for nobody else', () => {
    expect([shown(false, false), shown(true, true), shown(true, false, { CI: 'true' }), shown(true, false, { TERM: 'dumb' })]).toEqual(
      Array(4).fill({ stdout: '', stderr: '' }),
    );
  });
});
