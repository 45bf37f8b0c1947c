"""The service over a log and a database: steps appended once, the docket beside them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Table, select

from services.escalation.app import Escalation
from services.escalation.docket import CASES, STEPS, Docket
from shared.catalogue import Fact, definition_of
from shared.envelope import Entry, Logged
from shared.following import Follower
from shared.projecting import LogMismatch, open_database
from shared.recording import Recording
from tests.escalation.story import Log, StepFact, cards, expected, ladder, registered, steps_of
from tests.memory import tell
from tests.story import memory_database, memory_log

RECOVERING = "RRRYYR"


@pytest.fixture
def log() -> Iterator[Recording]:
    with memory_log() as recording:
        yield recording


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'escalation.db'}")


def names(log: Recording) -> list[str]:
    return [definition_of(logged.entry.fact).name for logged in log.read_all()]


def steps(log: Recording) -> list[StepFact]:
    return steps_of(logged.entry.fact for logged in log.read_all())


def table(engine: Engine, of: Table) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(of).order_by(*of.primary_key))]


def test_at_first_the_shipped_ladder_comes_into_force_once(log: Recording, engine: Engine) -> None:
    Escalation(log, engine).settle()
    Escalation(log, engine).settle()
    assert [ladder()] == [logged.entry.fact for logged in log.read_all()]


def test_settling_twice_is_settling_once(log: Recording, engine: Engine) -> None:
    escalation = Escalation(log, engine)
    escalation.settle()
    tell(log, registered(), *cards("RR"))
    escalation.settle()
    escalation.settle()
    Escalation(log, engine).settle()
    assert [
        "ladder.adopted",
        "project.registered",
        "card.issued",
        "card.issued",
        "supervision-order.issued",
        "interview.ordered",
    ] == names(log)


def test_two_services_on_one_log_take_each_step_once(log: Recording) -> None:
    services = [Escalation(log, memory_database()) for _ in range(2)]
    tell(log, registered())
    for place, issued in enumerate(cards(RECOVERING)):
        tell(log, issued)
        services[place % 2].settle()
        services[(place + 1) % 2].settle()
    told = Log(*(logged.entry.fact for logged in log.read_all()))
    assert expected(RECOVERING) == told.taken()


@pytest.mark.parametrize("colours", ["", "B", "RB", "RBB", "RRRRRR", RECOVERING, "RYRYRR", "RRRBBRRRBB"])
def test_step_by_step_or_all_at_once_the_log_tells_the_same(colours: str) -> None:
    with memory_log() as live, memory_log() as late:
        for log in (live, late):
            tell(log, ladder(), registered())
        escalation = Escalation(live, memory_database())
        for issued in cards(colours):
            tell(live, issued)
            escalation.settle()
        tell(late, *cards(colours))
        Escalation(late, memory_database()).settle()
        lines = [Log(*(logged.entry.fact for logged in log.read_all())).taken() for log in (live, late)]
    assert [expected(colours)] * 2 == lines


def test_the_docket_has_a_row_for_every_case_and_step(log: Recording, engine: Engine) -> None:
    escalation = Escalation(log, engine)
    tell(log, ladder(), registered("P1"), registered("P2"), *cards(RECOVERING, "P1"), *cards("BR", "P2"))
    escalation.settle()
    escalation.settle()
    assert [("P1", 1, "2026-01", "2026-05"), ("P1", 2, "2026-06", None), ("P2", 1, "2026-02", None)] == table(
        engine, CASES
    )
    people = ("发改局", "张三")
    unanswered = (None,) * 5
    assert [
        ("P1", 1, "supervision-order", "2026-01", *people, "工作调度专班", "2026-01-08", *unanswered),
        ("P2", 1, "supervision-order", "2026-02", *people, "工作调度专班", "2026-01-08", *unanswered),
        ("P1", 1, "interview", "2026-02", *people, "包靠领导的上级", "2026-01-08", *unanswered),
        ("P1", 1, "accountability", "2026-03", *people, "工作问责专班", "2026-01-31", *unanswered),
        ("P1", 2, "supervision-order", "2026-06", *people, "工作调度专班", "2026-01-08", *unanswered),
    ] == [row[1:] for row in table(engine, STEPS)]
    assert [12, 13, 14, 15, 17] == [row[0] for row in table(engine, STEPS)]


def test_rebuilt_the_docket_is_what_it_was(log: Recording, engine: Engine) -> None:
    escalation = Escalation(log, engine)
    tell(log, ladder(), registered())
    for issued in cards(RECOVERING):
        tell(log, issued)
        escalation.settle()
    live = table(engine, CASES), table(engine, STEPS)
    view = Docket(engine)
    view.clear()
    assert ([], []) == (table(engine, CASES), table(engine, STEPS))
    Follower(log, "escalation", view).catch_up()
    assert (live, log.head()) == ((table(engine, CASES), table(engine, STEPS)), view.position)


def test_a_log_that_the_docket_was_not_made_from_is_not_followed(log: Recording, engine: Engine) -> None:
    tell(log, ladder(), registered(), *cards("R"))
    Escalation(log, engine).settle()
    with (
        memory_log() as replaced,
        pytest.raises(LogMismatch, match="escalation-messages stands at position 4"),
    ):
        Escalation(replaced, engine)


def test_a_failed_append_is_made_up_for(log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    escalation = Escalation(log, engine)
    tell(log, ladder(), registered(), *cards("R"))

    def fail(*_: object, **__: object) -> None:
        raise TimeoutError("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(Recording, "append", fail)
        with pytest.raises(TimeoutError):
            escalation.settle()
    assert [] == steps(log)
    escalation.settle()
    assert 1 == len(steps(log))


def test_a_thousand_projects_are_answered_in_batches_that_the_log_takes(log: Recording, engine: Engine) -> None:
    escalation = Escalation(log, engine)
    projects = [f"P{number}" for number in range(1_001)]
    tell(log, ladder(), *map(registered, projects), *(issued for project in projects for issued in cards("R", project)))
    escalation.settle()
    assert sorted(projects) == [step.project for step in steps(log)]


def test_who_loses_a_race_takes_no_step_twice(log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    loser, winner = Escalation(log, engine), Escalation(log, memory_database())
    tell(log, ladder(), registered(), *cards("RR"))
    append, attempts = Recording.append, []

    def overtaken(self: Recording, entries: Sequence[Entry[Fact]], *, after: int | None = None) -> list[Logged]:
        attempts.append(len(entries))
        if len(attempts) == 1:
            winner.settle()
        return append(self, entries, after=after)

    monkeypatch.setattr(Recording, "append", overtaken)
    loser.settle()
    # The loser's attempt, the winner's two steps, and nothing more.
    assert [1, 1, 1] == attempts
    assert ["supervision-order.issued", "interview.ordered"] == names(log)[-2:]
