"""The door: every letter gets one answer, a repeat the same one, whatever breaks down in between."""

from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest
from sqlalchemy import Engine

from services.intake.app import door
from services.intake.register import Register
from shared.catalogue.intake import ProgressReported
from shared.letters import Letter
from shared.receipts import Accepted, Rejected
from shared.receiving import ALONE, Parked
from shared.recording import BATCH, Recording
from tests.samples import (
    CONTEST,
    FEBRUARY_OPENED,
    FEBRUARY_REPORT,
    REPORT,
    REVISION,
    SCHOOL,
    STEELWORKS,
    facts_of,
    letter,
)
from tests.shared.doors import BAKERY, SPRING, Wary, fragile_door, tables
from tests.story import memory_database, memory_log, record


def accepted(message_id: str, *positions: int) -> Accepted:
    return Accepted(source="industry-bureau", message_id=message_id, positions=positions)


def outcomes(log: Recording, letters: tuple[Letter, ...] = SPRING) -> list[tuple[str, tuple[int, ...]]]:
    answers = door(log, memory_database()).receive(letters)
    return [(answer.outcome, answer.positions) for answer in answers if not isinstance(answer, Parked)]


# Answers ----------------------------------------------------------------------------------------------------------


def test_every_letter_is_answered_in_order() -> None:
    expected = [("refused" if place in (6, 12, 15) else "accepted", (place,)) for place in range(1, 16)]
    assert expected == outcomes(memory_log())


def test_no_letters_no_answers() -> None:
    log = memory_log()
    assert [] == door(log, memory_database()).receive([])
    assert 0 == log.head()


def test_a_batch_is_decided_on_what_its_first_letters_changed() -> None:
    """The second report of a month is refused though the first is not on the log yet when it is decided."""
    log = memory_log()
    record(log, CONTEST, STEELWORKS)
    first, second = letter(REPORT), letter(replace(REPORT, investment=Decimal("1.00")), sequence=2)
    ok, no = door(log, memory_database()).receive([first, second])
    assert accepted("m1", 3) == ok
    assert isinstance(no, Rejected)
    assert ("already-reported", (4,)) == (no.code, no.positions)


def test_repeat_in_one_batch_and_in_a_later_one_gets_the_same_receipt() -> None:
    log = memory_log()
    record(log, CONTEST)
    intake = door(log, memory_database())
    again = letter(STEELWORKS, message_id="m1", sequence=2)
    assert [accepted("m1", 2)] * 2 == intake.receive([letter(STEELWORKS), again])
    assert [accepted("m1", 2)] == intake.receive([replace(again, sequence=3)])
    assert 2 == log.head()


def test_same_id_from_another_source_is_another_message() -> None:
    log = memory_log()
    record(log, CONTEST)
    answers = door(log, memory_database()).receive([letter(STEELWORKS), letter(SCHOOL, source="education-bureau")])
    other = Accepted(source="education-bureau", message_id="m1", positions=(3,))
    assert [accepted("m1", 2), other] == answers


def test_same_id_with_another_content_gets_the_first_receipt_and_changes_nothing() -> None:
    log = memory_log()
    record(log, CONTEST)
    intake = door(log, memory_database())
    assert [accepted("m1", 2)] * 2 == intake.receive([letter(STEELWORKS), letter(SCHOOL)])
    assert [CONTEST, STEELWORKS] == facts_of(log.read(0))


def test_refused_message_stays_refused_when_its_cause_is_gone() -> None:
    """A message is judged once; whoever mended the cause sends it under a new id."""
    log = memory_log()
    record(log, CONTEST, STEELWORKS)
    intake = door(log, memory_database())
    early = letter(FEBRUARY_REPORT, sequence=1)
    (refused,) = intake.receive([early])
    assert isinstance(refused, Rejected)
    assert [accepted("m2", 4), refused, accepted("m3", 5)] == intake.receive(
        [letter(FEBRUARY_OPENED, sequence=2), early, letter(FEBRUARY_REPORT, sequence=3)]
    )


def test_letters_without_usable_id_are_told_apart_by_their_place_in_the_inbox() -> None:
    log = memory_log()
    letters = [letter(b"{", kind="progress-reported", sequence=number) for number in (7, 8)]
    answers = door(log, memory_database()).receive(letters)
    found = [(answer.message_id, answer.positions) for answer in answers if isinstance(answer, Rejected)]
    assert [("_inbox-7", (1,)), ("_inbox-8", (2,))] == found


def test_receipt_does_not_depend_on_the_batch_it_is_asked_in() -> None:
    log = memory_log()
    intake = door(log, memory_database())
    first = intake.receive(SPRING)
    assert first == [answer for one in SPRING for answer in intake.receive([one])]
    assert first[::-1] == intake.receive(SPRING[::-1])


def test_a_full_batch_fits_into_one_append() -> None:
    log = memory_log()
    record(log, CONTEST)
    letters = [letter(replace(SCHOOL, project=f"P{number}"), sequence=number) for number in range(1, BATCH + 1)]
    assert BATCH == len(door(log, memory_database()).receive(letters))
    assert BATCH + 1 == log.head()


# Others append first ------------------------------------------------------------------------------------------------


def test_on_conflict_the_batch_is_decided_again_on_the_new_state() -> None:
    log = Wary()
    record(log, CONTEST, STEELWORKS)
    ours, theirs = door(log, memory_database()), door(log, memory_database())
    log.before = [lambda: theirs.receive([letter(REPORT, source="statistics")])]
    refused, recorded = ours.receive([letter(REPORT), letter(BAKERY, sequence=2)])
    assert isinstance(refused, Rejected)
    assert ("already-reported", (4,)) == (refused.code, refused.positions)
    assert accepted("m2", 5) == recorded
    assert [REPORT, BAKERY] == [*facts_of(log.read(2, 3)), *facts_of(log.read(4))]


def test_one_letter_at_two_doors_is_recorded_once_and_gets_one_receipt() -> None:
    log = Wary()
    record(log, CONTEST, STEELWORKS)
    ours, theirs = door(log, memory_database()), door(log, memory_database())
    log.before = [lambda: theirs.receive([letter(REPORT)])]
    assert [accepted("m1", 3)] == ours.receive([letter(REPORT)])
    assert [accepted("m1", 3)] == theirs.receive([letter(REPORT)])
    assert 3 == log.head()


def test_conflicts_without_end_park_the_letter_and_nothing_of_it_is_recorded() -> None:
    log = Wary()
    record(log, CONTEST, STEELWORKS)
    ours, theirs = door(log, memory_database()), door(log, memory_database())
    another = count(2)
    log.before = [
        move
        for _ in range(ALONE)
        for move in (lambda: theirs.receive([letter(REVISION, sequence=next(another))]), lambda: None)
    ]
    first = letter(REVISION, sequence=1)
    parked = Parked(first, "Conflict('gave up after 200 attempts: others keep appending first')")
    assert [parked] == ours.receive([first])
    assert [CONTEST, STEELWORKS] + [REVISION] * ALONE == facts_of(log.read(0))
    assert [accepted("m1", ALONE + 3)] == ours.receive([first])


# Crashes ------------------------------------------------------------------------------------------------------------


def test_outcome_that_stayed_unknown_is_found_on_the_log_when_the_letters_come_again() -> None:
    log = Wary()
    record(log, CONTEST)

    def lose_the_answer() -> None:
        raise TimeoutError

    log.after = [lose_the_answer]
    intake = door(log, memory_database())
    with pytest.raises(TimeoutError):
        intake.receive([letter(STEELWORKS), letter(SCHOOL, sequence=2)])
    assert [accepted("m1", 2), accepted("m2", 3)] == intake.receive([letter(STEELWORKS), letter(SCHOOL, sequence=2)])
    assert 3 == log.head()


def test_append_that_failed_is_done_when_the_letters_come_again() -> None:
    log = Wary()
    record(log, CONTEST)

    def fail() -> None:
        raise ConnectionError

    log.before = [fail]
    intake = door(log, memory_database())
    with pytest.raises(ConnectionError):
        intake.receive([letter(STEELWORKS)])
    assert 1 == log.head()
    assert [accepted("m1", 2)] == intake.receive([letter(STEELWORKS)])


@pytest.mark.parametrize("engine", [memory_database(), None], ids=["database kept", "database lost"])
def test_next_process_gives_the_same_receipts(engine: Engine | None) -> None:
    log = memory_log()
    before = door(log, engine or memory_database()).receive(SPRING)
    assert before == door(log, engine or memory_database()).receive(SPRING)
    assert len(SPRING) == log.head()


def test_table_that_breaks_down_after_the_append_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts are on the log, the index of messages has them, the register does not: all come together again."""
    log, engine = memory_log(), memory_database()
    record(log, CONTEST)
    intake = door(log, engine)

    def full(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(Register, "project_all", full)
        with pytest.raises(OSError, match="disk full"):
            intake.receive([letter(STEELWORKS)])
    assert [accepted("m1", 2)] == intake.receive([letter(STEELWORKS)])
    assert 2 == log.head()
    fresh = memory_database()
    door(log, fresh)
    assert tables(fresh) == tables(engine)


# Deciders that break down -------------------------------------------------------------------------------------------


def test_letter_on_which_a_decider_breaks_down_is_parked_and_the_rest_goes_on() -> None:
    log = memory_log()
    record(log, CONTEST)
    poison = letter(STEELWORKS, sequence=1)
    intake = fragile_door(log, memory_database(), lambda proposal: proposal == STEELWORKS)
    answers = intake.receive([poison, letter(SCHOOL, sequence=2), letter(BAKERY, sequence=3)])
    parked = Parked(poison, "ZeroDivisionError('division by zero')")
    assert [parked, accepted("m2", 2), accepted("m3", 3)] == answers
    assert [CONTEST, SCHOOL, BAKERY] == facts_of(log.read(0))


def test_parked_letter_leaves_no_trace_and_is_decided_when_it_is_sent_again() -> None:
    log, engine = memory_log(), memory_database()
    record(log, CONTEST)
    fragile = fragile_door(log, engine, lambda proposal: proposal == STEELWORKS)
    assert [Parked] == [type(answer) for answer in fragile.receive([letter(STEELWORKS)])]
    assert 1 == log.head()
    assert [accepted("m1", 2)] == door(log, engine).receive([letter(STEELWORKS, message_id="m1", sequence=8)])


def test_every_letter_of_one_id_is_parked_while_its_decider_breaks_down() -> None:
    log = memory_log()
    record(log, CONTEST, STEELWORKS)
    intake = fragile_door(log, memory_database(), lambda proposal: isinstance(proposal, ProgressReported))
    twice = [letter(REPORT), letter(REPORT, message_id="m1", sequence=2)]
    assert [Parked, Parked] == [type(answer) for answer in intake.receive(twice)]
