// Generated policies of a role: what it is allowed, what it is denied, and a boundary now and then.
import { OWN_ACCOUNT } from '../policy/names.js';

const own = (service, rest, region = 'us-east-1') => `arn:aws:${service}:${region}:${OWN_ACCOUNT}:${rest}`;

/** The acts that are asked about, each with ARNs that patterns may be about: `NAME` is a name that no policy has. */
export const ACTS = {
  's3:GetObject': ['arn:aws:s3:::NAME/NAME'],
  's3:DeleteBucket': ['arn:aws:s3:::NAME'],
  'dynamodb:GetItem': ['dynamodb:table/NAME'],
  'dynamodb:Query': ['dynamodb:table/NAME', 'dynamodb:table/NAME/index/NAME'],
  'kms:Decrypt': ['kms:key/NAME'],
  'lambda:UpdateFunctionCode': ['lambda:function:NAME'],
  'iam:PassRole': [`arn:aws:iam::${OWN_ACCOUNT}:role/NAME`],
  'sts:AssumeRole': [`arn:aws:iam::${OWN_ACCOUNT}:role/NAME`],
  'secretsmanager:GetSecretValue': ['secretsmanager:secret:NAME'],
  'sqs:SendMessage': ['sqs:NAME'],
  'logs:PutLogEvents': ['logs:log-group:NAME:log-stream:NAME'],
  'xray:PutTraceSegments': [],
};
const NAMES = Object.keys(ACTS);

const ACTIONS = [
  ...NAMES,
  '*',
  '*:*',
  's3:*',
  's3:Get*',
  'S3:getobject',
  's3:*Object',
  'dynamodb:*',
  'dynamodb:??tItem',
  'kms:*',
  'kms:De*',
  'lambda:*',
  'lambda:Update*',
  'iam:*',
  'iam:Pass*',
  'sts:*',
  'secretsmanager:Get*',
  'sqs:Send*',
  'logs:*',
  'xray:*',
];
const RESOURCES = [
  '*',
  '*',
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::*/*',
  'arn:aws:s3:::releases/*',
  'arn:aws:s3:::releases',
  'arn:aws:s3:::rel*',
  own('dynamodb', 'table/*', '*'),
  own('dynamodb', 'table/*'),
  own('dynamodb', 'table/orders'),
  own('dynamodb', 'table/orders/*'),
  own('dynamodb', 'table/ord*', '*'),
  'arn:aws:dynamodb:eu-west-1:*:table/*',
  'arn:aws:dynamodb:*:*:*',
  own('kms', 'key/*', '*'),
  own('kms', 'key/1111-2222', 'us-east-1'),
  'arn:aws:kms:*:*:*',
  own('lambda', 'function:*', '*'),
  own('lambda', 'function:shop-*', '*'),
  `arn:aws:iam::${OWN_ACCOUNT}:role/*`,
  `arn:aws:iam::${OWN_ACCOUNT}:role/shop`,
  'arn:aws:iam::*:role/*',
  'arn:aws:iam::*:*',
  own('secretsmanager', 'secret:*', '*'),
  own('secretsmanager', 'secret:shop/*', '*'),
  own('sqs', '*', '*'),
  own('sqs', 'orders'),
  'arn:aws:logs:*:*:*',
  own('logs', 'log-group:/aws/lambda/shop:*'),
];
const TEXT = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringEqualsIfExists',
  'StringNotEqualsIfExists',
];
/** Keys, with operators and values that somebody would write. */
export const CONDITIONS = {
  'aws:ResourceTag/application': [TEXT, ['shop', '*']],
  'kms:ViaService': [TEXT, ['s3.us-east-1.amazonaws.com', '*']],
  'kms:EncryptionContext:application': [TEXT, ['shop']],
  'iam:PassedToService': [TEXT, ['lambda.amazonaws.com', 'ec2.amazonaws.com']],
  'aws:RequestedRegion': [TEXT, ['us-east-1', 'eu-west-1']],
  'aws:SecureTransport': [
    ['Bool', 'BoolIfExists'],
    ['true', 'false'],
  ],
  'aws:MultiFactorAuthPresent': [
    ['Bool', 'BoolIfExists'],
    ['true', 'false'],
  ],
  'aws:SourceIp': [['IpAddress', 'NotIpAddress'], ['203.0.113.0/24']],
  'aws:SourceVpce': [TEXT, ['vpce-11112222']],
  'aws:CalledVia': [['ForAnyValue:StringEquals'], ['cloudformation.amazonaws.com']],
  'dynamodb:LeadingKeys': [
    ['ForAllValues:StringEquals', 'ForAnyValue:StringLike'],
    ['shop', 'shop-*'],
  ],
};

const several = (draw, pool, most) => {
  const count = 1 + Math.floor(draw.next() * most);
  const found = Array.from({ length: count }, () => draw.pick(pool));
  return found.length === 1 && draw.maybe(0.5) ? found[0] : [...new Set(found)];
};

const condition = (draw) => {
  const block = {};
  for (let left = draw.pick([1, 1, 1, 2]); left > 0; left -= 1) {
    const key = draw.pick(Object.keys(CONDITIONS));
    const [operators, values] = CONDITIONS[key];
    if (draw.maybe(0.08)) block.Null = { ...block.Null, [key]: draw.pick(['true', 'false']) };
    else {
      const operator = draw.pick(operators);
      block[operator] = { ...block[operator], [key]: draw.pick(values) };
    }
  }
  return block;
};

const statement = (draw, Effect, conditioned) => ({
  Effect,
  ...(draw.maybe(0.1)
    ? {
        NotAction: several(
          draw,
          ACTIONS.filter((action) => !/^\*(:\*)?$/.test(action)),
          3,
        ),
      }
    : { Action: several(draw, ACTIONS, 3) }),
  ...(draw.maybe(0.12)
    ? {
        NotResource: several(
          draw,
          RESOURCES.filter((resource) => resource !== '*'),
          2,
        ),
      }
    : { Resource: several(draw, RESOURCES, 2) }),
  ...(draw.maybe(conditioned) ? { Condition: condition(draw) } : {}),
});

const document = (draw, allows, denies) => ({
  Version: '2012-10-17',
  Statement: [
    ...Array.from({ length: allows }, () => statement(draw, 'Allow', 0.35)),
    ...Array.from({ length: denies }, () => statement(draw, 'Deny', 0.4)),
  ],
});

/** The policies of a role, one or two, and its boundary if it has one. */
export const roleDocuments = (draw) => ({
  policies: Array.from({ length: draw.maybe(0.7) ? 1 : 2 }, () => document(draw, draw.pick([1, 2, 3]), draw.pick([0, 0, 1, 2]))),
  boundary: draw.maybe(0.25) ? document(draw, draw.pick([1, 2, 3]), draw.pick([0, 0, 1])) : undefined,
});
