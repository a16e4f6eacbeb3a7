import { telling } from '../../model/redaction/names.ts';
import { redact } from '../../model/redaction.ts';
import { isChoice, isOneOf, type Redacted } from '../../model/value.ts';

/** Where a literal stands, as far as it says whether it may be a secret. */
export interface Place {
  /** The nearest name: the key of an environment variable, of a property. */
  readonly name: string;
  /** Whether secrets are to be expected here: then whatever may be one is hidden, elsewhere only what surely is. */
  readonly secret: boolean;
}

export const ANYWHERE: Place = { name: '', secret: false };

/** Properties of a type whose literals are values that an author may have put a secret into. */
const VALUES: Readonly<Record<string, ReadonlySet<string>>> = {
  'AWS::SSM::Parameter': new Set(['Value']),
  'AWS::SecretsManager::Secret': new Set(['SecretString', 'SecretStringTemplate']),
  'AWS::Lambda::Function': new Set(['Variables']),
  'AWS::CodeBuild::Project': new Set(['EnvironmentVariables']),
  'AWS::ApiGateway::Stage': new Set(['Variables']),
  'AWS::ApiGateway::Deployment': new Set(['Variables']),
  'AWS::ApiGatewayV2::Stage': new Set(['StageVariables']),
  'AWS::StepFunctions::StateMachine': new Set(['Definition', 'DefinitionString', 'DefinitionSubstitutions']),
};

/** Properties of a type that are called like secrets and hold none: the units of TokenValidityUnits. */
const PLAIN: Readonly<Record<string, ReadonlySet<string>>> = {
  'AWS::Cognito::UserPoolClient': new Set(['AccessToken', 'IdToken', 'RefreshToken']),
};

/** The place of a member, given the place of the map that it stands in. `sibling` is the text of a `Name` beside it. */
export const memberPlace = (type: string, above: Place, key: string, sibling: string | undefined): Place => {
  if (above.secret) return { name: key === 'Value' && sibling !== undefined ? sibling : key, secret: true };
  if (Object.hasOwn(PLAIN, type) && PLAIN[type]?.has(key) === true) return { name: key, secret: false };
  const known = Object.hasOwn(VALUES, type) && VALUES[type]?.has(key) === true;
  // CodeBuild's, ECS's and Amplify's lists of {Name, Value} are called alike.
  return { name: key, secret: known || key === 'EnvironmentVariables' || tells(key) };
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
  return secret || found?.$redacted.confidence === 'high' ? found : undefined;
};

/** The same for a value that was evaluated before it came here: a parameter's. */
export const redactValue = (place: Place, raw: unknown): unknown => {
  if (typeof raw === 'string') return redactAt(place, raw) ?? raw;
  if (isOneOf(raw)) return raw.$parameter.options.map((option) => redactAt(place, option)).find((found) => found !== undefined) ?? raw;
  if (isChoice(raw)) {
    const { condition } = raw.$if;
    return { $if: { condition, then: redactValue(place, raw.$if.then), else: redactValue(place, raw.$if.else) } };
  }
  if (Array.isArray(raw)) return raw.map((item) => redactValue(place, item));
  return raw;
};
