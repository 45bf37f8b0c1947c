"""Weekly sorting: given what the log holds, this moved, this is stuck, these have not reported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.scoring.papers.weekly import (
    FactorMoved,
    Happened,
    Passed,
    Reported,
    Still,
    Stuck,
    Turn,
    Turned,
    Weekly,
    write,
)
from shared.catalogue import Fact
from shared.catalogue.intake import IssueLevel, ProjectAssigned
from shared.catalogue.values import Factor, Milestone
from tests.samples.projects import RESUMED, SUSPENDED, WITHDRAWN
from tests.scoring import story
from tests.scoring.papers.telling import BEGINNING, JANUARY, P1, P2, blocked, day, guaranteed, head, needed, papers

MONDAY = day("2026-01-05")
NEXT_MONDAY = day("2026-01-12")


def weekly(*facts: Fact, period: str = "2026-W02") -> Weekly:
    return write(papers(*BEGINNING, *facts), period)


def test_a_week_in_which_nothing_moved() -> None:
    assert Weekly(
        head=head("2026-01-12"),
        period="2026-W02",
        reported=(),
        passed=(),
        turned=(),
        factors=(),
        overdue=(),
        still=(),
        asked=None,
        missing=(),
    ) == weekly(MONDAY, NEXT_MONDAY)


def test_reports_are_told_with_what_was_added_and_planned() -> None:
    january = story.reported("2026-01", investment="80", physical="4.00")
    february = story.reported("2026-02", investment="150.5")

    paper = weekly(january, story.opened("2026-02"), day("2026-02-02"), february, day("2026-02-09"), period="2026-W06")

    assert (
        Reported(P1, JANUARY, False, Decimal(80), Decimal(80), Decimal(100), Decimal("4.00")),
        Reported(P1, february.month, False, Decimal("150.5"), Decimal("70.5"), Decimal(200), None),
    ) == paper.reported


def test_a_report_that_tells_no_figures_says_so() -> None:
    assert (Reported(P2, JANUARY, False, None, None, None, None),) == weekly(
        MONDAY, story.reported("2026-01", "P2"), NEXT_MONDAY
    ).reported


def test_what_was_added_is_unknown_where_the_month_before_is() -> None:
    march = story.reported("2026-03", investment="150")
    facts = (story.reported("2026-01", investment="80"), story.opened("2026-02"), story.opened("2026-03"))

    (told,) = weekly(*facts, day("2026-03-02"), day("2026-03-09"), march, day("2026-03-16"), period="2026-W11").reported

    assert None is told.added


def test_a_report_is_late_once_the_next_month_has_begun() -> None:
    (told,) = weekly(MONDAY, story.opened("2026-02"), story.reported("2026-01"), NEXT_MONDAY).reported

    assert told.late


def test_milestones_and_factors() -> None:
    paper = weekly(MONDAY, story.reached("started", "2026-01-07"), needed(), blocked(), guaranteed(), NEXT_MONDAY)

    assert (Passed(P1, Milestone.STARTED, date(2026, 1, 7)),) == paper.passed
    assert (
        FactorMoved(P1, Factor.LAND, False, date(2026, 1, 8), "省厅", "指标未批"),
        FactorMoved(P1, Factor.LAND, True, date(2026, 1, 9), "自然资源局", None),
    ) == paper.factors


def test_what_happened_with_an_issue_stands_together() -> None:
    paper = weekly(
        MONDAY,
        story.raised("I2", "2026-01-05", "2026-01-30"),
        story.raised("I1", "2026-01-05", "2026-01-30"),
        story.solved("I2", "2026-01-06"),
        story.accepted("I2", "2026-01-07"),
        story.reopened("I2", "2026-01-08", "2026-01-20"),
        NEXT_MONDAY,
    )

    raised = Happened(Turn.RAISED, date(2026, 1, 5), "王五")
    assert (
        Turned("I1", P1, "the land is not cleared", (raised,)),
        Turned(
            "I2",
            P1,
            "the land is not cleared",
            (
                raised,
                Happened(Turn.SOLVED, date(2026, 1, 6), "王五"),
                Happened(Turn.ACCEPTED, date(2026, 1, 7), "赵六"),
                Happened(Turn.REOPENED, date(2026, 1, 8), "赵六"),
            ),
        ),
    ) == paper.turned


def test_overdue_issues_stand_by_days_the_longest_first() -> None:
    paper = weekly(
        MONDAY,
        story.raised("I1", "2026-01-05", "2026-01-12"),
        story.raised("I2", "2026-01-05", "2026-01-11"),
        story.raised("I3", "2026-01-05", "2026-01-20"),
        story.triaged("I3", "2026-01-06", "2026-01-09"),
        story.raised("I4", "2026-01-05", "2026-01-06"),
        story.solved("I4", "2026-01-10"),
        NEXT_MONDAY,
    )

    assert (
        Stuck("I3", P1, "the land is not cleared", IssueLevel.TASK_FORCE, "王五", date(2026, 1, 9), 3),
        Stuck("I2", P1, "the land is not cleared", None, None, date(2026, 1, 11), 1),
    ) == paper.overdue


def test_where_the_log_tells_no_days_nothing_is_called_overdue_or_in_time() -> None:
    assert None is weekly(story.raised("I1", "2026-01-05", "2026-01-06")).overdue


def test_a_project_that_reports_the_same_again_stands_still() -> None:
    same = [story.reported(f"2026-0{month}", investment="80", physical="4") for month in (1, 2, 3)]
    facts = (same[0], story.opened("2026-02"), same[1], story.opened("2026-03"))

    assert (Still(P1, 1, same[1].month, Decimal(80)),) == weekly(MONDAY, *facts).still
    assert (Still(P1, 2, same[2].month, Decimal(80)),) == weekly(MONDAY, *facts, same[2]).still
    assert () == weekly(MONDAY, *facts, story.reported("2026-03", investment="81")).still


def test_who_has_not_reported_for_the_month_that_is_over() -> None:
    paper = weekly(MONDAY, story.reported("2026-01", investment="80"), story.opened("2026-02"))

    assert (JANUARY, (P2,)) == (paper.asked, paper.missing)


def test_a_project_that_came_later_is_not_asked() -> None:
    later = story.registered("P3")

    assert (P1, P2) == weekly(MONDAY, story.opened("2026-02"), later).missing


def test_each_movement_stands_in_one_week() -> None:
    """What was said before the log's first day stands in its week; a skipped week is empty."""
    early = story.raised("I1", "2026-01-02", "2026-01-30")
    facts = (early, MONDAY, NEXT_MONDAY, story.solved("I1", "2026-01-13"), day("2026-02-02"))
    told = [[one.turns for one in weekly(*facts, period=f"2026-W{week:02d}").turned] for week in (3, 4, 5)]

    assert [Turn.RAISED] == [turn.turn for one in weekly(*facts[:3]).turned for turn in one.turns]
    assert [[(Happened(Turn.SOLVED, date(2026, 1, 13), "王五"),)], [], []] == told


def test_nothing_is_asked_of_a_project_that_stands_still_with_approval_or_has_left() -> None:
    suspended, resumed = replace(SUSPENDED, project="P1"), replace(RESUMED, project="P1")
    facts = (MONDAY, story.opened("2026-02"), suspended)

    assert (P2,) == weekly(*facts).missing
    assert (P1, P2) == weekly(*facts, resumed).missing
    assert (P1,) == weekly(*facts, resumed, replace(WITHDRAWN, project="P2")).missing


def test_whoever_is_in_charge_now_is_named() -> None:
    assigned = ProjectAssigned(
        project="P1", responsible_unit="教育局", reason="x", assigned_by="y", assigned_on=date(2026, 1, 5)
    )
    official = replace(assigned, responsible_unit=None, lead_official="李四")

    (one, _) = weekly(MONDAY, assigned, official, story.opened("2026-02")).missing

    assert ("教育局", "李四") == (one.responsible_unit, one.lead_official)


def test_a_plan_that_was_replaced_counts_from_then_on() -> None:
    revised = story.revised(plan={"2026-01": "60"})

    (told,) = weekly(MONDAY, revised, story.reported("2026-01", investment="50"), NEXT_MONDAY).reported

    assert Decimal(60) == told.planned
