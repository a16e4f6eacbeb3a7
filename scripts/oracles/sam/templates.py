"""Whole templates."""

from apis import NO_VALUE, STAGE_PARAMETER, http_api, rest_api, web_socket_api
from auth import http_auth, rest_auth
from draw import Json, between, maybe, pick, some_of
from events import IMPLICIT_HTTP_API, IMPLICIT_REST_API, Around, events

FUNCTION_GLOBALS = {
    'Runtime': 'python3.12',
    'Handler': 'x.y',
    'Timeout': 5,
    'Environment': {'Variables': {'G': '1'}},
    'Layers': ['arn:l'],
    'Tracing': 'Active',
    'VpcConfig': {'SubnetIds': ['s'], 'SecurityGroupIds': ['g']},
    'Architectures': ['arm64'],
    'AutoPublishAlias': 'live',
}


def globals_section() -> Json:
    section: Json = {}
    if maybe():
        section['Function'] = some_of(FUNCTION_GLOBALS)
    if maybe(0.3):
        section['Api'] = some_of({'Auth': rest_auth(), 'Cors': "'*'", 'OpenApiVersion': '3.0.1', 'TracingEnabled': True})
    if maybe(0.3):
        section['HttpApi'] = {'Auth': http_auth()}
    return {name: members for name, members in section.items() if members}


def merged(common: Json, own: Json) -> Json:
    """Auth as an API with globals has it: its authorizers join theirs, everything else replaces theirs."""
    authorizers = {**common.get('Authorizers', {}), **own.get('Authorizers', {})}
    return {**common, **own, **({'Authorizers': authorizers} if authorizers else {})}


def add_apis(resources: Json, section: Json) -> Around:
    common_rest, common_http = (section.get(kind, {}).get('Auth', {}) for kind in ('Api', 'HttpApi'))
    around = Around(rest={}, http={}, described=set())
    for number in range(between(0, 2)):
        name, api = f'Rest{number}', rest_api()
        resources[name] = {'Type': 'AWS::Serverless::Api', 'Properties': api}
        if maybe(0.1):
            resources[name]['Condition'] = 'CondB'
        around.rest[name] = merged(common_rest, api.get('Auth', {}))
        if 'DefinitionBody' in api:
            around.described.add(name)
    for number in range(between(0, 1)):
        name, api = f'Http{number}', http_api()
        resources[name] = {'Type': 'AWS::Serverless::HttpApi', **({'Properties': api} if api else {})}
        around.http[name] = merged(common_http, api.get('Auth', {}))
    around.rest[IMPLICIT_REST_API] = common_rest
    around.http[IMPLICIT_HTTP_API] = common_http
    return around


def role() -> object:
    return pick(
        'arn:aws:iam::1:role/x',
        {'Fn::GetAtt': ['Rl', 'Arn']},
        {'Fn::If': ['CondA', 'arn:r', NO_VALUE]},
        {'Fn::If': ['CondA', NO_VALUE, 'arn:r']},
    )


def policies() -> object:
    everything = {'Statement': [{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]}
    return pick(
        'AdministratorAccess',
        ['AWSLambdaRole', everything],
        [{'S3ReadPolicy': {'BucketName': 'b'}}],
        [{'Fn::If': ['CondA', 'AmazonS3ReadOnlyAccess', NO_VALUE]}],
    )


def function_code(common: Json) -> Json:
    zipped = {'Handler': 'a.b', 'Runtime': 'nodejs20.x', 'CodeUri': pick('s3://b/k', {'Bucket': 'b', 'Key': 'k'})}
    # An image with what only archives have is an error in SAM, whether or not the globals brought it.
    if maybe(0.2) and not {'Runtime', 'Handler', 'Layers'} & set(common):
        return {'PackageType': 'Image', 'ImageUri': '1.dkr/x:y'}
    return zipped


def function(common: Json, around: Around) -> Json:
    properties = function_code(common)
    called_by = events(around)
    if called_by:
        properties['Events'] = called_by
    if maybe(0.25):
        url: Json = {'AuthType': pick('NONE', 'AWS_IAM', STAGE_PARAMETER)}
        if maybe():
            url['Cors'] = {'AllowOrigins': ['*']}
        properties['FunctionUrlConfig'] = url
    if maybe(0.25):
        properties['AutoPublishAlias'] = pick('live', 'a-b_c', STAGE_PARAMETER)
    if maybe(0.25):
        properties['Role'] = role()
    if maybe(0.3):
        properties['Policies'] = policies()
    if maybe(0.2):
        properties['DeadLetterQueue'] = {'Type': 'SQS', 'TargetArn': 'arn:q'}
    if maybe(0.2):
        target = pick({'Type': 'SQS'}, {'Type': 'SNS'}, {'Type': 'Lambda', 'Destination': 'arn:l'})
        properties['EventInvokeConfig'] = {'DestinationConfig': {'OnFailure': target}}
    if maybe(0.2):
        properties['Tags'] = {'a': 'b'}
    return properties


def add_functions(resources: Json, common: Json, around: Around) -> None:
    for number in range(between(1, 3)):
        resource = {'Type': 'AWS::Serverless::Function', 'Properties': function(common, around)}
        if maybe(0.25):
            resource['Condition'] = pick('CondA', 'CondB')
        resources[f'Fn{number}'] = resource


def add_others(resources: Json, around: Around) -> None:
    if maybe(0.2):
        machine: Json = {'Definition': {'StartAt': 'x'}}
        called_by = events(around, of_state_machine=True)
        if called_by:
            machine['Events'] = called_by
        resources['SM'] = {'Type': 'AWS::Serverless::StateMachine', 'Properties': machine}
    if maybe(0.2):
        resources['Tbl'] = {'Type': 'AWS::Serverless::SimpleTable'}
    if maybe(0.2):
        resources['Lay'] = {'Type': 'AWS::Serverless::LayerVersion', 'Properties': {'ContentUri': 's3://b/l'}}
    if maybe(0.2):
        resources['Ws'] = {'Type': 'AWS::Serverless::WebSocketApi', 'Properties': web_socket_api()}


def template() -> Json:
    inline = {'Handler': 'a.b', 'Runtime': 'nodejs20.x', 'InlineCode': 'x'}
    resources: Json = {
        'UP': {'Type': 'AWS::Cognito::UserPool'},
        'B': {'Type': 'AWS::S3::Bucket'},
        'Q': {'Type': 'AWS::SQS::Queue'},
        'Topic': {'Type': 'AWS::SNS::Topic'},
        'AuthFn': {'Type': 'AWS::Serverless::Function', 'Properties': inline},
    }
    section = globals_section()
    around = add_apis(resources, section)
    add_functions(resources, section.get('Function', {}), around)
    add_others(resources, around)
    return {
        'AWSTemplateFormatVersion': '2010-09-09',
        'Transform': 'AWS::Serverless-2016-10-31',
        'Parameters': {'StageP': {'Type': 'String', 'Default': 'dev'}},
        'Conditions': {name: {'Fn::Equals': [STAGE_PARAMETER, name]} for name in ('CondA', 'CondB')},
        **({'Globals': section} if section else {}),
        'Resources': resources,
    }
