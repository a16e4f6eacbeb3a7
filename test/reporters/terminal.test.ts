import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.ts';
import { widthOf } from '../../src/reporters/layout.ts';
import { terminal } from '../../src/reporters/terminal.ts';
import {
  at,
  checks,
  everything,
  finding,
  inAccount,
  inTemplate,
  live,
  openReason,
  options,
  queuePublic,
  report,
  unsignedFunctions,
} from './samples.ts';

const render = (given: Parameters<typeof report>[0], how: Parameters<typeof options>[0] = {}): string =>
  `\n${terminal(report(given), options(how))}`;

/** Escape codes as people can read them. */
const spelled = (text: string): string => text.replaceAll('\u001b', '␛');

describe('a finding', () => {
  it('is shown in the user’s own lines, with related places', () => {
    expect(render({ findings: [queuePublic()] })).toMatchInlineSnapshot(`
      "
      critical[queue-public]: Queue lets anyone in
        --> template.yaml:30:24  Jobs
         |
      21 |   Jobs:
         |   ---- this queue
      ...
      30 |             Principal: '*'
         |                        ^^^ anyone may call sqs:SendMessage
      31 |             Action: sqs:SendMessage
         |                     --------------- this action
         |
         = fix: Name the principals that may use the queue, or tie the statement to a
                source with a condition.

      1 critical · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('is named after its construct', () => {
    const found = queuePublic();
    const text = render({ findings: [{ ...found, subject: { ...found.subject, construct: 'Shop/Jobs/Resource' } }] });
    expect(text).toContain('--> template.yaml:30:24  Shop/Jobs/Resource\n');
  });

  it('about what a library makes for itself is one block with the others of it', () => {
    const own = (check: string, construct: string, severity: 'high' | 'low' = 'high') => {
      const found = finding({ check, severity, fix: 'Upgrade aws-cdk-lib.' });
      return { ...found, subject: { ...found.subject, construct, library: 'aws-cdk-lib' } };
    };
    const findings = [
      own('lambda-deprecated-runtime', 'Shop/LogRetention/Resource'),
      own('lambda-deprecated-runtime', 'Shop/Notifications/Resource'),
      own('lambda-unsigned', 'Shop/LogRetention/Resource', 'low'),
    ];
    expect(render({ findings })).toContain(`
high[aws-cdk-lib]: What aws-cdk-lib makes for itself is to blame for 3 findings
   = lambda-deprecated-runtime: Shop/LogRetention/Resource,
    Shop/Notifications/Resource
   = lambda-unsigned: Shop/LogRetention/Resource
   = fix: Upgrade aws-cdk-lib.
`);
  });

  it('names other files by an arrow of their own', () => {
    const related = [
      {
        label: 'this API calls it',
        subject: inTemplate('AWS::Serverless::HttpApi', 'Api'),
        path: [],
        location: at('api/template.yaml', 'Api'),
      },
    ];
    expect(render({ findings: [finding({ related, confidence: 'low' })] })).toMatchInlineSnapshot(`
      "
      high[lambda-deprecated-runtime]: Function runs on a deprecated runtime
        --> template.yaml:8:16  Checkout
         |
       8 |       Runtime: nodejs16.x
         |                ^^^^^^^^^^ nodejs16.x was deprecated on 2024-06-12
         |
        --> api/template.yaml:2:3
         |
       2 |   Api:
         |   --- this API calls it
         |
         = confidence: low
         = fix: Move to nodejs22.x.

      1 high · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('shows the property of a live resource', () => {
    expect(render({ findings: [live()] })).toMatchInlineSnapshot(`
      "
      high[lambda-deprecated-runtime]: Function runs on a deprecated runtime
        --> eu-west-1 · lambda · function/checkout
         |
         | Runtime
         | ^^^^^^^ nodejs16.x was deprecated on 2024-06-12
         |
         = fix: Move to nodejs22.x.

      1 high · 4 subjects, 2 checks · 0.21 s
      "
    `);
    const related = [
      { label: 'the role', subject: inAccount('AWS::Lambda::Function', 'checkout', live().subject.arn), path: ['Role'], location: null },
      {
        label: 'with this policy',
        subject: inAccount('AWS::IAM::Role', 'checkout-role'),
        path: ['Policies', 0, 'PolicyDocument'],
        location: null,
      },
    ];
    expect(render({ findings: [live({ path: [], related })] })).toMatchInlineSnapshot(`
      "
      high[lambda-deprecated-runtime]: Function runs on a deprecated runtime
        --> eu-west-1 · lambda · function/checkout
         |
         | function/checkout
         | ^^^^^^^^^^^^^^^^^ nodejs16.x was deprecated on 2024-06-12
         | Role
         | ---- the role
         |
        --> eu-west-1 · iam · role/checkout-role
         |
         | Policies[0].PolicyDocument
         | -------------------------- with this policy
         |
         = fix: Move to nodejs22.x.

      1 high · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('names the account where there are several', () => {
    const other = { ...live().subject, account: '444455556666' };
    expect(render({ findings: [live(), live({ subject: other })] })).toContain('--> 444455556666 · eu-west-1 · lambda · function/checkout');
  });

  it('shows a dozen of its related places', () => {
    const [place] = queuePublic().related;
    const related = Array.from({ length: 30 }, (_, index) => ({ ...place!, label: `related ${index}` }));
    const text = render({ findings: [finding({ related })] });
    expect(text).toContain('related 11');
    expect(text).not.toContain('related 12');
    expect(text).toContain('= also: 18 more related places');
    expect(render({ findings: [finding({ related })] }, { verbose: true })).toContain('related 29');
  });

  it('is shown without its text where that is not at hand', () => {
    expect(render({ findings: [finding()] }, { quote: () => undefined })).toMatchInlineSnapshot(`
      "
      high[lambda-deprecated-runtime]: Function runs on a deprecated runtime
        --> template.yaml:8:16  Checkout
         |
         | Runtime
         | ^^^^^^^ nodejs16.x was deprecated on 2024-06-12
         |
         = fix: Move to nodejs22.x.

      1 high · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('fits a narrow terminal', () => {
    expect(render({ findings: [queuePublic(), live()] }, { width: 40 })).toMatchInlineSnapshot(`
      "
      critical[queue-public]: Queue lets
          anyone in
        --> template.yaml:30:24  Jobs
         |
      21 |   Jobs:
         |   ---- this queue
      ...
      30 |             Principal: '*'
         |                        ^^^
         |        anyone may call
         |        sqs:SendMessage
      31 |             Action: sqs:SendMessage
         |                     ---------------
         |                     this action
         |
         = fix: Name the principals that may
                use the queue, or tie the
                statement to a source with a
                condition.

      high[lambda-deprecated-runtime]:
          Function runs on a deprecated
          runtime
        --> eu-west-1 · lambda ·
            function/checkout
         |
         | Runtime
         | ^^^^^^^
         | nodejs16.x was deprecated on
         | 2024-06-12
         |
         = fix: Move to nodejs22.x.

      1 critical, 1 high
      4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('has colours and a link if the terminal has them', () => {
    expect(spelled(render({ findings: [finding()] }, { color: true, links: true }))).toMatchInlineSnapshot(`
      "
      ␛[1m␛[31mhigh[␛[39m␛[22m␛]8;;https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html␛\\␛[1m␛[31mlambda-deprecated-runtime␛[39m␛[22m␛]8;;␛\\␛[1m␛[31m]:␛[39m␛[22m ␛[1mFunction runs on a deprecated runtime␛[22m
        ␛[34m-->␛[39m template.yaml:8:16  ␛[2mCheckout␛[22m
      ␛[34m   |␛[39m
      ␛[34m 8 |␛[39m       Runtime: nodejs16.x
      ␛[34m   |␛[39m                ␛[1m␛[31m^^^^^^^^^^␛[39m␛[22m ␛[1m␛[31mnodejs16.x was deprecated on 2024-06-12␛[39m␛[22m
      ␛[34m   |␛[39m
         ␛[34m=␛[39m ␛[1mfix:␛[22m Move to nodejs22.x.

      ␛[1m␛[31m1 high␛[39m␛[22m · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('links to web addresses only', () => {
    const [check] = checks;
    const hostile = { ...check!, references: ['javascript:alert(1)', 'https://example.com/\u001b\\x'] };
    expect(render({ findings: [finding()] }, { links: true, checks: [hostile] })).not.toContain('\u001b]8');
  });

  it('explains itself if asked to', () => {
    expect(render({ findings: [finding()] }, { verbose: true })).toMatchInlineSnapshot(`
      "
      high[lambda-deprecated-runtime]: Function runs on a deprecated runtime
        --> template.yaml:8:16  Checkout
         |
       8 |       Runtime: nodejs16.x
         |                ^^^^^^^^^^ nodejs16.x was deprecated on 2024-06-12
         |
         = why: A deprecated runtime gets no security patches.
         = fix: Move to nodejs22.x.
         = see: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html

      1 high · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });
});

describe('findings that say the same', () => {
  it('are one block with their places', () => {
    expect(render({ findings: unsignedFunctions })).toMatchInlineSnapshot(`
      "
      low[lambda-code-unsigned]: Function accepts unsigned code (3×)
        --> template.yaml:4:3
         |
       4 |   Checkout:
         |   ^^^^^^^^ no code signing config on Checkout
         |
         = also at:
             template.yaml:9   Refund
             template.yaml:14  Ship
         = fix: Attach a code signing config.

      3 low · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('are one block in an account as well', () => {
    const functions = ['a', 'b', 'c'].map((name) => live({ subject: inAccount('AWS::Lambda::Function', name), message: `${name} is old` }));
    expect(render({ findings: functions })).toMatchInlineSnapshot(`
      "
      high[lambda-deprecated-runtime]: Function runs on a deprecated runtime (3×)
        --> eu-west-1 · lambda · function/a
         |
         | Runtime
         | ^^^^^^^ a is old
         |
         = also at:
             eu-west-1 · lambda · function/b
             eu-west-1 · lambda · function/c
         = fix: Move to nodejs22.x.

      3 high · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('stay apart where the file, the message or the related places differ', () => {
    const apart = [
      finding(),
      finding({ message: 'nodejs14.x was deprecated on 2023-12-04' }),
      finding({ location: at('api/template.yaml', 'Api') }),
      finding({ related: [{ label: 'here', subject: inTemplate('AWS::SQS::Queue', 'Jobs'), path: [], location: null }] }),
    ];
    expect(render({ findings: apart }).match(/high\[/g)).toHaveLength(4);
  });

  it('do not take a name within a longer name for the subject', () => {
    const of = (id: string, message: string) => finding({ subject: inTemplate('AWS::Lambda::Function', id), message });
    expect(render({ findings: [of('A', 'AWS runs A'), of('B', 'AWS runs B')] }).match(/high\[/g)).toHaveLength(1);
    expect(render({ findings: [of('A', 'AWS runs A'), of('B', 'BWS runs B')] }).match(/high\[/g)).toHaveLength(2);
  });

  it('are counted where they are very many', () => {
    const many = Array.from({ length: 40 }, (_, index) => finding({ subject: inTemplate('AWS::Lambda::Function', `Function${index}`) }));
    const text = render({ findings: many });
    expect(text).toContain('… and 19 more');
    expect(text).toContain('(40×)');
    expect(render({ findings: many }, { verbose: true })).toContain('Function39');
  });
});

describe('very many findings', () => {
  const findings = Array.from({ length: 60 }, (_, index) =>
    finding({ message: `message ${index}`, severity: index === 59 ? 'critical' : 'low' }),
  );

  it('are limited, the worst first, with the command that shows the rest', () => {
    const text = render({ findings });
    expect(text).toMatch(/^\ncritical\[/);
    expect(text.match(/\[lambda-deprecated-runtime\]/g)).toHaveLength(50);
    expect(text).toContain('… and 10 more: run with --verbose or --format json');
  });

  it('are all shown if asked for', () => {
    expect(render({ findings }, { verbose: true }).match(/\[lambda-deprecated-runtime\]/g)).toHaveLength(60);
  });
});

describe('what is no finding', () => {
  it('is added up', () => {
    expect(`\n${terminal(everything, options())}`.split('\nlow[')[1]).toMatchInlineSnapshot(`
      "lambda-code-unsigned]: Function accepts unsigned code (3×)
        --> template.yaml:4:3
         |
       4 |   Checkout:
         |   ^^^^^^^^ no code signing config on Checkout
         |
         = also at:
             template.yaml:9   Refund
             template.yaml:14  Ship
         = fix: Attach a code signing config.

      undetermined[lambda-url-no-auth]: 2× known only at deployment: !Ref Auth,
          !ImportValue auth
      undetermined[queue-unencrypted]: not every AWS::SQS::Queue could be read:
          access-denied, sqs:ListQueues

      gap[syntax]: legacy/template.yaml:7:3: the key "Runtime" stands twice in this
                   map (leaves a check undetermined)
      gap[access-denied]: eu-west-1 · sqs: sqs:ListQueues: access denied (leaves 2
          checks undetermined)

      notice[ignore-expired]: parapet.yml:4:5: the ignore of lambda-code-unsigned
          expired on 2026-01-01
      error[check-failed]: internal error in topic-public on Events: boom

      SLSA 1.2, as far as it is visible: 1 contradicted, 0 evidenced, 0 not visible
        contradicted[Build L1]: There is provenance that says how a package was built
          (L1, of the repository)
          against: build-without-provenance: 1 finding
          open: no workflow attests anything
        not asked: neither a repository nor a lockfile says anything of 1 more: Source
                   L4

      1 critical, 2 high, 1 medium, 3 low · 2 ignored · 1 in the baseline
      2 filtered (1 pedantic, 1 by --min-severity) · 1 superseded · 3 undetermined
      2 gaps · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('is listed if asked for', () => {
    const text = terminal(everything, options({ verbose: true, width: 120 }));
    expect(text.slice(text.indexOf('ignored['))).toMatchInlineSnapshot(`
      "ignored[lambda-deprecated-runtime]: template.yaml:8:16 Checkout: replaced next week (by the configuration, until
          2026-12-01)
      ignored[lambda-deprecated-runtime]: template.yaml:8:16 Checkout: a test double (by comment)
      baseline[lambda-deprecated-runtime]: template.yaml:8:16 Checkout: accepted before
      filtered[lambda-deprecated-runtime]: template.yaml:8:16 Checkout: by persona
      filtered[lambda-deprecated-runtime]: template.yaml:8:16 Checkout: by min-severity
      superseded[lambda-deprecated-runtime]: template.yaml:8:16 Checkout: by queue-public

      undetermined[lambda-url-no-auth]: template.yaml:20:19 ShipUrl AuthType: known only at deployment: !Ref Auth
      undetermined[lambda-url-no-auth]: template.yaml:20:19 ShipUrl AuthType: known only at deployment: !ImportValue auth
      undetermined[queue-unencrypted]: eu-west-1 every AWS::SQS::Queue: not every AWS::SQS::Queue could be read:
          access-denied, sqs:ListQueues

      gap[syntax]: legacy/template.yaml:7:3: the key "Runtime" stands twice in this map (leaves a check undetermined)
      gap[access-denied]: eu-west-1 · sqs: sqs:ListQueues: access denied (leaves 2 checks undetermined)

      notice[ignore-expired]: parapet.yml:4:5: the ignore of lambda-code-unsigned expired on 2026-01-01
      error[check-failed]: internal error in topic-public on Events: boom

      SLSA 1.2, as far as it is visible: 1 contradicted, 0 evidenced, 0 not visible
        contradicted[Build L1]: There is provenance that says how a package was built (L1, of the repository)
          against: build-without-provenance: 1 finding
          open: no workflow attests anything
        not asked: neither a repository nor a lockfile says anything of 1 more: Source L4

      1 critical, 2 high, 1 medium, 3 low · 2 ignored · 1 in the baseline · 2 filtered (1 pedantic, 1 by --min-severity)
      1 superseded · 3 undetermined · 2 gaps · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('is never called good', () => {
    expect(render({})).toMatchInlineSnapshot(`
      "
      No findings. Everything that was looked at passed.
      4 subjects, 2 checks · 0.21 s
      "
    `);
    expect(render({ undetermined: [openReason()] })).toMatchInlineSnapshot(`
      "
      undetermined[lambda-url-no-auth]: known only at deployment: !Ref Auth

      No findings in what could be judged, but 1 verdict is open.
      1 undetermined · 4 subjects, 2 checks · 0.21 s
      "
    `);
    expect(render({ gaps: everything.gaps.slice(0, 1), notices: everything.notices.slice(1) })).toMatchInlineSnapshot(`
      "
      gap[syntax]: legacy/template.yaml:7:3: the key "Runtime" stands twice in this
                   map (leaves a check undetermined)

      error[check-failed]: internal error in topic-public on Events: boom

      No findings in what could be judged, but 1 part could not be read and a check
      failed.
      1 gap · 4 subjects, 2 checks · 0.21 s
      "
    `);
    expect(render({ findings: [finding({ disposition: { kind: 'baseline' } })] })).toMatchInlineSnapshot(`
      "
      No findings beyond those that are ignored, in the baseline or filtered.
      1 in the baseline · 4 subjects, 2 checks · 0.21 s
      "
    `);
    expect(terminal({ ...report(), summary: { ...report().summary, subjects: 0 } }, options())).toContain('Nothing was judged');
  });
});

describe('the footer', () => {
  it('says which facts the run did not have', () => {
    const given = report({ findings: [finding()] });
    expect(terminal({ ...given, run: { ...given.run, facts: { runtimes: '2026-10-30', advisories: null } } }, options())).toContain(
      '\n1 high · 4 subjects, 2 checks · no advisories · 0.21 s\n',
    );
  });

  it('names what one filter hides without counting twice', () => {
    const hidden = finding({ persona: 'auditor', disposition: { kind: 'filtered', by: 'persona' } });
    expect(render({ findings: [finding(), hidden, hidden] })).toContain('1 high · 2 filtered (auditor) · ');
  });
});

describe('hostile material', () => {
  const evil = '\u001b[2J\u202e\nhigh[forged]: all is well\u200b';
  const hostile = report({
    findings: [
      finding({
        check: evil,
        title: evil,
        message: evil,
        fix: evil,
        subject: inTemplate(evil, evil),
        path: [evil],
        location: { file: evil, startLine: 1, startColumn: 1, endLine: 1, endColumn: 5 },
        related: [{ label: evil, subject: inAccount(evil, evil), path: [evil], location: null }],
      }),
    ],
    undetermined: [openReason({ subject: inAccount(evil, evil), location: null, reason: { kind: 'intrinsic', expression: evil } })],
    gaps: [{ source: 'template', scope: { file: evil }, reason: evil, message: evil, checks: [] }],
    notices: [{ kind: 'input', message: evil, location: null }],
  });

  it('moves no cursor and forges no line', () => {
    expect(`\n${terminal(hostile, options({ quote: () => evil, verbose: true, width: 100 }))}`).toMatchInlineSnapshot(`
      "
      high[\\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}]: \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is
          well\\u{200b}
        --> \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}:1:1
         |
       1 | \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}
         | ^^^^^^^^^ \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}
         |
        --> eu-west-1 · \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b} ·
            \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}
         |
         | ["\\u001b[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}"]
         | -------------------------------------------------------- \\u{1b}[2J\\u{202e}\\nhigh[forged]: all
         |                                                          is well\\u{200b}
         |
         = fix: \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}

      undetermined[lambda-url-no-auth]: eu-west-1 · \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b} ·
          \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b} AuthType: known only at deployment:
          \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}

      gap[\\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}]: \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is
          well\\u{200b}: \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}

      notice[input]: \\u{1b}[2J\\u{202e}\\nhigh[forged]: all is well\\u{200b}

      1 high · 1 undetermined · 1 gap · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\u001b', '\n', '\r', '\u009b', '\u202e', '\u2028', '\u200b', '\ud800', '\t', 'a'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  });
  const place = fc.option(
    fc.record({ file: text, startLine: fc.nat(99), startColumn: fc.nat(99), endLine: fc.nat(99), endColumn: fc.nat(99) }),
    { nil: null },
  );
  const subject = fc.record({
    type: text,
    id: text,
    arn: fc.option(text, { nil: null }),
    account: fc.option(text, { nil: null }),
    region: fc.option(text, { nil: null }),
  });
  const path = fc.array(fc.oneof(text, fc.nat(9)));
  const arbitrary: fc.Arbitrary<Report> = fc
    .record({
      findings: fc.array(
        fc.record({
          check: text,
          title: text,
          message: text,
          fix: text,
          subject,
          path,
          location: place,
          reason: text,
          related: fc.array(fc.record({ label: text, subject, path, location: place }), { maxLength: 3 }),
        }),
        { maxLength: 3 },
      ),
      undetermined: fc.array(fc.record({ check: text, subject, path, location: place, expression: text }), { maxLength: 3 }),
      gaps: fc.array(fc.record({ file: text, reason: text, message: text, action: text, account: text }), { maxLength: 2 }),
      notices: fc.array(fc.record({ message: text, location: place }), { maxLength: 2 }),
    })
    .map(({ findings, undetermined, gaps, notices }) =>
      report({
        findings: findings.map(({ reason, ...rest }, index) =>
          finding({ ...rest, disposition: index === 2 ? { kind: 'ignored', by: 'comment', reason } : { kind: 'reported' } }),
        ),
        undetermined: undetermined.map(({ expression, ...rest }) => ({ ...rest, reason: { kind: 'intrinsic', expression } })),
        gaps: gaps.map(({ file, reason, message, action, account }) => ({
          source: 'live',
          scope: { file, account },
          action,
          reason,
          message,
          checks: [],
        })),
        notices: notices.map((notice) => ({ kind: 'input', ...notice })),
      }),
    );
  const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

  it('leaves no control character but the report’s own newlines', () => {
    fc.assert(
      fc.property(arbitrary, text, fc.integer({ min: 1, max: 200 }), fc.boolean(), (given, line, width, verbose) => {
        const out = terminal(given, options({ quote: (file) => (file.length % 2 === 0 ? line : undefined), width, verbose }));
        expect(out.replaceAll('\n', '')).not.toMatch(hidden);
      }),
    );
  });

  it('leaves only the report’s own colours and links', () => {
    fc.assert(
      fc.property(arbitrary, text, (given, line) => {
        const out = terminal(given, options({ quote: () => line, color: true, links: true, checks }));
        const own = /\u001b\[(?:1|2|22|3[1-6]|39)m|\u001b\]8;;(?:https:[!-~]*)?\u001b\\|\n/g;
        expect(out.replace(own, '')).not.toMatch(hidden);
      }),
    );
  });
});

describe('any width', () => {
  it('is kept by everything but places in files, addresses and lines that stand for themselves', () => {
    for (const width of [40, 57, 80, 120])
      for (const line of terminal(everything, options({ width, verbose: true })).split('\n'))
        if (!/^ *--> |= see: /.test(line)) expect(widthOf(line), line).toBeLessThanOrEqual(width);
  });

  it('survives a terminal that has none', () => {
    for (const width of [0, Number.NaN, Number.POSITIVE_INFINITY, -5])
      expect(terminal(everything, options({ width }))).toContain('nodejs16.x');
  });
});
