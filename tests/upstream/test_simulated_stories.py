"""The stories of the simulated year: what habits do to cards, what oversight finds, and what due process mends."""

from collections import Counter
from dataclasses import fields
from decimal import Decimal
from random import Random

import pytest

from services.upstream.courses import Habit
from services.upstream.names import english
from services.upstream.sites import Site, draw_list
from shared.catalogue import Fact
from shared.catalogue.escalation import ConcealmentConfirmed, ExemptionGranted, InterviewHeld
from shared.catalogue.intake import (
    FactorBlocked,
    FactorGuaranteed,
    InspectionHeld,
    IssueConsulted,
    IssueRaised,
    MarkGiven,
    MarkKind,
    ObservationScored,
    ProgressReported,
    ReportCorrected,
    StatisticsEntered,
    TourListed,
)
from shared.catalogue.scoring import (
    CardIssued,
    CardOverridden,
    CardsFinalised,
    CardWithdrawn,
    Exempted,
    ObjectionDecided,
    ObjectionRaised,
)
from shared.catalogue.values import Card, Month
from shared.envelope import Logged
from tests.upstream.year import YEAR, Played, played_year, recorded


@pytest.fixture
def played() -> Played:
    return played_year()


def cards_by_project(played: Played) -> dict[str, str]:
    """`P0007: bbbbyrrryybb`: the first letter of every card that stands, month by month."""
    standing = {(card.project, card.month): card.card[0] for card in recorded(played, CardIssued)}
    rows: dict[str, str] = {}
    for (project, _), card in sorted(standing.items()):
        rows[project] = rows.get(project, "") + card
    return rows


def the(habit: Habit) -> Site:
    """The project with a habit that one project has."""
    (site,) = [site for site in draw_list(Random(1), YEAR, 50) if site.habit is habit]
    return site


def first_of(played: Played, kind: type[Fact], project: str) -> Logged:
    """Where a project's first fact of a kind stands on the log."""
    return next(
        logged
        for logged in played.log
        if isinstance(logged.entry.fact, kind) and getattr(logged.entry.fact, "project", "") == project
    )


def month(number: int) -> Month:
    return Month(f"{YEAR}-{number:02d}")


def test_most_projects_do_well(played: Played) -> None:
    assert {"b": 555, "y": 30, "r": 15} == Counter("".join(cards_by_project(played).values()))


@pytest.mark.parametrize(
    ("habit", "cards"),
    [
        (Habit.NEVER_STARTED, ["yrrrrrybbbbb"]),
        (Habit.RECOVERING, ["bbbbyrrryybb"]),
        (Habit.HIDING, ["bbbbbbbbbrrr"]),
        (Habit.IDLE, ["bbbbbyrryryr"]),
        (Habit.BLOCKED, ["bbbbbybbbbbb", "bbbbbbbybbbb", "bbbybbbbbbbb"]),
        (Habit.FLOODED, ["bbbbbbbbbbbb"]),
    ],
)
def test_each_story_is_told_by_its_cards(habit: Habit, cards: list[str], played: Played) -> None:
    told = cards_by_project(played)

    assert cards == [told[site.id] for site in draw_list(Random(1), YEAR, 50) if site.habit is habit]


def test_an_inspection_finds_less_than_reported_and_a_person_confirms_concealment(played: Played) -> None:
    hiding = the(Habit.HIDING)
    reported = {
        report.month: report.investment for report in recorded(played, ProgressReported) if report.project == hiding.id
    }
    corrected = {
        correction.month: correction.investment
        for correction in recorded(played, ReportCorrected)
        if correction.project == hiding.id
    }
    (held,) = [held for held in recorded(played, InspectionHeld) if held.project == hiding.id]
    (confirmed,) = recorded(played, ConcealmentConfirmed)

    assert hiding.investment(hiding.planned[8]) == reported[month(9)]
    assert {month(9): hiding.investment(hiding.course.done[8])} == corrected == {month(9): held.investment}
    assert hiding.course.done[8] < hiding.planned[8] / 2
    assert (hiding.id, month(9), held.inspection) == (confirmed.project, confirmed.month, confirmed.inspection)
    assert held.inspected_on < confirmed.heard_on < confirmed.confirmed_on


def test_another_inspection_finds_all_as_reported(played: Played) -> None:
    held = next(held for held in recorded(played, InspectionHeld) if held.inspection == "V0001")
    reported = next(
        report
        for report in recorded(played, ProgressReported)
        if (report.project, report.month) == (held.project, held.month)
    )

    assert (reported.investment, reported.physical) == (held.investment, held.physical)


def test_the_commander_overrides_the_card_that_hidden_arrears_had_earned(played: Played) -> None:
    (overridden,) = recorded(played, CardOverridden)
    computed = next(
        card
        for card in recorded(played, CardIssued)
        if (card.project, card.month) == (overridden.project, overridden.month)
    )

    assert (the(Habit.HIDING).id, month(9), Card.BLUE, Card.RED) == (
        overridden.project,
        overridden.month,
        computed.card,
        overridden.card,
    )


def test_a_report_that_left_a_section_out_is_corrected_and_its_card_reissued(played: Played) -> None:
    project = the(Habit.MISCOUNTED).id
    first, again = [card for card in recorded(played, CardIssued) if (card.project, card.month) == (project, month(6))]
    order = [first_of(played, kind, project).position for kind in (ReportCorrected, ObjectionRaised, CardWithdrawn)]

    assert (Card.YELLOW, None, Card.BLUE, "O0002") == (first.card, first.reissued_for, again.card, again.reissued_for)
    assert sorted(order) == order
    assert [project] == [withdrawn.project for withdrawn in recorded(played, CardWithdrawn)]


def test_an_objection_without_good_reason_is_rejected_when_the_cards_are_final_already(played: Played) -> None:
    project = the(Habit.NEVER_STARTED).id

    assert [(month(3), (project,))] == [
        (final.month, final.under_objection) for final in recorded(played, CardsFinalised) if final.under_objection
    ]
    assert [("O0001", False), ("O0002", True)] == [
        (decided.objection, decided.upheld) for decided in recorded(played, ObjectionDecided)
    ]


def test_high_water_is_excused_and_the_cards_say_so(played: Played) -> None:
    (granted,) = recorded(played, ExemptionGranted)
    excused = {card.month: card.exemptions for card in recorded(played, CardIssued) if card.project == granted.project}

    removed = (Exempted(exemption="E0001", effect="schedule_gap_pp"),)
    assert the(Habit.FLOODED).id == granted.project
    assert {month(7): removed, month(8): removed} == {when: told for when, told in excused.items() if told}


def test_a_report_after_the_close_is_late_and_counts_in_the_next_month(played: Played) -> None:
    careless = next(site for site in draw_list(Random(1), YEAR, 50) if site.habit is Habit.SLOPPY)
    missing = sorted(careless.course.missing)
    reported = {report.month for report in recorded(played, ProgressReported) if report.project == careless.id}
    late = {
        card.month: next(told.value for told in card.inputs if told.indicator == "late_reports")
        for card in recorded(played, CardIssued)
        if card.project == careless.id
    }

    assert {month(number + 1) for number in range(12)} - {month(missing[1] + 1)} == reported
    late_itself = missing[0] + 1 in careless.course.late
    assert [0, 1 + late_itself] == [late[month(missing[0] + number)] for number in (1, 2)]


def test_most_factors_are_guaranteed_early_and_those_behind_a_standstill_late(played: Played) -> None:
    guaranteed = Counter(fact.guaranteed_on.month for fact in recorded(played, FactorGuaranteed))
    blocked = {fact.project for fact in recorded(played, FactorBlocked)}
    short = {
        card.project: next(told.value for told in card.inputs if told.indicator == "factors_ready")
        for card in recorded(played, CardIssued)
        if card.month == month(1) and card.project in blocked
    }

    assert {site.id for site in draw_list(Random(1), YEAR, 50) if site.habit is Habit.BLOCKED} == blocked
    assert [] == [ready for ready in short.values() if ready is None or ready >= 1]
    assert 203 == guaranteed.total()


def test_started_projects_are_entered_into_the_statistics_a_few_of_them_late(played: Played) -> None:
    longest: dict[str, Decimal] = {}
    for card in recorded(played, CardIssued):
        months = next(told.value for told in card.inputs if told.indicator == "statistics_lag_months")
        longest[card.project] = max(months or Decimal(0), longest.get(card.project, Decimal(0)))

    assert 50 == len(recorded(played, StatisticsEntered))
    assert {0: 42, 1: 7, 2: 1} == Counter(longest.values())


def test_what_is_paid_follows_what_is_invested(played: Played) -> None:
    reports = recorded(played, ProgressReported)

    assert [] == [
        report for report in reports if not (report.paid and report.investment and report.paid < report.investment)
    ]


def test_two_tours_of_twelve_projects_and_seven_judges_who_all_score(played: Played) -> None:
    tours = recorded(played, TourListed)
    scored = Counter(score.tour for score in recorded(played, ObservationScored))

    assert [("T2025-1", 12, 7, 6), ("T2025-2", 12, 7, 12)] == [
        (tour.tour, len(tour.projects), len(tour.judges), tour.ends_on.month) for tour in tours
    ]
    assert {"T2025-1": 84, "T2025-2": 84} == scored


def test_marks_are_given_all_year_round(played: Played) -> None:
    marks = recorded(played, MarkGiven)

    assert (25, {MarkKind.MERIT: 17, MarkKind.DEMERIT: 8}) == (len(marks), Counter(mark.kind for mark in marks))
    assert [f"M{number:04d}" for number in range(1, 26)] == sorted(mark.mark for mark in marks)


SPOKEN = {
    *("reason", "ground", "finding", "findings", "comment", "title", "decided_by", "raised_by", "given_by"),
    *("approver", "requested_by", "confirmed_by", "heard", "overridden_by", "office", "judge", "guarantor"),
    *("responsible_unit", "lead_official", "accepted_by", "solved_by", "guaranteed_by", "entered_by", "blocked_by"),
    *("owner", "triaged_by", "chaired_by", "sent_by", "owed_by", "proof", "answer", "answered_by", "reviewed_by"),
    *("held_by", "minutes", "concerning", "concluded_by", "done_by", "dismissed_by"),
}
"""Fields whose texts a paper may show."""


def test_everything_that_people_say_has_its_english(played: Played) -> None:
    known = english()
    said = {
        getattr(logged.entry.fact, told.name)
        for logged in played.log
        for told in fields(logged.entry.fact)
        if told.name in SPOKEN
    }
    said |= {decision.decision for consulted in recorded(played, IssueConsulted) for decision in consulted.decisions}
    for held in recorded(played, InterviewHeld):
        said |= {*held.attended, *(undertaken.commitment for undertaken in held.commitments)}

    assert set() == {text for text in said if isinstance(text, str)} - known.keys()


def test_issues_are_numbered_as_they_are_raised(played: Played) -> None:
    raised = [(fact.raised_on, fact.issue) for fact in recorded(played, IssueRaised)]

    assert sorted(raised) == sorted(raised, key=lambda one: one[1])
