"""For any cards, any pauses and any restarts: steps in order, none skipped, none doubled, and always the same."""

from collections.abc import Sequence

from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.escalation.caseload import Caseload
from shared.catalogue.values import Card, month_after
from tests.escalation.story import (
    ACCOUNTABILITY,
    CLOSED,
    COLOURS,
    FIRST,
    INTERVIEW,
    ORDER,
    SHIPPED,
    Log,
    Taken,
    card,
    cards,
    expected,
    given,
    ladder,
    registered,
    steps_of,
)

lines = st.text("BYR", max_size=14)
many_reds = st.text("RRRY", max_size=14)
LETTERS = {colour: letter for letter, colour in COLOURS.items()}


@settings(deadline=None)
@examples(lines | many_reds)
def test_settled_after_each_card_or_once_at_the_end(colours: str) -> None:
    late = Log(ladder(), registered(), *cards(colours))
    late.settle()
    assert expected(colours) == given(colours).taken() == late.taken()


@settings(deadline=None)
@examples(lines | many_reds, st.integers(1, 3), st.sets(st.integers(0, 13)))
def test_whatever_the_batch_and_the_pauses(colours: str, batch: int, pauses: set[int]) -> None:
    log = Log(ladder(), registered("P1"), registered("P2"))
    for place, (one, other) in enumerate(zip(cards(colours), cards(colours[::-1], "P2"), strict=True)):
        log.tell(one, other)
        if place not in pauses:
            log.settle(batch)
    log.settle(batch)
    assert (expected(colours), expected(colours[::-1])) == (log.taken("P1"), log.taken("P2"))
    ids = [logged.entry.id for logged in log.entries]
    assert len(ids) == len(set(ids))


@settings(deadline=None)
@examples(many_reds)
def test_whatever_the_restart_point_the_next_step_is_what_the_log_goes_on_with(colours: str) -> None:
    log = given(colours)
    caseload = Caseload(SHIPPED)
    for logged in log.entries:
        if caseload.ladder:
            assert steps_of([logged.entry.fact]) == [fact for fact, _ in caseload.next_step()]
        caseload.evolve(logged)
    assert [] == caseload.next_step()


class District(RuleBasedStateMachine):
    """Two projects; cards arrive, some steps are taken, the service falls and starts again, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.log = Log(registered("P1"), registered("P2"))
        self.live = self.log.caseload()
        self.heard = len(self.log.entries)
        self.told = {"P1": "", "P2": ""}

    @initialize(adopted=st.booleans())
    def begin(self, adopted: bool) -> None:
        if adopted:
            self.log.tell(ladder())
        self._follow()

    @rule(project=st.sampled_from(["P1", "P2"]), colour=st.sampled_from([Card.RED, Card.RED, Card.YELLOW, Card.BLUE]))
    def a_card_is_issued(self, project: str, colour: Card) -> None:
        self.log.tell(card(month_after(FIRST, len(self.told[project])), colour, project))
        self.told[project] += LETTERS[colour]
        self._follow()

    @rule(most=st.integers(1, 3))
    def some_steps_are_taken(self, most: int) -> None:
        self.log.append(self.live.next_step()[:most])
        self._follow()

    @rule()
    def the_service_starts_anew(self) -> None:
        anew = self.log.caseload()
        assert anew.next_step() == self.live.next_step()
        self.live = anew

    @invariant()
    def steps_are_a_beginning_of_what_is_called_for(self) -> None:
        for project, colours in self.told.items():
            taken = self.log.taken(project)
            assert expected(colours)[: len(taken)] == taken

    @invariant()
    def no_step_comes_without_the_one_below_it(self) -> None:
        for project in self.told:
            assert [] == skipped(self.log.taken(project))

    def teardown(self) -> None:
        self.log.settle()
        for project, colours in self.told.items():
            assert expected(colours) == self.log.taken(project)

    def _follow(self) -> None:
        for logged in self.log.entries[self.heard :]:
            self.live.evolve(logged)
        self.heard = len(self.log.entries)


def skipped(steps: Sequence[Taken]) -> list[Taken]:
    """Steps not preceded by the one below them, on the same run of reds; and closings of nothing."""
    found, below = [], {INTERVIEW: ORDER, ACCOUNTABILITY: INTERVIEW}
    for place, step in enumerate(steps):
        before = steps[place - 1] if place else None
        if step.step == ORDER:
            continue
        same_case = before is not None and before.case == step.case
        wanted = before is not None and (
            before.step != CLOSED
            if step.step == CLOSED
            else before.step == below[step.step] and before.evidence == step.evidence[:-1]
        )
        if not (same_case and wanted):
            found.append(step)
    return found


District.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestDistrict = District.TestCase
