"""Prints what SAM's translator knows by heart, in the shape of src/sources/template/sam/data: tables.py <name>

A text `{Name}` stands for the value of a parameter or of a connector's end; `${Name}` is for CloudFormation to fill in.
"""

import importlib
import inspect
import json
import os
import sys
from pathlib import Path

os.environ['AWS_DEFAULT_REGION'] = 'us-east-1'

import samtranslator  # noqa: E402

ROOT = Path(samtranslator.__file__).parent


def read(*path: str) -> dict:
    return json.loads(ROOT.joinpath(*path).read_text(encoding='utf-8'))


def plain(value: object) -> object:
    """A value without intrinsics: each has its one meaning in these tables."""
    if isinstance(value, list):
        items = [plain(item) for item in value]
        return items[0] if len(items) == 1 and isinstance(items[0], str) else items
    if not isinstance(value, dict):
        return value
    if set(value) == {'Ref'}:
        return '{' + value['Ref'] + '}'
    if set(value) == {'Fn::Sub'}:
        text, variables = value['Fn::Sub'] if isinstance(value['Fn::Sub'], list) else (value['Fn::Sub'], {})
        for name, of in variables.items():
            text = text.replace('${' + name + '}', plain(of))
        return text
    return {name: plain(member) for name, member in value.items()}


def statements(document: dict) -> list:
    """Statements that allow, which they all do."""
    return [{name: plain(member) for name, member in statement.items() if name != 'Effect'} for statement in document['Statement']]


def policy_templates() -> dict:
    templates = read('policy_templates_data', 'policy_templates.json')['Templates']
    return {name: statements(template['Definition']) for name, template in sorted(templates.items())}


def managed_policies() -> dict:
    """The policies whose ARN has a path, by that path: every other stands at the root."""
    paths: dict[str, list[str]] = {}
    for name, arn in read('internal', 'data', 'aws_managed_policies.json')['aws'].items():
        path = arn.split(':policy/')[1].removesuffix(name)
        if path:
            paths.setdefault(path, []).append(name)
    return {path: sorted(names) for path, names in sorted(paths.items())}


KINDS = {
    'AWS_IAM_ROLE_MANAGED_POLICY': 'role',
    'AWS_SQS_QUEUE_POLICY': 'queue',
    'AWS_SNS_TOPIC_POLICY': 'topic',
    'AWS_LAMBDA_PERMISSION': 'permission',
}


def connectors() -> dict:
    text = json.dumps(read('model', 'connector_profiles', 'profiles.json')['Permissions']).replace('%{', '{')
    table: dict[str, dict] = {}
    for source, destinations in json.loads(text).items():
        for destination, profile in destinations.items():
            properties = profile['Properties']
            access = {
                name: statements(grants) if 'Statement' in grants else grants
                for name, grants in properties['AccessCategories'].items()
            }
            together = properties.get('ValidAccessCategories')
            table.setdefault(source, {})[destination] = {
                'makes': KINDS[profile['Type']],
                'of': 'Source' if properties['SourcePolicy'] else 'Destination',
                **({'together': [sorted(names) for names in together]} if together else {}),
                'access': access,
            }
    return table


SAMPLES = {'scalar': ('x', True, 1), 'map': ({},), 'list': ([],)}
# What packaging fills in where a template leaves it out, and what events of the implicit API leave out.
FILLED_IN = {'ContentUri', 'CodeUri', 'RestApiId'}


def accepted(types: dict) -> dict:
    """What each property may be, in words, with `required` where it must be there; empty where it may be anything."""

    def kinds(check: object) -> list[str]:
        validate = getattr(check, 'validate', None)
        return [
            kind
            for kind, samples in SAMPLES.items()
            if validate is None or any(succeeds(validate, sample) for sample in samples)
        ]

    def words(name: str, check: object) -> str:
        found = kinds(check)
        required = ['required'] if check.required and name not in FILLED_IN else []
        return ' '.join([*required, *([] if len(found) in (0, len(SAMPLES)) else found)])

    return {name: words(name, check) for name, check in sorted(types.items()) if not name.startswith('_')}


def succeeds(validate: object, sample: object) -> bool:
    try:
        return bool(validate(sample, should_raise=False))
    except Exception:  # noqa: BLE001: some say so by an error
        return False


def classes(*modules: str) -> dict:
    found = {}
    for module in modules:
        loaded = importlib.import_module(f'samtranslator.model.{module}')
        for _, one in inspect.getmembers(loaded, inspect.isclass):
            if one.__module__ == loaded.__name__ and getattr(one, 'property_types', None) and one.resource_type:
                found[one.resource_type] = accepted(one.property_types)
    return dict(sorted(found.items()))


def properties() -> dict:
    from samtranslator.plugins.globals.globals import Globals

    resources = {name: types for name, types in classes('sam_resources').items() if name.startswith('AWS::Serverless::')}
    prefix = Globals._RESOURCE_PREFIX
    return {
        'resources': resources,
        'functionEvents': classes(*(f'eventsources.{name}' for name in ('push', 'pull', 'cloudwatchlogs', 'scheduler'))),
        'stateMachineEvents': classes('stepfunctions.events'),
        'globals': {name.removeprefix(prefix): ' '.join(sorted(names)) for name, names in Globals.supported_properties.items()},
    }


def dumped(value: object, depth: int, indent: str = '') -> str:
    """JSON with a line for each entry of the first levels."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    inner = indent + '  '
    lines = [f'{inner}{json.dumps(name)}: {dumped(member, depth - 1, inner)}' for name, member in value.items()]
    return '{\n' + ',\n'.join(lines) + f'\n{indent}}}'


TABLES = {'policy-templates': (policy_templates, 1), 'managed-policies': (managed_policies, 1), 'connectors': (connectors, 2), 'properties': (properties, 2)}


def main(name: str) -> None:
    table, depth = TABLES[name]
    print(dumped(table(), depth))


main(sys.argv[1])
