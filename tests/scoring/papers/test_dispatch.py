"""Half-monthly dispatch: the agenda, as of the day on which it is due."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.scoring.papers.dispatch import Behind, Consult, Deadline, Dispatch, Outstanding, write
from services.scoring.papers.topics.cases import Owed
from services.scoring.papers.topics.factors import Readiness
from services.scoring.papers.values import Because, Reason, Why
from services.scoring.rulebook.shelf import shelf
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AnswerKind,
)
from shared.catalogue.intake import ConsultationDecision, IssueConsulted, IssueLevel
from shared.catalogue.scoring import Finding, Input, Points
from shared.catalogue.values import Card, Factor
from tests.samples.months import OVERRIDDEN
from tests.samples.projects import SUSPENDED
from tests.scoring import story
from tests.scoring.papers.samples import (
    ACCOUNTABILITY,
    ANSWERED,
    CONCLUDED,
    EXPRESS,
    HELD,
    HIGHER,
    INTERVIEW,
    ORDER,
    RAISED,
    RECOVERED,
    SIXTEENTH,
    TITLE,
)
from tests.scoring.papers.telling import (
    BEGINNING,
    FEBRUARY,
    JANUARY,
    P1,
    P2,
    blocked,
    card,
    final,
    guaranteed,
    head,
    needed,
    papers,
)


def dispatch(*facts: Fact) -> Dispatch:
    return write(papers(*BEGINNING, *facts), "2026-01-H1")


def test_an_agenda_with_nothing_on_it() -> None:
    assert Dispatch(
        head=head("2026-01-16"),
        period="2026-01-H1",
        consult=(),
        other_issues=0,
        month=None,
        behind=(),
        deadlines=(),
        outstanding=(Outstanding(P1, Factor.LAND, Readiness.NEEDED, None, None, None, None),),
    ) == dispatch(SIXTEENTH)


def test_issues_stand_by_level_then_by_days_overdue_and_those_in_time_are_counted() -> None:
    overdue = story.raised("I6", "2026-01-05", "2026-01-10")
    longer = replace(overdue, issue="I7", due_on=date(2026, 1, 9))

    paper = dispatch(*RAISED, HIGHER, EXPRESS, overdue, longer, story.solved("I5", "2026-01-08"), SIXTEENTH)

    assert (
        Consult("I3", P1, TITLE, IssueLevel.LEAD_OFFICIAL, "区长", False, 0, date(2026, 1, 25), 0),
        Consult("I7", P1, TITLE, None, None, False, 0, date(2026, 1, 9), 7),
        Consult("I6", P1, TITLE, None, None, False, 0, date(2026, 1, 10), 6),
        Consult("I4", P1, TITLE, None, None, True, 0, date(2026, 1, 20), 0),
    ) == paper.consult
    assert 2 == paper.other_issues


def test_a_reopened_issue_says_how_often() -> None:
    again = (story.solved("I3", "2026-01-07"), story.reopened("I3", "2026-01-08", "2026-01-12"))

    (told,) = dispatch(RAISED[2], HIGHER, *again, SIXTEENTH).consult

    assert (1, 4) == (told.reopened, told.overdue_days)
    (twice,) = dispatch(RAISED[2], HIGHER, *again, *again, SIXTEENTH).consult
    assert 2 == twice.reopened


def test_red_stands_before_yellow_and_longer_before_shorter() -> None:
    facts = [
        card("P1", colour=Card.YELLOW),
        card("P2", colour=Card.RED, score="40.00", vetoes=(Finding(rule="r", card=Card.RED),)),
    ]

    paper = dispatch(*facts, replace(OVERRIDDEN, project="P2"))

    assert JANUARY == paper.month
    assert (
        Behind(P2, Card.RED, Card.YELLOW, 1, Why((Reason(Because.VETO, "r", None, None),), {})),
        Behind(P1, Card.YELLOW, None, 1, Why((), {})),
    ) == paper.behind


def test_a_blue_card_with_a_red_one_put_beside_it_stands_with_the_red() -> None:
    facts = (card("P1", colour=Card.YELLOW), card("P2", colour=Card.BLUE), card("P3", colour=Card.BLUE))

    paper = dispatch(story.registered("P3"), *facts, replace(OVERRIDDEN, project="P2", card=Card.RED))

    assert [("P2", Card.BLUE, Card.RED), ("P1", Card.YELLOW, None)] == [
        (one.project.project, one.card, one.override) for one in paper.behind
    ]


def test_a_long_yellow_stands_behind_a_short_red_and_before_a_short_yellow() -> None:
    facts = (
        card("P2", colour=Card.YELLOW, streak=1),
        card("P1", colour=Card.YELLOW, streak=5),
        card("P3", colour=Card.RED, streak=1),
    )

    paper = dispatch(story.registered("P3"), *facts)

    assert ["P3", "P1", "P2"] == [one.project.project for one in paper.behind]


def test_cards_are_those_of_the_last_month_that_has_any() -> None:
    january, february = card("P1", colour=Card.RED), card("P1", FEBRUARY, Card.RED, streak=2)

    paper = dispatch(january, final(JANUARY), february)

    assert (FEBRUARY, [2]) == (paper.month, [one.streak for one in paper.behind])


def test_a_reason_names_the_indicator_that_the_rule_of_the_book_rests_on() -> None:
    book = story.adopted(shelf()["hanting"])
    lost = (
        Points(indicator="investment_rate", points=Decimal(30), maximum=Decimal(40)),
        Points(indicator="late_reports", points=Decimal(10), maximum=Decimal(10)),
        Points(indicator="issue_timeliness", points=Decimal(0), maximum=Decimal(15)),
    )
    known = (Input(indicator="schedule_gap_pp", value=Decimal("31.5")), Input(indicator="issue_timeliness", value=None))
    vetoes = (Finding(rule="more-than-30-points-behind", card=Card.RED), Finding(rule="good-news", card=Card.BLUE))
    red = replace(card("P1", colour=Card.RED, points=lost, vetoes=vetoes, inputs=known), rulebook_sha256=book.sha256)

    (behind,) = dispatch(book, red).behind

    assert (
        Why(
            (
                Reason(Because.VETO, "more-than-30-points-behind", "schedule_gap_pp", None),
                Reason(Because.POINTS, "issue_timeliness", "issue_timeliness", Decimal(15)),
                Reason(Because.POINTS, "investment_rate", "investment_rate", Decimal(10)),
            ),
            {"schedule_gap_pp": Decimal("31.5"), "issue_timeliness": None},
        )
        == behind.why
    )


def test_steps_are_due_until_they_are_taken() -> None:
    plan = Deadline(P1, Owed.PLAN, None, "工业和信息化局", date(2026, 1, 14), 2)
    interview = Deadline(P1, Owed.INTERVIEW, None, "区委书记", date(2026, 1, 20), 0)
    conclusion = Deadline(P1, Owed.CONCLUSION, None, "问责专班", date(2026, 2, 20), 0)
    promised = Deadline(P1, Owed.COMMITMENT, "月底复工", "局长", date(2026, 1, 31), 0)
    steps = (ORDER, INTERVIEW, ACCOUNTABILITY)

    assert (plan, interview, conclusion) == dispatch(*steps, SIXTEENTH).deadlines
    assert (interview, conclusion) == dispatch(*steps, ANSWERED, SIXTEENTH).deadlines
    assert (promised, conclusion) == dispatch(*steps, ANSWERED, HELD, SIXTEENTH).deadlines
    assert (plan, interview) == dispatch(*steps, CONCLUDED, SIXTEENTH).deadlines
    assert () == dispatch(*steps, HELD, RECOVERED, SIXTEENTH).deadlines


def test_proof_does_not_answer_for_the_plan() -> None:
    (owed,) = dispatch(ORDER, replace(ANSWERED, kind=AnswerKind.PROOF)).deadlines

    assert (Owed.PLAN, None) == (owed.owed, owed.overdue_days)


def test_what_a_consultation_decided_is_due_until_the_issue_is_solved() -> None:
    task = ConsultationDecision(decision="协调迁改", owner="供电公司", due_on=date(2026, 1, 13))
    consulted = IssueConsulted(
        issue="I1", held_on=date(2026, 1, 6), chaired_by="区长", participants=("发改局",), decisions=(task,)
    )

    assert (Deadline(P1, None, "协调迁改", "供电公司", date(2026, 1, 13), 3),) == dispatch(
        RAISED[0], consulted, SIXTEENTH
    ).deadlines
    assert () == dispatch(RAISED[0], consulted, story.solved("I1", "2026-01-12"), SIXTEENTH).deadlines


def test_factors_that_are_not_guaranteed() -> None:
    waiting = Outstanding(P1, Factor.LAND, Readiness.NEEDED, "自然资源局", date(2026, 1, 10), 6, None)

    assert (waiting,) == dispatch(needed(due_on="2026-01-10"), SIXTEENTH).outstanding
    assert (replace(waiting, readiness=Readiness.BLOCKED, reason="指标未批"),) == dispatch(
        needed(due_on="2026-01-10"), blocked(), SIXTEENTH
    ).outstanding
    assert () == dispatch(needed(), guaranteed(), SIXTEENTH).outstanding
    assert () == dispatch(needed(), replace(SUSPENDED, project="P1"), SIXTEENTH).outstanding
