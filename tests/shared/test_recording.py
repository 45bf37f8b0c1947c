"""Recording: append all or none at the versions that the entries carry; read back in the order of the log."""

import pytest

from shared.recording import Conflict, Recording
from tests.samples import (
    CONTEST,
    FEBRUARY_OPENED,
    FEBRUARY_REPORT,
    REPORT,
    SCHOOL,
    STEELWORKS,
    entry,
    facts_of,
)
from tests.story import memory_log

FIVE = [entry(STEELWORKS), entry(CONTEST), entry(REPORT, 2), entry(SCHOOL), entry(FEBRUARY_OPENED, 2)]


@pytest.fixture
def log() -> Recording:
    log = memory_log()
    assert [1, 2, 3, 4, 5] == [logged.position for logged in log.append(FIVE)]
    return log


def test_entries_come_back_in_order_with_their_positions(log: Recording) -> None:
    assert list(enumerate(FIVE, start=1)) == [(logged.position, logged.entry) for logged in log.read(0)]


def test_empty_log_has_no_head() -> None:
    log = memory_log()
    assert (0, [], []) == (log.head(), log.read(0), list(log.read_all()))


def test_head_is_the_last_position(log: Recording) -> None:
    assert 5 == log.head()


@pytest.mark.parametrize(
    ("after", "until", "limit", "expected"),
    [
        (0, None, 2, [1, 2]),
        (2, None, 5, [3, 4, 5]),
        (2, 3, 5, [3]),
        (1, 4, 2, [2, 3]),
        (5, None, 5, []),
        (9, None, 5, []),
        (3, 3, 5, []),
    ],
)
def test_part_of_the_log(log: Recording, after: int, until: int | None, limit: int, expected: list[int]) -> None:
    assert expected == [logged.position for logged in log.read(after, until, limit)]


def test_all_of_the_log_up_to_a_position(log: Recording) -> None:
    assert [1, 2, 3, 4, 5] == [logged.position for logged in log.read_all()]
    assert [1, 2, 3] == [logged.position for logged in log.read_all(3)]


def test_whoever_comes_second_to_a_place_conflicts_and_leaves_nothing(log: Recording) -> None:
    with pytest.raises(Conflict):
        log.append([entry(FEBRUARY_OPENED, 3), entry(FEBRUARY_REPORT, 2)])
    assert 5 == log.head()
    appended = log.append([entry(FEBRUARY_OPENED, 3), entry(FEBRUARY_REPORT, 3)])
    assert [(6, FEBRUARY_OPENED), (7, FEBRUARY_REPORT)] == [(one.position, one.entry.fact) for one in appended]
    assert [FEBRUARY_OPENED, FEBRUARY_REPORT] == facts_of(log.read(5))
