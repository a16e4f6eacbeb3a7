import { intrinsicOf } from '../node.ts';
import type { ExpansionGap, TemplateResource } from '../template.ts';
import type { Made } from './context.ts';

const REST = ['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage', 'AWS::ApiGateway::Method', 'AWS::ApiGateway::Authorizer'];
const HTTP = ['AWS::ApiGatewayV2::Api', 'AWS::ApiGatewayV2::Stage', 'AWS::ApiGatewayV2::Route', 'AWS::ApiGatewayV2::Authorizer'];

/** The types that are missing where a SAM resource is not expanded. */
const TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::Serverless::Api', REST],
  ['AWS::Serverless::Application', ['AWS::CloudFormation::Stack']],
  ['AWS::Serverless::CapacityProvider', ['AWS::Lambda::CapacityProvider', 'AWS::IAM::Role']],
  // Its permissions and policies of queues and topics name their source, so they let in nobody else.
  ['AWS::Serverless::Connector', ['AWS::IAM::ManagedPolicy']],
  ['AWS::Serverless::Function', ['AWS::Lambda::Function', 'AWS::Lambda::Url', 'AWS::Lambda::Permission', 'AWS::IAM::Role']],
  [
    'AWS::Serverless::GraphQLApi',
    ['AWS::AppSync::GraphQLApi', 'AWS::AppSync::ApiKey', 'AWS::AppSync::ApiCache', 'AWS::AppSync::DataSource', 'AWS::IAM::Role'],
  ],
  ['AWS::Serverless::HttpApi', HTTP],
  ['AWS::Serverless::LayerVersion', ['AWS::Lambda::LayerVersion']],
  ['AWS::Serverless::MicrovmImage', ['AWS::Lambda::MicrovmImage', 'AWS::IAM::Role']],
  ['AWS::Serverless::NetworkConnector', ['AWS::Lambda::NetworkConnector', 'AWS::IAM::Role']],
  ['AWS::Serverless::SimpleTable', ['AWS::DynamoDB::Table']],
  ['AWS::Serverless::StateMachine', ['AWS::StepFunctions::StateMachine', 'AWS::IAM::Role']],
  ['AWS::Serverless::WebFunction', ['AWS::Lambda::WebFunction', 'AWS::Lambda::WebFunctionEndpoint', 'AWS::IAM::Role']],
  ['AWS::Serverless::WebSocketApi', HTTP],
]);

const NOT_KNOWN = ['AWS::Lambda::Function', 'AWS::Lambda::Permission', 'AWS::IAM::Role'];

const missing = ({ type }: TemplateResource): readonly string[] => TYPES.get(type) ?? NOT_KNOWN;

/** Nothing is made of a SAM resource that SAM refuses, and why. */
export const refused = (resource: TemplateResource, why: string): Made => ({ resources: [], gaps: [refusal(resource, why)] });

/** Says that SAM refuses a template for one of its resources, and what may be missing because of it. */
export const refusal = (resource: TemplateResource, why: string, span = resource.span): ExpansionGap => ({
  span,
  reason: 'refused',
  message: `${resource.id}: SAM refuses this resource, and with it the template: ${why}`,
  types: missing(resource),
});

/** Says that a SAM resource is not expanded, and what is missing because of it. */
export const unread = (resource: TemplateResource): ExpansionGap => {
  const intrinsic = intrinsicOf(resource.properties);
  const known = TYPES.has(resource.type);
  const why = intrinsic
    ? `the properties of ${resource.id} depend on ${intrinsic.name}`
    : known
      ? `${resource.id} is not expanded`
      : `${resource.type} is not known`;
  return {
    span: resource.span,
    reason: intrinsic ? 'refused' : 'unsupported',
    message: `${resource.id}: ${intrinsic ? 'SAM refuses the template: ' : ''}${why}, so what is made of it is missing`,
    types: missing(resource),
  };
};

/** Says that a SAM resource is made for one value of a parameter alone, and what others may make of it. */
export const unexplored = (resource: TemplateResource, parameter: string): ExpansionGap => ({
  span: resource.span,
  reason: 'too-large',
  message: `${resource.id}: SAM makes something else for each value of ${parameter}, of which only the first is read`,
  types: missing(resource),
});
