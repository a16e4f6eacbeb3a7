import { member, textOf } from '../../node.ts';
import type { SamResource } from '../context.ts';
import { isTrue } from '../make.ts';
import type { Refusal } from './refusal.ts';

const CONFIGURATIONS: ReadonlyMap<string, string> = new Map([
  ['AWS_LAMBDA', 'LambdaAuthorizer'],
  ['OPENID_CONNECT', 'OpenIDConnect'],
  ['AMAZON_COGNITO_USER_POOLS', 'UserPool'],
]);

/** What SAM refuses of all other resources. */
export function* ofOthers({ type, properties: own, span }: SamResource): Generator<Refusal> {
  if (type === 'AWS::Serverless::SimpleTable') {
    const key = textOf(member(member(own, 'PrimaryKey'), 'Type'));
    if (key !== undefined && !['String', 'Number', 'Binary'].includes(key)) yield { span, why: `a key is not of the type ${key}` };
  }
  if (type === 'AWS::Serverless::LayerVersion') {
    const policy = textOf(member(own, 'RetentionPolicy'));
    if (policy !== undefined && !['retain', 'delete'].includes(policy.toLowerCase()))
      yield { span, why: 'RetentionPolicy is Retain or Delete' };
  }
  if (type === 'AWS::Serverless::GraphQLApi') {
    const auth = member(own, 'Auth');
    const others = member(auth, 'Additional');
    for (const each of [auth, ...(others?.kind === 'list' ? others.items : [])]) {
      const needed = CONFIGURATIONS.get(textOf(member(each, 'Type')) ?? '');
      if (needed !== undefined && !member(each, needed)) yield { span, why: `Auth needs ${needed}` };
    }
    const resolvers = member(own, 'Resolvers');
    if (resolvers?.kind !== 'map') return;
    for (const { value } of resolvers.entries.values()) {
      if (value.kind !== 'map') continue;
      for (const [name, entry] of value.entries)
        if (!isTrue(member(entry.value, 'Pipeline'))) yield { span: entry.key, why: `resolver ${name} has no Pipeline` };
    }
  }
}
