"""The catalogue: every fact is defined, explained and kept in a golden; what was released never changes."""

import dataclasses
import re
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import pytest
from pydantic import Field

from docs import facts
from shared.catalogue import DEFINITIONS, Definition, definition_of, stream_of
from shared.catalogue.fact import UPCASTERS, Fact, fact, part
from shared.eventlog.mapper import decode, encode
from shared.letters import PROPOSABLE
from tests.make_golden import GOLDEN, LEDGER, add_missing, goldens, ledger_line
from tests.samples import EVERY_FACT, MARCH_OPENED, REPORT, SCHOOL, STEELWORKS, entry

BY_NAME = pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS)


# Definitions ------------------------------------------------------------------------------------------------------


def test_there_is_an_example_of_every_fact() -> None:
    assert set(DEFINITIONS) == set(EVERY_FACT)


@BY_NAME
def test_name_and_stream_can_be_subjects(definition: Definition) -> None:
    token = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
    assert [True, True] == [bool(token.fullmatch(part)) for part in definition.name.split(".")]
    stream = stream_of(EVERY_FACT[definition.name])
    assert [True, True, True] == [bool(token.fullmatch(part)) for part in stream.split(".")]


@BY_NAME
def test_fact_is_frozen(definition: Definition) -> None:
    example = EVERY_FACT[definition.name]
    field = dataclasses.fields(example)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(example, field, "changed")


@BY_NAME
def test_fact_is_explained_in_a_sentence_of_its_own(definition: Definition) -> None:
    assert re.fullmatch(r"[A-Z][^|]+\.", " ".join((definition.cls.__doc__ or "").split()))


def unexplained(cls: type[Any]) -> list[str]:
    """Fields without a Chinese name or without meaning, unit or range."""
    hints = get_type_hints(cls, include_extras=True)
    found = {field.name: facts.told(hints[field.name]) for field in dataclasses.fields(cls)}
    return [
        name for name, told in found.items() if not re.search(r"[\u4e00-\u9fff]", told.title) or not told.description
    ]


def explained() -> list[type[Any]]:
    parts = [value for value in facts.values() if dataclasses.is_dataclass(value)]
    return [*(definition.cls for definition in DEFINITIONS.values()), *parts]


@pytest.mark.parametrize("cls", explained(), ids=lambda cls: cls.__name__)
def test_every_field_has_a_chinese_name_and_a_meaning(cls: type[Any]) -> None:
    assert [] == unexplained(cls)


@part
class Bare:
    """Neither name nor meaning is complete."""

    month: Annotated[str, Field(title="月份", description="month")]
    english: Annotated[str, Field(title="Name", description="name")]
    meaningless: Annotated[str, Field(title="名称")]
    silent: str


def test_a_field_without_either_is_seen() -> None:
    assert ["english", "meaningless", "silent"] == unexplained(Bare)


def test_two_facts_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match=r"two facts are called month\.opened"):

        @fact("month.opened", stream="intake.calendar.district")
        class Another:
            month: str


def test_definition_knows_its_topic_service_and_message() -> None:
    definition = definition_of(REPORT)
    assert ("progress.reported.v2", "intake", "progress-reported", "intake.project.P0142") == (
        definition.topic,
        definition.service,
        definition.message,
        stream_of(REPORT),
    )


def test_upstream_proposes_what_happens_outside_and_nothing_that_redcard_decides() -> None:
    proposed = {name for name, definition in DEFINITIONS.items() if definition.proposed}
    decided = {"message.refused", "message.signed", "duplicate.suspected"}
    decided |= {"card.issued", "card.withdrawn", "cards.finalised", "paper.issued"}
    decided |= {"reminder.issued", "supervision-order.issued", "interview.ordered", "accountability.opened"}
    decided |= {"ground.joined", "step.withdrawn", "case.closed", "case.reopened"}
    decided |= {"deadline.moved", "deadline.missed", "issue.climbed", "finding.made"}
    assert set(DEFINITIONS) - decided == proposed
    assert {definition.message for definition in DEFINITIONS.values() if definition.proposed} == set(PROPOSABLE)


# Goldens ----------------------------------------------------------------------------------------------------------


def found_goldens() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(GOLDEN.glob("*.json"))}


def test_every_fact_has_a_golden_of_its_version_and_of_every_older_one() -> None:
    needed = {
        f"{definition.name}.v{version}.json"
        for definition in DEFINITIONS.values()
        for version in range(1, definition.version + 1)
    }
    assert needed == set(found_goldens()), "run: python -m tests.make_golden"


@pytest.mark.parametrize("name", goldens(EVERY_FACT))
def test_fact_is_stored_as_its_golden_says(name: str) -> None:
    """Where this fails, the shape of a fact has changed: raise its version and write an upcaster."""
    assert goldens(EVERY_FACT)[name].decode() == (GOLDEN / name).read_text("utf-8")


@pytest.mark.parametrize("name", found_goldens())
def test_golden_can_be_read(name: str) -> None:
    topic = name.removesuffix(".json")
    found = decode(topic, found_goldens()[name])
    assert definition_of(found.fact).name == topic.rpartition(".v")[0]
    if topic == definition_of(found.fact).topic:
        assert entry(EVERY_FACT[definition_of(found.fact).name]) == found


def changed(folder: Path) -> list[str]:
    """Where the folder and its ledger differ: a golden changed, gone, or never entered."""
    ledger = (folder / LEDGER).read_text("utf-8").splitlines()
    held = [ledger_line(path.name, path.read_bytes()) for path in folder.glob("*.json")]
    return sorted(line.partition("  ")[2] for line in set(ledger) ^ set(held))


def test_no_golden_has_changed() -> None:
    """A golden is append-only: mend the code, not the golden."""
    assert [] == changed(GOLDEN)


def test_missing_goldens_are_added_and_none_is_overwritten(tmp_path: Path) -> None:
    assert ["project.registered.v2.json"] == add_missing(tmp_path, {"project.registered": STEELWORKS})
    both: dict[str, Fact] = {"project.registered": SCHOOL, "month.opened": MARCH_OPENED}
    assert ["month.opened.v1.json"] == add_missing(tmp_path, both)
    assert encode(entry(STEELWORKS)) + b"\n" == (tmp_path / "project.registered.v2.json").read_bytes()
    assert [] == changed(tmp_path)


def test_a_changed_and_a_lost_golden_are_seen(tmp_path: Path) -> None:
    add_missing(tmp_path, {"project.registered": STEELWORKS, "month.opened": MARCH_OPENED})
    (tmp_path / "project.registered.v2.json").write_bytes(b"{}\n")
    (tmp_path / "month.opened.v1.json").unlink()
    assert ["month.opened.v1.json", "project.registered.v2.json", "project.registered.v2.json"] == changed(tmp_path)


def test_every_upcaster_lifts_a_version_that_was_there() -> None:
    assert [] == [key for key in UPCASTERS if key[0] not in DEFINITIONS or key[1] >= DEFINITIONS[key[0]].version]
