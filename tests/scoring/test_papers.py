"""Papers: given what the log holds, this stands in the bulletin and in the paper of the year."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.scoring.paper import Because, CasePaper, Desk, Head, LateCorrection, Reason, Row, Step, Totals, YearRow
from services.scoring.papers import Papers
from shared.catalogue import Fact
from shared.catalogue.intake import IssueAccepted, PlanRevised
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card, Month
from tests.memory import Log
from tests.samples import (
    ACCEPTED,
    CLOSED_CASE,
    CONTEST,
    CORRECTION,
    FEBRUARY,
    FEBRUARY_CLOSED,
    FEBRUARY_OPENED,
    FEBRUARY_REPORT,
    INTERVIEW,
    JANUARY,
    JANUARY_CLOSED,
    MARCH,
    MARCH_OPENED,
    ORDER,
    RED_CARD,
    REFUSAL,
    REPORT,
    REVISION,
    ROADBLOCK,
    SCHOOL,
    SOLVED,
    STARTED,
    STEELWORKS,
)
from tests.samples.oversight import REOPENED

HEAD = Head("某区", "A district", simulated=True, money_unit="CNY-10k", edition="hanting-2025.1")
BLUE_CARD = replace(
    RED_CARD,
    project="P0207",
    card=Card.BLUE,
    score=Decimal("92.50"),
    rank=1,
    previous=None,
    points=(),
    lights=(),
    vetoes=(),
    caps=(),
)
BEGINNING: tuple[Fact, ...] = (CONTEST, STEELWORKS, SCHOOL)
JANUARY_OVER: tuple[Fact, ...] = (*BEGINNING, REPORT, FEBRUARY_OPENED, JANUARY_CLOSED, RED_CARD, BLUE_CARD, ORDER)


def papers(*facts: Fact) -> Papers:
    """The papers, after these facts."""
    folded = Papers()
    for logged in Log(*facts).entries:
        folded.evolve(logged)
    return folded


def desk(*facts: Fact, month: Month = JANUARY) -> Desk:
    return papers(*facts).bulletin(month).desk


EMPTY_DESK = Desk(reports=0, late=0, missing=0, corrected=0, after_close=(), refused={})


def test_a_bulletin_says_whose_it_is_and_that_it_is_simulated() -> None:
    assert HEAD == papers(*JANUARY_OVER).bulletin(JANUARY).head
    assert replace(HEAD, simulated=False, edition="") == (
        papers(replace(CONTEST, simulated=False)).bulletin(JANUARY).head
    )


def test_cards_are_counted_by_colour() -> None:
    assert {Card.BLUE: 1, Card.YELLOW: 0, Card.RED: 1} == papers(*JANUARY_OVER).bulletin(JANUARY).cards


def test_projects_stand_by_rank_with_card_score_and_reasons() -> None:
    school = Row(
        project="P0207",
        name="实验学校",
        responsible_unit="教育局",
        lead_official=SCHOOL.lead_official,
        card=Card.BLUE,
        score=Decimal("92.50"),
        rank=1,
        rank_change=None,
        previous=None,
        streak=1,
        reasons=(),
        inputs={"investment_rate": Decimal("0.31"), "payment_rate": None},
    )
    steelworks = replace(
        school,
        project="P0142",
        name=STEELWORKS.name,
        responsible_unit="工业和信息化局",
        lead_official=STEELWORKS.lead_official,
        card=Card.RED,
        score=Decimal("41.30"),
        rank=50,
        previous=Card.YELLOW,
        reasons=(
            Reason(Because.VETO, "behind-plan", Decimal(0)),
            Reason(Because.CAP, "no-fresh-report", Decimal(0)),
            Reason(Because.LIGHT, "progress", Decimal(0)),
            Reason(Because.POINTS, "investment_rate", Decimal("27.60")),
        ),
    )

    assert (school, steelworks) == papers(*JANUARY_OVER).bulletin(JANUARY).rows


def test_a_rank_is_compared_with_the_month_before() -> None:
    february = replace(RED_CARD, month=FEBRUARY, rank=38)

    rows = papers(*JANUARY_OVER, MARCH_OPENED, FEBRUARY_CLOSED, february).bulletin(FEBRUARY).rows

    assert [12] == [row.rank_change for row in rows]


def test_totals_sum_up_what_is_known_and_count_what_is_not() -> None:
    totals = Totals(
        projects=50,
        invested=Decimal("2800.50"),
        planned=Decimal("3000.00"),
        target=Decimal("860000.00"),
        unknown=1,
        started=0,
        commissioned=0,
        to_commission=12,
        to_speed_up=38,
        open_issues=0,
    )

    assert totals == papers(*JANUARY_OVER).bulletin(JANUARY).totals


@pytest.mark.parametrize(
    ("facts", "month", "total", "expected"),
    [
        ([REPORT, CORRECTION], JANUARY, "invested", Decimal("2950.00")),
        ([REPORT, FEBRUARY_OPENED, FEBRUARY_REPORT], JANUARY, "invested", Decimal("2800.50")),
        ([REPORT, FEBRUARY_OPENED, FEBRUARY_REPORT], FEBRUARY, "invested", Decimal("6100.00")),
        ([REPORT], FEBRUARY, "invested", Decimal("2800.50")),
        ([REVISION], FEBRUARY, "planned", Decimal("4000.00")),
        ([], MARCH, "planned", Decimal("6000.00")),
        ([STARTED], JANUARY, "started", 1),
        ([FEBRUARY_OPENED, JANUARY_CLOSED, ROADBLOCK], JANUARY, "open_issues", 0),
        ([ROADBLOCK, FEBRUARY_OPENED, JANUARY_CLOSED], JANUARY, "open_issues", 1),
    ],
)
def test_totals_are_as_of_the_month(facts: list[Fact], month: Month, total: str, expected: object) -> None:
    assert expected == getattr(papers(*BEGINNING, *facts).bulletin(month).totals, total)


def test_an_accepted_issue_is_no_longer_open() -> None:
    accepted = IssueAccepted(issue="I0007", accepted_by="专班", accepted_on=ROADBLOCK.due_on)

    totals = papers(*BEGINNING, ROADBLOCK, accepted, FEBRUARY_OPENED, JANUARY_CLOSED).bulletin(JANUARY).totals

    assert 0 == totals.open_issues


def test_a_reopened_issue_is_open_again() -> None:
    facts = ROADBLOCK, SOLVED, ACCEPTED, REOPENED, FEBRUARY_OPENED, JANUARY_CLOSED

    totals = papers(*BEGINNING, *facts).bulletin(JANUARY).totals

    assert 1 == totals.open_issues


def test_a_revised_plan_changes_the_target_of_the_project_alone() -> None:
    year = papers(*JANUARY_OVER, REVISION).year()

    assert isinstance(REVISION, PlanRevised)
    assert Decimal("860000.00") == year.totals.target
    assert [None, Decimal("30000.00")] == [row.target for row in year.rows]


def test_the_desk_counts_reports_and_what_is_missing() -> None:
    assert replace(EMPTY_DESK, reports=1, missing=1) == desk(*JANUARY_OVER)


def test_a_report_is_late_once_the_next_month_has_begun() -> None:
    assert replace(EMPTY_DESK, reports=1, late=1) == desk(*BEGINNING, FEBRUARY_OPENED, REPORT)


def test_a_correction_before_the_close_is_counted() -> None:
    assert replace(EMPTY_DESK, reports=1, corrected=1) == desk(*BEGINNING, REPORT, CORRECTION)


def test_a_correction_of_a_closed_month_is_named_in_the_next_bulletin() -> None:
    late = LateCorrection("P0142", STEELWORKS.name, JANUARY, CORRECTION.reason)

    found = desk(*JANUARY_OVER, CORRECTION, month=FEBRUARY)

    assert replace(EMPTY_DESK, corrected=1, after_close=(late,)) == found


def test_refusals_are_counted_by_code() -> None:
    unknown = replace(REFUSAL, refusal="0af1c3", code="unknown-project")

    found = desk(*BEGINNING, REFUSAL, unknown, replace(REFUSAL, refusal="0af1c4"))

    assert replace(EMPTY_DESK, refused={"month-not-begun": 2, "unknown-project": 1}) == found


def test_steps_stand_in_the_bulletin_of_the_month_that_called_for_them() -> None:
    assert (Step("P0142", STEELWORKS.name, JANUARY, ORDER),) == papers(*JANUARY_OVER).bulletin(JANUARY).steps


def test_the_year_has_a_row_a_project_with_all_its_cards() -> None:
    february = replace(RED_CARD, month=FEBRUARY, card=Card.YELLOW, score=Decimal("61.30"), rank=1)

    year = papers(*JANUARY_OVER, MARCH_OPENED, FEBRUARY_CLOSED, february).year()

    steelworks = YearRow(
        project="P0142",
        name=STEELWORKS.name,
        cards=(Card.RED, Card.YELLOW),
        mean=Decimal("51.30"),
        rank=1,
        invested=Decimal("2800.50"),
        target=Decimal("36000.00"),
    )
    school = YearRow(
        project="P0207",
        name="实验学校",
        cards=(Card.BLUE, None),
        mean=Decimal("92.50"),
        rank=None,
        invested=None,
        target=None,
    )
    assert (HEAD, (JANUARY, FEBRUARY)) == (year.head, year.months)
    assert {Card.BLUE: 1, Card.YELLOW: 1, Card.RED: 1} == year.cards
    assert (steelworks, school) == year.rows


def test_equals_in_rank_stand_by_their_mean() -> None:
    cards = [replace(BLUE_CARD, project="P0142", score=Decimal(90)), replace(BLUE_CARD, score=Decimal(91))]

    year = papers(*BEGINNING, FEBRUARY_OPENED, JANUARY_CLOSED, *cards).year()

    assert ["P0207", "P0142"] == [row.project for row in year.rows]


def test_a_card_without_a_score_has_no_mean() -> None:
    card: CardIssued = replace(BLUE_CARD, score=None)

    year = papers(*BEGINNING, FEBRUARY_OPENED, JANUARY_CLOSED, card).year()

    assert [None, None] == [row.mean for row in year.rows]


def test_the_year_lists_cases_with_their_steps() -> None:
    steps = [Step("P0142", STEELWORKS.name, month, fact) for month, fact in ((JANUARY, ORDER), (JANUARY, INTERVIEW))]
    closed = Step("P0142", STEELWORKS.name, MARCH, CLOSED_CASE)

    assert (CasePaper("P0142", STEELWORKS.name, 1, tuple(steps), open=True),) == papers(
        *JANUARY_OVER, INTERVIEW
    ).year().cases
    assert (CasePaper("P0142", STEELWORKS.name, 1, (*steps, closed), open=False),) == papers(
        *JANUARY_OVER, INTERVIEW, CLOSED_CASE
    ).year().cases


def test_before_the_first_close_the_year_is_empty() -> None:
    year = papers(*BEGINNING).year()

    assert ((), 0) == (year.months, year.refused)
    assert [(), ()] == [row.cards for row in year.rows]
