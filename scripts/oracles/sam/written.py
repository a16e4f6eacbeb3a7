"""Writes the templates of a folder and AWS's own translation of each, one pair to a line: written.py <file> <folder>

A file holds several templates; the first line of each is a comment that names it. What the translator refuses has the reason instead.
"""

import json
import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse
from translate import Refused, translate


def pair(text: str, topic: str) -> dict:
    title, _, body = text.strip().partition('\n')
    document = {'Transform': 'AWS::Serverless-2016-10-31', **yaml_parse(body)}
    case = {'name': f'{topic}: {title.lstrip("# ")}', 'template': document}
    try:
        return {**case, 'translation': translate(document)}
    except Refused as refusal:
        return {**case, 'refused': str(refusal)}
    except Exception as failure:  # noqa: BLE001: the translator itself breaks on some input, which is a refusal as well
        return {**case, 'refused': f'{type(failure).__name__}: {failure}'}


def main(file: str, folder: str) -> None:
    with open(file, 'w', encoding='utf-8') as cases:
        for path in sorted(Path(folder).glob('*.yaml')):
            for text in path.read_text(encoding='utf-8').split('\n---\n'):
                # YAML knows dates, JSON does not.
                cases.write(json.dumps(pair(text, path.stem), default=str) + '\n')


main(sys.argv[1], sys.argv[2])
