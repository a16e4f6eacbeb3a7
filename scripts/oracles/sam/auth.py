"""The Auth property of APIs, and that of the events that call them."""

from draw import Json, maybe, pick, some, some_of

AUTHORIZER_FUNCTION = {'Fn::GetAtt': ['AuthFn', 'Arn']}


def user_pool_authorizer() -> Json:
    pools = pick({'Fn::GetAtt': ['UP', 'Arn']}, ['arn:aws:cognito-idp:us-east-1:1:userpool/a', 'arn:b'])
    authorizer: Json = {'UserPoolArn': pools}
    if maybe(0.4):
        authorizer['AuthorizationScopes'] = ['a/b']
    if maybe(0.4):
        authorizer['Identity'] = {'Header': 'X-Auth', 'ValidationExpression': '^x'}
    if maybe(0.2):
        authorizer['Identity'] = {'ReauthorizeEvery': 10}
    return authorizer


def token_authorizer() -> Json:
    authorizer: Json = {'FunctionArn': AUTHORIZER_FUNCTION}
    if maybe():
        identity = {'Header': 'X-T', 'ReauthorizeEvery': pick(0, 30, 300), 'ValidationExpression': 'a'}
        authorizer['Identity'] = some_of(identity)
    if maybe(0.3):
        authorizer['FunctionPayloadType'] = 'TOKEN'
    if maybe(0.3):
        authorizer['FunctionInvokeRole'] = pick('NONE', 'arn:aws:iam::1:role/x')
    if maybe(0.2):
        authorizer['DisableFunctionDefaultPermissions'] = True
    return authorizer


def request_authorizer() -> Json:
    identity: Json = {'Headers': ['A', 'B']}
    if maybe():
        identity['QueryStrings'] = ['q']
    if maybe(0.3):
        identity['StageVariables'] = ['sv']
    if maybe(0.3):
        identity['Context'] = ['path']
    if maybe():
        identity['ReauthorizeEvery'] = pick(0, 60)
    if maybe(0.15):
        identity = {'ReauthorizeEvery': 0}
    return {'FunctionArn': AUTHORIZER_FUNCTION, 'FunctionPayloadType': 'REQUEST', 'Identity': identity}


REST_AUTHORIZERS = {'Pool': user_pool_authorizer, 'Tok': token_authorizer, 'Req': request_authorizer}


def rest_auth() -> Json:
    auth: Json = {}
    if maybe(0.8):
        auth['Authorizers'] = {name: REST_AUTHORIZERS[name]() for name in some(list(REST_AUTHORIZERS), 1, 3)}
    if maybe(0.6):
        auth['DefaultAuthorizer'] = pick(*auth.get('Authorizers', {}), 'AWS_IAM')
    if maybe(0.3):
        auth['AddDefaultAuthorizerToCorsPreflight'] = maybe()
    if maybe(0.3):
        auth['ApiKeyRequired'] = True
    if maybe(0.3):
        auth['AddApiKeyRequiredToCorsPreflight'] = maybe()
    if maybe(0.2):
        auth['UsagePlan'] = {'CreateUsagePlan': pick('PER_API', 'SHARED', 'NONE')}
    if maybe(0.2):
        auth['ResourcePolicy'] = {'IpRangeWhitelist': ['1.2.3.4']}
    if maybe(0.1):
        auth['InvokeRole'] = 'NONE'
    return auth


def none_if_default(auth: Json) -> list[str]:
    """An event may only step out of a default that there is."""
    return ['NONE'] if auth.get('DefaultAuthorizer') else []


def rest_event_auth(auth: Json) -> Json:
    own: Json = {}
    names = [*auth.get('Authorizers', {}), 'AWS_IAM', *none_if_default(auth)]
    if maybe(0.6):
        own['Authorizer'] = pick(*names)
        if maybe(0.3) and own['Authorizer'] != 'NONE':
            own['AuthorizationScopes'] = ['s/1']
    if maybe(0.3):
        own['ApiKeyRequired'] = maybe() if auth.get('ApiKeyRequired') else True
    if maybe(0.1):
        statement = {'Effect': 'Allow', 'Principal': '*', 'Action': 'execute-api:Invoke', 'Resource': ['*']}
        own['ResourcePolicy'] = {'CustomStatements': [statement]}
    return own


def jwt_authorizer() -> Json:
    configuration = {pick('issuer', 'Issuer'): 'https://i', pick('audience', 'Audience'): ['x']}
    authorizer: Json = {'JwtConfiguration': configuration, 'IdentitySource': '$request.header.Authorization'}
    if maybe(0.4):
        authorizer['AuthorizationScopes'] = ['j']
    return authorizer


def lambda_authorizer() -> Json:
    # SAM takes the version as text and as a number.
    version = pick('1.0', '2.0', 2.0)
    authorizer: Json = {'FunctionArn': AUTHORIZER_FUNCTION, 'AuthorizerPayloadFormatVersion': version}
    if maybe():
        identity = {'Headers': ['A'], 'QueryStrings': ['q'], 'ReauthorizeEvery': pick(0, 30)}
        authorizer['Identity'] = some_of(identity, 0.7)
    if maybe(0.4):
        authorizer['EnableSimpleResponses'] = True
    if maybe(0.4):
        authorizer['EnableFunctionDefaultPermissions'] = maybe()
    return authorizer


HTTP_AUTHORIZERS = {'Jwt': jwt_authorizer, 'Lam': lambda_authorizer}


def http_authorizer_names(auth: Json) -> list[str]:
    return [*auth.get('Authorizers', {}), *(['AWS_IAM'] if auth.get('EnableIamAuthorizer') else [])]


def http_auth() -> Json:
    auth: Json = {}
    authorizers = {name: HTTP_AUTHORIZERS[name]() for name in some(list(HTTP_AUTHORIZERS), 0, 2)}
    if authorizers:
        auth['Authorizers'] = authorizers
    if maybe(0.4):
        auth['EnableIamAuthorizer'] = True
    names = http_authorizer_names(auth)
    if names and maybe(0.6):
        auth['DefaultAuthorizer'] = pick(*names)
    return auth


def http_event_auth(auth: Json) -> Json:
    names = [*http_authorizer_names(auth), *none_if_default(auth)]
    if not names or maybe(0.4):
        return {}
    own: Json = {'Authorizer': pick(*names)}
    if maybe(0.3):
        own['AuthorizationScopes'] = ['s']
    return own
