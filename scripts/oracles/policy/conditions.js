// Conditions of generated policies: for each key the operators and values that somebody would write, right or wrong.
import { FOREIGN_ACCOUNT, ORGANIZATION, OWN_ACCOUNT } from './names.js';

const EQUALITY = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'];
const TEXT = [...EQUALITY, 'StringLike', 'StringNotLike'];
const ARN = ['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals', 'StringLike', 'StringNotLike', 'StringEquals', 'StringNotEquals'];
const ADDRESS = ['IpAddress', 'NotIpAddress'];
const DATE = ['DateLessThan', 'DateGreaterThan', 'DateLessThanEquals', 'DateGreaterThanEquals'];
const PATHS = [
  'ForAnyValue:StringLike',
  'ForAllValues:StringLike',
  'ForAnyValue:StringNotLike',
  'ForAllValues:StringNotLike',
  'ForAnyValue:StringEquals',
];
const BOOL = [['Bool'], ['true', 'false']];
const iam = (account, rest) => `arn:aws:iam::${account}:${rest}`;
const topic = (account, name) => `arn:aws:sns:us-east-1:${account}:${name}`;

// The keys that policies are protected with come more often than the others.
const FREQUENT = {
  'aws:PrincipalOrgID': [TEXT, [ORGANIZATION, ORGANIZATION, 'o-*', '*', 'o-other12345']],
  'aws:SourceArn': [
    ARN,
    [
      topic(OWN_ACCOUNT, 't'),
      topic(OWN_ACCOUNT, '*'),
      topic(FOREIGN_ACCOUNT, 't'),
      'arn:aws:sns:*:*:t',
      'arn:aws:sns:*:*:*',
      '*',
      'arn:aws:s3:::*',
      'arn:*',
    ],
  ],
  'aws:SourceAccount': [TEXT, [OWN_ACCOUNT, FOREIGN_ACCOUNT, '*']],
  'aws:SourceIp': [
    ADDRESS,
    ['0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1', '203.0.113.0/24', '198.51.100.7/32', '198.51.100.7', '10.0.0.0/8', '::/0'],
  ],
  'aws:PrincipalAccount': [TEXT, [OWN_ACCOUNT, FOREIGN_ACCOUNT, '*', '1*']],
  'aws:SourceVpce': [TEXT, ['vpce-11112222', 'vpce-*', '*']],
  'aws:PrincipalArn': [
    ARN,
    [
      iam(OWN_ACCOUNT, 'role/admin'),
      iam(OWN_ACCOUNT, '*'),
      iam('*', 'role/admin'),
      iam('*', 'role/*'),
      iam('*', 'user/*'),
      iam(FOREIGN_ACCOUNT, 'role/x'),
      '*',
      '*:role/admin',
    ],
  ],
  'aws:SecureTransport': BOOL,
  'aws:PrincipalOrgPaths': [PATHS, [`${ORGANIZATION}/*`, `${ORGANIZATION}/r-1/*`, '*', 'o-*/r-*/*']],
};
const KEYS = {
  ...FREQUENT,
  'aws:SourceOwner': [TEXT, [OWN_ACCOUNT, FOREIGN_ACCOUNT, '*']],
  'aws:SourceOrgID': [TEXT, [ORGANIZATION, 'o-*']],
  'aws:VpcSourceIp': [ADDRESS, ['10.0.0.0/8', '192.168.0.0/16', '10.1.2.3/32']],
  'aws:SourceVpc': [TEXT, ['vpc-11112222', 'vpc-*']],
  'aws:UserAgent': [TEXT, ['app/1.0', 'curl*', '*']],
  'aws:Referer': [TEXT, ['https://x.example/*', 'https://x.example/']],
  'aws:CurrentTime': [DATE, ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z']],
  'aws:PrincipalTag/team': [TEXT, ['a', 'b*']],
  'aws:username': [TEXT, ['bob', 'a*']],
  'aws:PrincipalType': [TEXT, ['User', 'AssumedRole', 'Anonymous']],
  'aws:MultiFactorAuthPresent': BOOL,
  'aws:PrincipalIsAWSService': BOOL,
  'aws:ViaAWSService': BOOL,
  'aws:PrincipalServiceName': [TEXT, ['sns.amazonaws.com', 's3.amazonaws.com', '*']],
  'aws:RequestedRegion': [TEXT, ['us-east-1', 'eu-*']],
  'aws:ResourceAccount': [TEXT, [OWN_ACCOUNT]],
  'aws:userid': [TEXT, ['AROAEXAMPLEEXAMPLE123:*', '*:bob', 'AIDA*']],
};

const operatorFrom = (draw, operators) => {
  const operator = draw.pick(operators);
  const ofSets = !operator.startsWith('For') && draw.maybe(0.07) ? draw.pick(['ForAllValues:', 'ForAnyValue:']) : '';
  return `${ofSets}${operator}${draw.maybe(0.18) ? 'IfExists' : ''}`;
};

const addCondition = (draw, block) => {
  const key = draw.pick(Object.keys(draw.maybe(0.55) ? FREQUENT : KEYS));
  const add = (operator, name, value) => {
    block[operator] = { ...block[operator], [name]: value };
  };
  if (draw.maybe(0.07)) return add('Null', key, draw.pick(['true', 'false', true, false]));
  const [operators, values] = KEYS[key];
  const operator = operatorFrom(draw, operators);
  const value = draw.maybe(0.25) ? [draw.pick(values), draw.pick(values)] : draw.pick(values);
  // Names of condition keys do not depend on case.
  add(operator, draw.maybe(0.1) ? key.toUpperCase() : key, value);
};

/** A Condition block with up to so many conditions. */
export const conditions = (draw, count) => {
  const block = {};
  for (let left = count; left > 0; left -= 1) addCondition(draw, block);
  return block;
};
