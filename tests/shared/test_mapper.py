"""The mapper: what is stored is what was said, under a name and version that outlive the code."""

import dataclasses
import json
from typing import Any

import pytest
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent
from hypothesis import given

from shared.catalogue import DEFINITIONS, Definition, Fact, UnknownFactError, definition_of, upcast
from shared.catalogue.fact import UPCASTERS
from shared.catalogue.intake import MonthOpened
from shared.eventlog import mapper
from shared.eventlog.mapper import decode, encode
from tests.samples import FEBRUARY_OPENED, REPORT, entry
from tests.shared.strategies import FACTS
from tests.story import memory_log

MAPPER = memory_log().mapper


@given(FACTS)
def test_facts_round_trip(fact: Fact) -> None:
    said = entry(fact)
    stored = MAPPER.to_stored_event(said)
    assert said == MAPPER.to_domain_event(stored)
    assert stored.state == encode(decode(stored.topic, stored.state))


@given(FACTS)
def test_stored_body_is_readable_json(fact: Fact) -> None:
    body = json.loads(encode(entry(fact)))
    assert {field.name for field in dataclasses.fields(fact)} == set(body["fact"])


def test_chinese_is_stored_as_it_is_written() -> None:
    assert "桩基完成，“主体”开工".encode() not in encode(entry(FEBRUARY_OPENED))
    assert "桩基完成，“主体”开工".encode() in encode(entry(REPORT))


def test_same_entry_gives_same_bytes() -> None:
    assert encode(entry(REPORT)) == encode(entry(dataclasses.replace(REPORT)))


def test_topic_is_name_and_version_and_never_a_path() -> None:
    stored = MAPPER.to_stored_event(entry(REPORT, version=7))
    assert ("intake.project.P0142", 7, "progress.reported.v2") == (
        stored.originator_id,
        stored.originator_version,
        stored.topic,
    )


def test_body_that_stands_in_another_place_is_refused() -> None:
    stored = MAPPER.to_stored_event(entry(REPORT))
    moved = dataclasses.replace(stored, originator_version=2)
    with pytest.raises(MapperDeserialisationError, match=r"says it is intake\.project\.P0142 1, but stands at \('int"):
        MAPPER.to_domain_event(moved)


@pytest.mark.parametrize(
    ("topic", "body", "complaint"),
    [
        ("weather.forecast.v1", b'{"fact":{}}', "holds weather.forecast.v1, which this release of redcard does not"),
        ("progress.reported", b'{"fact":{}}', "'progress.reported' cannot be read"),
        ("progress.reported.v2", b"{", "'progress.reported.v2' cannot be read: Input data was truncated"),
        ("progress.reported.v2", b"{}", "'progress.reported.v2' cannot be read: Object missing required field"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_topic(topic: str, body: bytes, complaint: str) -> None:
    with pytest.raises(MapperDeserialisationError) as caught:
        MAPPER.to_domain_event(StoredEvent("intake.project.P0142", 1, topic, body))
    assert complaint in str(caught.value)


# A fact that has changed: `month.opened`, whose third version calls the month `period` and says who turned it. --------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOpened:
    """The calendar turned, as a later release tells it."""

    period: str
    turned_by: str


def rename(data: dict[str, Any]) -> dict[str, Any]:
    return {"period": data["month"]}


def name_the_clock(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"turned_by": "clock"}


@pytest.fixture
def later_release(monkeypatch: pytest.MonkeyPatch) -> Definition:
    """The catalogue of a release in which `month.opened` has come to its third version."""
    later = dataclasses.replace(DEFINITIONS["month.opened"], version=3, cls=PeriodOpened)
    monkeypatch.setitem(DEFINITIONS, "month.opened", later)
    monkeypatch.setitem(UPCASTERS, ("month.opened", 1), rename)
    monkeypatch.setitem(UPCASTERS, ("month.opened", 2), name_the_clock)
    monkeypatch.setattr(mapper, "_decoder", mapper._decoder.__wrapped__)
    return later


def test_older_versions_are_lifted_step_by_step(later_release: Definition) -> None:
    first = entry(FEBRUARY_OPENED)
    second = encode(first).replace(b'"month"', b'"period"')
    expected = PeriodOpened(period="2026-02", turned_by="clock")
    assert expected == decode("month.opened.v1", encode(first)).fact
    assert expected == decode("month.opened.v2", second).fact


def test_envelope_of_an_older_version_stays_as_it_was(later_release: Definition) -> None:
    said = entry(FEBRUARY_OPENED)
    lifted = decode("month.opened.v1", encode(said))
    assert dataclasses.replace(said, fact=lifted.fact) == lifted


def test_version_that_nothing_lifts_is_told(later_release: Definition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(UPCASTERS, ("month.opened", 2))
    with pytest.raises(MapperDeserialisationError, match=r"nothing lifts month\.opened\.v2 to the version after it"):
        decode("month.opened.v1", encode(entry(FEBRUARY_OPENED)))


def test_newer_version_than_this_release_knows_is_told() -> None:
    with pytest.raises(UnknownFactError, match=r"holds month\.opened\.v2, which this release of redcard does not know"):
        upcast("month.opened", 2, {"period": "2026-02"})
    with pytest.raises(MapperDeserialisationError, match=r"holds month\.opened\.v2, which this release"):
        decode("month.opened.v2", b'{"fact":{"period":"2026-02"}}')


def test_after_the_later_release_this_one_reads_as_before() -> None:
    assert MonthOpened(month=FEBRUARY_OPENED.month) == decode("month.opened.v1", encode(entry(FEBRUARY_OPENED))).fact
    assert 1 == definition_of(FEBRUARY_OPENED).version
