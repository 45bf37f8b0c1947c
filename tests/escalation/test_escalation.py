"""The service over a log and a database: what is due is said once, right behind what it was decided on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from services.escalation.app import Escalation
from shared.catalogue import Fact
from shared.catalogue.escalation import SupervisionOrderIssued
from shared.catalogue.intake import DayBegun
from shared.catalogue.values import Card
from shared.envelope import Entry, Logged
from shared.following import ATTEMPTS_AT_HEAD
from shared.projecting import LogMismatch, open_database
from shared.recording import Conflict, Recording
from tests import memory, samples
from tests.escalation.people import PLAN, answered, exempted, on
from tests.escalation.story import FIRST, Log, begun, card, cards, contest, given, ladder, name_of, registered
from tests.story import memory_database, memory_log

ORDERED = given("R").facts[:5]
"""A red card for which nothing was said yet."""


@pytest.fixture
def log() -> Iterator[Recording]:
    with memory_log() as recording:
        yield recording


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'escalation.db'}")


def names(log: Recording, since: int = 0) -> list[str]:
    return [name_of(logged.entry.fact) for logged in log.read(since)]


def test_at_first_the_shipped_ladder_comes_into_force_once(log: Recording, engine: Engine) -> None:
    Escalation(log, engine).settle()
    Escalation(log, engine).settle()
    assert [replace(ladder(), adopted_by="escalation")] == [logged.entry.fact for logged in log.read_all()]


def test_settling_twice_is_settling_once(log: Recording, engine: Engine) -> None:
    escalation = Escalation(log, engine)
    memory.tell(log, *ORDERED)
    escalation.settle()
    escalation.settle()
    Escalation(log, engine).settle()
    assert ["supervision-order.issued"] == names(log, 5)


def test_one_card_may_call_for_the_same_twice(log: Recording, engine: Engine) -> None:
    """Red instead of blue, January makes a run of what was ordered and summoned for: both are joined because of it."""
    escalation = Escalation(log, engine)
    memory.tell(log, contest(), ladder(), registered(), *cards("BRR"))
    escalation.settle()
    here = log.head()
    log.append([_behind(log, card(FIRST, Card.RED, objection="O1"))])
    escalation.settle()
    assert ["card.issued", "ground.joined", "ground.joined", "accountability.opened"] == names(log, here)
    ids = [logged.entry.id for logged in log.read_all()]
    assert len(ids) == len(set(ids))


def test_two_services_on_one_log_say_everything_once(log: Recording) -> None:
    services = [Escalation(log, memory_database()) for _ in range(2)]
    told = begun().card("2026-01", "R").day("2026-02-09").card("2026-02", "R").card("2026-03", "B")
    memory.tell(log, *told.facts[:3])
    for place, one in enumerate(entry.entry.fact for entry in told.entries[3:] if entry.entry.actor != "escalation"):
        log.append([_behind(log, one)])
        services[place % 2].settle()
        services[(place + 1) % 2].settle()
    assert told.facts == [logged.entry.fact for logged in log.read_all()]


def _behind(log: Recording, fact: Fact) -> Entry[Fact]:
    """A fact of somebody else, as the next of its stream."""
    told = memory.Log(*(logged.entry.fact for logged in log.read_all()), fact)
    return told.entries[-1].entry


@pytest.mark.parametrize("colours", ["B", "RB", "RBB", "RRRR", "RRRYYR", "YRBRBB"])
def test_a_service_that_was_away_says_in_the_end_what_cards_call_for(colours: str) -> None:
    with memory_log() as late:
        memory.tell(late, contest(), ladder(), registered(), *cards(colours))
        Escalation(late, memory_database()).settle()
        log = Log(contest(), ladder(), registered())
        for issued in cards(colours):
            log.happens(issued)
        said = [name for name in names(late) if name not in ("card.issued", "finding.made")]
        assert said == [name for name in map(name_of, log.facts) if name not in ("card.issued", "finding.made")]


def test_a_log_that_the_tables_were_not_made_from_is_not_followed(log: Recording, engine: Engine) -> None:
    memory.tell(log, *ORDERED)
    Escalation(log, engine).settle()
    with memory_log() as replaced, pytest.raises(LogMismatch, match="escalation-messages stands at position 6"):
        Escalation(replaced, engine)


def test_a_failed_append_is_made_up_for(log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    escalation = Escalation(log, engine)
    memory.tell(log, *ORDERED)

    def fail(*_: object, **__: object) -> None:
        raise TimeoutError("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(Recording, "append", fail)
        with pytest.raises(TimeoutError):
            escalation.settle()
    assert [] == names(log, 5)
    escalation.settle()
    assert ["supervision-order.issued"] == names(log, 5)


def test_a_thousand_projects_are_answered_in_batches_that_the_log_takes(log: Recording, engine: Engine) -> None:
    escalation = Escalation(log, engine)
    projects = [f"P{number}" for number in range(1_001)]
    memory.tell(
        log,
        contest(),
        ladder(),
        *map(registered, projects),
        *(issued for project in projects for issued in cards("R", project)),
    )
    escalation.settle()
    orders = [logged.entry.fact for logged in log.read_all() if isinstance(logged.entry.fact, SupervisionOrderIssued)]
    assert projects == [order.project for order in orders]


def overtaken(monkeypatch: pytest.MonkeyPatch, *first: Fact) -> list[int | None]:
    """When something is appended for the first time, this is on the log before it; gives what was asked to follow.

    A log in memory does not look where anything is to come: this does.
    """
    asked: list[int | None] = []
    append = Recording.append

    def late(self: Recording, entries: Sequence[Entry[Fact]], *, after: int | None = None) -> list[Logged]:
        asked.append(after)
        if len(asked) == 1:
            for fact in first:
                append(self, [_behind(self, fact)])
        if after is not None and after != self.head():
            raise Conflict(f"the log ends at {self.head()}, not at {after}")
        return append(self, entries)

    monkeypatch.setattr(Recording, "append", late)
    return asked


LATE: tuple[Fact, ...] = (*given("R").facts, DayBegun(day=on("2026-02-09")))
"""The day behind the last on which the plan was in time; nobody has said yet that it was missed."""


def test_nobody_is_told_of_a_miss_who_had_just_answered(
    log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.tell(log, *LATE)
    escalation = Escalation(log, engine)
    asked = overtaken(monkeypatch, answered(PLAN, "2026-02-08"))
    escalation.settle()
    assert ([7], ["order.answered"]) == (asked, names(log, 7))


def test_nobody_is_told_of_a_miss_who_had_just_been_excused(
    log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.tell(log, *LATE)
    escalation = Escalation(log, engine)
    asked = overtaken(monkeypatch, exempted("E1", "2026-02-05", "2026-02-20", "plan"))
    escalation.settle()
    assert ([7, 8], ["exemption.granted", "deadline.moved"]) == (asked, names(log, 7))


def test_who_had_nothing_to_do_with_it_changes_nothing_but_the_place(
    log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.tell(log, *LATE)
    escalation = Escalation(log, engine)
    asked = overtaken(monkeypatch, registered("P9"))
    escalation.settle()
    assert ([7, 8, 9], ["project.registered", "deadline.missed", "interview.ordered"]) == (asked, names(log, 7))


def test_who_loses_a_race_says_nothing_twice(log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    loser, winner = Escalation(log, engine), Escalation(log, memory_database())
    memory.tell(log, *LATE)
    append, attempts = Recording.append, []

    def overtake(self: Recording, entries: Sequence[Entry[Fact]], *, after: int | None = None) -> list[Logged]:
        attempts.append(after)
        if len(attempts) == 1:
            winner.settle()
        return append(self, entries, after=after)

    monkeypatch.setattr(Recording, "append", overtake)
    loser.settle()
    # The loser's attempt, the winner's two, and nothing more.
    assert ([7, 7, 8], ["deadline.missed", "interview.ordered"]) == (attempts, names(log, 7))


def test_it_gives_up_where_others_never_stop(log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.tell(log, *LATE)
    escalation = Escalation(log, engine)
    attempts = []

    def lose(*_: object, **__: object) -> None:
        attempts.append(1)
        raise Conflict("somebody was first")

    monkeypatch.setattr(Recording, "append", lose)
    with pytest.raises(Conflict, match=f"gave up after {ATTEMPTS_AT_HEAD} attempts"):
        escalation.settle()
    assert ATTEMPTS_AT_HEAD == len(attempts)


def test_an_answer_at_the_door_comes_before_the_miss_that_it_prevents(log: Recording, engine: Engine) -> None:
    """A day begins, and with it comes the letter that was on its way: first people are heard, then the clock."""
    memory.tell(log, *LATE)
    escalation = Escalation(log, engine)
    escalation.door.receive([samples.letter(answered(PLAN, "2026-02-08"))])
    escalation.settle()
    assert ["order.answered"] == names(log, 7)
