"""Prints what SAM's translator knows by heart, in the shape of src/sources/template/sam/data: tables.py <name>

A text `{Name}` stands for the value of a parameter or of a connector's end; `${Name}` is for CloudFormation to fill in.
"""

import json
import sys
from pathlib import Path

import samtranslator

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


def dumped(value: object, depth: int, indent: str = '') -> str:
    """JSON with a line for each entry of the first levels."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    inner = indent + '  '
    lines = [f'{inner}{json.dumps(name)}: {dumped(member, depth - 1, inner)}' for name, member in value.items()]
    return '{\n' + ',\n'.join(lines) + f'\n{indent}}}'


TABLES = {'policy-templates': (policy_templates, 1), 'managed-policies': (managed_policies, 1), 'connectors': (connectors, 2)}


def main(name: str) -> None:
    table, depth = TABLES[name]
    print(dumped(table(), depth))


main(sys.argv[1])
