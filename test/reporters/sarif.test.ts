import fc from 'fast-check';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../src/check.ts';
import type { RenderOptions, Report } from '../../src/report.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { at, checks, everything, finding, inAccount, inTemplate, live, openReason, options, queuePublic, report } from './samples.ts';

const logOf = (given: Report, how: Partial<RenderOptions> = {}): Log => JSON.parse(sarif(given, options(how)));
const runOf = (given: Report, how: Partial<RenderOptions> = {}): Run => {
  const [run] = logOf(given, how).runs;
  if (run === undefined) throw new Error('no run');
  return run;
};
const resultsOf = (...findings: Report['findings']): readonly Result[] => runOf(report({ findings })).results ?? [];
const remarksOf = (given: Report) => runOf(given).invocations?.[0]?.toolExecutionNotifications ?? [];
const uriOf = (result: Result | undefined) => result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;

describe('a run', () => {
  it('says what it is', () => {
    const { $schema, version } = logOf(everything);
    expect({ $schema, version }).toEqual({ $schema: expect.stringMatching(/^https:.*sarif-schema-2\.1\.0\.json$/), version: '2.1.0' });
    const { tool, columnKind, invocations } = runOf(everything);
    expect(tool.driver).toMatchObject({ name: 'parapet', version: '0.1.0', semanticVersion: '0.1.0' });
    expect(columnKind).toBe('utf16CodeUnits');
    expect(invocations?.[0]).toMatchObject({ startTimeUtc: everything.run.started, endTimeUtc: everything.run.finished });
  });

  it('is successful unless a check failed', () => {
    expect(runOf(everything).invocations?.[0]?.executionSuccessful).toBe(false);
    expect(runOf(report({ gaps: everything.gaps })).invocations?.[0]?.executionSuccessful).toBe(true);
  });

  it('belongs to the account that was audited, else to what the caller says', () => {
    const input = (account: string) => ({ source: 'live' as const, account, region: 'eu-west-1' });
    const id = (inputs: Report['inputs'], category?: string) =>
      runOf(report({ inputs }), category === undefined ? {} : { category }).automationDetails?.id;
    expect(id([input('111122223333')])).toBe('parapet/aws/111122223333/');
    expect(id([input('111122223333'), input('444455556666')])).toBe('parapet/aws/accounts/');
    expect(id([{ source: 'template', file: 'a.yaml' }])).toBeUndefined();
    expect(id([{ source: 'template', file: 'a.yaml' }], 'parapet/shop')).toBe('parapet/shop/');
  });
});

describe('rules', () => {
  it('are every check of the catalogue, found or not', () => {
    expect(runOf(report()).tool.driver.rules?.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
  });

  it('have all that GitHub shows', () => {
    expect(runOf(report()).tool.driver.rules?.[1]).toMatchInlineSnapshot(`
      {
        "defaultConfiguration": {
          "level": "error",
        },
        "fullDescription": {
          "text": "Whoever knows the address of the queue can fill it or read what others sent.",
        },
        "help": {
          "markdown": "# Queue lets anyone in

      Whoever knows the address of the queue can fill it or read what others sent.

      **Fix:** Name the principals that may use the queue.

      - <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-overview-of-managing-access.html>",
          "text": "Queue lets anyone in.

      Whoever knows the address of the queue can fill it or read what others sent.

      Fix: Name the principals that may use the queue.

      See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-overview-of-managing-access.html",
        },
        "helpUri": "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-overview-of-managing-access.html",
        "id": "queue-public",
        "name": "QueuePublic",
        "properties": {
          "precision": "high",
          "security-severity": "9.5",
          "tags": [
            "security",
            "messaging",
            "fsbp/SQS.3",
            "owasp/A01",
          ],
        },
        "shortDescription": {
          "text": "Queue lets anyone in",
        },
      }
    `);
  });

  it.each<[Severity, string, string]>([
    ['critical', 'error', '9.5'],
    ['high', 'error', '8.0'],
    ['medium', 'warning', '5.5'],
    ['low', 'note', '2.0'],
  ])('of severity %s have level %s and security severity %s', (severity, level, score) => {
    const [check] = checks;
    const [rule] = runOf(report(), { checks: [{ ...check!, severity }] }).tool.driver.rules ?? [];
    expect(rule?.defaultConfiguration?.level).toBe(level);
    expect(rule?.properties?.['security-severity']).toBe(score);
  });

  it('keep within GitHub’s limits', () => {
    const [check] = checks;
    const long = {
      ...check!,
      title: 't'.repeat(5_000),
      why: 'w'.repeat(5_000),
      frameworks: { fsbp: Array.from({ length: 40 }, (_, index) => `Lambda.${index}`) },
    };
    const [rule] = runOf(report(), { checks: [long] }).tool.driver.rules ?? [];
    expect(rule?.shortDescription?.text.length).toBeLessThanOrEqual(1_024);
    expect(rule?.fullDescription?.text.length).toBeLessThanOrEqual(1_024);
    expect(rule?.properties?.tags?.length).toBeLessThanOrEqual(10);
  });

  it('are made for findings of checks that the catalogue does not have', () => {
    const run = runOf(report({ findings: [finding({ check: 'from-a-plugin' })] }));
    const [result] = run.results ?? [];
    expect(run.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe('from-a-plugin');
  });
});

describe('results', () => {
  it('say what is wrong, where, and what to do', () => {
    expect(resultsOf(queuePublic())[0]).toMatchInlineSnapshot(`
      {
        "codeFlows": [
          {
            "threadFlows": [
              {
                "locations": [
                  {
                    "location": {
                      "logicalLocations": [
                        {
                          "fullyQualifiedName": "Jobs",
                          "kind": "resource",
                          "name": "Jobs",
                        },
                      ],
                      "message": {
                        "text": "this queue",
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "template.yaml",
                        },
                        "region": {
                          "endColumn": 7,
                          "endLine": 21,
                          "snippet": {
                            "text": "Jobs",
                          },
                          "startColumn": 3,
                          "startLine": 21,
                        },
                      },
                    },
                  },
                  {
                    "location": {
                      "logicalLocations": [
                        {
                          "fullyQualifiedName": "JobsPolicy",
                          "kind": "resource",
                          "name": "JobsPolicy",
                        },
                      ],
                      "message": {
                        "text": "this action",
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "template.yaml",
                        },
                        "region": {
                          "endColumn": 36,
                          "endLine": 31,
                          "snippet": {
                            "text": "sqs:SendMessage",
                          },
                          "startColumn": 21,
                          "startLine": 31,
                        },
                      },
                    },
                  },
                  {
                    "location": {
                      "logicalLocations": [
                        {
                          "fullyQualifiedName": "Jobs",
                          "kind": "resource",
                          "name": "Jobs",
                        },
                      ],
                      "message": {
                        "text": "anyone may call sqs:SendMessage",
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "template.yaml",
                        },
                        "region": {
                          "endColumn": 27,
                          "endLine": 30,
                          "snippet": {
                            "text": "'*'",
                          },
                          "startColumn": 24,
                          "startLine": 30,
                        },
                      },
                    },
                  },
                ],
              },
            ],
          },
        ],
        "level": "error",
        "locations": [
          {
            "logicalLocations": [
              {
                "fullyQualifiedName": "Jobs",
                "kind": "resource",
                "name": "Jobs",
              },
            ],
            "physicalLocation": {
              "artifactLocation": {
                "uri": "template.yaml",
              },
              "region": {
                "endColumn": 27,
                "endLine": 30,
                "snippet": {
                  "text": "'*'",
                },
                "startColumn": 24,
                "startLine": 30,
              },
            },
          },
        ],
        "message": {
          "text": "Jobs: anyone may call sqs:SendMessage. Name the principals that may use the queue, or tie the statement to a source with a condition.",
        },
        "partialFingerprints": {
          "primaryLocationLineHash": "a1:1",
        },
        "properties": {
          "confidence": "high",
          "persona": "regular",
          "severity": "critical",
        },
        "relatedLocations": [
          {
            "id": 1,
            "logicalLocations": [
              {
                "fullyQualifiedName": "Jobs",
                "kind": "resource",
                "name": "Jobs",
              },
            ],
            "message": {
              "text": "this queue",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "template.yaml",
              },
              "region": {
                "endColumn": 7,
                "endLine": 21,
                "snippet": {
                  "text": "Jobs",
                },
                "startColumn": 3,
                "startLine": 21,
              },
            },
          },
          {
            "id": 2,
            "logicalLocations": [
              {
                "fullyQualifiedName": "JobsPolicy",
                "kind": "resource",
                "name": "JobsPolicy",
              },
            ],
            "message": {
              "text": "this action",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "template.yaml",
              },
              "region": {
                "endColumn": 36,
                "endLine": 31,
                "snippet": {
                  "text": "sqs:SendMessage",
                },
                "startColumn": 21,
                "startLine": 31,
              },
            },
          },
        ],
        "ruleId": "queue-public",
        "ruleIndex": 1,
      }
    `);
  });

  it('point at their rule', () => {
    const run = runOf(everything);
    for (const { ruleId, ruleIndex } of run.results ?? []) expect(run.tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId);
  });

  it('have the level of the finding, not of the rule', () => {
    expect(resultsOf(finding({ severity: 'low' }))[0]?.level).toBe('note');
  });

  it('are told apart by fingerprints that lines do not change', () => {
    const moved = finding({ location: { ...at('template.yaml', 'nodejs16.x'), startLine: 99, endLine: 99 } });
    const hash = (index: number, ...findings: Report['findings']) =>
      resultsOf(...findings)[index]?.partialFingerprints?.primaryLocationLineHash;
    expect(hash(0, finding())).toBe('5f2c1e9a7b3d4860:1');
    expect(hash(0, moved)).toBe(hash(0, finding()));
    expect(hash(1, finding(), finding())).toBe('5f2c1e9a7b3d4860:2');
  });

  it('of an account have a stable path, the resource and its ARN', () => {
    expect(resultsOf(live())[0]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'aws/111122223333/eu-west-1/lambda/checkout' },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
        logicalLocations: [{ name: 'checkout', fullyQualifiedName: live().subject.arn, kind: 'resource' }],
      },
    ]);
    expect(uriOf(resultsOf(live({ subject: inAccount('AWS::ApiGatewayV2::Route', 'Orders GET /orders/{id}') }))[0])).toBe(
      'aws/111122223333/eu-west-1/apigatewayv2/Orders%20GET%20/orders/%7Bid%7D',
    );
    expect(uriOf(resultsOf(live({ subject: inTemplate('package', 'pkg:npm/%40a/b@1.0.0') }))[0])).toBe(
      'package/pkg%3Anpm/%2540a/b%401.0.0',
    );
  });

  it.each([
    ['dir/ü b[1]#?%.yaml', 'dir/%C3%BC%20b%5B1%5D%23%3F%25.yaml'],
    ['./a//b/../c.yaml', 'a/b/c.yaml'],
    ['../outside.yaml', 'outside.yaml'],
    ['/etc/template.yaml', 'etc/template.yaml'],
    ['C:\\a.yaml', 'C%3A%5Ca.yaml'],
    ['a\ud800.yaml', 'a%EF%BF%BD.yaml'],
    ['..', '.'],
  ])('locate %j at the relative reference %s', (file, uri) => {
    expect(uriOf(resultsOf(finding({ location: { ...at('template.yaml', 'nodejs16.x'), file } }))[0])).toBe(uri);
  });

  it('have no region that ends before it starts', () => {
    const location = { file: 'template.yaml', startLine: 5, startColumn: 9, endLine: 5, endColumn: 2 };
    expect(resultsOf(finding({ location }))[0]?.locations?.[0]?.physicalLocation?.region).toEqual({ startLine: 5, startColumn: 9 });
  });

  it('tell a path where related places do', () => {
    const [one] = resultsOf(finding({ related: queuePublic().related.slice(0, 1) }));
    expect(one?.relatedLocations).toHaveLength(1);
    expect(one?.codeFlows).toBeUndefined();
    const steps = resultsOf(queuePublic())[0]?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location?.message?.text);
    expect(steps).toEqual(['this queue', 'this action', 'anyone may call sqs:SendMessage']);
  });

  it('keep what is suppressed, with the reason, behind the alerts', () => {
    const results = runOf(everything).results ?? [];
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      ...Array.from({ length: 7 }, () => []),
      [{ kind: 'external', status: 'accepted', justification: 'replaced next week (until 2026-12-01)' }],
      [{ kind: 'inSource', status: 'accepted', justification: 'a test double' }],
      [{ kind: 'external', status: 'accepted', justification: 'In the baseline.' }],
    ]);
    expect(resultsOf(finding())[0]?.suppressions).toBeUndefined();
  });

  it('make no link of what is audited', () => {
    expect(resultsOf(finding({ message: '[click](http://evil.example)' }))[0]?.message.text).not.toContain('](');
  });

  it('are cut to the worst 5,000, which is said', () => {
    const severities: readonly Severity[] = ['low', 'critical'];
    const findings = Array.from({ length: 6_000 }, (_, index) => finding({ fingerprint: `${index}`, severity: severities[index % 2]! }));
    const run = runOf(report({ findings }));
    expect(run.results).toHaveLength(5_000);
    expect(run.results?.filter(({ level }) => level === 'error')).toHaveLength(3_000);
    expect(run.results?.findIndex(({ level }) => level === 'note')).toBe(3_000);
    expect(remarksOf(report({ findings }))[0]).toMatchObject({
      level: 'warning',
      message: { text: expect.stringContaining('1000 findings are left out') },
    });
  });

  it('have at most a hundred related places', () => {
    const [place] = queuePublic().related;
    expect(resultsOf(finding({ related: Array.from({ length: 150 }, () => place!) }))[0]?.relatedLocations).toHaveLength(100);
  });
});

describe('notifications', () => {
  it('tell what is undetermined, what could not be read and what is not listed', () => {
    const remarks = remarksOf(everything).map(({ descriptor, level, message, associatedRule, locations }) => [
      descriptor?.id,
      level,
      message.text,
      associatedRule?.id ?? '-',
      locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '-',
    ]);
    expect(remarks).toMatchInlineSnapshot(`
      [
        [
          "not-listed",
          "note",
          "Beside the results, 2 findings are filtered and 1 superseded by others.",
          "-",
          "-",
        ],
        [
          "gap",
          "warning",
          "the key "Runtime" stands twice in this map (leaves undetermined: lambda-deprecated-runtime).",
          "-",
          "legacy/template.yaml",
        ],
        [
          "gap",
          "warning",
          "111122223333 eu-west-1 sqs: sqs:ListQueues: access-denied (leaves undetermined: queue-public, queue-unencrypted).",
          "-",
          "-",
        ],
        [
          "undetermined",
          "note",
          "lambda-url-no-auth: ShipUrl: known only at deployment: !Ref Auth.",
          "lambda-url-no-auth",
          "template.yaml",
        ],
        [
          "undetermined",
          "note",
          "lambda-url-no-auth: ShipUrl: known only at deployment: !ImportValue auth.",
          "lambda-url-no-auth",
          "template.yaml",
        ],
        [
          "undetermined",
          "note",
          "queue-unencrypted: every AWS::SQS::Queue: not every AWS::SQS::Queue could be read: access-denied, sqs:ListQueues.",
          "-",
          "-",
        ],
        [
          "notice",
          "note",
          "the ignore of lambda-code-unsigned expired on 2026-01-01.",
          "-",
          "parapet.yml",
        ],
        [
          "check-failed",
          "error",
          "internal error in topic-public on Events: boom.",
          "-",
          "-",
        ],
      ]
    `);
  });

  it('refer to what the tool declares', () => {
    const { driver } = runOf(everything).tool;
    for (const { descriptor, associatedRule } of remarksOf(everything)) {
      expect(driver.notifications?.[descriptor?.index ?? -1]?.id).toBe(descriptor?.id);
      if (associatedRule !== undefined) expect(driver.rules?.[associatedRule.index ?? -1]?.id).toBe(associatedRule.id);
    }
  });

  it('are limited, which is said', () => {
    const remarks = remarksOf(report({ undetermined: Array.from({ length: 3_000 }, () => openReason()) }));
    expect(remarks).toHaveLength(1_001);
    expect(remarks.at(-1)?.message.text).toBe('2000 more undetermined verdicts are in the JSON report only.');
  });
});

describe('whatever is audited', () => {
  it('leaves a well-formed log without control characters and with sound references', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, (id, file, message) => {
        const subject = inAccount('AWS::SQS::Queue', id);
        const given = report({
          findings: [
            finding({ subject, message, location: { file, startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 } }),
            live({ subject, message }),
          ],
          undetermined: [openReason({ subject, location: null })],
          gaps: [{ source: 'live', scope: { file, account: id }, reason: message, checks: [] }],
        });
        const out = sarif(given, options());
        expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        for (const result of (JSON.parse(out) as Log).runs[0]?.results ?? []) {
          expect(result.message.text).not.toBe('');
          const uri = uriOf(result) ?? '';
          expect(uri).toMatch(/^(?:\.|[A-Za-z0-9\-._~!*'()%]+(?:\/[A-Za-z0-9\-._~!*'()%]+)*)$/);
          expect(uri.split('/')).not.toContain('..');
          expect(result.locations?.[0]?.physicalLocation?.region?.startLine).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });
});
