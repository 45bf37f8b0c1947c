"""Compatibility: what a released contract took is taken for ever; every way to narrow it is seen.

A breaking change needs a message of its own, `<message>-v2`; the older one is retired, and lifted at the door.
"""

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from docs.contract_generation.compatibility import breaks, narrowings
from docs.contract_generation.contract import as_json, schemas
from docs.contract_generation.schemas import VERSION
from docs.release_contract import LEDGER, RELEASED, frozen, ledger, release, versions
from shared.catalogue import RETIRED
from shared.catalogue.refusals import REFUSALS
from shared.letters import Letter, read

CURRENT = schemas()
EXAMPLES = sorted(RELEASED.glob("*/messages/*.json"))

# What was released ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", versions())
def test_contract_takes_what_the_released_one_took(version: str) -> None:
    assert [] == breaks(frozen(RELEASED / version), CURRENT, RETIRED)


@pytest.mark.parametrize("version", [version for version in versions() if version == VERSION])
def test_nothing_is_added_to_a_version_that_is_released(version: str) -> None:
    """Where this fails, raise `VERSION`."""
    assert [] == breaks(CURRENT, frozen(RELEASED / version))


@pytest.mark.parametrize("version", versions())
def test_no_code_that_was_released_is_gone(version: str) -> None:
    assert set() == set(json.loads((RELEASED / version / "codes.json").read_bytes())) - set(REFUSALS)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_message_that_was_released_is_read_at_the_door(path: Path) -> None:
    read(Letter(f"redcard.in.housing-bureau.{path.stem}", path.read_bytes(), 1, datetime(9999, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize("version", versions())
def test_nothing_that_was_released_has_changed(version: str) -> None:
    assert ledger(RELEASED / version) == (RELEASED / version / LEDGER).read_text("utf-8").splitlines(keepends=True)


# Releasing --------------------------------------------------------------------------------------------------------


def test_a_release_holds_the_contract_and_its_ledger_vouches_for_it(tmp_path: Path) -> None:
    release("1.0", tmp_path)

    assert ["1.0"] == versions(tmp_path)
    assert CURRENT == frozen(tmp_path / "1.0")
    assert ledger(tmp_path / "1.0") == (tmp_path / "1.0" / LEDGER).read_text("utf-8").splitlines(keepends=True)
    assert sorted(REFUSALS) == json.loads((tmp_path / "1.0/codes.json").read_bytes())


def test_a_release_is_never_overwritten(tmp_path: Path) -> None:
    release("1.0", tmp_path)
    with pytest.raises(FileExistsError):
        release("1.0", tmp_path)


def test_what_breaks_a_released_contract_is_not_released(tmp_path: Path) -> None:
    release("1.0", tmp_path)
    (tmp_path / "1.0/schemas/never-said.schema.json").write_text(as_json(CURRENT["month-opened"]), "utf-8")
    with pytest.raises(ValueError, match=r"breaks 1\.0: never-said: is gone"):
        release("1.1", tmp_path)
    assert ["1.0"] == versions(tmp_path)


@pytest.mark.parametrize("harm", ["changed", "lost", "added"])
def test_a_change_of_what_was_released_is_seen(tmp_path: Path, harm: str) -> None:
    release("1.0", tmp_path)
    before = ledger(tmp_path / "1.0")
    path = tmp_path / "1.0/messages" / ("new.json" if harm == "added" else "month-opened.json")
    path.unlink() if harm == "lost" else path.write_text("{}", "utf-8")
    assert before != ledger(tmp_path / "1.0")


# The checker ------------------------------------------------------------------------------------------------------

OLD: dict[str, Any] = {
    "$defs": {
        "Part": {
            "type": "object",
            "properties": {"day": {"type": "string", "format": "date"}},
            "required": ["day"],
            "additionalProperties": False,
        },
        "Word": {"type": "string", "enum": ["red", "blue"]},
    },
    "title": "消息",
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^a*$"},
        "free": {"type": "string"},
        "money": {"anyOf": [{"type": "string"}, {"type": "number", "minimum": 0, "maximum": 10}, {"type": "null"}]},
        "share": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        "count": {"type": "integer", "minimum": 1},
        "word": {"$ref": "#/$defs/Word", "title": "词"},
        "fixed": {"const": "1.0"},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}, "minItems": 1, "maxItems": 20},
    },
    "required": ["name"],
    "additionalProperties": False,
}


def changed(place: str, value: object) -> dict[str, Any]:
    """The old schema with another value at a place: `properties/name/maxLength`; none takes it out."""
    new = deepcopy(OLD)
    *way, last = place.split("/")
    node: Any = new
    for step in way:
        node = node[int(step) if isinstance(node, list) else step]
    key = int(last) if isinstance(node, list) else last
    if value is None:
        del node[key]
    else:
        node[key] = value
    return new


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        ("properties/free", None, ".free: is gone"),
        ("$defs/Part/properties/day", None, ".parts[].day: is gone"),
        ("required", ["free", "name"], ".free: is required"),
        ("properties/free/type", "integer", ".free: does not take string"),
        ("properties/count/type", "string", ".count: does not take integer"),
        ("properties/share/type", "integer", ".share: does not take number"),
        ("properties/free/enum", ["a"], ".free: does not take anything else"),
        ("properties/free/const", "a", ".free: does not take anything else"),
        ("properties/free/pattern", "^b$", ".free: has another pattern"),
        ("properties/free/format", "date", ".free: has another format"),
        ("properties/free/maxLength", 9, ".free: has a narrower maxLength"),
        ("properties/free/minLength", 1, ".free: has a narrower minLength"),
        ("properties/name/maxLength", 199, ".name: has a narrower maxLength"),
        ("properties/name/minLength", 2, ".name: has a narrower minLength"),
        ("properties/name/pattern", "^b*$", ".name: has another pattern"),
        ("properties/parts/maxItems", 19, ".parts: has a narrower maxItems"),
        ("properties/parts/minItems", 2, ".parts: has a narrower minItems"),
        ("properties/parts/items", {"type": "string"}, ".parts[]: does not take object"),
        ("properties/count/minimum", 2, ".count: has a narrower minimum"),
        ("properties/count/maximum", 2, ".count: has a narrower maximum"),
        ("properties/count/exclusiveMinimum", 1, ".count: has a narrower minimum"),
        ("properties/share/exclusiveMaximum", 0.5, ".share: has a narrower maximum"),
        ("properties/share/minimum", 0.5, ".share: has a narrower minimum"),
        ("$defs/Word/enum", ["red"], ".word: does not take blue"),
        ("properties/fixed/const", "2.0", ".fixed: does not take 1.0"),
        ("properties/money/anyOf/0", None, ".money: does not take string"),
        ("properties/money/anyOf/2", None, ".money: does not take null"),
        ("properties/money/anyOf/1/maximum", 9, ".money: has a narrower maximum"),
        ("properties/money/anyOf/1", None, ".money: does not take integer, number"),
        ("$defs/Part/required", ["day", "place"], ".parts[].place: is required"),
        ("$defs/Part/properties/day/format", "time", ".parts[].day: has another format"),
        ("properties/name/multipleOf", 2, ".name: cannot compare multipleOf"),
        ("properties/money/type", "string", ".money: cannot compare what stands beside anyOf"),
    ],
)
def test_narrowing_is_seen(place: str, value: object, fault: str) -> None:
    assert [fault] == narrowings(OLD, changed(place, value))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("title", "另一名称"),
        ("properties/more", {"type": "string"}),
        ("required", []),
        ("additionalProperties", None),
        ("properties/name/maxLength", 201),
        ("properties/name/maxLength", None),
        ("properties/name/minLength", 0),
        ("properties/name/pattern", None),
        ("properties/count/type", "number"),
        ("properties/count/minimum", 0),
        ("properties/count/exclusiveMinimum", 0),
        ("properties/share/exclusiveMaximum", 2),
        ("properties/share/minimum", 0),
        ("properties/parts/maxItems", 21),
        ("properties/parts/items", None),
        ("properties/free", {"anyOf": [{"type": "null"}, {"type": "string"}]}),
        ("properties/fixed", {"enum": ["1.0", "1.1"]}),
        ("properties/fixed", {"type": "string"}),
        ("properties/money/anyOf/1/maximum", 11),
        ("$defs/Word/enum", ["red", "blue", "green"]),
        ("$defs/Part/required", []),
        ("$defs/Part/properties/day/format", None),
    ],
)
def test_widening_is_no_narrowing(place: str, value: object) -> None:
    assert [] == narrowings(OLD, changed(place, value))


def test_closing_an_open_object_is_seen() -> None:
    assert [": takes no further fields"] == narrowings(changed("additionalProperties", None), OLD)


def test_a_message_that_is_gone_breaks_the_contract_unless_it_is_retired() -> None:
    released = {"told": OLD}
    assert ["told: is gone"] == breaks(released, {"told-v2": OLD})
    assert [] == breaks(released, {"told-v2": OLD}, {"told": ("told-v2", dict)})
    assert ["told.free: is gone"] == breaks(released, {"told": changed("properties/free", None), "told-v2": OLD})


def test_a_receipt_may_say_more_and_never_less() -> None:
    receipt = CURRENT["receipt"]
    more, less, other = deepcopy(receipt), deepcopy(receipt), deepcopy(receipt)
    more["$defs"]["Rejected"]["properties"]["hint"] = {"type": "string"}
    less["$defs"]["Rejected"]["required"].remove("rule")
    other["$defs"]["SetAside"]["properties"]["outcome"]["const"] = "lost"

    assert [] == breaks({"receipt": receipt}, {"receipt": more})
    assert ["receipt.rule: is required"] == breaks({"receipt": receipt}, {"receipt": less})
    assert ["receipt.outcome: does not take lost"] == breaks({"receipt": receipt}, {"receipt": other})


def test_the_contract_is_compatible_with_itself() -> None:
    assert [] == breaks(CURRENT, CURRENT)
