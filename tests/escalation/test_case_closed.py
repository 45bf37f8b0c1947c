"""Stories of how a case ends, and what comes after: recovered, looked at again, relapsed; or the project left."""

from dataclasses import replace
from datetime import date

from shared.catalogue.escalation import CaseClosed, Outcome, Step, Trigger
from shared.catalogue.intake import MonthClosed, MonthOpened
from shared.catalogue.values import Month
from tests.escalation.ladders import FORMER
from tests.escalation.people import appealed, concluded, decided, ground, held, on, proven, second_look, withdrawn
from tests.escalation.story import Log, begun, given, ladder, roadblock
from tests.escalation.test_case import ORDER, causes, ordered, summoned

DIGEST = ladder().sha256


def recovered() -> Log:
    return proven(ordered(), "2026-02-05", "2026-02-20").card("2026-02", "B").card("2026-03", "Y")


def test_two_months_out_of_red_close_the_case() -> None:
    log = recovered()
    first, last = (log.position_of_card(month) for month in ("2026-02", "2026-03"))
    assert [
        CaseClosed(
            project="P1",
            case=1,
            outcome=Outcome.RECOVERED,
            recovered=Month("2026-03"),
            evidence=(first, last),
            edition="hanting-ladder-2025.2",
            ladder_sha256=DIGEST,
            closed_on=date(2026, 4, 1),
            review_on=date(2026, 10, 31),
        )
    ] == log.of(CaseClosed)


def test_a_case_is_looked_at_again_and_a_relapse_opens_the_next() -> None:
    log = recovered().happens(second_look("2026-04-01", holds=False))
    why = ground("relapse", Trigger.RELAPSE, "1", "2026-04", len(log.facts) - 1)
    order = replace(ORDER, case=2, ground=why, issued_on=on("2026-04-01"))
    assert [replace(order, plan_due_on=on("2026-04-08"), result_due_on=on("2026-04-30"))] == log.facts[-1:]


def test_a_recovery_that_holds_leads_to_nothing() -> None:
    log = recovered().happens(second_look("2026-04-01", holds=True))
    here = len(log.facts)
    assert [] == log.day("2027-01-01").said(here)


def test_a_case_cannot_recover_in_the_months_of_its_last_ground() -> None:
    log = proven(ordered(), "2026-02-05", "2026-02-20").happens(
        MonthClosed(month=Month("2026-01")), MonthOpened(month=Month("2026-03")), MonthClosed(month=Month("2026-02"))
    )
    # Two months without a report, found in March: March and what was before it show no recovery from that.
    proven(log, "2026-03-05", "2026-03-20").card("2026-02", "B").card("2026-03", "B").card("2026-04", "B")
    assert [] == log.of(CaseClosed)
    log.card("2026-05", "B")
    assert [Month("2026-05")] == [one.recovered for one in log.of(CaseClosed) if isinstance(one, CaseClosed)]


def test_what_stood_in_the_way_of_a_recovery_does_so_no_more_once_it_is_withdrawn() -> None:
    log = begun(roadblock(due="2026-03-01")).card("2026-01", "R")
    proven(log, "2026-02-05", "2026-02-20").card("2026-02", "B").day("2026-03-16")
    proven(log, "2026-03-16", "2026-03-16").card("2026-03", "B").card("2026-04", "B")
    assert [] == log.of(CaseClosed)
    log.happens(appealed(Step.SUPERVISION_ORDER, "2026-05-01"), decided("2026-05-01", upheld=True))
    (closed,) = log.of(CaseClosed)
    assert isinstance(closed, CaseClosed)
    cards = tuple(log.position_of_card(month) for month in ("2026-03", "2026-04"))
    assert (Outcome.RECOVERED, "2026-04", cards) == (closed.outcome, closed.recovered, closed.evidence)


def test_a_project_that_ends_closes_its_case() -> None:
    log = ordered().happens(withdrawn("2026-02-03"))
    assert [
        CaseClosed(
            project="P1",
            case=1,
            outcome=Outcome.PROJECT_ENDED,
            recovered=None,
            evidence=(),
            edition="hanting-ladder-2025.2",
            ladder_sha256=DIGEST,
            closed_on=date(2026, 2, 1),
            review_on=None,
        )
    ] == log.facts[7:]
    assert [] == log.day("2027-01-01").said(8)


def test_a_whole_climb_and_its_conclusion() -> None:
    log = summoned().happens(held("2026-02-10", "2026-02-15")).day("2026-02-16").happens(concluded("2026-02-20"))
    assert [
        "supervision-order.issued",
        "deadline.missed",
        "interview.ordered",
        "deadline.missed",
        "accountability.opened",
    ] == log.said()
    here = len(log.facts)
    assert ["deadline.missed"] == log.day("2027-01-01").said(here)


def test_under_a_ladder_of_the_former_format_a_case_is_of_red_cards_alone() -> None:
    log = given("YRRRBB", policy=FORMER)
    steps = [one for one in log.said() if one not in ("deadline.missed", "finding.made")]
    assert ["supervision-order.issued", "interview.ordered", "accountability.opened", "case.closed"] == steps
    (closed,) = log.of(CaseClosed)
    assert isinstance(closed, CaseClosed)
    assert (None, "hanting-ladder-2025.1", Month("2026-06")) == (closed.review_on, closed.edition, closed.recovered)


def test_a_case_is_closed_because_of_the_last_card_out_of_red() -> None:
    log = recovered()
    (closed,) = log.positions(CaseClosed)
    assert f"{closed} from {log.position_of_card('2026-03')}" in causes(log, closed - 1)


def test_a_case_is_closed_because_the_project_ended() -> None:
    assert ["8 from 7"] == causes(ordered().happens(withdrawn("2026-02-03")), 7)
