"""The contest: every project gets one card for every closed month, whatever is repeated, interrupted or late."""

from decimal import Decimal

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from services.scoring.contest import Contest
from shared.catalogue import Fact
from shared.catalogue.intake import MonthClosed
from shared.catalogue.scoring import CardIssued, CardsFinalised
from shared.catalogue.values import Card
from shared.envelope import Origin
from tests.memory import MORNING
from tests.scoring.books import SIMPLE, replaced
from tests.scoring.story import (
    Log,
    adopted,
    closed,
    contest_opened,
    corrected,
    opened,
    raised,
    reached,
    registered,
    reported,
    revised,
)

BLUE, YELLOW, RED = Card.BLUE, Card.YELLOW, Card.RED
PLAN = {f"2026-{month:02d}": str(month * 100) for month in range(1, 7)}
STRICT = replaced(SIMPLE, ("simple-1", "strict-2"), ("at_least = 80", "at_least = 95"), ("below = 80", "below = 95"))

Row = tuple[str, str, Card]


def rows(cards: list[CardIssued]) -> list[Row]:
    return [(card.month, card.project, card.card) for card in cards]


def month(number: int, **invested: str) -> list[Fact]:
    """A month of the contest: the reports of it, the next opened, this one closed."""
    this, following = f"2026-{number:02d}", f"2026-{number + 1:02d}"
    reports = [reported(this, project, investment=figure) for project, figure in invested.items()]
    return [*reports, opened(following), closed(this)]


def started(*projects: str) -> Log:
    return Log(
        contest_opened(), adopted(SIMPLE), *(registered(project, plan=PLAN) for project in projects or ("P1", "P2"))
    )


def test_nothing_is_due_before_a_close() -> None:
    log = started()
    log.tell(reported("2026-01", investment="90"), opened("2026-02"))
    assert [] == log.contest().next_step()


def test_a_close_is_answered_with_a_card_for_every_project() -> None:
    log = started()
    log.tell(*month(1, P1="90", P2="60"))
    assert [("2026-01", "P1", BLUE), ("2026-01", "P2", YELLOW)] == rows(log.settle())
    assert [] == log.contest().next_step()


def test_a_card_is_said_because_of_the_close() -> None:
    log = started()
    log.tell(*month(1, P1="90"))
    close = log.entries[-1]
    assert isinstance(close.entry.fact, MonthClosed)
    origin = Origin(
        actor="scoring",
        source="scoring",
        causation=str(close.entry.id),
        correlation=close.entry.correlation,
        occurred_at=MORNING,
    )
    assert [(origin, close.position)] * 2 == [
        (origin, fact.closed_at) for fact, origin in log.contest().next_step() if isinstance(fact, CardIssued)
    ]


def test_a_card_knows_the_card_of_the_month_before() -> None:
    log = started("P1")
    for number, invested in enumerate(("90", "180", "90", "120", "500"), start=1):
        log.tell(*month(number, P1=invested))
        log.settle()
    assert [(BLUE, None, 1), (BLUE, BLUE, 2), (RED, BLUE, 1), (RED, RED, 2), (BLUE, RED, 1)] == [
        (card.card, card.previous, card.streak) for card in log.cards
    ]


def test_months_closed_while_scoring_was_away_are_made_up_for_in_order() -> None:
    at_once, late = started(), started()
    for number in (1, 2, 3):
        facts = month(number, P1=str(95 * number), P2=str(30 * number))
        at_once.tell(*facts)
        at_once.settle()
        late.tell(*facts)
    late.settle()

    def issued(log: Log) -> list[tuple[Row, Decimal | None, Card | None, int]]:
        cards = log.cards
        return [(row, card.score, card.previous, card.streak) for row, card in zip(rows(cards), cards, strict=True)]

    assert issued(at_once) == issued(late)
    assert 6 == len(issued(late))


def test_a_batch_cut_short_is_completed_as_it_would_have_been() -> None:
    whole, torn = started("P1", "P2", "P3"), started("P1", "P2", "P3")
    for log in (whole, torn):
        log.tell(*month(1, P1="90", P2="90", P3="20"), *month(2, P1="90", P2="190", P3="20"))
    whole.settle()
    torn.settle(batch=1)
    assert whole.entries == torn.entries
    assert 6 == len(torn.cards)


def test_whatever_the_restart_point_the_next_step_is_what_the_log_goes_on_with() -> None:
    log = started("P1", "P2", "P3")
    for number in (1, 2):
        log.tell(*month(number, P1=str(95 * number), P2=str(60 * number)))
        log.settle()
    contest = Contest()
    for place, logged in enumerate(log.entries, start=1):
        contest.evolve(logged)
        following = []
        for ahead in log.entries[place:]:
            if not isinstance(ahead.entry.fact, CardIssued | CardsFinalised):
                break
            following.append(ahead.entry.fact)
        said = [fact for fact, _ in contest.next_step()]
        assert (following[: len(said)], bool(following)) == (said, bool(said))


def test_asking_twice_changes_nothing() -> None:
    log = started()
    log.tell(*month(1, P1="90"))
    contest = log.contest()
    assert contest.next_step() == contest.next_step()


def test_cards_are_owed_while_no_rulebook_is_adopted() -> None:
    log = Log(contest_opened(), registered("P1", plan=PLAN), *month(1, P1="90"), *month(2, P1="100"))
    assert [] == log.settle()
    log.tell(adopted(SIMPLE))
    assert [("2026-01", "P1", BLUE), ("2026-02", "P1", YELLOW)] == rows(log.settle())


def test_a_card_follows_the_book_in_force_at_the_close() -> None:
    log = started("P1")
    log.tell(*month(1, P1="90"), adopted(STRICT, "strict-2"), *month(2, P1="180"))
    assert [("2026-01", BLUE, "simple-1"), ("2026-02", YELLOW, "strict-2")] == [
        (card.month, card.card, card.edition) for card in log.settle()
    ]


def test_a_debt_is_paid_by_the_first_book_adopted_after_it() -> None:
    log = Log(
        contest_opened(), registered("P1", plan=PLAN), *month(1, P1="90"), adopted(SIMPLE), adopted(STRICT, "strict-2")
    )
    assert ["simple-1"] == [card.edition for card in log.settle()]


@pytest.mark.parametrize(
    "afterwards",
    [
        corrected("2026-01", investment="10"),
        revised(plan={"2026-01": "900"}),
        raised("I1", "2026-01-02", "2026-01-03"),
        reached("started", "2026-01-02"),
        registered("P9", plan=PLAN),
        adopted(STRICT, "strict-2"),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_what_is_heard_after_the_close_changes_no_card_of_it(afterwards: Fact) -> None:
    undisturbed, disturbed = started(), started()
    undisturbed.tell(*month(1, P1="90", P2="60"))
    disturbed.tell(*month(1, P1="90", P2="60"), afterwards)
    assert undisturbed.settle() == disturbed.settle()


def test_a_project_has_no_card_for_a_month_before_its_registration() -> None:
    log = started("P1")
    log.tell(opened("2026-02"), registered("P2", plan=PLAN), closed("2026-01"), *month(2, P1="200", P2="200"))
    assert [("2026-01", "P1"), ("2026-02", "P1"), ("2026-02", "P2")] == [
        (card.month, card.project) for card in log.settle()
    ]


def test_a_month_without_projects_owes_nothing() -> None:
    log = Log(contest_opened(), adopted(SIMPLE), *month(1), registered("P1", plan=PLAN), *month(2, P1="200"))
    assert [("2026-02", "P1", BLUE)] == rows(log.settle())


def test_months_are_measured_at_their_own_close_even_if_cards_come_later() -> None:
    log = Log(
        contest_opened(),
        registered("P1", plan=PLAN),
        *month(1, P1="90"),
        corrected("2026-01", investment="10"),
        *month(2, P1="180"),
        adopted(SIMPLE),
    )
    assert [("2026-01", "P1", BLUE), ("2026-02", "P1", BLUE)] == rows(log.settle())


figures = st.integers(0, 150).map(str)


@settings(max_examples=40, deadline=None)
@examples(
    st.lists(st.dictionaries(st.sampled_from(["P1", "P2", "P3"]), figures), min_size=1, max_size=4),
    st.integers(1, 4),
    st.sets(st.integers(1, 4)),
)
def test_one_card_a_project_and_month_however_often_scoring_stops(
    months: list[dict[str, str]], batch: int, pauses: set[int]
) -> None:
    log = started("P1", "P2", "P3")
    for number, invested in enumerate(months, start=1):
        log.tell(*month(number, **invested))
        if number not in pauses:
            log.settle(batch)
    log.settle(batch)
    wanted = [(f"2026-{number + 1:02d}", project) for number in range(len(months)) for project in ("P1", "P2", "P3")]
    assert wanted == [(card.month, card.project) for card in log.cards]
    ids = [logged.entry.id for logged in log.entries]
    assert len(ids) == len(set(ids))
