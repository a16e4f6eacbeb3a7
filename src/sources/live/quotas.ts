/** A rate that AWS documents, and how much of it may come at once. */
export interface Quota {
  /** Calls a second. */
  readonly rate: number;
  readonly burst: number;
  readonly source: string;
}

const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const API_GATEWAY = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html';
const COGNITO = 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html';
const WAF = 'https://docs.aws.amazon.com/waf/latest/developerguide/limits.html';
const DYNAMODB = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html';
const KINESIS = 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html';
const FIREHOSE = 'https://docs.aws.amazon.com/firehose/latest/dev/limits.html';
const STEP_FUNCTIONS = 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html';
const LOGS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html';
const SECRETS_MANAGER = 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html';
const SNS = 'https://docs.aws.amazon.com/general/latest/gr/sns.html';

/** For services that document no rate. */
const UNDOCUMENTED: Quota = { rate: 10, burst: 10, source: '' };

/**
 * The quotas that an audit shares with the account's own deployments, for one account and Region. A call counts in the bucket that it
 * names, else in that of its service.
 */
export const QUOTAS: ReadonlyMap<string, Quota> = new Map([
  // All control-plane calls together but GetFunction and GetPolicy.
  ['lambda', { rate: 15, burst: 15, source: LAMBDA }],
  ['lambda:GetPolicy', { rate: 15, burst: 15, source: LAMBDA }],
  ['lambda:GetFunction', { rate: 100, burst: 100, source: LAMBDA }],
  // All management calls of both versions together.
  ['apigateway', { rate: 10, burst: 40, source: API_GATEWAY }],
  ['apigateway:GetResources', { rate: 2.5, burst: 5, source: API_GATEWAY }],
  ['kms', { rate: 500, burst: 500, source: KMS }],
  ['kms:DescribeKey', { rate: 2000, burst: 2000, source: KMS }],
  ['kms:GetKeyPolicy', { rate: 1000, burst: 1000, source: KMS }],
  ['kms:ListGrants', { rate: 100, burst: 100, source: KMS }],
  ['kms:GetKeyRotationStatus', { rate: 1000, burst: 1000, source: KMS }],
  // Reads of pools together, and of their clients, which are 5 a second for one pool.
  ['cognito-idp', { rate: 15, burst: 15, source: COGNITO }],
  ['cognito-idp:DescribeUserPoolClient', { rate: 5, burst: 5, source: COGNITO }],
  ['wafv2', { rate: 5, burst: 5, source: WAF }],
  ['wafv2:ListResourcesForWebACL', { rate: 1, burst: 1, source: WAF }],
  ['dynamodb:DescribeContinuousBackups', { rate: 10, burst: 10, source: DYNAMODB }],
  ['firehose', { rate: 5, burst: 5, source: FIREHOSE }],
  ['kinesis:DescribeStreamSummary', { rate: 20, burst: 20, source: KINESIS }],
  ['kinesis:ListStreams', { rate: 5, burst: 5, source: KINESIS }],
  ['states:ListStateMachines', { rate: 5, burst: 100, source: STEP_FUNCTIONS }],
  ['states:DescribeStateMachine', { rate: 20, burst: 200, source: STEP_FUNCTIONS }],
  ['logs:DescribeLogGroups', { rate: 10, burst: 10, source: LOGS }],
  ['secretsmanager:GetResourcePolicy', { rate: 50, burst: 50, source: SECRETS_MANAGER }],
  ['secretsmanager:ListSecrets', { rate: 100, burst: 100, source: SECRETS_MANAGER }],
  ['sns', { rate: 30, burst: 30, source: SNS }],
]);

/** The quota of a bucket. */
export const quotaOf = (bucket: string): Quota => QUOTAS.get(bucket) ?? UNDOCUMENTED;

/** Lets calls through at a rate. */
export interface Bucket {
  /** Resolves when the next call may be made; rejects when the signal ends the run. */
  take(signal: AbortSignal): Promise<void>;
}

/** Waits; rejects with the signal's reason when it ends the run first. */
export const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
  });

/** What a promise gives, or the signal's reason where it ends the run first: what goes on then goes on unheard. */
export const unlessOver = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });

/** A bucket of a share of a quota, as a virtual schedule: each call moves the time of the next by one interval. */
export const bucketOf = ({ rate, burst }: Quota, share: number, now: () => number = Date.now): Bucket => {
  const interval = 1000 / (rate * share);
  const ahead = (Math.max(1, Math.floor(burst * share)) - 1) * interval;
  let due = 0;
  return {
    take: async (signal) => {
      const at = Math.max(due, now());
      due = at + interval;
      const wait = at - ahead - now();
      if (wait > 0) await sleep(wait, signal);
    },
  };
};

/** Lets no more than this many through at once; the others wait in line. */
export const slotsOf = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return async (work) => {
    if (taken >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else taken += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) taken -= 1;
      else next();
    }
  };
};
