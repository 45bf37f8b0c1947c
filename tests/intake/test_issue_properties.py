"""Whatever is proposed of issues, in whatever order: each is in exactly one state and somebody's; none vanishes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.intake.desk import quarter
from services.intake.district import District
from services.intake.issue import Issue, State
from shared.catalogue import Fact
from shared.catalogue.escalation import Climb, IssueClimbed
from shared.catalogue.intake import (
    DuplicateSuspected,
    IssueAccepted,
    IssueConsulted,
    IssueLevel,
    IssueRaised,
    IssueReopened,
    IssueSentExpress,
    IssueSolved,
    IssueTriaged,
    TaskDone,
)
from shared.catalogue.values import Month
from shared.deciding import Refused
from shared.receipts import Accepted, Rejected
from shared.receiving import Answered
from tests.intake.common import ladder
from tests.samples import ACCEPTED, CONTEST, ROADBLOCK, SOLVED, STEELWORKS, letter
from tests.samples.oversight import CONSULTED, REOPENED, SENT_EXPRESS, TASK_DONE, TRIAGED
from tests.story import given

LIMIT = 1
OPEN = State.RAISED, State.AT_WORK
picks = st.integers(0, 3)
ahead = st.sampled_from([0, 1, 2, -1])
people = st.sampled_from(["供电公司", "工作调度专班", "区政府督查室"])
levels = st.sampled_from(list(IssueLevel))
titles = st.sampled_from(["高压线迁改未批", "高压线迁改未批复", "征地补偿款未到位"])
few = st.integers(1, 2)
FIRST = replace(ROADBLOCK, raised_on=date(2026, 12, 30))
"""Raised where a quarter ends."""

TURNS: dict[State, dict[type[Fact], State]] = {
    State.RAISED: {IssueTriaged: State.AT_WORK, IssueClimbed: State.AT_WORK, IssueSolved: State.SOLVED},
    State.AT_WORK: {IssueTriaged: State.AT_WORK, IssueClimbed: State.AT_WORK, IssueSolved: State.SOLVED},
    State.SOLVED: {IssueAccepted: State.CLOSED, IssueReopened: State.AT_WORK},
    State.CLOSED: {IssueReopened: State.AT_WORK},
}
"""Which step leads from which state to which: all others are refused, or stay where an issue has to be solved."""


class Loop(RuleBasedStateMachine):
    """Issues go round their closed loop, as the door lets them; the model is the table above and the steps taken."""

    @initialize()
    def start(self) -> None:
        self.district, self.steps = District(), list[Fact]()
        self.states: dict[str, State] = {}
        self.holders: dict[str, tuple[IssueLevel, str]] = {}
        for fact in (replace(CONTEST, first_month=Month("2099-12")), ladder(LIMIT), STEELWORKS):
            self.district.evolve(fact)
        for issue in ("I0007", "I0008"):
            self.take(replace(FIRST, issue=issue))

    @rule(issue=st.sampled_from(["I0007", "I0009"]), title=titles)
    def raise_one(self, issue: str, title: str) -> None:
        self.propose(replace(FIRST, issue=issue, title=title, due_on=FIRST.raised_on))

    @rule(pick=picks, ahead=ahead, level=levels, owner=people)
    def triage(self, pick: int, ahead: int, level: IssueLevel, owner: str) -> None:
        issue = self.pick(pick, OPEN)
        told = replace(TRIAGED, issue=issue, level=level, owner=owner)
        self.propose(replace(told, triaged_on=self.day(issue, ahead), due_on=self.day(issue, ahead)))

    @rule(pick=picks, level=levels, owner=people)
    def climb(self, pick: int, level: IssueLevel, owner: str) -> None:
        """Escalation climbs what has to be solved, and nothing else."""
        issue = self.pick(pick, OPEN)
        if self.states[issue] in OPEN:
            self.take(
                IssueClimbed(
                    issue=issue,
                    project="P0142",
                    cause=Climb.OVERDUE,
                    level=level,
                    owner=owner,
                    due_on=None,
                    evidence=(1,),
                )
            )

    @rule(pick=picks, ahead=ahead)
    def consult(self, pick: int, ahead: int) -> None:
        issue = self.pick(pick, OPEN)
        task = replace(CONSULTED.decisions[0], due_on=self.day(issue, ahead))
        self.propose(replace(CONSULTED, issue=issue, held_on=self.day(issue, ahead), decisions=(task, task)))

    @rule(pick=picks, ahead=ahead, consultation=few, decision=few)
    def do_a_task(self, pick: int, ahead: int, consultation: int, decision: int) -> None:
        issue = self.pick(pick, OPEN)
        task = replace(TASK_DONE, issue=issue, consultation=consultation, decision=decision)
        self.propose(replace(task, done_on=self.day(issue, ahead)))

    @rule(pick=picks, ahead=ahead)
    def send_express(self, pick: int, ahead: int) -> None:
        issue = self.pick(pick, OPEN)
        self.propose(replace(SENT_EXPRESS, issue=issue, sent_on=self.day(issue, ahead)))

    @rule(pick=picks, ahead=ahead, by=people)
    def solve(self, pick: int, ahead: int, by: str) -> None:
        issue = self.pick(pick, OPEN)
        self.propose(replace(SOLVED, issue=issue, solved_on=self.day(issue, ahead), solved_by=by))

    @precondition(lambda self: State.SOLVED in self.states.values())
    @rule(pick=picks, ahead=ahead, by=people)
    def accept(self, pick: int, ahead: int, by: str) -> None:
        issue = self.pick(pick, (State.SOLVED,))
        self.propose(replace(ACCEPTED, issue=issue, accepted_on=self.day(issue, ahead), accepted_by=by))

    @precondition(lambda self: not {State.SOLVED, State.CLOSED}.isdisjoint(self.states.values()))
    @rule(pick=picks, ahead=ahead, by=people)
    def reopen(self, pick: int, ahead: int, by: str) -> None:
        issue = self.pick(pick, (State.SOLVED, State.CLOSED))
        day = self.day(issue, ahead)
        self.propose(replace(REOPENED, issue=issue, reopened_on=day, reopened_by=by, due_on=day))

    def pick(self, number: int, wanted: tuple[State, ...]) -> str:
        """An issue that stands in one of the wanted states, if there is one; now and then any."""
        fitting = [issue for issue, state in self.states.items() if state in wanted] if number else []
        names = fitting or list(self.states)
        return names[number % len(names)]

    def day(self, issue: str, ahead: int) -> date:
        """A day counted from the last turn of the issue; the one before it is too early for anything."""
        known = self.district.issues.get(issue)
        return (known.since if known else FIRST.raised_on) + timedelta(days=ahead)

    def propose(self, step: Fact) -> None:
        """It is refused and nothing changes, or it is recorded, maybe with the hint that it is a duplicate."""
        before = dict(self.district.issues), dict(self.district.desks)
        try:
            first, *beside = self.district.decide(step)
        except Refused:
            assert before == (self.district.issues, self.district.desks)
            return
        assert step == first
        for hint in beside:
            assert isinstance(step, IssueRaised)
            assert isinstance(hint, DuplicateSuspected)
            assert hint.issue not in self.states
            assert self.states[hint.like] != State.CLOSED
            self.district.evolve(hint)
        self.take(step)

    def take(self, step: Fact) -> None:
        """The district takes it in, and so does the model."""
        self.district.evolve(step)
        self.steps.append(step)
        match step:
            case IssueRaised():
                assert step.issue not in self.states
                self.states[step.issue] = State.RAISED
                self.holders[step.issue] = IssueLevel.UNIT, STEELWORKS.responsible_unit
            case IssueConsulted() | TaskDone() | IssueSentExpress():
                assert self.states[step.issue] in OPEN
            case IssueTriaged() | IssueClimbed() | IssueSolved() | IssueAccepted() | IssueReopened():
                self.states[step.issue] = TURNS[self.states[step.issue]][type(step)]
                if isinstance(step, IssueTriaged | IssueClimbed):
                    self.holders[step.issue] = step.level, step.owner

    def each(self, turn: Callable[[Issue, list[Fact]], None]) -> None:
        """Look at every issue with its steps."""
        for name, issue in self.district.issues.items():
            turn(issue, [step for step in self.steps if getattr(step, "issue", "") == name])

    @invariant()
    def each_stands_in_one_state_and_is_somebodys_and_none_vanishes(self) -> None:
        known = self.district.issues
        assert self.states == {name: issue.state for name, issue in known.items()}
        assert self.holders == {name: (issue.level, issue.owner) for name, issue in known.items()}
        assert all(issue.owner for issue in known.values())
        desk = self.district.desks["P0142"]
        assert sorted(name for name, state in self.states.items() if state != State.CLOSED) == sorted(desk.open)

    @invariant()
    def each_has_its_days_in_order(self) -> None:
        def in_order(issue: Issue, steps: list[Fact]) -> None:
            names = ("raised_on", "solved_on", "accepted_on", "reopened_on")
            days = [day for step in steps for name in names if (day := getattr(step, name, None))]
            assert sorted(days) == days
            assert days[-1] == issue.since
            assert issue.unsolved == (issue.solved_on is None)

        self.each(in_order)

    @invariant()
    def nobody_judges_his_own_work(self) -> None:
        def by_others(_: Issue, steps: list[Fact]) -> None:
            solver = ""
            for step in steps:
                match step:
                    case IssueSolved():
                        solver = step.solved_by
                    case IssueAccepted():
                        assert solver != step.accepted_by
                    case IssueReopened():
                        assert solver != step.reopened_by

        self.each(by_others)

    @invariant()
    def each_task_is_done_once_while_its_consultation_counts(self) -> None:
        def once(issue: Issue, steps: list[Fact]) -> None:
            held, lapsed, done = 0, 0, set[tuple[int, int]]()
            for step in steps:
                match step:
                    case IssueConsulted():
                        held += 1
                    case IssueSolved():
                        lapsed = held
                    case TaskDone():
                        assert lapsed < step.consultation <= held
                        assert (step.consultation, step.decision) not in done
                        done.add((step.consultation, step.decision))
            assert (held - lapsed, lapsed) == (len(issue.consultations), issue.lapsed)
            open_tasks = sum(consultation.to_do for consultation in issue.consultations)
            assert 2 * (held - lapsed) - len([task for task in done if task[0] > lapsed]) == open_tasks

        self.each(once)

    @invariant()
    def the_express_channel_is_for_few_each_once_while_open_and_none_that_is_there(self) -> None:
        went: dict[str, set[str]] = {}
        now: dict[str, tuple[IssueLevel, bool]] = {}
        for step in self.steps:
            match step:
                case IssueRaised():
                    now[step.issue] = IssueLevel.UNIT, False
                case IssueTriaged() | IssueClimbed():
                    now[step.issue] = step.level, now[step.issue][1]
                case IssueReopened():
                    now[step.issue] = now[step.issue][0], False
                case IssueSentExpress():
                    level, sent = now[step.issue]
                    assert not sent
                    assert level not in (IssueLevel.LEAD_OFFICIAL, IssueLevel.DISTRICT_MEETING)
                    now[step.issue] = level, True
                    went.setdefault(quarter(step.sent_on), set()).add(step.issue)
        assert all(len(issues) <= LIMIT for issues in went.values())


TestLoop = Loop.TestCase
TestLoop.settings = settings(max_examples=30, stateful_step_count=40)

STEPS: list[Fact] = [
    ROADBLOCK,
    replace(ROADBLOCK, issue="I0008"),
    TRIAGED,
    CONSULTED,
    TASK_DONE,
    SENT_EXPRESS,
    SOLVED,
    ACCEPTED,
    REOPENED,
    replace(SOLVED, solved_on=date(2026, 1, 30)),
]


@settings(max_examples=15)
@examples(st.lists(st.sampled_from(range(len(STEPS))), max_size=25))
def test_a_message_that_comes_again_decides_nothing_new(order: list[int]) -> None:
    """Each of these messages has an id; whenever it comes again, the log stays as it is and the receipt the same."""
    story, receipts = given(CONTEST, STEELWORKS), dict[int, Answered]()
    for number in order:
        before = story.log.head()
        [receipt] = story.door.receive([letter(STEPS[number], message_id=f"m{number}")])
        if number in receipts:
            assert (before, receipts[number]) == (story.log.head(), receipt)
        receipts[number] = receipt
        assert isinstance(receipt, Accepted | Rejected)
