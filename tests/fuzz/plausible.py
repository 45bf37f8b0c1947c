"""Plausible changes: the examples of all facts, with ids, days, amounts and names that stand in others of them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import msgspec

from tests.samples import EVERY_FACT

PROJECTS = tuple(f"P0142-{number}" for number in range(40))
"""Projects that much of it is about."""
IDENTITIES = ("project", "issue", "inspection", "tour", "mark", "prospect", "objection", "exemption", "appeal")
MONTH, DAY, NUMBER, NAME = r"\d{4}-\d\d", r"\d{4}-\d\d-\d\d", r"-?\d+\.\d+", r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
TODAY = "2026-03-07"
"""A day of the month that has begun last: much can have happened on it."""
Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Everything in a value that holds nothing else, and where it stands."""
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    found = False
    for name, item in inner:
        found = True
        yield from leaves(item, (*path, name))
    if not found:
        yield path, value


def sort_of(value: Any) -> str:
    """What a value looks like: values of one sort can stand for each other."""
    if not isinstance(value, str):
        return type(value).__name__
    sorts = {"month": MONTH, "day": DAY, "number": NUMBER, "name": NAME}
    return next((sort for sort, pattern in sorts.items() if re.fullmatch(pattern, value)), "text")


EXAMPLES: dict[str, dict[str, Any]] = {name: msgspec.to_builtins(fact) for name, fact in sorted(EVERY_FACT.items())}
BY_NAME, BY_SORT = defaultdict[str, list[Any]](list), defaultdict[str, list[Any]](list)
for _example in EXAMPLES.values():
    for _path, _leaf in leaves(_example):
        BY_NAME[str(_path[-1]) if _path else ""].append(_leaf)
        BY_SORT[sort_of(_leaf)].append(_leaf)
for _name in IDENTITIES[1:]:
    _known = next(known for known in BY_NAME[_name] if known)
    BY_NAME[_name] += [f"{_known}-{number}" for number in range(10)]
BY_NAME["project"] += PROJECTS
BY_NAME["month"] += ["2026-03"] * 20
BY_NAME["prospect"] += [None] * 20
BY_SORT["day"] += ["0001-01-01", "1899-12-31", "2026-02-28", "2028-02-29", "2099-12-31", "9999-12-31"]
BY_SORT["month"] += ["1900-01", "2025-12", "2026-03", "2026-04", "2026-05", "2099-12"]
BY_SORT["number"] += ["0", "0.0001", "-1.00", "100.00", "99999999999999.9999", "1e3"]
BY_SORT["int"] += [0, 1, 2, 3, 1900, 2099, 2**53]
BY_SORT["NoneType"] += [None, "", 0]


def put(value: Any, path: Path, new: Any) -> Any:
    """The same value with something else in one place."""
    if not path:
        return new
    first, *rest = path
    if isinstance(value, list) and isinstance(first, int):
        return [put(item, tuple(rest), new) if place == first else item for place, item in enumerate(value)]
    return {name: put(item, tuple(rest), new) if name == first else item for name, item in value.items()}


def mixed(random: Random, name: str) -> dict[str, Any]:
    """An example of a fact in which a few things are not what they were."""
    data = EXAMPLES[name]
    for path, _ in leaves(data):
        if path[-1:] and path[-1] in (*IDENTITIES, "month") and random.random() < 0.6:
            data = put(data, path, random.choice(BY_NAME[str(path[-1])]))
    if random.random() < 0.5:
        for path, _ in [(path, leaf) for path, leaf in leaves(data) if sort_of(leaf) == "day"]:
            data = put(data, path, TODAY)
    for _ in range(random.choice((0, 0, 0, 1, 1, 2, 3))):
        path, leaf = random.choice(list(leaves(data)))
        pool = BY_NAME[str(path[-1])] if path and random.random() < 0.5 else BY_SORT[sort_of(leaf)]
        data = put(data, path, random.choice(pool))
    if random.random() < 0.2:
        data = {key: data[key] for key in data if random.random() < 0.9}
    return data
