"""Whatever is proposed in whatever order: an issue stands in exactly one state, and a judge's score counts once."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.intake.district import District
from services.intake.issue import Issue, State
from shared.catalogue import Fact
from shared.catalogue.intake import (
    IssueAccepted,
    IssueConsulted,
    IssueReopened,
    IssueSentExpress,
    IssueSolved,
    IssueTriaged,
    ObservationScored,
)
from shared.catalogue.values import Month
from shared.deciding import Refused
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SCHOOL, SOLVED, STEELWORKS
from tests.samples.oversight import CONSULTED, REOPENED, SCORED, SENT_EXPRESS, TOUR, TRIAGED

ahead = st.integers(-1, 2)
people = st.sampled_from(["供电公司", "工作调度专班", "区政府督查室"])

TURNS: dict[State, dict[type[Fact], State]] = {
    State.OPEN: {
        IssueTriaged: State.OPEN,
        IssueConsulted: State.OPEN,
        IssueSentExpress: State.OPEN,
        IssueSolved: State.SOLVED,
    },
    State.SOLVED: {IssueAccepted: State.CLOSED, IssueReopened: State.OPEN},
    State.CLOSED: {IssueReopened: State.OPEN},
}
"""Which step leads from which state to which: all others are refused."""


class Loop(RuleBasedStateMachine):
    """An issue goes round its closed loop, as the door lets it; the model is the table above and the steps taken."""

    @initialize()
    def start(self) -> None:
        self.district, self.state, self.steps = District(), State.OPEN, list[Fact]()
        for fact in (replace(CONTEST, first_month=Month("2099-12")), STEELWORKS, ROADBLOCK):
            self.district.evolve(fact)

    @rule(ahead=ahead)
    def triage(self, ahead: int) -> None:
        self.propose(replace(TRIAGED, triaged_on=self.day(ahead), due_on=self.day(ahead)))

    @rule(ahead=ahead)
    def consult(self, ahead: int) -> None:
        task = replace(CONSULTED.decisions[0], due_on=self.day(ahead))
        self.propose(replace(CONSULTED, held_on=self.day(ahead), decisions=(task,)))

    @rule(ahead=ahead)
    def send_express(self, ahead: int) -> None:
        self.propose(replace(SENT_EXPRESS, sent_on=self.day(ahead)))

    @rule(ahead=ahead, by=people)
    def solve(self, ahead: int, by: str) -> None:
        self.propose(replace(SOLVED, solved_on=self.day(ahead), solved_by=by))

    @rule(ahead=ahead, by=people)
    def accept(self, ahead: int, by: str) -> None:
        self.propose(replace(ACCEPTED, accepted_on=self.day(ahead), accepted_by=by))

    @rule(ahead=ahead, by=people)
    def reopen(self, ahead: int, by: str) -> None:
        self.propose(replace(REOPENED, reopened_on=self.day(ahead), reopened_by=by, due_on=self.day(ahead)))

    def day(self, ahead: int) -> date:
        """A day counted from the last turn of the issue; the one before it is too early for anything."""
        return self.issue.since + timedelta(days=ahead)

    def propose(self, step: Fact) -> None:
        """It is refused and nothing changes, or it is a step of the table."""
        before = self.issue
        try:
            facts = self.district.decide(step)
        except Refused:
            assert before == self.issue
            return
        assert [step] == facts
        self.district.evolve(step)
        self.state = TURNS[self.state][type(step)]
        self.steps.append(step)

    @property
    def issue(self) -> Issue:
        return self.district.issues["I0007"]

    @invariant()
    def stands_in_the_state_that_its_last_turn_led_to(self) -> None:
        assert self.state == self.issue.state
        assert (self.state != State.OPEN) == (self.issue.solved_on is not None)

    @invariant()
    def solutions_and_what_became_of_them_alternate(self) -> None:
        """A solution is accepted at most once, and nothing is solved again before it was reopened."""
        turns = "".join(
            letter
            for step in self.steps
            for kind, letter in ((IssueSolved, "s"), (IssueAccepted, "a"), (IssueReopened, "r"))
            if isinstance(step, kind)
        )
        assert re.fullmatch(r"(sa?r)*(sa?)?", turns)

    @invariant()
    def its_days_are_in_order(self) -> None:
        turns = [ROADBLOCK.raised_on]
        for step in self.steps:
            match step:
                case IssueSolved():
                    turns.append(step.solved_on)
                case IssueAccepted():
                    turns.append(step.accepted_on)
                case IssueReopened():
                    turns.append(step.reopened_on)
        assert sorted(turns) == turns

    @invariant()
    def nobody_judges_his_own_work(self) -> None:
        solver = ""
        for step in self.steps:
            match step:
                case IssueSolved():
                    solver = step.solved_by
                case IssueAccepted():
                    assert solver != step.accepted_by
                case IssueReopened():
                    assert solver != step.reopened_by

    @invariant()
    def express_at_most_once_while_open(self) -> None:
        sent = 0
        for step in self.steps:
            sent = 0 if isinstance(step, IssueReopened) else sent + isinstance(step, IssueSentExpress)
            assert sent <= 1


TestLoop = Loop.TestCase

scores = st.builds(
    lambda project, judge, on, score: replace(SCORED, project=project, judge=judge, scored_on=on, score=score),
    st.sampled_from(["P0142", "P0207", "P0300"]),
    st.sampled_from(["孙主任", "周教授", "外人"]),
    st.dates(date(2026, 1, 19), date(2026, 1, 24)),
    st.sampled_from([Decimal("60.00"), Decimal("95.50")]),
)


@examples(st.lists(scores, max_size=8) | st.lists(scores, min_size=15, max_size=30))
def test_the_first_fitting_score_of_a_judge_counts_and_no_other(proposals: list[ObservationScored]) -> None:
    def fits(score: ObservationScored) -> bool:
        on_list = score.project in TOUR.projects and score.judge in TOUR.judges
        return on_list and TOUR.starts_on <= score.scored_on <= TOUR.ends_on

    first: dict[tuple[str, str], ObservationScored] = {}
    for score in filter(fits, proposals):
        first.setdefault((score.judge, score.project), score)
    assert list(first.values()) == recorded(proposals)


def recorded(proposals: list[ObservationScored]) -> list[Fact]:
    """What the district lets through of these, one after the other."""
    district, taken = District(), list[Fact]()
    for before in (CONTEST, STEELWORKS, SCHOOL, TOUR):
        district.evolve(before)
    for proposal in proposals:
        try:
            facts = district.decide(proposal)
        except Refused:
            continue
        for fact in facts:
            district.evolve(fact)
        taken += facts
    return taken
