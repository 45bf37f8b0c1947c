"""Messages of an older version: they go on being read, lifted to what the newest one says."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared.catalogue import RETIRED, definition_of
from shared.deciding import Refused
from shared.letters import definition_for, read
from tests.samples import REPORT, STARTED, letter


def _lift(data: dict[str, Any]) -> dict[str, Any]:
    return {"project": data["project"], "milestone": "started", "reached_on": data["start"]["on"]}


@pytest.fixture(autouse=True)
def retired() -> Iterator[None]:
    """A message that said one thing only, and what it became."""
    RETIRED["start-told"] = "start-told-v2", lambda data: {**data, "start": {"on": data["started_on"]}}
    RETIRED["start-told-v2"] = "milestone-reached", _lift
    yield
    del RETIRED["start-told"], RETIRED["start-told-v2"]


FIRST = {"project": "P0142", "started_on": "2026-01-12"}
SECOND = {"project": "P0142", "start": {"on": "2026-01-12"}}


@pytest.mark.parametrize(("kind", "data"), [("start-told", FIRST), ("start-told-v2", SECOND)])
def test_older_messages_propose_what_the_newest_does(kind: str, data: dict[str, Any]) -> None:
    newest = letter({"project": "P0142", "milestone": "started", "reached_on": "2026-01-12"}, kind="milestone-reached")
    assert read(newest) == read(letter(data, kind=kind))
    assert definition_of(STARTED) is definition_for(kind)


@pytest.mark.parametrize("data", [{}, [], None, 3, {"project": "P0142", "start": "2026-01-12"}])
def test_what_cannot_be_lifted_is_refused(data: Any) -> None:
    body = json.dumps({"id": "m1", "data": data}).encode()
    with pytest.raises(Refused) as caught:
        read(letter(body, kind="start-told-v2"))
    rule = "this is not what start-told-v2 looks like: see its schema"
    assert Refused("bad-value", "data", "", rule) == caught.value


def test_what_was_lifted_is_judged_as_any_other() -> None:
    with pytest.raises(Refused) as caught:
        read(letter({**SECOND, "start": {"on": "2026-02-30"}}, kind="start-told-v2"))
    assert "data.reached_on" == caught.value.field


def test_messages_that_are_not_retired_are_what_they_are() -> None:
    assert definition_of(REPORT) is definition_for("progress-reported")
    assert None is definition_for("progress-told")
