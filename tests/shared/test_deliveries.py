"""However letters are delivered - cut into batches, doubled, late, mixed - the log comes out the same."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.app import door
from shared.catalogue import Fact
from shared.envelope import Entry
from shared.letters import Letter
from shared.receiving import Answered, Door
from shared.recording import Recording
from tests.samples import (
    ACCEPTED,
    CONTEST,
    CORRECTION,
    REPORT,
    ROADBLOCK,
    SCHOOL,
    SOLVED,
    STARTED,
    STEELWORKS,
    letter,
)
from tests.shared.doors import BAKERY, BAKERY_STARTED, SCHOOL_REPORT, SPRING, entries_by_stream, tables
from tests.story import memory_database, memory_log, record

T = TypeVar("T")


def batches(things: Sequence[T]) -> st.SearchStrategy[list[Sequence[T]]]:
    """Every way to cut a sequence into batches."""
    cuts = st.sets(st.integers(1, max(1, len(things) - 1)))
    return cuts.map(lambda at: [things[a:b] for a, b in zip([0, *sorted(at)], [*sorted(at), len(things)], strict=True)])


def delivered(intake: Door, parts: Sequence[Sequence[Letter]]) -> list[Answered]:
    return [answer for part in parts for answer in intake.receive(part)]


def entries(log: Recording) -> list[Entry[Fact]]:
    return [logged.entry for logged in log.read_all()]


CLEAN_LOG, CLEAN_ENGINE = memory_log(), memory_database()
CLEAN = door(CLEAN_LOG, CLEAN_ENGINE).receive(SPRING)


@given(batches(SPRING))
@settings(max_examples=20)
def test_batch_boundaries_do_not_matter(parts: list[Sequence[Letter]]) -> None:
    log, engine = memory_log(), memory_database()
    assert CLEAN == delivered(door(log, engine), parts)
    assert entries(CLEAN_LOG) == entries(log)
    assert tables(CLEAN_ENGINE) == tables(engine)


def test_one_by_one_is_as_all_at_once() -> None:
    log = memory_log()
    assert CLEAN == delivered(door(log, memory_database()), [[one] for one in SPRING])
    assert entries(CLEAN_LOG) == entries(log)


@st.composite
def with_repeats(draw: st.DrawFn) -> list[Letter]:
    """The letters in order, with any of those that came already coming again in between."""
    letters: list[Letter] = []
    for index, one in enumerate(SPRING):
        letters.append(one)
        letters += draw(st.lists(st.sampled_from(SPRING[: index + 1]), max_size=2))
    return letters


@given(with_repeats(), st.data())
@settings(max_examples=20)
def test_repeats_decide_nothing_and_get_the_same_receipt(letters: list[Letter], data: st.DataObject) -> None:
    log = memory_log()
    answers = delivered(door(log, memory_database()), data.draw(batches(letters)))
    assert entries(CLEAN_LOG) == entries(log)
    receipts = {one.key: receipt for one, receipt in zip(SPRING, CLEAN, strict=True)}
    assert [receipts[one.key] for one in letters] == answers


@given(batches(SPRING))
@settings(max_examples=15)
def test_rebuilt_tables_are_the_live_ones(parts: list[Sequence[Letter]]) -> None:
    log, live, rebuilt = memory_log(), memory_database(), memory_database()
    delivered(door(log, live), parts)
    door(log, rebuilt)
    assert tables(live) == tables(rebuilt)


# Letters about different projects, in any order but their own ---------------------------------------------------------

LANES: tuple[tuple[Letter, ...], ...] = tuple(
    tuple(letter(proposal, sequence=10 * lane + number) for number, proposal in enumerate(proposals))
    for lane, proposals in enumerate(
        (
            (STEELWORKS, REPORT, CORRECTION, REPORT, STARTED, ROADBLOCK, SOLVED, ACCEPTED),
            (SCHOOL, SCHOOL_REPORT, SCHOOL),
            (BAKERY, BAKERY_STARTED, BAKERY_STARTED),
        ),
        start=1,
    )
)


@st.composite
def mixed(draw: st.DrawFn) -> list[Letter]:
    """The letters of every lane in their order, mixed with those of the others and with repeats."""
    order = draw(st.permutations([lane for lane, letters in enumerate(LANES) for _ in letters]))
    left = [iter(letters) for letters in LANES]
    letters: list[Letter] = []
    for lane in order:
        letters.append(next(left[lane]))
        letters += draw(st.lists(st.sampled_from(letters), max_size=1))
    return letters


@given(mixed(), st.data())
@settings(max_examples=30)
def test_every_stream_is_as_in_a_clean_delivery(letters: list[Letter], data: st.DataObject) -> None:
    clean, log = memory_log(), memory_log()
    record(clean, CONTEST)
    record(log, CONTEST)
    door(clean, memory_database()).receive([one for lane in LANES for one in lane])
    delivered(door(log, memory_database()), data.draw(batches(letters)))
    assert entries_by_stream(clean) == entries_by_stream(log)
