"""Following: views take in every entry once and in order; decisions are appended at the head, and again on conflict."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from shared.catalogue import Fact
from shared.envelope import Entry, Logged, Origin
from shared.following import ATTEMPTS, Fold, Follower, Versions
from shared.recording import BATCH, Conflict, Recording
from tests.samples import (
    CONTEST,
    FEBRUARY_OPENED,
    MARCH_OPENED,
    REPORT,
    SCHOOL,
    STEELWORKS,
    entry,
    facts_of,
    history,
)
from tests.story import memory_log, record


class Contended(Recording):
    """A log on which others append right before us, as often as it is told."""

    def __init__(self) -> None:
        super().__init__({"PERSISTENCE_MODULE": "eventsourcing.popo"})
        self.others: list[Callable[[], object]] = []

    def append(self, entries: Sequence[Entry[Fact]], *, after: int | None = None) -> list[Logged]:
        if self.others:
            self.others.pop(0)()
        return super().append(entries, after=after)


def seen(log: Recording) -> tuple[list[int], Follower]:
    """A follower that notes the positions it takes in."""
    positions: list[int] = []
    return positions, Follower(log, "intake", Fold(lambda logged: positions.append(logged.position)))


# Taking in --------------------------------------------------------------------------------------------------------


def test_every_entry_is_taken_in_once_and_in_order() -> None:
    log = memory_log()
    record(log, CONTEST, STEELWORKS)
    positions, follower = seen(log)
    follower.start()
    log.append([entry(SCHOOL)])
    assert 3 == follower.catch_up()
    assert 3 == follower.catch_up()
    assert [1, 2, 3] == positions


def test_a_view_that_is_behind_catches_up_and_one_that_is_ahead_waits() -> None:
    log = memory_log()
    record(log, CONTEST, STEELWORKS, SCHOOL)
    ahead: list[int] = []
    view = Fold(lambda logged: ahead.append(logged.position))
    view.position = 2
    Follower(log, "intake", view).start()
    assert [3] == ahead


def test_a_fold_that_breaks_down_goes_on_where_it_stopped() -> None:
    """What it took in before is not taken in again."""
    log = memory_log()
    record(log, CONTEST, STEELWORKS, SCHOOL)
    positions: list[int] = []
    trouble = [3]

    def evolve(logged: Logged) -> None:
        if logged.position in trouble:
            raise RuntimeError("out of memory")
        positions.append(logged.position)

    follower = Follower(log, "intake", Fold(evolve))
    with pytest.raises(RuntimeError, match="out of memory"):
        follower.start()
    trouble.clear()
    follower.catch_up()
    assert [1, 2, 3] == positions


def test_versions_follow_the_streams_of_one_service() -> None:
    log = memory_log()
    record(log, CONTEST, STEELWORKS, FEBRUARY_OPENED)
    versions = Versions("intake")
    versions.take(log.read(0))
    placed = versions.enter(history(MARCH_OPENED, REPORT, SCHOOL, CONTEST))
    assert [
        ("intake.calendar.district", 3),
        ("intake.project.P0142", 2),
        ("intake.project.P0207", 1),
        ("intake.calendar.district", 4),
    ] == [(said.originator_id, said.originator_version) for said in placed]


def test_facts_enter_with_the_whole_of_their_origin() -> None:
    ((fact, origin),) = history(STEELWORKS)
    (said,) = Versions("intake").enter([(fact, origin)])
    found = Origin(
        actor=said.actor,
        source=said.source,
        causation=said.causation,
        correlation=said.correlation,
        occurred_at=said.occurred_at,
    )
    assert (fact, origin) == (said.fact, found)


# Settling ---------------------------------------------------------------------------------------------------------


class ToDo:
    """Wants every fact of a list on the log, and says so until it is."""

    def __init__(self, log: Recording, *facts: Fact) -> None:
        self.missing = list(facts)
        self.asked = 0
        self.follower = Follower(log, "intake", Fold(self._evolve))

    def next_step(self) -> list[tuple[Fact, Origin]]:
        self.asked += 1
        return history(*self.missing)

    def _evolve(self, logged: Logged) -> None:
        if logged.entry.fact in self.missing:
            self.missing.remove(logged.entry.fact)


def test_settling_appends_what_is_due_until_nothing_is() -> None:
    log = memory_log()
    todo = ToDo(log, CONTEST, STEELWORKS)
    todo.follower.settle(todo.next_step)
    assert [CONTEST, STEELWORKS] == facts_of(log.read(0))
    assert 2 == todo.asked


def test_a_decision_that_its_own_fact_does_not_settle_is_an_error() -> None:
    log = memory_log()
    todo = ToDo(log, CONTEST)
    with pytest.raises(RuntimeError, match="decided again although it is on the log"):
        todo.follower.settle(lambda: history(CONTEST))
    assert 1 == log.head()


def test_settling_what_is_settled_appends_nothing() -> None:
    log = memory_log()
    record(log, CONTEST)
    todo = ToDo(log, CONTEST)
    todo.follower.settle(todo.next_step)
    assert 1 == log.head()


def test_more_than_a_batch_is_appended_in_batches() -> None:
    log = memory_log()
    todo = ToDo(log, *(replace(STEELWORKS, project=f"P{number}") for number in range(BATCH + 1)))
    todo.follower.settle(todo.next_step)
    assert BATCH + 1 == log.head()
    assert 3 == todo.asked


def test_on_conflict_it_is_decided_again_and_nothing_is_doubled() -> None:
    log = Contended()
    todo = ToDo(log, CONTEST, STEELWORKS)
    log.others = [lambda: record(log, CONTEST)]
    todo.follower.settle(todo.next_step)
    assert [CONTEST, STEELWORKS] == facts_of(log.read(0))


def test_conflicts_without_end_are_given_up() -> None:
    log = Contended()
    todo = ToDo(log, STEELWORKS)
    another = iter(range(1, 100))
    log.others = [lambda: Recording.append(log, [entry(REPORT, next(another))])] * 50
    with pytest.raises(Conflict, match="gave up after 10 attempts"):
        todo.follower.settle(todo.next_step)
    assert [REPORT] * ATTEMPTS == facts_of(log.read(0))
