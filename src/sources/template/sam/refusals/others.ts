import { intrinsicOf, member, textOf } from '../../node.ts';
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
    const primary = member(own, 'PrimaryKey');
    const missing = primary?.kind === 'map' ? ['Name', 'Type'].find((name) => textOf(member(primary, name)) === undefined) : undefined;
    if (missing !== undefined) yield { span, why: `PrimaryKey needs a ${missing} that is a text` };
    const key = textOf(member(primary, 'Type'));
    if (key !== undefined && !['String', 'Number', 'Binary'].includes(key)) yield { span, why: `a key is not of the type ${key}` };
  }
  if (type === 'AWS::Serverless::LayerVersion') {
    const policy = textOf(member(own, 'RetentionPolicy'));
    if (policy !== undefined && !['retain', 'delete'].includes(policy.toLowerCase()))
      yield { span, why: 'RetentionPolicy is Retain or Delete' };
    const uri = member(own, 'ContentUri');
    if (uri?.kind === 'map' && !intrinsicOf(uri) && !(isTrue(member(uri, 'Bucket')) && isTrue(member(uri, 'Key'))))
      yield { span, why: 'ContentUri needs a Bucket and a Key' };
    const architectures = member(own, 'CompatibleArchitectures');
    for (const each of architectures?.kind === 'list' ? architectures.items : [])
      if (!intrinsicOf(each) && !['x86_64', 'arm64'].includes(textOf(each) ?? ''))
        yield { span, why: 'an architecture is x86_64 or arm64' };
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
