"""Seeded choices: the same seed gives the same templates."""

from random import Random
from typing import Any, TypeVar

Json = dict[str, Any]
Choice = TypeVar('Choice')

source = Random()


def maybe(share: float = 0.5) -> bool:
    return source.random() < share


def pick(*options: Choice) -> Choice:
    return source.choice(options)


def some(items: list[Choice], least: int, most: int) -> list[Choice]:
    """Between `least` and `most` of the items, in any order."""
    return source.sample(items, source.randint(least, most))


def two(items: list[Choice]) -> list[Choice]:
    return source.sample(items, 2)


def between(least: int, most: int) -> int:
    return source.randint(least, most)


def some_of(members: Json, share: float = 0.5) -> Json:
    """The members of an object, each with the same chance of being there."""
    return {name: value for name, value in members.items() if maybe(share)}
