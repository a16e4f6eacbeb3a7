import type {
  CheckDescription,
  Evaluated,
  Location,
  RenderOptions,
  Report,
  ReportedFinding,
  ReportedUndetermined,
  Subject,
} from '../../src/report.ts';

/** The user's files that the sample reports are about. */
export const files: Readonly<Record<string, string>> = {
  'template.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs16.x
  Refund:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      FunctionUrlConfig:
        AuthType: NONE
  Jobs:
    Type: AWS::SQS::Queue
  JobsPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Jobs]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: sqs:SendMessage
            Resource: '*'
`,
  'api/template.yaml': `Resources:
  Api:
    Type: AWS::Serverless::HttpApi
`,
};

export const quote = (file: string, line: number): string | undefined =>
  (Object.hasOwn(files, file) ? files[file] : undefined)?.split('\n')[line - 1];

/** The place of a text in a sample file: its first occurrence from a line on. */
export const at = (file: string, text: string, from = 1): Location => {
  const lines = (files[file] ?? '').split('\n');
  const index = lines.findIndex((line, number) => number >= from - 1 && line.includes(text));
  if (index < 0) throw new Error(`${text} is not in ${file}`);
  const column = (lines[index] ?? '').indexOf(text) + 1;
  return { file, startLine: index + 1, startColumn: column, endLine: index + 1, endColumn: column + text.length };
};

export const inTemplate = (type: string, id: string): Subject => ({ type, id, arn: null, account: null, region: null });
export const inAccount = (type: string, id: string, arn: string | null = null): Subject => ({
  type,
  id,
  arn,
  account: '111122223333',
  region: 'eu-west-1',
});

export const finding = (given: Partial<ReportedFinding> = {}): ReportedFinding => ({
  check: 'lambda-deprecated-runtime',
  family: 'runtimes',
  title: 'Function runs on a deprecated runtime',
  message: 'nodejs16.x was deprecated on 2024-06-12',
  fix: 'Move to nodejs22.x.',
  severity: 'high',
  confidence: 'high',
  persona: 'regular',
  subject: inTemplate('AWS::Lambda::Function', 'Checkout'),
  path: ['Runtime'],
  location: at('template.yaml', 'nodejs16.x'),
  related: [],
  disposition: { kind: 'reported' },
  fingerprint: '5f2c1e9a7b3d4860',
  data: {},
  ...given,
});

export const queuePublic = (given: Partial<ReportedFinding> = {}): ReportedFinding =>
  finding({
    check: 'queue-public',
    family: 'messaging',
    title: 'Queue lets anyone in',
    message: 'anyone may call sqs:SendMessage',
    fix: 'Name the principals that may use the queue, or tie the statement to a source with a condition.',
    severity: 'critical',
    subject: inTemplate('AWS::SQS::Queue', 'Jobs'),
    path: ['PolicyDocument', 'Statement', 0, 'Principal'],
    location: at('template.yaml', "'*'"),
    related: [
      { label: 'this queue', subject: inTemplate('AWS::SQS::Queue', 'Jobs'), path: [], location: at('template.yaml', 'Jobs') },
      {
        label: 'this action',
        subject: inTemplate('AWS::SQS::QueuePolicy', 'JobsPolicy'),
        path: ['PolicyDocument', 'Statement', 0, 'Action'],
        location: at('template.yaml', 'sqs:SendMessage'),
      },
    ],
    fingerprint: 'a1',
    ...given,
  });

const unsigned = (id: string): ReportedFinding =>
  finding({
    check: 'lambda-code-unsigned',
    family: 'provenance',
    title: 'Function accepts unsigned code',
    message: `no code signing config on ${id}`,
    fix: `Give ${id} a CodeSigningConfigArn.`,
    severity: 'low',
    persona: 'pedantic',
    subject: inTemplate('AWS::Lambda::Function', id),
    path: [],
    location: at('template.yaml', id),
    fingerprint: `unsigned-${id}`,
  });

export const unsignedFunctions: readonly ReportedFinding[] = ['Checkout', 'Refund', 'Ship'].map(unsigned);

export const live = (given: Partial<ReportedFinding> = {}): ReportedFinding =>
  finding({
    subject: inAccount('AWS::Lambda::Function', 'checkout', 'arn:aws:lambda:eu-west-1:111122223333:function:checkout'),
    location: null,
    ...given,
  });

export const openReason = (given: Partial<ReportedUndetermined> = {}): ReportedUndetermined => ({
  check: 'lambda-url-no-auth',
  subject: inTemplate('AWS::Lambda::Url', 'ShipUrl'),
  path: ['AuthType'],
  location: at('template.yaml', 'NONE'),
  reason: { kind: 'intrinsic', expression: '!Ref Auth' },
  ...given,
});

const evaluated = (check: string, findings: number): Evaluated => ({ check, subjects: 3, passed: 3 - findings, findings, undetermined: 0 });

/** A report with the figures that belong to what it holds. */
export const report = (given: Partial<Report> = {}): Report => {
  const findings = given.findings ?? [];
  const kinds = (kind: string) => findings.filter(({ disposition }) => disposition.kind === kind).length;
  const of = (severity: string) => findings.filter((one) => one.disposition.kind === 'reported' && one.severity === severity).length;
  return {
    version: 1,
    tool: { name: 'parapet', version: '0.1.0' },
    run: {
      started: '2026-11-22T10:00:00.000Z',
      finished: '2026-11-22T10:00:00.210Z',
      today: '2026-11-22',
      facts: { runtimes: '2026-10-30', advisories: '2026-11-22T03:00:00Z' },
    },
    inputs: [{ source: 'template', file: 'template.yaml', format: 'sam' }],
    undetermined: [],
    gaps: [],
    evaluated: [evaluated('lambda-deprecated-runtime', 1), evaluated('queue-public', 1)],
    notices: [],
    ...given,
    findings,
    summary: {
      subjects: 4,
      critical: of('critical'),
      high: of('high'),
      medium: of('medium'),
      low: of('low'),
      undetermined: given.undetermined?.length ?? 0,
      gaps: given.gaps?.length ?? 0,
      suppressed: kinds('ignored'),
      baseline: kinds('baseline'),
      filtered: kinds('filtered'),
      superseded: kinds('superseded'),
      ...given.summary,
    },
  };
};

/** The catalogue that the sample findings belong to. */
export const checks: readonly CheckDescription[] = [
  {
    id: 'lambda-deprecated-runtime',
    title: 'Function runs on a deprecated runtime',
    family: 'runtimes',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    why: 'A deprecated runtime gets no security patches.',
    fix: 'Move to a supported runtime.',
    references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html'],
    frameworks: { fsbp: ['Lambda.2'] },
  },
  {
    id: 'queue-public',
    title: 'Queue lets anyone in',
    family: 'messaging',
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    why: 'Whoever knows the address of the queue can fill it or read what others sent.',
    fix: 'Name the principals that may use the queue.',
    references: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-overview-of-managing-access.html'],
    frameworks: { fsbp: ['SQS.3'], owasp: ['A01'] },
  },
  {
    id: 'lambda-code-unsigned',
    title: 'Function accepts unsigned code',
    family: 'provenance',
    severity: 'low',
    confidence: 'high',
    persona: 'pedantic',
    why: 'Without code signing anyone who may update the function decides what it runs.',
    fix: 'Attach a code signing config.',
    references: [],
    frameworks: {},
  },
];

export const options = (given: Partial<RenderOptions> = {}): RenderOptions => ({
  quote,
  color: false,
  width: 80,
  links: false,
  verbose: false,
  checks,
  ...given,
});

/** One of everything that a report may hold. */
export const everything: Report = report({
  inputs: [
    { source: 'template', file: 'template.yaml', format: 'sam' },
    { source: 'live', account: '111122223333', region: 'eu-west-1' },
  ],
  findings: [
    queuePublic(),
    finding(),
    live({ fingerprint: 'live' }),
    finding({
      check: 'lambda-url-no-auth',
      family: 'access',
      title: 'Function URL lets anyone call the function',
      message: 'AuthType is NONE (when Prod is false)',
      fix: 'Set AuthType to AWS_IAM.',
      severity: 'medium',
      confidence: 'medium',
      subject: inTemplate('AWS::Lambda::Url', 'ShipUrl'),
      path: ['AuthType'],
      location: at('template.yaml', 'NONE'),
      related: [
        {
          label: 'reached through this API',
          subject: inTemplate('AWS::Serverless::HttpApi', 'Api'),
          path: [],
          location: at('api/template.yaml', 'Api'),
        },
      ],
      fingerprint: 'url',
    }),
    ...unsignedFunctions,
    finding({ disposition: { kind: 'ignored', by: 'config', reason: 'replaced next week', until: '2026-12-01' }, fingerprint: 'b1' }),
    finding({ disposition: { kind: 'ignored', by: 'comment', reason: 'a test double' }, fingerprint: 'b2' }),
    finding({ disposition: { kind: 'baseline' }, fingerprint: 'b3' }),
    finding({ disposition: { kind: 'filtered', by: 'persona' }, persona: 'pedantic', fingerprint: 'b4' }),
    finding({ disposition: { kind: 'filtered', by: 'min-severity' }, fingerprint: 'b5' }),
    finding({ disposition: { kind: 'superseded', by: 'queue-public' }, fingerprint: 'b6' }),
  ],
  undetermined: [
    openReason(),
    openReason({ reason: { kind: 'intrinsic', expression: '!ImportValue auth' } }),
    openReason({
      check: 'queue-unencrypted',
      subject: inAccount('AWS::SQS::Queue', '*'),
      path: [],
      location: null,
      reason: { kind: 'unlisted', type: 'AWS::SQS::Queue', reason: 'access-denied', action: 'sqs:ListQueues' },
    }),
  ],
  gaps: [
    {
      source: 'template',
      scope: { file: 'legacy/template.yaml', line: 7, column: 3 },
      reason: 'syntax',
      message: 'the key "Runtime" stands twice in this map',
      checks: ['lambda-deprecated-runtime'],
    },
    {
      source: 'live',
      scope: { account: '111122223333', region: 'eu-west-1', service: 'sqs' },
      action: 'sqs:ListQueues',
      reason: 'access-denied',
      types: ['AWS::SQS::Queue'],
      checks: ['queue-public', 'queue-unencrypted'],
    },
  ],
  notices: [
    {
      kind: 'ignore-expired',
      message: 'the ignore of lambda-code-unsigned expired on 2026-01-01',
      location: { file: 'parapet.yml', startLine: 4, startColumn: 5, endLine: 4, endColumn: 9 },
    },
    { kind: 'check-failed', message: 'internal error in topic-public on Events: boom', location: null },
  ],
  frameworks: [
    {
      framework: 'slsa',
      title: 'SLSA',
      version: '1.2',
      controls: [
        {
          id: 'Build L1',
          title: 'There is provenance that says how a package was built',
          level: 'L1',
          of: 'repository',
          link: 'https://slsa.dev/spec/v1.2/build-track-basics#build-l1',
          standing: 'contradicted',
          statements: [
            { says: 'against', text: '1 finding', check: 'build-without-provenance' },
            { says: 'open', text: 'no workflow attests anything' },
          ],
          beyond: 'builds elsewhere',
        },
      ],
      unseen: ['Source L4'],
    },
  ],
});
