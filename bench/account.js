// The audit of an account: calls against the least that there could be, time with a delay on each answer, and Prowler beside it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { createRole, startMoto } from '../scripts/moto.js';
import { PROBE } from './measure.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const COUNT = 100;
/** As a Region nearby answers. */
const LATENCY = 25;
const REGION = 'eu-west-1';
const KEYS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_EC2_METADATA_DISABLED: 'true' };
const numbers = Array.from({ length: COUNT }, (_, index) => index);

/** Runs a command while this process goes on serving: wall time in ms, and for Node commands the peak of memory in MiB. */
const runBeside = (command, args, env, cwd) =>
  new Promise((resolve, reject) => {
    const node = command === process.execPath;
    const started = process.hrtime.bigint();
    const child = spawn(command, node ? ['--import', PROBE, ...args] : args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const said = ['', '', '', ''];
    for (const at of [1, 2, 3])
      child.stdio[at].on('data', (chunk) => {
        said[at] += chunk;
      });
    child.once('error', reject);
    child.once('close', (status) => {
      const wall = Number(process.hrtime.bigint() - started) / 1e6;
      resolve({ wall, status, stdout: said[1], stderr: said[2], ...(node && said[3] !== '' ? JSON.parse(said[3]) : {}) });
    });
  });

const audit = async (url, folder) => {
  const env = { PATH: process.env.PATH, HOME: folder, ...KEYS, AWS_ENDPOINT_URL: url };
  const result = await runBeside(
    process.execPath,
    [join(root, 'bin/parapet.js'), 'account', '--region', REGION, '--format', 'json'],
    env,
    folder,
  );
  if (![0, 1].includes(result.status)) throw new Error(`parapet account ended with ${result.status}: ${result.stderr}`);
  return { ...result, report: JSON.parse(result.stdout) };
};

/** The services of which there is nothing are asked once for what there is. */
const ONCE = `
  apigateway:GetDomainNames apigateway:GetUsagePlans apigatewayv2:GetDomainNames appsync:ListApis
  appsync:ListGraphqlApis cloudfront:ListDistributions codebuild:ListProjects cognito-identity:ListIdentityPools
  cognito-idp:ListUserPools dax:DescribeClusters dynamodb:ListTables events:ListApiDestinations
  events:ListArchives events:ListConnections events:ListEventBuses firehose:ListDeliveryStreams
  iam:GetAccountAuthorizationDetails kinesis:ListStreams lambda:ListEventSourceMappings lambda:ListLayers
  logs:DescribeLogGroups pipes:ListPipes s3:ListBuckets scheduler:ListSchedules
  secretsmanager:ListSecrets sns:ListSubscriptions ssm:DescribeParameters states:ListStateMachines
  wafv2:ListRuleGroups wafv2:ListWebACLs
`
  .trim()
  .split(/\s+/);

/** What tells everything about an account of `COUNT` functions, queues, topics, keys and REST APIs each, in the fewest calls. */
const LEAST = {
  ...Object.fromEntries(ONCE.map((call) => [call, 1])),
  'sts:GetCallerIdentity': 1,
  'lambda:ListFunctions': COUNT / 50,
  'lambda:ListCodeSigningConfigs': 1,
  'lambda:ListFunctionsByCodeSigningConfig': 1,
  // Aliases have policies of their own.
  'lambda:ListAliases': COUNT,
  'lambda:GetPolicy': COUNT,
  'apigateway:GetRestApis': 1,
  'apigateway:GetResources': COUNT,
  'apigateway:GetAuthorizers': COUNT,
  'apigateway:GetStages': COUNT,
  'apigatewayv2:GetApis': 1,
  'sqs:ListQueues': 1,
  'sqs:GetQueueAttributes': COUNT,
  'sns:ListTopics': 1,
  'sns:GetTopicAttributes': COUNT,
  'kms:ListKeys': 1,
  'kms:ListAliases': 1,
  'kms:DescribeKey': COUNT,
  'kms:GetKeyRotationStatus': COUNT,
  'kms:GetKeyPolicy': COUNT,
  'kms:ListGrants': COUNT,
  'signer:ListSigningProfiles': 1,
  'signer:ListSigningJobs': 2,
};

const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

/** The in-repo server, which is TypeScript, bundled for this process. */
const loadServer = async (folder) => {
  const bundle = await rolldown({ input: join(root, 'test/aws/server.ts'), platform: 'node' });
  const file = join(folder, 'server.mjs');
  await bundle.write({ file, format: 'esm' });
  return import(pathToFileURL(file).href);
};

const SIGNING = `arn:aws:lambda:${REGION}:111122223333:code-signing-config:csc-1`;
const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });
const ACCOUNT = {
  account: '111122223333',
  region: REGION,
  functions: numbers.map((at) => ({
    name: `fn-${at}`,
    configuration: { Runtime: 'nodejs16.x', Environment: { Variables: { STAGE: 'prod' } } },
    ...(at % 2 === 0 ? { codeSigningConfigArn: SIGNING } : {}),
  })),
  codeSigningConfigs: [{ arn: SIGNING, publishers: [], onUntrusted: 'Enforce' }],
  keys: numbers.map((at) => ({
    id: `key-${at}`,
    rotation: { enabled: at % 2 === 0 },
    policy: JSON.parse(policy),
    aliases: [`alias/k${at}`],
  })),
  queues: numbers.map((at) => ({ name: `queue-${at}`, attributes: { SqsManagedSseEnabled: 'true', Policy: policy } })),
  topics: numbers.map((at) => ({ name: `topic-${at}`, attributes: { Policy: policy } })),
  restApis: numbers.map((at) => ({
    api: { id: `api${at}`, name: `api-${at}`, endpointConfiguration: { types: ['REGIONAL'] } },
    resources: [{ id: 'root', path: '/', resourceMethods: { GET: { httpMethod: 'GET', authorizationType: 'NONE' } } }],
  })),
  apis: [],
  subscriptions: [],
  signingProfiles: [],
  signingJobs: [],
};

/** Calls, time and memory over the in-repo server. */
const overServer = async (row, folder) => {
  const { serve } = await loadServer(folder);
  const server = await serve(ACCOUNT, { pageSize: 1000, latency: LATENCY });
  try {
    const { wall, cpu, peak, report } = await audit(server.url, folder);
    const counts = {};
    for (const { service, operation } of server.calls) counts[`${service}:${operation}`] = (counts[`${service}:${operation}`] ?? 0) + 1;
    const over = Object.entries(counts).filter(([call, count]) => count > (LEAST[call] ?? 0));
    const name = `account of ${COUNT} of each, ${LATENCY} ms an answer`;
    row(name, `${wall.toFixed(0)} ms wall, ${cpu.toFixed(0)} ms CPU`, '');
    row('  calls, against the least', `${sum(counts)} / ${sum(LEAST)}`, 'equal', over.length === 0 && sum(counts) === sum(LEAST));
    for (const [call, count] of over) row(`    ${call}`, String(count), `${LEAST[call] ?? 0}`);
    row('  calls a resource', (sum(counts) / (5 * COUNT)).toFixed(2), '');
    row('  findings, undetermined, gaps', `${report.findings.length}, ${report.undetermined.length}, ${report.gaps.length}`, '');
    row('  peak memory', `${peak.toFixed(0)} MiB`, 'at most 256 MiB', peak <= 256);
  } finally {
    await server.close();
  }
};

/** Stands before moto: counts the calls by service, and keeps each answer back for a while. */
const startProxy = async (target) => {
  const counts = {};
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const server = createServer((incoming, outgoing) => {
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([\w-]+)\//.exec(incoming.headers.authorization ?? '')?.[1] ?? 'unsigned';
    counts[service] = (counts[service] ?? 0) + 1;
    const options = { method: incoming.method, headers: incoming.headers, agent };
    const onward = request(new URL(incoming.url, target), options, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () =>
        setTimeout(() => {
          outgoing.writeHead(answer.statusCode, answer.headers);
          outgoing.end(Buffer.concat(chunks));
        }, LATENCY),
      );
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    take: () => Object.fromEntries(Object.keys(counts).map((service) => [service, [counts[service], delete counts[service]][0]])),
    close: () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
};

/** Makes `COUNT` functions, queues, topics, keys and REST APIs each in moto. */
const fill = async (url) => {
  const role = await createRole(url, 'lambda');
  const config = { endpoint: url, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const [lambda, kms, sqs, sns, rest] = await Promise.all(
    ['lambda', 'kms', 'sqs', 'sns', 'api-gateway'].map((name) => import(`@aws-sdk/client-${name}`)),
  );
  const clients = {
    lambda: new lambda.LambdaClient(config),
    kms: new kms.KMSClient(config),
    sqs: new sqs.SQSClient(config),
    sns: new sns.SNSClient(config),
    rest: new rest.APIGatewayClient(config),
  };
  const ZipFile = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');
  for (const at of numbers) {
    await clients.lambda.send(
      new lambda.CreateFunctionCommand({
        FunctionName: `fn-${at}`,
        Runtime: 'nodejs16.x',
        Handler: 'index.handler',
        Role: role,
        Code: { ZipFile },
      }),
    );
    await clients.sqs.send(new sqs.CreateQueueCommand({ QueueName: `queue-${at}`, Attributes: { Policy: policy } }));
    await clients.sns.send(new sns.CreateTopicCommand({ Name: `topic-${at}` }));
    await clients.kms.send(new kms.CreateKeyCommand({}));
    const { id: restApiId } = await clients.rest.send(new rest.CreateRestApiCommand({ name: `api-${at}` }));
    const { items } = await clients.rest.send(new rest.GetResourcesCommand({ restApiId }));
    await clients.rest.send(
      new rest.PutMethodCommand({ restApiId, resourceId: items[0].id, httpMethod: 'GET', authorizationType: 'NONE' }),
    );
  }
};

/** Prowler in a virtual environment of its own; undefined where it cannot be installed. */
const installProwler = (row) => {
  const venv = join(root, 'bench/.venv-prowler');
  const command = join(venv, 'bin/prowler');
  if (existsSync(command)) return command;
  console.log('installing Prowler into bench/.venv-prowler, which takes minutes ...');
  const steps = [
    ['python3', ['-m', 'venv', venv]],
    [join(venv, 'bin/pip'), ['install', '--quiet', 'prowler']],
  ];
  for (const [program, args] of steps)
    if (spawnSync(program, args, { stdio: 'ignore', timeout: 900_000 }).status !== 0)
      return void row('Prowler', 'not installable here', 'skipped');
  return command;
};

const SERVICES = ['awslambda', 'apigateway', 'apigatewayv2', 'sqs', 'sns', 'kms'];
/** Prowler asks IAM too, whatever it is told to audit; that is not held against it. */
const SAME = ['lambda', 'apigateway', 'sqs', 'sns', 'kms', 'signer'];
const same = (counts) => sum(Object.fromEntries(Object.entries(counts).filter(([service]) => SAME.includes(service))));

/** The same account on moto, once by parapet and once by Prowler, through the same proxy. */
const besideProwler = async (row, folder) => {
  const prowler = installProwler(row);
  if (prowler === undefined) return;
  const moto = await startMoto();
  const proxy = await startProxy(moto.url);
  try {
    await fill(moto.url);
    const ours = await audit(proxy.url, folder);
    const ourCalls = proxy.take();
    const env = { PATH: process.env.PATH, HOME: folder, ...KEYS, AWS_ENDPOINT_URL: proxy.url };
    const args = [
      'aws',
      '--region',
      REGION,
      '--service',
      ...SERVICES,
      '--output-formats',
      'json-ocsf',
      '--output-directory',
      folder,
      '--no-banner',
    ];
    const theirs = await runBeside(prowler, args, env, folder);
    const theirCalls = proxy.take();
    // 0 nothing failed, 3 something did.
    if (![0, 3].includes(theirs.status))
      return row('Prowler', `ended with ${theirs.status}: ${theirs.stderr.trim().split('\n').at(-1)}`, 'skipped');
    row(`${COUNT} of each on moto, ${LATENCY} ms an answer`, `${ours.wall.toFixed(0)} ms, ${same(ourCalls)} calls`, '');
    row('  Prowler', `${theirs.wall.toFixed(0)} ms, ${same(theirCalls)} calls`, '');
    const faster = theirs.wall / ours.wall;
    row('  time, times ours', faster.toFixed(1), 'at least 10', faster >= 10);
    const share = same(ourCalls) / same(theirCalls);
    row('  calls, share of theirs', share.toFixed(2), 'at most 0.7', share <= 0.7);
  } finally {
    proxy.close();
    await moto.stop();
  }
};

/** Measures the audit of an account; with `rivals`, Prowler beside it. */
export const account = async (row, rivals) => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-bench-account-'));
  try {
    await overServer(row, folder);
    if (rivals) await besideProwler(row, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
