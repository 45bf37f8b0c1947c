"""People who answer: what a unit, an office and a superior can say of the steps, at the door, whenever they like."""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AnswerKind,
    AnswerReviewed,
    AppealDecided,
    AppealRaised,
    CaseReviewed,
    Commitment,
    CommitmentKept,
    Conclusion,
    InterviewHeld,
    OrderAnswered,
    Step,
)
from shared.catalogue.values import Card
from shared.deciding import Refused
from shared.envelope import Origin
from tests.escalation.story import Log, contest, ladder, registered, roadblock

PROJECTS = ("P1", "P2")
projects = st.sampled_from(PROJECTS)
steps = st.sampled_from([*Step])
colours = st.sampled_from([Card.RED, Card.RED, Card.YELLOW, Card.BLUE])


class Answering(RuleBasedStateMachine):
    """Two projects and escalation following their log; and whatever people can say of a step, in time or not."""

    def __init__(self) -> None:
        super().__init__()
        self.log = Log(contest(), registered("P1"), registered("P2"), roadblock("I1", "2026-01-20", "P1"))
        self.live = self.log.caseload()
        self.heard = len(self.log.entries)
        self.today = date(2026, 1, 1)
        self.number = 0
        self.ended: set[str] = set()
        self.suspended: set[str] = set()

    @initialize(adopted=st.booleans())
    def begin(self, adopted: bool) -> None:
        if adopted:
            self.tell(ladder())

    def tell(self, *facts: Fact) -> None:
        self.log.tell(*facts)
        self.follow()

    def follow(self) -> None:
        for logged in self.log.entries[self.heard :]:
            self.live.evolve(logged)
        self.heard = len(self.log.entries)

    def propose(self, fact: Fact) -> None:
        """Something comes to escalation's door, which takes it or refuses it."""
        try:
            decided = self.live.proposals.draft().decide(fact)
        except Refused:
            return
        self.tell(*decided)

    def another(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def settle(self) -> None:
        """Escalation says everything that is due."""
        self.log.settle_with(self._next)
        self.follow()

    def _next(self) -> list[tuple[Fact, Origin]]:
        self.follow()
        return self.live.next_step()

    # What people say of steps --------------------------------------------------------------------------------------

    @rule(project=projects, kind=st.sampled_from([*AnswerKind]))
    def an_order_is_answered(self, project: str, kind: AnswerKind) -> None:
        number = max(1, self.live.cases[project].opened)
        self.propose(
            OrderAnswered(
                project=project, case=number, kind=kind, answer="整改", answered_by="赵刚", answered_on=self.today
            )
        )

    @rule(project=projects, kind=st.sampled_from([*AnswerKind]), accepted=st.booleans())
    def an_answer_is_reviewed(self, project: str, kind: AnswerKind, accepted: bool) -> None:
        number = max(1, self.live.cases[project].opened)
        review = AnswerReviewed(
            project=project,
            case=number,
            kind=kind,
            accepted=accepted,
            reason="已核",
            reviewed_by="工作调度专班",
            reviewed_on=self.today,
        )
        self.propose(review)

    @rule(project=projects, days=st.integers(0, 40))
    def an_interview_is_held(self, project: str, days: int) -> None:
        number = max(1, self.live.cases[project].opened)
        promise = Commitment(commitment="追回进度", owner="赵刚", due_on=self.today + timedelta(days=days))
        held = InterviewHeld(
            project=project,
            case=number,
            held_on=self.today,
            held_by="区委书记",
            attended=("赵刚",),
            minutes="已约谈",
            commitments=(promise,),
        )
        self.propose(held)

    @rule(project=projects)
    def a_commitment_is_kept(self, project: str) -> None:
        number = max(1, self.live.cases[project].opened)
        self.propose(
            CommitmentKept(
                project=project, case=number, commitment=1, proof="已完成", confirmed_by="督查室", kept_on=self.today
            )
        )

    @rule(project=projects)
    def accountability_is_concluded(self, project: str) -> None:
        concluded = AccountabilityConcluded(
            project=project,
            case=max(1, self.live.cases[project].opened),
            conclusion=Conclusion.REMINDER_TALK,
            concerning="赵刚",
            reason="履职不力",
            heard_on=self.today,
            concluded_by="工作问责专班",
            concluded_on=self.today,
        )
        self.propose(concluded)

    @rule(project=projects, holds=st.booleans())
    def a_recovery_is_looked_at(self, project: str, holds: bool) -> None:
        number = max(1, self.live.cases[project].opened)
        self.propose(
            CaseReviewed(
                project=project,
                case=number,
                holds=holds,
                finding="已复查",
                reviewed_by="督查室",
                reviewed_on=self.today,
            )
        )

    @rule(project=projects, step=steps, upheld=st.booleans())
    def a_step_is_appealed_against(self, project: str, step: Step, upheld: bool) -> None:
        appeal = self.another("A")
        raised = AppealRaised(
            appeal=appeal,
            project=project,
            case=max(1, self.live.cases[project].opened),
            step=step,
            ground="理由",
            raised_by="发改局",
            raised_on=self.today,
        )
        self.propose(raised)
        self.propose(
            AppealDecided(appeal=appeal, upheld=upheld, reason="核实", decided_by="区政府", decided_on=self.today)
        )
