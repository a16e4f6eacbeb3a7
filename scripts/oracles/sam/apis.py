"""REST, HTTP and WebSocket APIs."""

from auth import AUTHORIZER_FUNCTION, http_auth, rest_auth
from draw import Json, maybe, pick, two

PATHS = ['/', '/a', '/a/{id}', '/b/{p+}', '/c/', '/d/{x}/e']
NO_VALUE = {'Ref': 'AWS::NoValue'}
STAGE_PARAMETER = {'Ref': 'StageP'}
INFO = {'title': 't', 'version': '1'}


def with_integration(kind: str, **more: object) -> Json:
    return {'x-amazon-apigateway-integration': {'type': kind, **more}}


def scheme(header: str, **authorizer: str) -> Json:
    return {'type': 'apiKey', 'name': header, 'in': 'header', 'x-amazon-apigateway-authorizer': authorizer}


def rest_operation() -> Json:
    operation = {**with_integration('aws_proxy', httpMethod='POST', uri='u'), 'responses': {}}
    if maybe(0.3):
        operation['security'] = pick([{'own': []}], [], [{'NONE': []}], [{'api_key': []}])
    return {'Fn::If': ['CondA', operation, NO_VALUE]} if maybe(0.2) else operation


def rest_path() -> Json:
    methods = two(['get', 'post', 'options', 'x-amazon-apigateway-any-method'])
    item = {method: rest_operation() for method in methods}
    if maybe(0.2):
        otherwise = pick(NO_VALUE, {'get': {**with_integration('mock'), 'responses': {}}})
        return {'Fn::If': ['CondB', item, otherwise]}
    if maybe(0.3):
        item['parameters'] = []
    return item


def rest_body() -> Json:
    own = {**scheme('Authorization', type='token', authorizerUri='u'), 'x-amazon-apigateway-authtype': 'custom'}
    paths = {path: rest_path() for path in two(PATHS)}
    return {'swagger': '2.0', 'info': INFO, 'paths': paths, 'securityDefinitions': {'own': own}}


def rest_api() -> Json:
    api: Json = {'StageName': pick('v1', 'Prod', STAGE_PARAMETER, 'a-b')}
    if maybe(0.7):
        api['Auth'] = rest_auth()
    if maybe(0.3):
        api['OpenApiVersion'] = pick('3.0.1', '2.0')
    if maybe(0.3):
        api['Cors'] = pick("'*'", {'AllowOrigin': "'x'", 'AllowMethods': "'GET'"})
    if maybe(0.2):
        api['EndpointConfiguration'] = pick('REGIONAL', {'Type': 'PRIVATE', 'VPCEndpointIds': ['vpce-1']})
    if maybe(0.2):
        api['TracingEnabled'] = True
    if maybe(0.2):
        api['MethodSettings'] = [{'HttpMethod': '*', 'ResourcePath': '/*', 'ThrottlingRateLimit': 1}]
    if maybe(0.2):
        api['Name'] = 'n'
    if maybe(0.1):
        api['Domain'] = {'DomainName': 'x.example.com', 'CertificateArn': 'arn:c'}
    if maybe(0.25):
        api['DefinitionBody'] = rest_body()
        if maybe(0.3):
            api['MergeDefinitions'] = True
    return api


def http_body() -> Json:
    item: Json = {
        'get': {**with_integration('http_proxy', uri='https://x'), 'responses': {}},
        'options': with_integration('mock'),
    }
    if maybe():
        item['post'] = {'security': [{'own': []}], **with_integration('mock')}
    own = scheme('A', type='request', authorizerUri='u', authorizerPayloadFormatVersion='2.0')
    return {
        'openapi': '3.0.1',
        'info': INFO,
        'paths': {'/a': item},
        'components': {'securitySchemes': {'own': own}},
    }


def http_api() -> Json:
    api: Json = {}
    if maybe(0.7):
        api['Auth'] = http_auth()
    if maybe(0.3):
        api['StageName'] = pick('v1', '$default', 'a_b', STAGE_PARAMETER)
    if maybe(0.3):
        api['CorsConfiguration'] = pick(True, {'AllowOrigins': ['https://x']})
    if maybe(0.2):
        api['DefinitionBody'] = http_body()
    return api


def web_socket_api() -> Json:
    auth = pick(
        {'AuthType': 'NONE'},
        {'AuthType': 'AWS_IAM'},
        {'AuthType': 'CUSTOM', 'AuthArn': AUTHORIZER_FUNCTION, 'IdentitySource': ['route.request.header.Auth']},
        {'AuthType': 'CUSTOM', 'AuthArn': 'arn:x', 'InvokeRole': 'arn:r'},
        None,
    )
    api: Json = {
        'RouteSelectionExpression': '$request.body.action',
        'Routes': {
            '$connect': {'FunctionArn': AUTHORIZER_FUNCTION},
            '$default': {'FunctionArn': 'arn:f'},
            'sendMsg': {'FunctionArn': 'arn:f', 'ApiKeyRequired': True},
        },
    }
    if auth:
        api['Auth'] = auth
    if maybe():
        api['StageName'] = 'prod'
    return api
