"""Whatever is objected to, corrected and decided, in whatever order: what must hold of a month's cards."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalogue import Fact
from shared.catalogue.intake import DayBegun
from shared.catalogue.scoring import CardIssued, CardsFinalised, CardWithdrawn
from shared.catalogue.values import Month, month_after
from tests.samples.cases import OBJECTION, OBJECTION_DECIDED
from tests.scoring.books import SIMPLE, STREAK
from tests.scoring.story import Log, adopted, closed, contest_opened, corrected, opened, registered, reported

PLAN = {f"2026-{month:02d}": "100" for month in range(1, 13)}
PROJECTS = ("P1", "P2")
FIGURES = st.integers(0, 100).map(str)
ACTIONS = st.one_of(
    st.tuples(st.just("month"), FIGURES, FIGURES),
    st.tuples(st.just("object"), st.sampled_from(PROJECTS), st.integers(1, 2)),
    st.tuples(st.just("correct"), st.sampled_from(PROJECTS), FIGURES),
    st.tuples(st.just("decide"), st.booleans(), st.just(0)),
    st.tuples(st.just("day"), st.integers(1, 28), st.just(0)),
)


def play(actions: list[tuple[str, object, object]], batch: int) -> Log:
    """A contest in which people do what they may do, and scoring settles after each of them."""
    log = Log(contest_opened(), adopted(SIMPLE + STREAK.format("yellow", 2, "red")))
    log.tell(*(registered(project, plan=PLAN) for project in PROJECTS))
    open_ones: list[str] = []
    for number, (what, one, other) in enumerate(actions):
        log.tell(*_facts(log, open_ones, number, what, one, other))
        log.settle(batch)
    return log


def _facts(log: Log, open_ones: list[str], number: int, what: str, one: object, other: object) -> list[Fact]:
    now = log.contest().now
    assert now is not None
    if what == "month":
        told = [reported(now.month, project, investment=str(one)) for project in PROJECTS]
        return [*told, opened(month_after(now.month)), closed(now.month)]
    if what == "day":
        return [DayBegun(day=date(int(now.month[:4]), int(now.month[5:]), int(str(one))))]
    if what == "decide":
        upheld = bool(one)
        return [replace(OBJECTION_DECIDED, objection=open_ones.pop(), upheld=upheld)] if open_ones else []
    months = [close.month for close in log.contest().closes]
    if not months:
        return []
    if what == "correct":
        return [corrected(months[-1], str(one), investment=str(other))]
    month = months[-int(str(other))] if len(months) >= int(str(other)) else months[-1]
    issued = log.contest().proposals.months.get(month)
    if issued is None or issued.final:
        return []
    open_ones.append(f"O{number}")
    return [replace(OBJECTION, objection=f"O{number}", project=str(one), month=month)]


def standing(log: Log) -> dict[tuple[str, Month], CardIssued]:
    """The cards that stand, having checked that each withdrawal withdraws the one that stood."""
    found: dict[tuple[str, Month], tuple[int, CardIssued]] = {}
    for logged in log.entries:
        match logged.entry.fact:
            case CardIssued() as card:
                assert (card.project, card.month) not in found
                found[card.project, card.month] = logged.position, card
            case CardWithdrawn() as withdrawn:
                position, card = found.pop((withdrawn.project, withdrawn.month))
                assert (position, card.card) == (withdrawn.position, withdrawn.card)
    return {key: card for key, (_, card) in found.items()}


@settings(max_examples=150, deadline=None)
@given(st.lists(ACTIONS, max_size=14))
def test_every_project_has_one_card_for_every_closed_month_and_nothing_is_left_to_say(
    actions: list[tuple[str, object, object]],
) -> None:
    log = play(actions, batch=1_000)
    closed_months = sum(what == "month" for what, _, _ in actions)
    cards = standing(log)
    assert closed_months * len(PROJECTS) == len(cards)
    assert [] == log.contest().next_step()
    for (project, month), card in cards.items():
        before = cards.get((project, month_after(month, -1)))
        assert (before.card if before else None) == card.previous
        assert 1 + (before.streak if before and before.card == card.card else 0) == card.streak


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTIONS, max_size=10))
def test_interrupted_after_every_fact_it_comes_to_the_same(actions: list[tuple[str, object, object]]) -> None:
    assert play(actions, batch=1_000).entries == play(actions, batch=1).entries


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTIONS, max_size=14))
def test_a_month_is_final_once_and_months_in_order(actions: list[tuple[str, object, object]]) -> None:
    log = play([*actions, ("month", "50", "50"), ("month", "50", "50")], batch=1_000)
    final = [fact.month for fact in log.facts if isinstance(fact, CardsFinalised)]
    assert sorted(set(final)) == final
    assert [] == [month for month, count in Counter(final).items() if count > 1]
