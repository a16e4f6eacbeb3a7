import { describe, expect, it } from 'vitest';
import { view } from '../../../../src/model/field.ts';
import { explore, holds } from '../../../../src/model/world.ts';
import { reading } from '../reading.ts';

const template = (definition: string, auth: string): string => `
Transform: AWS::Serverless-2016-10-31
Parameters: {P: ${definition}}
Resources:
  A: {Type: AWS::Serverless::Api, Properties: {StageName: v1, Auth: {Authorizers: {Pool: {UserPoolArn: arn}}, ${auth}}}}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: a.b
      Events: {E: {Type: Api, Properties: {Path: /a, Method: get, RestApiId: !Ref A}}}
`;

/** What is made in each world: resources of a type with what a property says, by the value of the parameter. */
const worlds = (read: ReturnType<typeof reading>, type: string, property: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    explore((world) =>
      read.resources
        .filter((resource) => resource.type === type && (resource.condition === undefined || holds(resource.condition, world)))
        .map((resource) => {
          const field = view(resource, world).get(property as never) as { readonly state: string; readonly value?: unknown };
          return `${resource.id} ${field.state === 'known' ? String(field.value) : field.state}`;
        }),
    ).worlds.map(({ answers, result }) => [answers.get('P') ?? '', result]),
  );

const METHOD = ['AWS::ApiGateway::Method', 'AuthorizationType'] as const;
const PLAN = ['AWS::ApiGateway::UsagePlanKey', 'KeyType'] as const;

describe('a parameter that decides what SAM makes', () => {
  it('has its default', () => {
    const text = template('{Type: String, Default: Pool}', 'DefaultAuthorizer: !Ref P');
    expect(worlds(reading(text), ...METHOD)).toEqual({ '': ['A GET /a COGNITO_USER_POOLS'] });
  });

  it('has the value that it is given in place of its default', () => {
    const text = template('{Type: String, Default: Pool}', 'DefaultAuthorizer: !Ref P');
    expect(worlds(reading(text, { P: '' }), ...METHOD)).toEqual({ '': ['A GET /a NONE'] });
    expect(worlds(reading(text, { P: 'AWS_IAM' }), ...METHOD)).toEqual({ '': ['A GET /a AWS_IAM'] });
  });

  it('has each of its allowed values', () => {
    const text = template('{Type: String, Default: Pool, AllowedValues: ["", Pool, AWS_IAM]}', 'DefaultAuthorizer: !Ref P');
    expect(worlds(reading(text), ...METHOD)).toEqual({
      Pool: ['A GET /a COGNITO_USER_POOLS'],
      '': ['A GET /a NONE'],
      AWS_IAM: ['A GET /a AWS_IAM'],
    });
  });

  it('makes a resource under one value and not under another', () => {
    const text = template('{Type: String, AllowedValues: [PER_API, SHARED, NONE]}', 'UsagePlan: {CreateUsagePlan: !Ref P}');
    expect(worlds(reading(text), ...PLAN)).toEqual({
      PER_API: ['AUsagePlanKey API_KEY'],
      SHARED: ['ServerlessUsagePlanKey API_KEY'],
      NONE: [],
    });
  });

  it('changes nothing that does not depend on it', () => {
    const text = template('{Type: String, Default: Pool, AllowedValues: ["", Pool]}', 'DefaultAuthorizer: !Ref P');
    const read = reading(text);
    expect(Object.keys(worlds(read, 'AWS::ApiGateway::Stage', 'StageName'))).toEqual(['']);
    const conditional = read.resources.filter(({ condition }) => condition !== undefined);
    expect(conditional.map(({ id, madeBy }) => [id, madeBy])).toEqual([
      ['A GET /a', 'F'],
      ['A GET /a', 'F'],
    ]);
  });

  it('is a default as it is written: a boolean is no text', () => {
    const keys = (value: string) =>
      worlds(reading(template(`{Type: String, Default: ${value}}`, 'ApiKeyRequired: !Ref P')), 'AWS::ApiGateway::Method', 'ApiKeyRequired');
    expect(keys('false')).toEqual({ '': ['A GET /a absent'] });
    expect(keys('"false"')).toEqual({ '': ['A GET /a true'] });
  });

  it.each(['{Type: String}', '{Type: String, Default: !If [A, b, c]}'])('leaves it unknown where it is: %s', (definition) => {
    const text = template(definition, 'DefaultAuthorizer: !Ref P');
    for (const made of Object.values(worlds(reading(text), ...METHOD))) expect(made).toEqual(['A GET /a unknown']);
  });

  it('has its first value alone where it is one too many, and that is said', () => {
    const values = Array.from({ length: 30 }, (_, index) => `v${index}`).join();
    const read = reading(template(`{Type: String, AllowedValues: ["", ${values}]}`, 'DefaultAuthorizer: !Ref P'));
    expect(worlds(read, ...METHOD)).toEqual({ '': ['A GET /a NONE'] });
    expect(read.gaps).toMatchObject([{ reason: 'too-large', message: expect.stringContaining('each value of P') }]);
  });

  it.each(['TOKEN', 'REQUEST'])('is what the type of an authorizer is spelt by: %s', (type) => {
    const auth = 'Authorizers: {L: {FunctionArn: f, FunctionPayloadType: !Ref P, Identity: {Headers: [a]}}}';
    const text = template('{Type: String, AllowedValues: [TOKEN, REQUEST]}', 'DefaultAuthorizer: Pool').replace(
      'Authorizers: {Pool: {UserPoolArn: arn}}, DefaultAuthorizer: Pool',
      auth,
    );
    expect(worlds(reading(text), 'AWS::ApiGateway::Authorizer', 'Type')[type]).toEqual([`A L ${type}`]);
  });
});
