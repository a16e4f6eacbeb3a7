import { telling } from '../../model/redaction/names.ts';
import { redact } from '../../model/redaction.ts';
import { isChoice, isOneOf, type Redacted } from '../../model/value.ts';
import { type MapNode, member, textOf } from './node.ts';
import table from './secret-properties.json' with { type: 'json' };

/** Where a literal stands, as far as it says whether it may be a secret. */
export interface Place {
  /** The nearest name: the key of an environment variable, of a property. */
  readonly name: string;
  /** Whether secrets are to be expected here: then whatever may be one is hidden, elsewhere only what surely is. */
  readonly secret: boolean;
  /** What the schema says of the properties below; true where it says that this one takes a secret, and nothing but one. */
  readonly schema?: Schema | true | undefined;
}

/** The properties that take a secret, and those that lead to them. */
interface Schema {
  readonly [property: string]: Schema | true;
}

export const ANYWHERE: Place = { name: '', secret: false };

const SCHEMAS: ReadonlyMap<string, Schema> = new Map(
  Object.entries(table.types).map(([type, paths]) => [type, below(paths.map((path) => path.split('/')))]),
);

function below(paths: readonly (readonly string[])[]): Schema {
  const names = [...new Set(paths.map(([name = '']) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const rest = paths.filter(([first]) => first === name).map(([, ...steps]) => steps);
      return [name, rest.some((steps) => steps.length === 0) ? true : below(rest)];
    }),
  );
}

/** Where the properties of a resource stand. */
export const placeOf = (type: string): Place => {
  const schema = SCHEMAS.get(type);
  return schema === undefined ? ANYWHERE : { ...ANYWHERE, schema };
};

/** Properties of a type whose literals are values that an author may have put a secret into. */
const VALUES: Readonly<Record<string, ReadonlySet<string>>> = {
  'AWS::SSM::Parameter': new Set(['Value']),
  'AWS::SecretsManager::Secret': new Set(['SecretString', 'SecretStringTemplate']),
  'AWS::Lambda::Function': new Set(['Variables']),
  'AWS::CodeBuild::Project': new Set(['EnvironmentVariables']),
  'AWS::ApiGateway::Stage': new Set(['Variables']),
  'AWS::ApiGateway::Deployment': new Set(['Variables']),
  'AWS::ApiGatewayV2::Stage': new Set(['StageVariables']),
  'AWS::EC2::Instance': new Set(['UserData']),
  'AWS::EC2::LaunchTemplate': new Set(['UserData']),
  'AWS::AutoScaling::LaunchConfiguration': new Set(['UserData']),
  'AWS::StepFunctions::StateMachine': new Set(['Definition', 'DefinitionString', 'DefinitionSubstitutions']),
};

/** Properties of a type that are called like secrets and hold none: the units of TokenValidityUnits. */
const PLAIN: Readonly<Record<string, ReadonlySet<string>>> = {
  'AWS::Cognito::UserPoolClient': new Set(['AccessToken', 'IdToken', 'RefreshToken']),
};

/**
 * What a map of a list calls its value: variables of a container (`Name`, `Value`), parameters of an EventBridge connection (`Key`, `Value`),
 * headers that CloudFront adds (`HeaderName`, `HeaderValue`).
 */
export const siblingOf = (node: MapNode): string | undefined => {
  if (node.entries.has('HeaderValue')) return textOf(member(node, 'HeaderName'));
  return node.entries.has('Value') ? textOf(member(node, 'Name') ?? member(node, 'Key')) : undefined;
};

/** The place of a member, given the place of the map that it stands in. `sibling` is what that calls its value (`siblingOf`). */
export const memberPlace = (type: string, above: Place, key: string, sibling: string | undefined): Place => {
  const schema = typeof above.schema === 'object' && Object.hasOwn(above.schema, key) ? above.schema[key] : undefined;
  const isNamed = sibling !== undefined && (key === 'Value' || key === 'HeaderValue');
  const named = type === 'AWS::ApiGateway::ApiKey' && key === 'Value' ? 'ApiKey' : isNamed ? sibling : key;
  if (above.secret) return { name: named, secret: true, schema };
  if (Object.hasOwn(PLAIN, type) && PLAIN[type]?.has(key) === true) return { name: key, secret: false };
  const known = Object.hasOwn(VALUES, type) && VALUES[type]?.has(key) === true;
  // CodeBuild's and Amplify's lists of {Name, Value} are called alike.
  const secret = known || schema === true || key === 'EnvironmentVariables' || tells(named);
  // A property that is called a password takes one, in whatever type.
  return { name: named, secret, schema: schema ?? (secret && telling(key) === 'password' ? true : undefined) };
};

const told = new Map<string, boolean>();

/** Property names repeat in every template. */
const tells = (key: string): boolean => {
  const known = told.get(key);
  if (known !== undefined) return known;
  const answer = telling(key) !== undefined;
  if (told.size < 10_000) told.set(key, answer);
  return answer;
};

/** No credential is sure to be one by its form alone that is shorter. */
const SHORTEST = 16;

/** What must not leave the source in place of a literal; `undefined` where it is harmless. */
export const redactAt = ({ name, secret }: Place, value: string): Redacted | undefined => {
  if (value.length < (secret ? 1 : SHORTEST)) return undefined;
  const found = redact(name, value);
  return secret || found === undefined || isSure(found.$redacted) ? found : undefined;
};

/** By its form, or as random text under a telling name: a document or a script in a property holds names of its own. */
const isSure = ({ kind, confidence }: Redacted['$redacted']): boolean =>
  confidence === 'high' || (kind === 'high-entropy' && confidence === 'medium');

/** As `redactAt`, of a literal that is all of its value: where nothing but a secret belongs it is one, however plain. */
export const redactWhole = (place: Place, value: string): Redacted | undefined => {
  const found = redactAt(place, value);
  if (place.schema !== true) return found;
  const hidden = (found ?? redact('password', value))?.$redacted;
  if (hidden === undefined) return undefined;
  return { $redacted: hidden.kind === 'plain' ? { ...hidden, kind: 'literal', confidence: 'medium' } : hidden };
};

/** The same for a value that was evaluated before it came here: a parameter's. */
export const redactValue = (place: Place, raw: unknown): unknown => {
  if (typeof raw === 'string') return redactAt(place, raw) ?? raw;
  if (isOneOf(raw)) {
    const { name: parameter, options } = raw.$parameter;
    const found = options.map((option) => redactAt(place, option)).find((option) => option !== undefined);
    return found === undefined ? raw : { $redacted: { ...found.$redacted, parameter } };
  }
  if (isChoice(raw)) {
    const { condition } = raw.$if;
    return { $if: { condition, then: redactValue(place, raw.$if.then), else: redactValue(place, raw.$if.else) } };
  }
  if (Array.isArray(raw)) return raw.map((item) => redactValue(place, item));
  return raw;
};
