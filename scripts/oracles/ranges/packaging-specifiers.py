# Which versions PyPA's packaging takes for which specifiers: a JSON file of pairs, answers as JSON.
import json
import sys

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version


def takes(specifiers, version):
    try:
        return SpecifierSet(specifiers).contains(Version(version), prereleases=True)
    except (InvalidSpecifier, InvalidVersion):
        return None


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([takes(*pair) for pair in json.load(file)]))
