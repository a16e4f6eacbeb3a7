import type { RawResource } from '../model/inventory.ts';
import { isChoice, isComposed, isOneOf, isUnknown, type TextPart, type UnknownReason } from '../model/value.ts';
import { partsOf, settle, type World } from '../model/world.ts';

/** The property that names a resource of a type, where it is not called `Name`. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Signer::SigningProfile': 'ProfileName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::ApiGatewayV2::Stage': 'StageName',
  'AWS::ApiGateway::DomainName': 'DomainName',
  'AWS::ApiGatewayV2::DomainName': 'DomainName',
};

/** Whoever gives a resource more names than that is looked up by the first. */
const MOST = 64;

const nameOf = ({ type, properties }: RawResource): unknown => properties[NAMES[type] ?? 'Name'];

/**
 * A text that is not known as one to look things up by: each unknown part of it as a word of its own, as two places of a template that say
 * the same mean the same.
 */
export const wordsOf = (reason: UnknownReason): string => partsOf(reason).map(wordOf).join('');

const wordOf = (part: TextPart): string => {
  if (typeof part === 'string') return part;
  const said = 'pseudo' in part ? part.pseudo : 'target' in part ? `${part.target.id}.${part.target.attribute ?? ''}` : part.expression;
  return `__${said.replace(/\W/g, '_')}__`;
};

/** What a resource may be called in some world: the name, or how the template composes it where that is not known. */
export const possibleNames = (resource: RawResource): readonly string[] => {
  const name = nameOf(resource);
  if (typeof name === 'string') return [name];
  if (typeof name !== 'object' || name === null) return [];
  const known = FOUND.get(name);
  if (known !== undefined) return known;
  const found = [...new Set(namesIn(name))];
  FOUND.set(name, found);
  return found;
};

/** A resource is looked up by each check that asks who refers to it. */
const FOUND = new WeakMap<object, readonly string[]>();

/** Whether what may be called so is called so in this world. */
export const isCalled = (resource: RawResource, name: string, world: World): boolean => {
  const own = nameOf(resource);
  if (typeof own !== 'object' || own === null || resource.id === name || !possibleNames(resource).includes(name)) return true;
  return namesIn(settle(own, world)).includes(name);
};

const namesIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (isChoice(value)) return [...namesIn(value.$if.then), ...namesIn(value.$if.else)].slice(0, MOST);
  if (isOneOf(value)) {
    const { name, options, open } = value.$parameter;
    return [...options, ...(open ? [wordOf({ expression: `!Ref ${name}` })] : [])];
  }
  if (isUnknown(value)) return value.$unknown.kind === 'intrinsic' ? [wordsOf(value.$unknown)] : [];
  if (!isComposed(value)) return [];
  return value.$text.parts
    .map(namesIn)
    .reduce((before, after) => before.flatMap((start) => after.map((end) => start + end)).slice(0, MOST));
};
