"""Whatever happens, in whatever order: no step without ground, none twice, no clock running against an exemption.

A district of two projects: days begin, cards come and are reissued, people answer, object, excuse and confess, issues
come and go, the service falls and starts again in the middle of what it had to say. What is checked in the end is told
from the facts alone, by second opinions that share nothing with the case (`tests.escalation.opinions`).
"""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from services.command_line.content import content_of
from shared.catalogue.escalation import (
    ConcealmentConfirmed,
    ExemptionEnded,
    ExemptionGranted,
    ExemptionKind,
)
from shared.catalogue.intake import (
    DayBegun,
    IssueAccepted,
    IssueReopened,
    IssueSolved,
    MonthClosed,
    MonthOpened,
    ProgressReported,
    ProjectResumed,
    ProjectSuspended,
    ProjectWithdrawn,
    SuspensionReason,
)
from shared.catalogue.values import Card, MoneyUnit, month_after, month_of
from tests.escalation.answering import PROJECTS, Answering, colours, projects
from tests.escalation.opinions import against_an_exemption, doubled, resting_on_nothing, skipped
from tests.escalation.story import COLOURS, FIRST, Log, card


class District(Answering):
    """Everything that can happen to two projects, and escalation at work on it."""

    # Time ----------------------------------------------------------------------------------------------------------

    @rule(days=st.integers(1, 25))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.tell(DayBegun(day=self.today))

    @rule(one=colours, other=colours, reports=st.booleans())
    def a_month_is_closed(self, one: Card, other: Card, reports: bool) -> None:
        month = self.live.proposals.month or FIRST
        if reports:
            self.tell(
                *(ProgressReported(project=project, month=month, money_unit=MoneyUnit.CNY_10K) for project in PROJECTS)
            )
        following = month_after(month)
        self.today = max(self.today, date.fromisoformat(f"{following}-01"))
        self.tell(MonthOpened(month=following), MonthClosed(month=month))
        for project, colour in zip(PROJECTS, (one, other), strict=True):
            if project not in self.ended:
                self.tell(card(month, colour, project))

    @rule(line=st.sampled_from(["RR", "RRR", "BB", "RBB", "BBR", "YBR"]))
    def months_pass(self, line: str) -> None:
        for letter in line:
            self.a_month_is_closed(COLOURS[letter], Card.BLUE, reports=True)
            self.all_of_it_is_said()

    @rule(project=projects, back=st.integers(1, 3), colour=colours)
    def a_card_is_reissued(self, project: str, back: int, colour: Card) -> None:
        month = month_after(self.live.proposals.month or FIRST, -back)
        case = self.live.cases[project]
        if project not in self.ended and any(one.month == month for one in (*case.heard, *case.waiting)):
            self.tell(card(month, colour, project, objection=self.another("O")))

    # What is excused, confessed, and what ends ---------------------------------------------------------------------

    @rule(project=projects, back=st.integers(0, 30), days=st.integers(0, 60), end=st.booleans())
    def an_exemption_is_granted(self, project: str, back: int, days: int, end: bool) -> None:
        exemption, first = self.another("E"), self.today - timedelta(days=back)
        granted = ExemptionGranted(
            exemption=exemption,
            project=project,
            kind=ExemptionKind.FORCE_MAJEURE,
            effects=("clocks",),
            from_on=first,
            until=first + timedelta(days=days),
            reason="洪水",
            requested_by="发改局",
            approver="区政府",
            approved_on=self.today,
        )
        self.propose(granted)
        if end:
            ended = first + timedelta(days=days // 2)
            self.propose(ExemptionEnded(exemption=exemption, ended_on=ended, reason="水退", ended_by="区政府"))

    @rule(project=projects)
    def a_project_stands_still_or_goes_on(self, project: str) -> None:
        if project in self.ended:
            return
        if project in self.suspended:
            self.suspended.discard(project)
            self.tell(ProjectResumed(project=project, reason="复工", resumed_on=self.today))
        else:
            self.suspended.add(project)
            suspended = ProjectSuspended(
                project=project,
                reason_class=SuspensionReason.SAFETY,
                reason="停工",
                approver="区政府",
                suspended_on=self.today,
            )
            self.tell(suspended)

    @rule(project=projects)
    def concealment_is_confirmed(self, project: str) -> None:
        confirmed = ConcealmentConfirmed(
            project=project,
            month=month_of(self.today),
            finding="虚报",
            heard="赵刚",
            heard_on=self.today,
            confirmed_by="审计局",
            confirmed_on=self.today,
        )
        self.propose(confirmed)

    @rule()
    def the_issue_goes_on(self) -> None:
        known = self.live.roadblocks.of["I1"]
        if known.is_open:
            self.tell(IssueSolved(issue="I1", solved_by="供电公司", solved_on=self.today, proof="已送电"))
        elif not known.is_closed:
            self.tell(IssueAccepted(issue="I1", accepted_by="调度办", accepted_on=self.today))
        else:
            due = self.today + timedelta(days=5)
            self.tell(
                IssueReopened(issue="I1", reason="又断电", reopened_by="调度办", reopened_on=self.today, due_on=due)
            )

    @precondition(lambda self: self.number > 6)
    @rule()
    def a_project_leaves_the_list(self) -> None:
        if "P2" not in self.ended:
            self.ended.add("P2")
            self.tell(ProjectWithdrawn(project="P2", reason="退出", approver="区政府", withdrawn_on=self.today))

    # Escalation at work --------------------------------------------------------------------------------------------

    @rule(most=st.integers(1, 3))
    def some_of_it_is_said(self, most: int) -> None:
        self.log.append(self.live.next_step()[:most])
        self.follow()

    @rule()
    def all_of_it_is_said(self) -> None:
        self.settle()

    @rule()
    def the_service_starts_anew(self) -> None:
        anew = self.log.caseload()
        assert anew == self.live
        assert anew.next_step() == self.live.next_step()
        self.live = anew

    # What holds ----------------------------------------------------------------------------------------------------

    @invariant()
    def an_issue_is_in_one_state_and_somebodys(self) -> None:
        for known in self.live.roadblocks.of.values():
            assert known.owner
            assert not (known.is_open and known.is_closed)

    def teardown(self) -> None:
        one_by_one = said_one_by_one(self.log)
        self.settle()
        assert content_of(one_by_one.entries) == content_of(self.log.entries)
        self.follow()
        facts = [*enumerate(self.log.facts, 1)]
        assert [] == [*skipped(facts)]
        assert [] == [*doubled(facts)]
        assert [] == [*against_an_exemption(facts)]
        assert [] == [*resting_on_nothing(facts)]
        ids = [logged.entry.id for logged in self.log.entries]
        assert len(ids) == len(set(ids))
        assert self.log.caseload() == self.live


def said_one_by_one(log: Log) -> Log:
    """The log as it is in the end, where everything that is due is put on it alone."""
    twin = log.copy()
    caseload, heard = twin.caseload(), len(twin.entries)
    while due := caseload.next_step():
        twin.append(due[:1])
        for logged in twin.entries[heard:]:
            caseload.evolve(logged)
        heard = len(twin.entries)
    return twin


class ManyDistricts(District):
    """The same, for longer."""


District.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestDistrict = District.TestCase
ManyDistricts.TestCase.settings = settings(max_examples=1_500, stateful_step_count=60, deadline=None)
TestManyDistricts = pytest.mark.drill(ManyDistricts.TestCase)
