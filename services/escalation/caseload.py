"""The caseload: every project's case, its clocks and roadblocks, and the ladder in force, folded from the log.

`next_step` says what is due on the state at the head of the log, a kind at a time: first what exemptions have moved,
then what was missed, what cases call for, what climbs, and what is found. Said one by one or all at once, and whatever
interrupts it, it comes to the same facts in the same order.
"""

from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from services.escalation import adoption, calls, case, ladder, pauses, steps
from services.escalation.answers import AnswerFact, step_of
from services.escalation.calendar import Calendar, because
from services.escalation.calls import Happening
from services.escalation.case import Case, StepFact
from services.escalation.clocks import Clocks
from services.escalation.deadlines import Deadline
from services.escalation.dossier import Charge, Hearing
from services.escalation.findings import Watch
from services.escalation.ladder import Ladder
from services.escalation.pauses import PauseFact
from services.escalation.proposals import Proposals
from services.escalation.reporting import Reporting, ReportingFact
from services.escalation.roadblock import IssueFact, Rise, Roadblocks
from services.escalation.steps import Now
from shared.catalogue import Fact, definition_of
from shared.catalogue.escalation import (
    AnswerReviewed,
    AppealDecided,
    CaseClosed,
    CaseReopened,
    CaseReviewed,
    Climb,
    Clock,
    ConcealmentConfirmed,
    DeadlineMissed,
    DeadlineMoved,
    ExemptionEnded,
    GroundJoined,
    IssueClimbed,
    LadderAdopted,
    ReminderIssued,
    StepWithdrawn,
    Trigger,
)
from shared.catalogue.intake import (
    IssueSentExpress,
    MonthClosed,
    ProjectAssigned,
    ProjectCompleted,
    ProjectRegistered,
    ProjectWithdrawn,
)
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import month_of
from shared.days import opened
from shared.envelope import Logged, Origin

ListFact = ProjectRegistered | ProjectAssigned | ProjectWithdrawn | ProjectCompleted
CaseFact = StepFact | GroundJoined | ReminderIssued | StepWithdrawn | CaseClosed | CaseReopened
MOST = 1_000
"""How much is said at a time: as much as one append takes."""


@dataclass(slots=True)
class Caseload:
    """Everything escalation decides on."""

    shipped: str
    """Text of the ladder that comes into force where the log holds none; none does where it is empty."""
    ladder: Ladder | None = None
    proposals: Proposals = field(default_factory=Proposals)
    """The cases, and what people say of them at the door."""
    calendar: Calendar = field(default_factory=Calendar)
    clocks: Clocks = field(default_factory=Clocks)
    roadblocks: Roadblocks = field(default_factory=Roadblocks)
    reporting: Reporting = field(default_factory=Reporting)
    watch: Watch = field(default_factory=Watch)
    due: dict[str, int] = field(default_factory=dict)
    """Projects in whose case something is due, each with the log position behind which it is, and in that order."""

    @property
    def cases(self) -> MutableMapping[str, Case]:
        """Every project's case."""
        return self.proposals.cases

    def charge(self, project: str) -> Charge:
        """Who is in charge of a project now."""
        return self.cases[project].charge

    def next_step(self) -> list[tuple[Fact, Origin]]:
        """What is to be said now; first of all the ladder itself where none is in force."""
        now, turn = self.calendar.now, self.calendar.turn
        if self.ladder is None:
            return [adoption.of_shipped(self.shipped)] if self.shipped else []
        if now is None or turn is None:
            return []
        kinds: list[Iterable[tuple[Fact, Origin]]] = [
            self.clocks.moves(self.cases),
            self.clocks.misses(now.today, turn),
            self._of_cases(self.ladder, now),
            self.roadblocks.climbs(self.ladder.issues, self.charge, now.today) if self.ladder.issues else (),
            self.watch.due(),
        ]
        return next((found for kind in kinds if (found := list(islice(kind, MOST)))), [])

    def _of_cases(self, ladder: Ladder, now: Now) -> Iterator[tuple[Fact, Origin]]:
        """What cases call for, in the order of the log: what a case says next comes behind what it said last."""
        for project in self.due:
            if said := steps.next_step(self.cases[project], ladder, now):
                yield said

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        fact = logged.entry.fact
        if self.calendar.evolve(logged):
            self.clocks.turn()
        self.watch.evolve(logged, self.ladder, self.calendar.today)
        if isinstance(fact, ReportingFact) and self.proposals.month:
            self.reporting.evolve(fact, self.proposals.month)
        if isinstance(fact, CardIssued):
            self._hear(fact, logged)
        elif isinstance(fact, IssueFact):
            self._take_issue(fact, logged)
        elif isinstance(fact, ListFact):
            self._take_list(fact, logged)
        elif isinstance(fact, PauseFact):
            self._take_pause(fact, logged)
        elif isinstance(fact, CaseFact):
            self._take_case(fact, logged)
        elif isinstance(fact, AnswerFact):
            self._take_answer(fact, logged)
        else:
            self._take_rest(fact, logged)

    def _take_rest(self, fact: Fact, logged: Logged) -> None:
        self.proposals.evolve(fact)
        match fact:
            case LadderAdopted():
                self._adopt(fact, because(logged))
            case MonthClosed():
                for project, months in self.reporting.missing(fact.month):
                    self._happen(project, logged, Trigger.REPORTS_MISSING, fact.month, count=months)
            case DeadlineMoved():
                self._move(fact, logged)
            case DeadlineMissed():
                self._miss(self.clocks.agenda.miss(fact, logged.position), logged)
            case IssueClimbed():
                self.clocks.climb(self.roadblocks.climb(fact), fact, logged.position, self._today())
                self.clocks.look(self.cases[fact.project], because(logged))
            case ConcealmentConfirmed():
                self._happen(fact.project, logged, Trigger.CONCEALMENT_CONFIRMED, fact.month)
            case AppealDecided(upheld=True):
                against = self.proposals.appeals[fact.appeal].against
                known = self.cases[against.project]
                self._put(case.uphold(known, against.position, logged.position, because(logged)))

    def _hear(self, fact: CardIssued, logged: Logged) -> None:
        known = self.cases[fact.project]
        hearing = Hearing(fact.month, fact.card, logged.position, because(logged), known.charge, self.ladder)
        self._put(calls.hear(known, hearing, self.ladder))

    def _take_issue(self, fact: IssueFact, logged: Logged) -> None:
        known = self.roadblocks.evolve(fact, self.charge)
        if self.cases[known.project].ended:
            return
        self.clocks.issue(known, fact, logged.position, self.ladder, self._today())
        self.clocks.look(self.cases[known.project], because(logged))
        if isinstance(fact, IssueSentExpress):
            self._rise(fact.issue, Climb.EXPRESS, (logged.position,), logged)

    def _rise(self, issue: str, cause: Climb, evidence: tuple[int, ...], logged: Logged) -> None:
        """An issue is to go up, unless the ladder in force knows no levels."""
        if self.ladder is None or self.ladder.issues:
            self.roadblocks.rise(issue, Rise(cause, evidence, because(logged)))

    def _take_list(self, fact: ListFact, logged: Logged) -> None:
        match fact:
            case ProjectRegistered():
                self._put(case.registered(fact))
            case ProjectAssigned():
                before, month = self.charge(fact.project), opened(self.proposals.month)
                self.proposals.concealments.assign(before, fact, month)
                self._put(case.assigned(self.cases[fact.project], fact))
            case ProjectWithdrawn() | ProjectCompleted():
                self.clocks.end(fact.project)
                self.roadblocks.end(fact.project)
                self._put(case.end(self.cases[fact.project], logged.position, because(logged)))

    def _take_pause(self, fact: PauseFact, logged: Logged) -> None:
        self.proposals.evolve(fact)
        exempted = self.proposals.exemptions
        project = exempted[fact.exemption].project if isinstance(fact, ExemptionEnded) else fact.project
        paused = pauses.evolve(self.cases[project], fact, logged.position)
        self._put(paused)
        self.clocks.look(paused, because(logged), anew=True)

    def _take_case(self, fact: CaseFact, logged: Logged) -> None:
        known, position = self.cases[fact.project], logged.position
        match fact:
            case ReminderIssued():
                known = case.answer(known, fact.ground)
            case GroundJoined():
                known = case.join(known, fact)
            case StepWithdrawn():
                self.clocks.withdraw(known, fact)
                known = case.withdraw(known, fact, position, because(logged))
            case CaseClosed():
                reviewer = self.ladder.decided_by.supervision_order if self.ladder else ""
                self.clocks.close(known, fact, position, reviewer)
                known = case.close(known, fact)
            case CaseReopened():
                known = case.reopen(pauses.closed(known, fact, position), fact)
                self.clocks.reopen(known, fact)
            case _:
                known = case.take(known, fact, position)
                self.clocks.step(known, fact, position)
        name, cause = definition_of(fact).name, logged.entry.causation
        self._put(case.said(known, name, cause, position, because(logged)))
        self.clocks.look(known, because(logged))

    def _take_answer(self, fact: AnswerFact, logged: Logged) -> None:
        today, at = self._today(), logged.position
        self.clocks.answer(self.cases[fact.project], fact, at, self.ladder, today)
        self.proposals.evolve(fact)
        known = self.cases[fact.project]
        match fact:
            case AnswerReviewed(accepted=False):
                order = known.latest(fact.case, step_of(fact))
                assert order is not None, "the log never holds a review of an order that does not stand"
                evidence = order.position, at
                self._happen(fact.project, logged, Trigger.REMEDY_REFUSED, order.ref, evidence, count=order.refused)
            case CaseReviewed(holds=False):
                self._happen(fact.project, logged, Trigger.RELAPSE, str(fact.case))
            case _:
                self._put(known)
        self.clocks.look(known, because(logged))

    def _move(self, fact: DeadlineMoved, logged: Logged) -> None:
        """A clock was stopped; a miss that it undoes bears nothing any more."""
        before = self.clocks.move(fact, because(logged))
        known = self.cases[fact.project]
        if before.missed_at:
            self.roadblocks.stay(before.missed_at)
            known = case.invalidate(known, (before.missed_at,), logged.position, because(logged))
            if self.clocks.give_back(known, before):
                known = case.in_time(known, known.named(before.subject))
            self._put(known)
        self.clocks.look(known, because(logged))

    def _miss(self, missed: Deadline, logged: Logged) -> None:
        """A day began behind a deadline: what that calls for."""
        known, at = self.cases[missed.project], logged.position
        if missed.clock == Clock.ISSUE:
            self._rise(missed.subject, Climb.OVERDUE, (missed.set_by, at), logged)
        if self.clocks.is_last(missed):
            self._put(case.out_of_time(known, known.named(missed.subject)))
        if found := calls.of_miss(known, missed, at):
            self._happen(missed.project, logged, *found)

    def _happen(
        self,
        project: str,
        logged: Logged,
        trigger: Trigger,
        subject: str,
        evidence: tuple[int, ...] = (),
        *,
        count: int = 1,
    ) -> None:
        today, evidence = self._today(), evidence or (logged.position,)
        happened = Happening(trigger, subject, month_of(today), evidence, because(logged), today, count)
        self._put(calls.call(self.cases[project], self.ladder, happened))

    def _today(self) -> date:
        assert self.calendar.today is not None, "the log never holds anything of a project before the contest"
        return self.calendar.today

    def _adopt(self, fact: LadderAdopted, adopted: Origin) -> None:
        first, self.ladder = self.ladder is None, ladder.parse(fact.text)
        if first:
            self.clocks.begin(self.ladder, self.calendar.today)
        for known in [*self.cases.values()]:
            self._put(known)
            self.clocks.look(known, adopted)
        self.due = dict(sorted(self.due.items(), key=lambda one: one[::-1]))

    def _put(self, known: Case) -> None:
        known = calls.advance(known, self.ladder)
        self.cases[known.project] = known
        what = steps.due(known, self.ladder) if self.ladder else None
        place = steps.place(known, what) if what else None
        if self.due.get(known.project) != place:
            self.due.pop(known.project, None)
            if place is not None:  # What has become due has become so here, behind everything else.
                self.due[known.project] = place
