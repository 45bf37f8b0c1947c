"""A second opinion on the ladder of red cards alone, whatever the cards are and however they are answered in batches.

The former ladder knew nothing else: one red an order, two running an interview, three accountability, two months out of
red the end. Orders are over when the next card comes; who was summoned stays summoned.
"""

from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from shared.catalogue.intake import MonthOpened
from shared.catalogue.values import month_after
from tests.escalation.ladders import FORMER
from tests.escalation.story import Log, begun, cards, given

LADDER = ("supervision-order.issued", "interview.ordered", "accountability.opened")
lines = st.text("BYR", max_size=10) | st.text("RRRB", max_size=10)


def expected(colours: str) -> list[str]:
    """What cards lead to, told without a case."""
    said: list[str] = []
    reds, well, standing = 0, 0, 0
    for letter in colours:
        reds, well = (reds + 1, 0) if letter == "R" else (0, well + 1)
        if 0 < reds <= 3:
            rung = min(reds, standing + 1)
            said.append(LADDER[rung - 1] if rung == 1 or rung > standing else "ground.joined")
            standing = max(standing, rung)
        if standing and well == 2:
            said.append("case.closed")
            standing = 0
    return said


def steps(log: Log) -> list[str]:
    return [name for name in log.said() if name not in ("deadline.missed", "finding.made")]


@settings(deadline=None, max_examples=40)
@examples(lines)
def test_of_red_cards_alone(colours: str) -> None:
    assert expected(colours) == steps(given(colours, policy=FORMER))


@settings(deadline=None, max_examples=25)
@examples(lines, st.integers(1, 3))
def test_whatever_the_batch_it_is_said_in(colours: str, batch: int) -> None:
    log = begun(policy=FORMER)
    for issued in cards(colours):
        for fact in (MonthOpened(month=month_after(issued.month)), issued):
            log.tell(fact)
            log.settle(batch)
    assert given(colours, policy=FORMER).facts == log.facts
