"""Writes SAM templates and AWS's own translation of each, one pair to a line: generate.py <file> <count> <seed>"""

import json
import logging
import os
import sys
from collections import Counter
from copy import deepcopy

import draw
from templates import template

# The translator asks boto3 for the region.
os.environ['AWS_DEFAULT_REGION'] = 'us-east-1'
logging.disable(logging.CRITICAL)

from samtranslator.model.exceptions import InvalidDocumentException  # noqa: E402
from samtranslator.parser.parser import Parser  # noqa: E402
from samtranslator.translator.translator import Translator  # noqa: E402

# The managed policies that templates.py names: elsewhere the translator would ask IAM for them.
MANAGED_POLICIES = {
    'AWSLambdaRole': 'arn:aws:iam::aws:policy/service-role/AWSLambdaRole',
    'AmazonS3ReadOnlyAccess': 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    'AdministratorAccess': 'arn:aws:iam::aws:policy/AdministratorAccess',
}


def translate(document: draw.Json) -> draw.Json:
    return Translator(MANAGED_POLICIES, Parser()).translate(deepcopy(document), {})


def reasons(refusal: InvalidDocumentException) -> str:
    return '; '.join(cause.message for cause in refusal.causes)


def main(file: str, count: int, seed: int) -> None:
    draw.source.seed(seed)
    refused: Counter[str] = Counter()
    translated = 0
    with open(file, 'w', encoding='utf-8') as cases:
        # Some of the templates are invalid. If most were, the generator would be wrong.
        while translated < count and refused.total() <= count:
            document = template()
            try:
                pair = {'template': document, 'translation': translate(document)}
            except InvalidDocumentException as refusal:
                refused[reasons(refusal)[:110]] += 1
                continue
            cases.write(json.dumps(pair) + '\n')
            translated += 1
    if translated < count:
        sys.exit(f'the translator refused most templates: {refused.most_common(5)}')


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
