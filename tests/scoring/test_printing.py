"""Printing: what is due is made as of the fact that made it due; whoever makes it again finds the same, or says not."""

from dataclasses import replace

import pytest

from services.scoring.papers.cadence import Cadence
from services.scoring.papers.forms import compose
from services.scoring.papers.quarterly import Quarterly
from services.scoring.printing import Press, UnlikeError, issues, make
from shared.catalogue.scoring import PaperIssued, PaperKind
from shared.following import Versions
from shared.language import Language
from shared.recording import Recording
from tests.memory import tell
from tests.scoring.papers.told import STORY
from tests.scoring.story import contest_opened
from tests.story import memory_log

WEEKLY, BULLETIN = PaperKind.WEEKLY_SORTING, PaperKind.MONTHLY_BULLETIN


class District:
    """A log on which papers fall due, and a press."""

    def __init__(self) -> None:
        self.log = memory_log()
        self.cadence, self.press, self.versions = Cadence(), Press(self.log), Versions("scoring")
        self.position = 0

    def catch_up(self) -> None:
        chunk = self.log.read(self.position)
        for logged in chunk:
            self.cadence.evolve(logged)
        if chunk:
            self.versions.take(chunk)
            self.position = chunk[-1].position

    def settle(self) -> list[PaperIssued]:
        """Print what is due, and append it."""
        self.catch_up()
        said = self.press.print(self.cadence.due)
        self.log.append(self.versions.enter(said))
        self.catch_up()
        return [fact for fact, _ in said]


def printed(at_once: bool) -> tuple[Recording, list[PaperIssued]]:
    """The story on a log, its papers issued as they fall due, or all at its end."""
    district, found = District(), []
    for number, fact in enumerate(STORY, start=1):
        tell(district.log, fact)
        if at_once or number == len(STORY):
            found += district.settle()
    return district.log, found


def test_papers_printed_late_are_those_that_would_have_been_printed_in_time() -> None:
    """Only the positions differ, for papers stand on the log themselves: read without them, they are the same."""
    _, in_time = printed(at_once=True)
    _, late = printed(at_once=False)

    assert [(one.kind, one.period, one.sha256, one.edition) for one in in_time] == [
        (one.kind, one.period, one.sha256, one.edition) for one in late
    ]


def test_the_fact_says_as_of_where_by_which_book_and_in_which_form() -> None:
    log, found = printed(at_once=True)
    bulletin = next(one for one in found if one.kind == BULLETIN)
    at = {logged.position: logged.entry.fact for logged in log.read_all()}

    assert ("2026-01", "hanting-2025.2", 1) == (bulletin.period, bulletin.edition, bulletin.form)
    assert "CardsFinalised" == type(at[bulletin.position]).__name__


def test_what_is_printed_again_before_it_is_appended_is_the_same() -> None:
    """Others appended first: the press is asked again, and has read on meanwhile."""
    district = District()
    tell(district.log, *STORY)
    district.catch_up()

    first = district.press.print(district.cadence.due)
    again = district.press.print(district.cadence.due)

    assert first == again != []


def test_nothing_due_reads_nothing() -> None:
    assert [] == Press(memory_log()).print([])


def test_every_issued_paper_can_be_made_again() -> None:
    log, found = printed(at_once=True)

    assert {(one.kind, one.period): one for one in found} == issues(log)
    for one in found:
        made = make(log, one.kind, one.period)
        assert (one, one) == (made.issued, made.paper.issued(one.position))


def test_a_paper_that_is_not_issued_is_a_draft_as_of_the_head() -> None:
    log = memory_log()
    tell(log, *STORY)

    made = make(log, BULLETIN, "2026-03")

    assert None is made.issued
    assert ("本期尚未印发，以上为草稿。",) == compose(made.paper, Language.CHINESE, None).vouched


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sha256": "0" * 64}, "^issued with digest 0{64}; made again from the log it has [0-9a-f]{64}$"),
        ({"edition": "other"}, "^issued under edition other; made again from the log it is under hanting-2025.2"),
        ({"form": 2}, "^issued in form 2; this release of redcard makes form 1"),
    ],
)
def test_a_paper_unlike_what_was_issued_is_an_error(change: dict[str, str | int], why: str) -> None:
    _, found = printed(at_once=False)
    bulletin = next(one for one in found if one.kind == BULLETIN)
    log = memory_log()
    tell(log, *STORY, replace(bulletin, **change))  # type: ignore[arg-type]  # Names of its fields.

    with pytest.raises(UnlikeError, match=why):
        make(log, BULLETIN, "2026-01")


@pytest.mark.parametrize(
    ("kind", "period", "why"),
    [
        (BULLETIN, "2026-W01", "2026-W01 is not a period of the monthly-bulletin"),
        (BULLETIN, "2025-12", "2025-12 was over before the contest began"),
        (BULLETIN, "2026-05", "2026-05 has not begun: the calendar stands at 2026-04"),
        (WEEKLY, "2026-W60", "Invalid week: 60"),
    ],
)
def test_there_is_no_such_paper(kind: PaperKind, period: str, why: str) -> None:
    log = memory_log()
    tell(log, *STORY)

    with pytest.raises(ValueError, match=why):
        make(log, kind, period)


def test_a_period_in_which_the_contest_began_has_its_paper() -> None:
    log = memory_log()
    tell(log, contest_opened("2026-02"))

    assert ("2026-02",) == tuple(told.month for told in quarter(log).months)


def quarter(log: Recording) -> Quarterly:
    values = make(log, PaperKind.QUARTERLY_SUMMARY, "2026-Q1").paper.values
    assert isinstance(values, Quarterly)
    return values


def test_before_a_contest_there_are_no_papers() -> None:
    with pytest.raises(ValueError, match="no contest was opened yet"):
        make(memory_log(), BULLETIN, "2026-01")
