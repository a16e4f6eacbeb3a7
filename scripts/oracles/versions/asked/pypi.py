# How PyPA's packaging compares pairs of versions: a JSON file of pairs, answers as JSON.
import json
import sys

from packaging.version import InvalidVersion, Version


def read(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None


def answer(pair):
    a, b = (read(text) for text in pair)
    early = None if a is None else a.is_prerelease
    return [None if a is None or b is None else (a > b) - (a < b), early]


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([answer(pair) for pair in json.load(file)]))
