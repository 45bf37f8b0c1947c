"""Monthly bulletin: cards with ranks and reasons, what was objected to or changed, and what crossed the desk."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.scoring.papers.bulletin import (
    Bulletin,
    Correction,
    DeskWork,
    Excused,
    MonthOfCards,
    Objection,
    Row,
    StepTaken,
    write,
)
from services.scoring.papers.fold import Papers
from services.scoring.papers.topics.cases import Taken
from services.scoring.papers.values import Because, Override, Reason, Totals, Why
from shared.catalogue import Fact
from shared.catalogue.escalation import ExemptionEnded, ExemptionKind
from shared.catalogue.scoring import (
    CardIssued,
    CardWithdrawn,
    Exempted,
    Input,
    Points,
)
from shared.catalogue.values import Card, Month
from tests.memory import Log
from tests.samples import REFUSAL
from tests.samples.months import WORKDAYS_2026
from tests.scoring import story
from tests.scoring.books import SIMPLE
from tests.scoring.papers.samples import (
    EXEMPTION,
    FEBRUARY_CLOSED,
    JANUARY_CLOSED,
    OBJECTED,
    ORDER,
    OVERRIDE,
    RECOVERED,
    UPHELD,
)
from tests.scoring.papers.telling import BEGINNING, FEBRUARY, JANUARY, P1, P2, card, day, final, head, papers

NO_DESK = DeskWork(reports=1, late=(), missing=(), corrected=0, refused={})


def bulletin(*facts: Fact, month: Month = JANUARY) -> Bulletin:
    return write(papers(*BEGINNING, *facts), month)


def test_the_whole_bulletin_of_a_first_month() -> None:
    lost = Points(indicator="investment_rate", points=Decimal(30), maximum=Decimal(40))
    known = Input(indicator="investment_rate", value=Decimal("0.75"))
    red = card("P2", colour=Card.RED, score="40.00", rank=2, points=(lost,), inputs=(known,))

    paper = bulletin(*JANUARY_CLOSED, story.reached("started", "2026-01-09"), red, card(), final(JANUARY))

    row = Row(P1, Card.BLUE, None, Decimal("90.00"), 1, None, 1, 1, None, None, 1, None, Why((), {}))
    reason = Reason(Because.POINTS, "investment_rate", "investment_rate", Decimal(10))
    second = replace(
        row,
        project=P2,
        card=Card.RED,
        score=Decimal("40.00"),
        rank=2,
        why=Why((reason,), {"investment_rate": Decimal("0.75")}),
    )
    counted = {Card.BLUE: 1, Card.YELLOW: 0, Card.RED: 1}
    assert (
        Bulletin(
            head=head(),
            period=JANUARY,
            totals=Totals(
                month=JANUARY,
                projects=2,
                listed=2,
                invested=Decimal(80),
                planned=Decimal(100),
                target=Decimal(1000),
                unknown=1,
                started=1,
                completed=0,
                commissioned=0,
                to_commission=1,
                to_speed_up=1,
                open_issues=0,
            ),
            cards=counted,
            before=None,
            months=(MonthOfCards(JANUARY, counted),),
            rows=(row, second),
            objections=(),
            overrides=(),
            corrections=(),
            excused=(),
            steps=(),
            desk=replace(NO_DESK, missing=(P2,)),
        )
        == paper
    )


def test_ranks_and_cards_are_compared_with_the_month_before() -> None:
    before = (card(rank=2), card("P2", colour=Card.YELLOW, rank=1))
    now = (card(month=FEBRUARY, rank=1, previous=Card.BLUE, streak=2), card("P2", FEBRUARY, Card.RED, rank=2))

    paper = bulletin(*JANUARY_CLOSED, *before, *FEBRUARY_CLOSED, *now, final(JANUARY), final(FEBRUARY), month=FEBRUARY)

    assert [(1, 1, 0, 2), (2, -1, 0, 1)] == [
        (row.rank, row.rank_change, row.category_change, row.streak) for row in paper.rows
    ]
    assert {Card.BLUE: 1, Card.YELLOW: 1, Card.RED: 0} == paper.before
    assert {Card.BLUE: 1, Card.YELLOW: 0, Card.RED: 1} == paper.cards
    assert [JANUARY, FEBRUARY] == [one.month for one in paper.months]


def test_what_nobody_told_is_unknown() -> None:
    paper = bulletin(story.opened("2026-02"), story.closed("2026-01"), card(score=None))

    assert (None, 2) == (paper.totals.invested, paper.totals.unknown)
    assert [None] == [row.score for row in paper.rows]


def test_money_told_before_the_year_is_not_of_the_year() -> None:
    began = story.contest_opened("2025-12")
    facts = (story.reported("2025-12", investment="70"), story.opened("2026-01"), story.reported("2026-01"))

    assert None is write(papers(began, *BEGINNING[1:], *facts), JANUARY).totals.invested
    told = (*facts[:2], story.reported("2026-01", investment="80"))
    assert Decimal(10) == write(papers(began, *BEGINNING[1:], *told), JANUARY).totals.invested


def test_an_objection_is_told_open_then_with_its_outcome() -> None:
    facts = (*JANUARY_CLOSED, card(colour=Card.RED), OBJECTED)
    undecided = Objection(
        "O1", P1, JANUARY, "数字有误", "发改局", date(2026, 2, 4), None, None, None, None, None, Card.RED
    )
    withdrawn = CardWithdrawn(project="P1", month=JANUARY, card=Card.RED, position=9, objection="O1")
    reissued = replace(card(colour=Card.YELLOW), reissued_for="O1")
    decided = replace(
        undecided,
        upheld=True,
        reason="漏记发票",
        decided_by="复核组",
        decided_on=date(2026, 2, 9),
        withdrawn=Card.RED,
        card=Card.YELLOW,
    )

    assert (undecided,) == bulletin(*facts).objections
    assert (decided,) == bulletin(*facts, UPHELD, withdrawn, reissued).objections
    dismissed = replace(decided, upheld=False, withdrawn=None, card=Card.RED)
    assert (dismissed,) == bulletin(*facts, replace(UPHELD, upheld=False)).objections


def test_a_later_objection_to_the_same_card_did_not_withdraw_it() -> None:
    withdrawn = CardWithdrawn(project="P1", month=JANUARY, card=Card.RED, position=9, objection="O1")
    facts = (card(colour=Card.RED), OBJECTED, UPHELD, withdrawn, card(), replace(OBJECTED, objection="O2"))

    assert [Card.RED, None] == [told.withdrawn for told in bulletin(*JANUARY_CLOSED, *facts).objections]


def test_each_objection_tells_the_card_that_was_withdrawn_for_it() -> None:
    first = CardWithdrawn(project="P1", month=JANUARY, card=Card.RED, position=9, objection="O1")
    second = replace(first, card=Card.YELLOW, position=12, objection="O2")
    objected = replace(OBJECTED, objection="O2"), replace(UPHELD, objection="O2")
    facts = (card(colour=Card.RED), OBJECTED, UPHELD, first, card(colour=Card.YELLOW), *objected, second, card())

    assert [Card.RED, Card.YELLOW] == [told.withdrawn for told in bulletin(*JANUARY_CLOSED, *facts).objections]


def test_an_objection_that_was_open_at_the_last_bulletin_stands_in_the_next() -> None:
    facts = (*JANUARY_CLOSED, card(), OBJECTED, final(JANUARY), UPHELD, *FEBRUARY_CLOSED, card(month=FEBRUARY))

    assert ["O1"] == [told.objection for told in bulletin(*facts, month=FEBRUARY).objections]
    objected = replace(OBJECTED, objection="O2", month=FEBRUARY)
    assert ["O1"] == [told.objection for told in bulletin(*facts, objected, month=JANUARY).objections]
    later = (*facts, final(FEBRUARY), story.opened("2026-04"), story.closed("2026-03"))
    assert [] == [told.objection for told in bulletin(*later, month=Month("2026-03")).objections]


def test_an_override_stands_beside_the_computed_card_with_name_and_reason() -> None:
    paper = bulletin(*JANUARY_CLOSED, card(colour=Card.RED), OVERRIDE)

    assert [(Card.RED, Card.YELLOW)] == [(row.card, row.override) for row in paper.rows]
    assert (
        Override(P1, JANUARY, Card.RED, Card.YELLOW, "停电", "陈志强", "总指挥", date(2026, 2, 5)),
    ) == paper.overrides
    assert {Card.BLUE: 0, Card.YELLOW: 0, Card.RED: 1} == paper.cards


def test_a_late_override_stands_in_the_next_bulletin() -> None:
    facts = (*JANUARY_CLOSED, card(), final(JANUARY), OVERRIDE, *FEBRUARY_CLOSED)

    assert [JANUARY] == [told.month for told in bulletin(*facts, month=FEBRUARY).overrides]


def test_a_correction_after_the_close_says_what_the_card_would_have_been() -> None:
    asked: list[tuple[str, str]] = []

    def would_be(project: str, month: Month) -> CardIssued:
        asked.append((project, month))
        return card(colour=Card.RED, score="40.00")

    told = Papers(would_be)
    corrected = story.corrected("2026-01", investment="10")
    for logged in Log(*BEGINNING, *JANUARY_CLOSED, card(), corrected).entries:
        told.evolve(logged)

    assert [("P1", "2026-01")] == asked
    assert (
        Correction(P1, JANUARY, "a figure was mistyped", Card.BLUE, Decimal("90.00"), Card.RED, Decimal("40.00")),
    ) == write(told, JANUARY).corrections


def test_a_correction_after_the_last_bulletin_stands_in_the_next() -> None:
    corrected = story.corrected("2026-01", investment="10")
    facts = (*JANUARY_CLOSED, card(), final(JANUARY), corrected, *FEBRUARY_CLOSED)
    told = Correction(P1, JANUARY, "a figure was mistyped", Card.BLUE, Decimal("90.00"), None, None)

    assert () == bulletin(*facts).corrections
    assert (told,) == bulletin(*facts, month=FEBRUARY).corrections


def test_a_correction_before_the_close_is_only_counted() -> None:
    corrected = story.corrected("2026-01", investment="81")
    paper = bulletin(JANUARY_CLOSED[0], corrected, *JANUARY_CLOSED[1:], card())

    assert ((), 1) == (paper.corrections, paper.desk.corrected)
    february = (story.reported("2026-02", investment="82"), story.corrected("2026-02", investment="83"))
    assert () == bulletin(*JANUARY_CLOSED, final(JANUARY), *february, month=FEBRUARY).corrections


def test_an_exemption_on_a_card_is_told_with_its_approver() -> None:
    exempted = replace(card(), exemptions=(Exempted(exemption="E1", effect="schedule_gap_pp"),))
    told = Excused(P1, "E1", ExemptionKind.FORCE_MAJEURE, "schedule_gap_pp", date(2026, 3, 31), "区政府")
    ended = ExemptionEnded(exemption="E1", ended_on=date(2026, 2, 15), reason="x", ended_by="区政府")

    assert (told,) == bulletin(*JANUARY_CLOSED, EXEMPTION, exempted).excused
    assert (replace(told, until=date(2026, 2, 15)),) == bulletin(*JANUARY_CLOSED, EXEMPTION, exempted, ended).excused
    unknown = replace(told, kind=None, until=None, approver=None)
    assert (unknown,) == bulletin(*JANUARY_CLOSED, exempted).excused


def test_steps_stand_in_the_bulletin_of_the_month_that_called_for_them() -> None:
    taken = StepTaken(P1, Taken.SUPERVISION_ORDER, "工业和信息化局", "调度专班", date(2026, 1, 14))

    assert (taken,) == bulletin(*JANUARY_CLOSED, card(), ORDER).steps
    assert (StepTaken(P1, Taken.CLOSED, None, None, None),) == bulletin(
        *JANUARY_CLOSED, card(), *FEBRUARY_CLOSED, RECOVERED, month=FEBRUARY
    ).steps


def test_the_desk_names_who_was_late_and_who_sent_nothing() -> None:
    late = story.reported("2026-01", "P2")
    refused = replace(REFUSAL, refusal="other", code="unknown-project")
    facts = (*JANUARY_CLOSED[:2], late, REFUSAL, refused, JANUARY_CLOSED[2], card(), card("P2"))

    assert (
        replace(NO_DESK, reports=2, late=((P2, JANUARY),), refused={"month-not-begun": 1, "unknown-project": 1})
        == bulletin(*facts).desk
    )


def test_a_report_that_came_after_the_close_does_not_undo_that_it_was_missing() -> None:
    facts = (*JANUARY_CLOSED, card(), card("P2"), story.reported("2026-01", "P2"))

    assert replace(NO_DESK, missing=(P2,)) == bulletin(*facts).desk
    assert ((P2, JANUARY),) == bulletin(*facts, *FEBRUARY_CLOSED, month=FEBRUARY).desk.late


def test_it_is_made_on_the_day_that_the_log_tells() -> None:
    assert (
        head("2026-02-10", edition="simple-1")
        == bulletin(*JANUARY_CLOSED, story.adopted(SIMPLE), day("2026-02-10")).head
    )


def test_what_came_after_the_month_is_not_in_its_totals() -> None:
    later = (story.registered("P3"), story.reached("started", "2026-02-01"))

    totals = bulletin(*JANUARY_CLOSED, *later, card()).totals

    assert (2, 0, Decimal(80)) == (totals.listed, totals.started, totals.invested)


def test_official_working_days_are_not_called_provisional() -> None:
    set_days = (WORKDAYS_2026, day("2026-02-10"))

    assert replace(head("2026-02-10"), provisional=None) == bulletin(*JANUARY_CLOSED, *set_days).head
