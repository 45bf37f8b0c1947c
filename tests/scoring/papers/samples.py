"""Named facts that several papers tell: issues and steps, objections and overrides, closes of months."""

from dataclasses import replace
from datetime import date

from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerKind,
    Commitment,
    Conclusion,
    ExemptionGranted,
    ExemptionKind,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import IssueLevel, IssueSentExpress
from shared.catalogue.scoring import CardOverridden, ObjectionDecided, ObjectionRaised
from shared.catalogue.values import Card
from tests import samples
from tests.scoring import story
from tests.scoring.papers.telling import FEBRUARY, JANUARY, day

JANUARY_CLOSED: tuple[Fact, ...] = (
    story.reported("2026-01", investment="80"),
    story.opened("2026-02"),
    story.closed("2026-01"),
)
FEBRUARY_CLOSED: tuple[Fact, ...] = (story.opened("2026-03"), story.closed("2026-02"))
OBJECTED = ObjectionRaised(
    objection="O1", project="P1", month=JANUARY, ground="数字有误", raised_by="发改局", raised_on=date(2026, 2, 4)
)
UPHELD = ObjectionDecided(
    objection="O1", upheld=True, reason="漏记发票", decided_by="复核组", decided_on=date(2026, 2, 9)
)
OVERRIDE = CardOverridden(
    project="P1",
    month=JANUARY,
    card=Card.YELLOW,
    reason="停电",
    overridden_by="陈志强",
    office="总指挥",
    overridden_on=date(2026, 2, 5),
)
EXEMPTION = ExemptionGranted(
    exemption="E1",
    project="P1",
    kind=ExemptionKind.FORCE_MAJEURE,
    effects=("schedule_gap_pp",),
    from_on=date(2026, 1, 1),
    until=date(2026, 3, 31),
    reason="洪水",
    requested_by="发改局",
    approver="区政府",
    approved_on=date(2026, 1, 5),
)
SIXTEENTH = day("2026-01-16")
TITLE = "the land is not cleared"
RAISED = [story.raised(f"I{number}", "2026-01-05", "2026-01-20") for number in range(1, 6)]
HIGHER = replace(story.triaged("I3", "2026-01-06", "2026-01-25"), level=IssueLevel.LEAD_OFFICIAL, owner="区长")
EXPRESS = IssueSentExpress(issue="I4", reason="停工待料", sent_by="发改局", sent_on=date(2026, 1, 7))
PEOPLE = samples.PEOPLE | {"project": "P1"}
ORDER = SupervisionOrderIssued(**PEOPLE, decided_by="调度专班", plan_due_on=date(2026, 1, 14), result_due_on=None)
INTERVIEW = InterviewOrdered(**PEOPLE, decided_by="区委书记", hold_by=date(2026, 1, 20))
ACCOUNTABILITY = AccountabilityOpened(**PEOPLE, decided_by="问责专班", conclude_by=date(2026, 2, 20))
ANSWERED = OrderAnswered(
    project="P1", case=1, kind=AnswerKind.PLAN, answer="x", answered_by="y", answered_on=date(2026, 1, 15)
)
HELD = InterviewHeld(
    project="P1",
    case=1,
    held_on=date(2026, 1, 15),
    held_by="区委书记",
    attended=("局长",),
    minutes="x",
    commitments=(Commitment(commitment="月底复工", owner="局长", due_on=date(2026, 1, 31)),),
)
CONCLUDED = AccountabilityConcluded(
    project="P1",
    case=1,
    conclusion=Conclusion.NONE,
    concerning="局长",
    reason="x",
    heard_on=date(2026, 1, 15),
    concluded_by="问责专班",
    concluded_on=date(2026, 1, 16),
)
RECOVERED = replace(samples.CLOSED_CASE, project="P1", recovered=FEBRUARY)
