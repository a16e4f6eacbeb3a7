"""What calls functions and state machines."""

from dataclasses import dataclass, field

from apis import PATHS
from auth import http_event_auth, rest_event_auth
from draw import Json, between, maybe, pick

IMPLICIT_REST_API = 'ServerlessRestApi'
IMPLICIT_HTTP_API = 'ServerlessHttpApi'


@dataclass
class Around:
    """What an event of a template may refer to, and what the events before it have taken."""

    # Auth with the globals merged in, by logical id, the implicit APIs included.
    rest: dict[str, Json]
    http: dict[str, Json]
    # The REST APIs with a DefinitionBody.
    described: set[str]
    taken: set[tuple[str, ...]] = field(default_factory=set)

    def take(self, *name: str) -> bool:
        """Two events of one route are an error in SAM."""
        if name in self.taken:
            return False
        self.taken.add(name)
        return True


def rest_event(around: Around) -> Json | None:
    api, path, method = pick(*around.rest), pick(*PATHS), pick('get', 'POST', 'any', 'Options', 'delete')
    if not around.take(api, path, method.lower()):
        return None
    properties: Json = {'Path': path, 'Method': method}
    if api != IMPLICIT_REST_API:
        properties['RestApiId'] = pick({'Ref': api}, api) if maybe(0.9) else {'Ref': api}
    auth = rest_event_auth(around.rest[api])
    overrides = api in around.described and maybe()
    if auth:
        properties['Auth'] = {**auth, 'OverrideApiAuth': True} if overrides else auth
    return {'Type': 'Api', 'Properties': properties}


def http_event(around: Around) -> Json | None:
    api = pick(*around.http)
    properties: Json = {}
    if not (maybe(0.15) and around.take(api, '$default', 'any')):
        path, method = pick(*PATHS), pick('get', 'POST', 'any', 'Options')
        if not around.take(api, path, method.lower()):
            return None
        properties = {'Path': path, 'Method': method}
    if api != IMPLICIT_HTTP_API:
        properties['ApiId'] = {'Ref': api}
    auth = http_event_auth(around.http[api])
    if auth:
        properties['Auth'] = auth
    return {'Type': 'HttpApi', 'Properties': properties} if properties or maybe() else {'Type': 'HttpApi'}


def topic() -> Json:
    properties: Json = {'Topic': {'Ref': 'Topic'}}
    if maybe(0.4):
        properties['SqsSubscription'] = pick(True, {'QueueArn': {'Fn::GetAtt': ['Q', 'Arn']}, 'QueueUrl': {'Ref': 'Q'}})
    return properties


def schedule(number: int) -> Json:
    properties: Json = {'Schedule': 'rate(1 minute)'}
    if maybe(0.3):
        named = {'Type': 'SQS', 'QueueLogicalId': f'MyDlq{number}'}
        properties['DeadLetterConfig'] = pick({'Type': 'SQS'}, {'Arn': 'arn:q'}, named)
    return properties


def schedule_v2() -> Json:
    properties: Json = {'ScheduleExpression': 'rate(1 minute)'}
    if maybe(0.3):
        properties['RoleArn'] = 'arn:r'
    if maybe(0.3):
        properties['DeadLetterConfig'] = {'Type': 'SQS'}
    return properties


STREAM = {'Stream': 'arn:s', 'StartingPosition': 'LATEST'}
PATTERN = {'Pattern': {'source': ['x']}}
FIXED: dict[str, Json] = {
    'SQS': {'Queue': {'Fn::GetAtt': ['Q', 'Arn']}, 'BatchSize': 5},
    'S3': {'Bucket': {'Ref': 'B'}, 'Events': 's3:ObjectCreated:*'},
    'EventBridgeRule': PATTERN,
    'CloudWatchEvent': PATTERN,
    'Kinesis': STREAM,
    'DynamoDB': STREAM,
    'MSK': {**STREAM, 'Topics': ['t']},
    'IoTRule': {'Sql': 'SELECT 1'},
    'CloudWatchLogs': {'LogGroupName': 'lg', 'FilterPattern': 'x'},
}
OFTEN = ('Api', 'Api', 'HttpApi', 'HttpApi')
OTHERS = ('SNS', 'SQS', 'S3', 'Schedule', 'ScheduleV2', 'EventBridgeRule', 'CloudWatchEvent', 'Kinesis', 'DynamoDB')
SELDOM = ('AlexaSkill', 'IoTRule', 'CloudWatchLogs', 'Cognito', 'MSK')
OF_STATE_MACHINES = ('Api', 'Schedule', 'ScheduleV2', 'EventBridgeRule', 'CloudWatchEvent')


def event(kind: str, number: int, around: Around) -> Json | None:
    if kind == 'Api':
        return rest_event(around)
    if kind == 'HttpApi':
        return http_event(around)
    if kind == 'SNS':
        return {'Type': kind, 'Properties': topic()}
    if kind == 'Schedule':
        return {'Type': kind, 'Properties': schedule(number)}
    if kind == 'ScheduleV2':
        return {'Type': kind, 'Properties': schedule_v2()}
    if kind == 'AlexaSkill':
        return {'Type': kind, 'Properties': {'SkillId': 'amzn1.x'}} if maybe() else {'Type': kind}
    if kind == 'Cognito':
        # A user pool has one trigger of a kind.
        pool = {'UserPool': {'Ref': 'UP'}, 'Trigger': 'PreSignUp'}
        return {'Type': kind, 'Properties': pool} if around.take('Cognito') else None
    return {'Type': kind, 'Properties': FIXED[kind]}


def events(around: Around, of_state_machine: bool = False) -> Json:
    drawn: Json = {}
    for number in range(between(0, 4)):
        kind = pick(*OFTEN, *OTHERS, *SELDOM)
        made = None if of_state_machine and kind not in OF_STATE_MACHINES else event(kind, number, around)
        if made is not None:
            drawn[f'E{number}'] = made
    return drawn
