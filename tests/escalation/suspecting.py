"""Stories about concealment: who is in charge, what was found and inspected, and what somebody decides on it.

    given(FOUND).when(DISMISSED).then_recorded()
    given().when(DISMISSED).then_refused("not-suspected", "data.month", "2026-03", "...")

The calendar of a story stands at April 2026; 发改局 and 张三 are in charge of the one project there is.
"""

from dataclasses import dataclass
from datetime import date

import pytest

from services.escalation import case, concealment
from services.escalation.case import Case
from services.escalation.concealment import ConcealmentFact, Concealments
from shared.catalogue import Fact
from shared.catalogue.escalation import ConcealmentConfirmed, ConcealmentDismissed, Fault, FindingMade, Seen, Sign
from shared.catalogue.intake import InspectionHeld, MonthOpened, ProjectAssigned, ProjectRegistered
from shared.catalogue.values import Month
from shared.deciding import Refused
from tests.escalation.observed import day, registered

FEBRUARY, MARCH, APRIL = Month("2026-02"), Month("2026-03"), Month("2026-04")
FOUND = FindingMade(
    project="P1",
    month=MARCH,
    fault=Fault.CONCEALING,
    signs=(Seen(sign=Sign.LESS_THAN_REPORTED, evidence=(7,)),),
    edition="hanting-ladder-2025.2",
    ladder_sha256="0" * 64,
    found_on=day("2026-04-02"),
)
CONFIRMED = ConcealmentConfirmed(
    project="P1",
    month=MARCH,
    finding="上报投资与现场实测相差一千五百万元",
    heard="发改局局长",
    heard_on=day("2026-04-05"),
    confirmed_by="工作问责专班",
    confirmed_on=day("2026-04-07"),
)
DISMISSED = ConcealmentDismissed(
    project="P1",
    month=MARCH,
    reason="实测口径不含设备款，上报属实",
    heard="发改局局长",
    heard_on=day("2026-04-05"),
    dismissed_by="工作问责专班",
    dismissed_on=day("2026-04-07"),
)


def assigned(on: str, lead_official: str | None = None, responsible_unit: str | None = None) -> ProjectAssigned:
    return ProjectAssigned(
        project="P1",
        lead_official=lead_official,
        responsible_unit=responsible_unit,
        reason="分工调整",
        assigned_by="区委办",
        assigned_on=date.fromisoformat(on),
    )


@dataclass
class Story:
    """What stands on the log, and what is proposed."""

    cases: dict[str, Case]
    concealments: Concealments
    month: Month = APRIL
    proposal: ConcealmentFact = CONFIRMED

    def when(self, proposal: ConcealmentFact) -> "Story":
        """Somebody decides."""
        self.proposal = proposal
        return self

    def then_recorded(self) -> None:
        """It stands as it was said, and asking changed nothing."""
        draft = self.concealments.draft()
        assert [self.proposal] == concealment.decide(draft, self.cases, self.proposal, self.month)
        draft.evolve(self.proposal)
        assert [self.proposal] == concealment.decide(self.concealments, self.cases, self.proposal, self.month)

    def then_refused(self, code: str, field: str, value: str, rule: str) -> None:
        """It is refused with this, and nothing else."""
        with pytest.raises(Refused) as refusal:
            concealment.decide(self.concealments, self.cases, self.proposal, self.month)
        assert Refused(code, field, value, rule) == refusal.value


def given(*facts: Fact) -> Story:
    """A project, and what else stands on the log; months are opened from January on."""
    story = Story({}, Concealments())
    month = Month("2026-01")
    for fact in (registered(), *facts):
        match fact:
            case MonthOpened():
                month = fact.month
            case ProjectRegistered():
                story.cases[fact.project] = case.registered(fact)
            case ProjectAssigned():
                before = story.cases[fact.project]
                story.concealments.assign(before.charge, fact, month)
                story.cases[fact.project] = case.assigned(before, fact)
            case FindingMade() | InspectionHeld() | ConcealmentConfirmed() | ConcealmentDismissed():
                story.concealments.evolve(fact)
            case other:
                raise TypeError(f"no part of these stories: {other}")
    return story
