import type { Violation } from './mutate.ts';

/** What is right though it breaks a rule, and why. */
export interface Exception {
  readonly check: RegExp;
  readonly rule: RegExp;
  /** The place of the value. */
  readonly at: RegExp;
  readonly why: string;
}

const UNKNOWN = /^(?:parameter|sub parameter|import|missing mapping)$/;

export const exceptions: readonly Exception[] = [
  {
    check: /./,
    rule: /^wrong type$/,
    at: /\.(?:RestApiId|ApiId|AuthorizerId|UserPoolId|Queue|TopicArn|SecretId)$/,
    why: 'What is no reference refers to nothing, and no deployment takes it',
  },
  {
    check: /^(?:api-private-open|api-route-no-auth|(?:key|queue|secret|topic)-public|role-[a-z-]+)$/,
    rule: /^(?:wrong type|empty)$/,
    at: /\.Statement\b.*\.(?:Action|Principal\.(?:AWS|Federated)|[\w.]+:sub|aws:SourceVpce|aws:PrincipalOrgID|aws:PrincipalAccount|kms:CallerAccount)$/,
    why: 'A statement on what does not exist lets nobody in, and a list of one value is that value',
  },
  {
    check: /^(?:queue|topic|bus|bucket)-(?:public|foreign-account|confused-deputy)$/,
    rule: /^(?:wrong type|empty)$/,
    at: /\.Statement\b.*\.(?:Action|Principal\.(?:AWS|Service)|(?:aws|AWS):(?:PrincipalOrgID|PrincipalArn|Source\w+))$/,
    why: 'A statement on what does not exist, or for nobody, lets nobody in; a list of one value is that value',
  },
  {
    check: /-no-tls-policy$|^queue-open-redrive$/,
    rule: /^(?:wrong type|include|empty)$/,
    at: /\.(?:Queues|Topics|Bucket|deadLetterTargetArn|NotAction|aws:PrincipalAccount)\b/,
    why: 'What is no reference refers to nothing, and what names nobody exempts nobody',
  },
  {
    check: /^(?:async-failures-lost|queue-visibility-short)$/,
    rule: /^wrong type$/,
    at: /\.(?:FunctionName|EventSourceArn)$/,
    why: 'What is no reference refers to nothing, and no deployment takes it',
  },
  {
    check: /^async-failures-lost$/,
    rule: UNKNOWN,
    at: /\.Principal$/,
    why: 'That a function is invoked asynchronously is said only where it is known',
  },
  {
    check: /^secret-in-template$/,
    rule: /^(?:default|if)/,
    at: /\.Body\b/,
    why: 'What is written out stands in the template whatever a condition says, and of a parameter it is told there',
  },
  {
    check: /^secret-not-rotated$/,
    rule: /^wrong type$/,
    at: /\.Name$/,
    why: 'What is no name is that of nothing, and no deployment takes it',
  },
  {
    check: /-default-key$/,
    rule: /^import$/,
    at: /\.(?:KmsKey\w+|KMSMasterKeyId)$/,
    why: 'A key that another stack exports is one that somebody has made',
  },
  {
    check: /^topic-http-subscriber$/,
    rule: UNKNOWN,
    at: /\.Protocol$/,
    why: 'The address of the endpoint says by which protocol it is',
  },
  {
    check: /^key-(?:ending-in-use|shared)$/,
    rule: /^wrong type$/,
    at: /\.(?:TargetKeyId|KmsMasterKeyId|ServerSideEncryptionConfiguration)$/,
    why: 'What is no reference refers to nothing, and no deployment takes it',
  },
  {
    check: /^key-policy-broad$/,
    rule: /^(?:wrong type|empty)$/,
    at: /\.Statement\b.*\.(?:Action|Principal\.AWS|Principal|kms:ViaService)$/,
    why: 'A list of one value is that value, and an empty text is a condition all the same',
  },
  {
    check: /^role-/,
    rule: /^(?:wrong type|empty)$/,
    at: /\.Statement\b.*\.(?:Resource|Condition\..+)$/,
    why: 'A statement on what does not exist allows nothing, a list of one value is that value, and no resource has an empty tag',
  },
  {
    check: /^role-/,
    rule: /^(?:wrong type|include)$/,
    at: /Properties\.(?:Roles(?:\.0)?|Role)$/,
    why: 'What names no role of the template is attached to another',
  },
  {
    check: /^waf-/,
    rule: /^(?:wrong type|empty|include)$/,
    at: /\.(?:None|Block|Challenge|RateBasedStatement|ManagedRuleGroupStatement)$/,
    why: 'The name of the member alone says what the rule does',
  },
  {
    check: /^(?:secret-in-environment|parameter-plaintext)$/,
    rule: UNKNOWN,
    at: /\.(?:Variables\..*|Value)$/,
    why: 'A reference is no literal: what it leads to stands elsewhere',
  },
  {
    check: /^(?:secret-in-environment|parameter-plaintext)$/,
    rule: /^allowed values$/,
    at: /\.(?:Variables\..*|Value)$/,
    why: 'A credential among allowed values stands in the template whichever is chosen',
  },
  {
    check: /^parameter-plaintext$/,
    rule: /^wrong type$/,
    at: /\.Value$/,
    why: 'A value that is no text is not deployed',
  },
  {
    check: /^code-signing-not-enforced$/,
    rule: UNKNOWN,
    at: /SigningProfileVersionArns/,
    why: 'A publisher that comes from elsewhere is taken for what the property is named after, a version',
  },
  {
    check: /^jwt-audience-missing$/,
    rule: /^(?:parameter|sub parameter|import|missing mapping|list parameter|split|include|wrong type)$/,
    at: /\.JwtConfiguration\b/,
    why: 'Two authorizers share what is written alike; what is written differently is taken for different',
  },
  {
    check: /^cognito-client-broad-scopes$/,
    rule: UNKNOWN,
    at: /\.Identifier$/,
    why: 'Scopes belong to the server whose identifier is written as theirs is',
  },
  {
    check: /^lambda-confused-deputy$/,
    rule: UNKNOWN,
    at: /^Subscription Properties\.Principal$/,
    why: 'Whoever it is has to act for the topic that SourceArn names, and S3 acts for no topic',
  },
  {
    check: /-confused-deputy$/,
    rule: /^include$/,
    at: /\.Statement\.0\.Principal$/,
    why: 'Whoever it is has to act for the rule that aws:SourceArn names, and S3 acts for no rule',
  },
  { check: /^api-route-no-auth$/, rule: UNKNOWN, at: /\.ProtocolType$/, why: 'Only a WebSocket API has a route called $connect' },
  {
    check: /^api-route-no-auth$/,
    rule: UNKNOWN,
    at: /\.ProtocolType$/,
    why: 'Only a WebSocket API has routes called $connect, or by no method',
  },
  {
    check: /^api-(?:direct-integration-unvalidated|model-permissive)$/,
    rule: /^import$/,
    at: /\.(?:RequestTemplates|RequestParameters|RequestModels)\./,
    why: 'What another stack exports is neither an expression of a request nor the model that every API begins with',
  },
  { check: /^api-model-permissive$/, rule: /^wrong type$/, at: /\.Schema\b/, why: 'A schema may have any keyword' },
  {
    check: /./,
    rule: /./,
    at: /^\w+ Properties\.Auth\.ApiKeyRequired$|\.Events\.\w+\.Properties\.Auth\.ApiKeyRequired$/,
    why: 'SAM requires a key wherever anything is set that is not literally false',
  },
  {
    check: /./,
    rule: /./,
    at: /^\w+ Properties\.(?:CorsConfiguration|Cors)\.AllowCredentials$/,
    why: 'SAM allows credentials where they are literally allowed, and nowhere else',
  },
  {
    check: /./,
    rule: /./,
    at: /^\w+ Properties\.FunctionUrlConfig\.AuthType$/,
    why: 'SAM lets everyone invoke a URL whose AuthType is literally NONE; of any other the URL alone says it',
  },
  {
    check: /./,
    rule: /^(?:equal branches|NoValue|if|if not|if at parent|include)$/,
    at: /\.(?:FunctionUrlConfig|EventInvokeConfig|Events\.\w+\.Properties\.(?:Auth|RequestModel)|Auth\.Authorizers\.\w+(?:\.Identity)?)\b/,
    why: 'Of a section that depends on a function SAM takes nothing: what it would say is not deployed',
  },
  {
    check: /^api-cors-credentials$/,
    rule: /^(?:equal branches|if|if not|if at parent|include|wrong type|list default)$/,
    at: /^\w+ Properties\.(?:Cors|CorsConfiguration\.AllowOrigins)\b/,
    why: 'SAM takes a function, and for REST APIs a text, for the origins alone',
  },
  {
    check: /./,
    rule: /^null$/,
    at: /\.(?:Body|DefinitionBody)\./,
    why: 'A document may say that something is there and nothing else of it: an operation, or the scopes of a scheme',
  },
  {
    check: /^authorizer-unused$/,
    rule: /^(?:include|empty|wrong type)$/,
    at: /\.security\.\d+\.\w+$/,
    why: 'Whatever its scopes are, a requirement names its authorizer',
  },
  {
    check: /^api-no-throttling$/,
    rule: /./,
    at: /\.x-amazon-apigateway-authtype$/,
    why: 'That callers without credentials are kept out is said only where it is known',
  },
  {
    check: /^api-(?:no-request-validation|direct-integration-unvalidated)$/,
    rule: /^empty$/,
    at: /\.schema$/,
    why: 'A schema that accepts anything is a model: another check judges it',
  },
  {
    check: /^api-(?:no-request-validation|direct-integration-unvalidated)$/,
    rule: /^if/,
    at: /\.definitions\b/,
    why: 'Where an operation refers to a schema that is not there, nothing is deployed',
  },
  {
    check: /^cognito-mfa-off$/,
    rule: /^spelling$/,
    at: /\.MfaConfiguration$/,
    why: 'OFF is what YAML reads as false, and False is no spelling of it',
  },
  {
    check: /^api-weak-tls$/,
    rule: /./,
    at: /Properties\.Domain\.DomainName$/,
    why: 'SAM calls a domain by a hash of what is written for its name, and gives one that several APIs write alike what the last of them says',
  },
  {
    check: /^api-private-open$/,
    rule: /^wrong type$/,
    at: /Properties\.EndpointConfiguration$/,
    why: 'SAM takes a text there for the type, and one that is not PRIVATE is that of no private API',
  },
  {
    check: /^api-private-open$/,
    rule: /^null$/,
    at: /\.CustomStatements$/,
    why: 'SAM takes null for no statements, and a private API without a policy lets nobody in',
  },
];

/** Whether an exception covers a violation. */
export const covers = ({ check, rule, at }: Exception, violation: Violation): boolean =>
  check.test(violation.check) && rule.test(violation.rule) && at.test(violation.at);
