"""Writes SAM templates and AWS's own translation of each, one pair to a line: generate.py <file> <count> <seed>"""

import json
import sys
from collections import Counter

import draw
from templates import template
from translate import Refused, translate


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
            except Refused as refusal:
                refused[str(refusal)[:110]] += 1
                continue
            cases.write(json.dumps(pair) + '\n')
            translated += 1
    if translated < count:
        sys.exit(f'the translator refused most templates: {refused.most_common(5)}')


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
