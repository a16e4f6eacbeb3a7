import { describe, expect, it } from 'vitest';
import { expandRoutes } from '../../../../src/sources/template/routes/expand.ts';
import { plain, templateOf } from '../templates.ts';

const attributes = (text: string, id: string) => {
  const resource = expandRoutes(templateOf(text)).resources.find((one) => one.id === id);
  return Object.fromEntries(Object.entries(resource?.attributes ?? {}).map(([name, node]) => [name, plain(node)]));
};

const REST = (method: string): string => `
Resources:
  Api: {Type: AWS::ApiGateway::RestApi}
  Orders: {Type: AWS::ApiGateway::Resource, Properties: {ParentId: !GetAtt Api.RootResourceId, PathPart: orders}}
  Order: {Type: AWS::ApiGateway::Resource, Properties: {ParentId: !Ref Orders, PathPart: "{id}"}}
  Odd: {Type: AWS::ApiGateway::Resource, Properties: {ParentId: !Ref Orders, PathPart: !Ref Part}}
  Stray: {Type: AWS::ApiGateway::Resource, Properties: {ParentId: !ImportValue root, PathPart: stray}}
  Round: {Type: AWS::ApiGateway::Resource, Properties: {ParentId: !Ref Trip, PathPart: a}}
  Trip: {Type: AWS::ApiGateway::Resource, Properties: {ParentId: !Ref Round, PathPart: b}}
  M: {Type: AWS::ApiGateway::Method, Properties: {${method}}}
`;

describe('an explicit method', () => {
  it.each([
    ['HttpMethod: get, ResourceId: !GetAtt Api.RootResourceId', { Method: 'GET', Path: '/' }],
    ['HttpMethod: GET, ResourceId: !GetAtt [Api, RootResourceId]', { Method: 'GET', Path: '/' }],
    ['HttpMethod: POST, ResourceId: !Ref Orders', { Method: 'POST', Path: '/orders' }],
    ['HttpMethod: ANY, ResourceId: !Ref Order', { Method: 'ANY', Path: '/orders/{id}' }],
    ['HttpMethod: GET, ResourceId: !Ref Odd', { Method: 'GET', Path: '/orders/{?}' }],
    ['HttpMethod: GET, ResourceId: !Ref Stray', { Method: 'GET', Path: '/{?}/stray' }],
    ['HttpMethod: GET, ResourceId: abc123', { Method: 'GET', Path: '/{?}' }],
    ['HttpMethod: !Ref Verb', { Method: { Ref: 'Verb' }, Path: '/{?}' }],
  ])('%s', (method, expected) => {
    expect(attributes(REST(method), 'M')).toEqual(expected);
  });

  it('ends where resources are each other’s parents', () => {
    const { Path } = attributes(REST('HttpMethod: GET, ResourceId: !Ref Round'), 'M');
    expect(Path).toMatch(/^\/\{\?\}(\/[ab]){64}$/);
  });
});

describe('an explicit route', () => {
  const text = (protocol: string, key: string) =>
    `Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: ${protocol}}}\n  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: ${key}}}`;
  it.each([
    ['HTTP', '"GET /orders/{id}"', { Route: 'GET /orders/{id}', Method: 'GET', Path: '/orders/{id}' }],
    ['HTTP', '$default', { Route: '$default', Method: 'ANY', Path: '$default' }],
    ['WEBSOCKET', '$connect', { Route: '$connect' }],
    ['WEBSOCKET', '$default', { Route: '$default' }],
    ['WEBSOCKET', 'send', { Route: 'send' }],
    ['HTTP', '!Ref Key', { Route: { Ref: 'Key' } }],
  ])('of a %s API: %s', (protocol, key, expected) => {
    expect(attributes(text(protocol, key), 'R')).toEqual(expected);
  });
});
