"""Exactly once in effect: whatever breaks at whatever moment, a message has one effect, and one answer for ever.

Two doors stand on one log. A schedule drawn at random says which letters come to which of them, how often and in what
batches, and what breaks: the append before or after it is recorded, the table that knows the answers, a whole process.
Everybody whose receipt was lost sends again.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.app import door
from services.intake.district import District
from shared.catalogue import Fact
from shared.following import Fold
from shared.letters import Letter
from shared.messages import Messages
from shared.receipts import Accepted, Discarded
from shared.receiving import Answered, Door, Parked
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
from tests.samples.oversight import DISCARDED
from tests.shared.doors import Wary, fragile_door
from tests.story import memory_database, record


class Broken(Exception):
    """Something broke, and nobody knows what was done."""


def breaking() -> None:
    raise Broken


# The schedule -------------------------------------------------------------------------------------------------------

REVISED = tuple(letter(replace(REVISION, reason=f"第{number}次调整"), sequence=100 + number) for number in range(4))
"""Each is accepted as often as it is decided: a second effect would show."""
REPORTS = tuple(
    letter(proposal, sequence=200 + number) for number, proposal in enumerate((REPORT, REPORT, FEBRUARY_REPORT))
)
"""Accepted or refused by what came first: a door that decides on an old state would answer differently."""
LETTERS = (*REVISED, *REPORTS, letter(FEBRUARY_OPENED, sequence=300))

HAPPENS = ("nothing", "before the append", "after the append", "in the index", "crash", "the other door first")


@st.composite
def deliveries(draw: st.DrawFn) -> list[tuple[int, str, list[Letter]]]:
    """Which door hears which letters at once, and what happens meanwhile."""
    step = st.tuples(
        st.integers(0, 1), st.sampled_from(HAPPENS), st.lists(st.sampled_from(LETTERS), min_size=1, max_size=5)
    )
    return draw(st.lists(step, min_size=1, max_size=12))


class Two:
    """Two doors on one log, each with tables of its own, and every receipt that anybody got."""

    def __init__(self) -> None:
        self.log = Wary()
        record(self.log, CONTEST, STEELWORKS)
        self.engines = [memory_database(), memory_database()]
        self.doors = [door(self.log, engine) for engine in self.engines]
        self.receipts: dict[str, set[Answered]] = {}
        self.broken = pytest.MonkeyPatch()

    def deliver(self, which: int, happens: str, letters: Sequence[Letter]) -> None:
        other = 1 - which
        if happens == "before the append":
            self.log.before = [breaking]
        elif happens == "after the append":
            self.log.after = [breaking]
        elif happens == "the other door first":
            self.log.before = [lambda: self.hear(other, letters[::-1])]
        elif happens == "in the index":
            self.broken.setattr(Messages, "project_all", _full)
        elif happens == "crash":
            self.log.after = [breaking]
        try:
            self.hear(which, letters)
        except Broken:
            pass
        finally:
            self.broken.undo()
            self.log.before, self.log.after = [], []
        if happens == "crash":
            self.doors[which] = door(self.log, self.engines[which])

    def hear(self, which: int, letters: Sequence[Letter]) -> None:
        for one, receipt in zip(letters, self.doors[which].receive(letters), strict=True):
            self.receipts.setdefault(one.key, set()).add(receipt)

    def effects(self) -> dict[str, list[Fact]]:
        """The facts that each message has led to."""
        found: dict[str, list[Fact]] = {}
        for logged in self.log.read(2):
            found.setdefault(logged.entry.causation, []).append(logged.entry.fact)
        return found


def _full(*_: object) -> None:
    raise Broken


@given(deliveries())
@settings(max_examples=100)
def test_every_message_has_one_effect_and_one_answer(steps: list[tuple[int, str, list[Letter]]]) -> None:
    two = Two()
    for which, happens, letters in steps:
        two.deliver(which, happens, letters)
    for which in (0, 1):
        two.hear(which, LETTERS)

    assert {one.key: 1 for one in LETTERS} == {key: len(facts) for key, facts in two.effects().items()}
    assert {one.key: 1 for one in LETTERS} == {key: len(receipts) for key, receipts in two.receipts.items()}
    fresh = door(two.log, memory_database()).receive(LETTERS)
    assert [two.receipts[one.key] for one in LETTERS] == [{receipt} for receipt in fresh]


# Races and failures by name ------------------------------------------------------------------------------------------


def test_one_door_cannot_refuse_what_another_accepts_on_a_later_state() -> None:
    """Ours refuses the report, for February has not begun; before that is on the log, theirs opens it and accepts."""
    log = Wary()
    record(log, CONTEST, STEELWORKS)
    ours, theirs = door(log, memory_database()), door(log, memory_database())
    report = letter(FEBRUARY_REPORT, sequence=1)
    log.before = [lambda: theirs.receive([letter(FEBRUARY_OPENED, sequence=2), report])]
    [answer] = ours.receive([report])
    assert Accepted(source="industry-bureau", message_id="m1", positions=(4,)) == answer
    assert [FEBRUARY_OPENED, FEBRUARY_REPORT] == facts_of(log.read(2))


class Spoiling(District):
    """A district that cannot take in one of the facts that it decides on."""

    def draft(self) -> "Spoiling":
        tried = super().draft()
        return Spoiling(**{field.name: getattr(tried, field.name) for field in fields(tried)})

    def evolve(self, fact: Fact) -> None:
        if fact == SCHOOL:
            raise ZeroDivisionError("division by zero")
        super().evolve(fact)


def test_repeat_in_the_other_half_of_a_divided_batch_is_a_repeat() -> None:
    """A letter whose fact nobody could take in divides the batch; the second part must know what the first has said."""
    log, district = Wary(), Spoiling()
    record(log, CONTEST, STEELWORKS)
    view = Fold(lambda logged: district.evolve(logged.entry.fact))
    intake = Door("intake", log, Messages(memory_database(), "intake"), district.draft, view)
    revision, poison = letter(REVISION, sequence=1), letter(SCHOOL, sequence=2)

    first, parked, again = intake.receive([revision, poison, revision])

    assert parked == Parked(
        poison, """Unrecordable("nobody could take it in: ZeroDivisionError('division by zero')")"""
    )
    assert Accepted(source="industry-bureau", message_id="m1", positions=(3,)) == first == again
    assert [REVISION] == facts_of(log.read(2))


def test_index_that_broke_down_is_mended_before_the_next_letter_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Wary()
    record(log, CONTEST, STEELWORKS)
    intake = door(log, memory_database())
    revision = letter(REVISION, sequence=1)
    with monkeypatch.context() as broken:
        broken.setattr(Messages, "project_all", _full)
        for _ in range(3):
            with pytest.raises(Broken):
                intake.receive([revision])
    assert [Accepted(source="industry-bureau", message_id="m1", positions=(3,))] == intake.receive([revision])
    assert [REVISION] == facts_of(log.read(2))


# Given up -----------------------------------------------------------------------------------------------------------

GIVEN_UP = replace(
    DISCARDED,
    service="intake",
    sequence=7,
    subject="redcard.in.industry-bureau.plan-revised",
    message_id="m7",
    sha256=sha256(letter(REVISION, sequence=7).body).hexdigest(),
)


def discarded(position: int) -> Discarded:
    return Discarded(source="industry-bureau", message_id="m7", positions=(position,), reason=GIVEN_UP.reason)


def test_message_that_was_given_up_stays_given_up() -> None:
    log = Wary()
    record(log, CONTEST, STEELWORKS)
    engine = memory_database()
    ours = door(log, engine)
    [accepted, given_up] = ours.receive([letter(GIVEN_UP, sequence=1, source="office"), letter(REVISION, sequence=7)])
    assert Accepted(source="office", message_id="m1", positions=(3,)) == accepted
    assert discarded(3) == given_up
    assert [discarded(3)] == ours.receive([letter(REVISION, sequence=7)])
    assert [discarded(3)] == door(log, engine).receive([letter(REVISION, sequence=7)])
    assert [GIVEN_UP] == facts_of(log.read(2))


def test_giving_up_silences_no_other_message_under_the_same_id() -> None:
    """Neither one that comes later, nor one that comes with it."""
    other = replace(REVISION, reason="另一份")
    for together in (True, False):
        log = Wary()
        record(log, CONTEST, STEELWORKS)
        intake = door(log, memory_database())
        letters = [letter(GIVEN_UP, sequence=1, source="office"), letter(other, sequence=7)]
        answers = intake.receive(letters) if together else [intake.receive([one])[0] for one in letters]
        accepted = Accepted(source="industry-bureau", message_id="m7", positions=(4,))
        assert accepted == answers[1]
        assert [GIVEN_UP, other] == facts_of(log.read(2))
        assert [accepted] == intake.receive([letter(other, sequence=7)])


def test_of_two_bodies_under_one_id_the_one_that_was_not_given_up_is_brought_to_the_log() -> None:
    log = Wary()
    record(log, CONTEST, STEELWORKS)
    intake = door(log, memory_database())
    intake.receive([letter(GIVEN_UP, sequence=1, source="office")])
    other = letter(replace(REVISION, reason="另一份"), sequence=8, message_id="m7")
    answers = intake.receive([letter(REVISION, sequence=7), other, replace(other, sequence=9)])
    accepted = Accepted(source="industry-bureau", message_id="m7", positions=(4,))
    assert [discarded(3), accepted, accepted] == answers
    assert {8} == intake.brought


def test_door_that_has_not_heard_yet_that_a_letter_was_given_up_does_not_park_it_again() -> None:
    log = Wary()
    record(log, CONTEST, STEELWORKS)
    theirs, poison = door(log, memory_database()), letter(REVISION, sequence=7)
    ours = fragile_door(log, memory_database(), lambda proposal: proposal == REVISION)
    assert [Parked] == [type(answer) for answer in ours.receive([poison])]
    theirs.receive([letter(GIVEN_UP, sequence=1, source="office")])
    assert [discarded(3)] == ours.receive([poison])


def test_message_that_was_answered_cannot_be_given_up_afterwards() -> None:
    log = Wary()
    record(log, CONTEST, STEELWORKS)
    intake = door(log, memory_database())
    revision = letter(REVISION, sequence=7)
    accepted = intake.receive([revision])
    intake.receive([letter(GIVEN_UP, sequence=1, source="office")])
    assert accepted == intake.receive([revision])


@pytest.mark.parametrize("subject", ["x", "redcard.in", "redcard.in.office.message-discarded"])
def test_whatever_subject_is_given_up_the_door_stays_open(subject: str) -> None:
    """Of no source at all, or of the very message that says so."""
    log = Wary()
    intake = door(log, memory_database())
    odd = letter(replace(GIVEN_UP, subject=subject, message_id="m1"), sequence=1, source="office")
    expected = [Accepted(source="office", message_id="m1", positions=(1,))]
    assert expected == intake.receive([odd]) == intake.receive([odd])
