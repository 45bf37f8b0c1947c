"""The service over a log and a database: cards appended once, books adopted at the door, the scoreboard beside them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from services.scoring.app import Scoring
from services.scoring.scoreboard import CARDS, Scoreboard
from shared.catalogue import Fact
from shared.catalogue.scoring import CardIssued, RulebookAdopted
from shared.catalogue.values import Card
from shared.following import Follower
from shared.letters import Letter
from shared.projecting import LogMismatch, open_database
from shared.receipts import Accepted, Rejected
from shared.recording import Recording
from tests.memory import MORNING, tell
from tests.samples.cases import OBJECTION, OBJECTION_DECIDED
from tests.samples.months import OVERRIDDEN
from tests.scoring.books import SIMPLE
from tests.scoring.story import adopted, closed, contest_opened, corrected, opened, registered, reported
from tests.story import memory_database, memory_log

BOOK = adopted(SIMPLE)
COLUMNS = "month project card score rank category_rank previous streak edition position".split()
PLAN = {"2026-01": "100", "2026-02": "200"}
JANUARY: tuple[Fact, ...] = (
    contest_opened(),
    registered("P1", plan=PLAN),
    registered("P2", plan=PLAN),
    reported("2026-01", "P1", investment="90"),
    opened("2026-02"),
    closed("2026-01"),
)
FEBRUARY: tuple[Fact, ...] = (reported("2026-02", "P1", investment="140"), opened("2026-03"), closed("2026-02"))


@pytest.fixture
def log() -> Iterator[Recording]:
    with memory_log() as recording:
        yield recording


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'scoring.db'}")


def issued(log: Recording) -> list[tuple[int, str, str]]:
    return [
        (logged.position, logged.entry.fact.month, logged.entry.fact.project)
        for logged in log.read_all()
        if isinstance(logged.entry.fact, CardIssued)
    ]


def table(engine: Engine) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        columns = [CARDS.c[name] for name in COLUMNS]
        return [tuple(row) for row in connection.execute(select(*columns).order_by(CARDS.c.position))]


def letter(body: bytes, sequence: int = 1) -> Letter:
    return Letter("redcard.in.office.rulebook-adopted", body, sequence, MORNING)


def message(fact: RulebookAdopted, message_id: str = "m1") -> bytes:
    data = {"edition": fact.edition, "text": fact.text, "sha256": fact.sha256, "adopted_by": fact.adopted_by}
    return json.dumps({"id": message_id, "data": data}).encode()


def test_settling_twice_is_settling_once(log: Recording, engine: Engine) -> None:
    scoring = Scoring(log, engine)
    tell(log, *JANUARY, BOOK)
    scoring.settle()
    scoring.settle()
    assert [(8, "2026-01", "P1"), (9, "2026-01", "P2")] == issued(log)


def test_a_service_started_anew_has_nothing_left_to_do(log: Recording, engine: Engine) -> None:
    tell(log, *JANUARY, BOOK)
    Scoring(log, engine).settle()
    Scoring(log, engine).settle()
    assert [(8, "2026-01", "P1"), (9, "2026-01", "P2")] == issued(log)


def test_two_services_on_one_log_issue_each_card_once(log: Recording) -> None:
    one, other = (Scoring(log, memory_database()) for _ in range(2))
    tell(log, *JANUARY, BOOK)
    one.settle()
    other.settle()
    tell(log, *FEBRUARY)
    other.settle()
    one.settle()
    assert [
        (8, "2026-01", "P1"),
        (9, "2026-01", "P2"),
        (14, "2026-02", "P1"),
        (15, "2026-02", "P2"),
    ] == issued(log)


def test_the_scoreboard_has_a_row_for_every_card(log: Recording, engine: Engine) -> None:
    scoring = Scoring(log, engine)
    tell(log, *JANUARY, BOOK)
    scoring.settle()
    tell(log, *FEBRUARY)
    scoring.settle()
    scoring.settle()
    assert [
        ("2026-01", "P1", "blue", "90.00", 1, 1, None, 1, "simple-1", 8),
        ("2026-01", "P2", "red", "0.00", 2, 2, None, 1, "simple-1", 9),
        ("2026-02", "P1", "yellow", "70.00", 1, 1, "blue", 1, "simple-1", 14),
        ("2026-02", "P2", "red", "0.00", 2, 2, "red", 2, "simple-1", 15),
    ] == table(engine)


def test_the_scoreboard_shows_the_card_that_stands_and_the_leaders_beside_it(log: Recording, engine: Engine) -> None:
    scoring = Scoring(log, engine)
    tell(log, *JANUARY, BOOK)
    scoring.settle()
    objection = replace(OBJECTION, project="P1")
    override = replace(OVERRIDDEN, project="P1", card=Card.RED)
    corrected_figure = corrected("2026-01", investment="50")
    for facts in ((objection, override, corrected_figure, OBJECTION_DECIDED), (opened("2026-03"), closed("2026-02"))):
        tell(log, *facts)
        scoring.settle()
    with engine.connect() as connection:
        shown = connection.execute(
            select(CARDS.c.project, CARDS.c.card, CARDS.c.override, CARDS.c.reissued_for, CARDS.c.final).where(
                CARDS.c.month == "2026-01"
            )
        )
        assert {("P1", "yellow", "red", "O0011", True), ("P2", "red", None, None, True)} == {
            tuple(row) for row in shown
        }


def test_rebuilt_the_scoreboard_is_what_it_was(log: Recording, engine: Engine) -> None:
    scoring = Scoring(log, engine)
    for facts in ((*JANUARY, BOOK), FEBRUARY):
        tell(log, *facts)
        scoring.settle()
    live = table(engine)
    view = Scoreboard(engine)
    view.clear()
    assert [] == table(engine)
    Follower(log, "scoring", view).catch_up()
    assert (live, log.head()) == (table(engine), view.position)


@pytest.mark.parametrize("restarted", [True, False])
def test_a_failure_between_rows_leaves_none_of_them_and_is_made_up_for(
    restarted: bool, log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    scoring = Scoring(log, engine)
    tell(log, *JANUARY, BOOK)
    project = Scoreboard.project_all

    def falter(self: Scoreboard, connection: Any, entries: Any) -> None:
        project(self, connection, entries)
        if any(isinstance(logged.entry.fact, CardIssued) for logged in entries):
            raise OSError("the power failed")

    monkeypatch.setattr(Scoreboard, "project_all", falter)
    with pytest.raises(OSError, match="the power failed"):
        scoring.settle()
    assert [] == table(engine)
    monkeypatch.undo()
    (Scoring(log, engine) if restarted else scoring).settle()
    assert [8, 9] == [row[-1] for row in table(engine)]


@pytest.mark.parametrize("other", [[], [*JANUARY[:2], registered("P3"), *JANUARY[2:], BOOK]], ids=["shorter", "other"])
def test_a_log_that_the_scoreboard_was_not_made_from_is_not_followed(
    log: Recording, engine: Engine, other: list[Fact]
) -> None:
    tell(log, *JANUARY, BOOK)
    Scoring(log, engine).settle()
    with memory_log() as replaced:
        tell(replaced, *other)
        with pytest.raises(LogMismatch, match=r"stands at position 9 with digest [0-9a-f]{64}, but the log holds"):
            Scoring(replaced, engine)


def test_a_rulebook_comes_in_by_the_door_and_owed_cards_follow(log: Recording, engine: Engine) -> None:
    scoring = Scoring(log, engine)
    tell(log, *JANUARY)
    scoring.settle()
    assert [Accepted(source="office", message_id="m1", positions=(7,))] == scoring.door.receive([letter(message(BOOK))])
    scoring.settle()
    assert [(8, "2026-01", "P1"), (9, "2026-01", "P2")] == issued(log)


def test_the_same_message_twice_is_one_adoption(log: Recording, engine: Engine) -> None:
    scoring = Scoring(log, engine)
    receipt = Accepted(source="office", message_id="m1", positions=(1,))
    assert [receipt] == scoring.door.receive([letter(message(BOOK))])
    assert [receipt, receipt] == scoring.door.receive([letter(message(BOOK), 2), letter(message(BOOK), 3)])
    assert 1 == log.head()


def test_an_edition_that_comes_again_in_one_batch_is_refused(log: Recording, engine: Engine) -> None:
    scoring = Scoring(log, engine)
    letters = [letter(message(BOOK, "m1"), 1), letter(message(BOOK, "m2"), 2)]
    assert [
        Accepted(source="office", message_id="m1", positions=(1,)),
        Rejected(
            source="office",
            message_id="m2",
            positions=(2,),
            code="edition-exists",
            field="data.edition",
            value="simple-1",
            rule="an edition is adopted once: give a changed text a new edition",
        ),
    ] == scoring.door.receive(letters)


def test_a_bad_book_is_refused_and_changes_nothing(log: Recording, engine: Engine) -> None:
    scoring = Scoring(log, engine)
    tell(log, *JANUARY)
    bad = adopted(SIMPLE.replace("investment_rate", "luck"))
    (answer,) = scoring.door.receive([letter(message(bad))])
    assert isinstance(answer, Rejected)
    assert ("bad-rulebook", "data.text:score.0.indicator", "luck") == (answer.code, answer.field, answer.value)
    scoring.settle()
    assert [] == issued(log)
