"""The staff of a simulated district: people who answer what the log asks of them. Pure: the log and the list decide.

    log ──► evolve ──► agenda ──► next ──► message, through the door like any other ──► log

What is planned before is in the diary; what is said here nobody could plan, for it answers steps of the ladder. How
units answer is in `manners`, orders in `answering`, interviews and decisions about people in `hearings`.
"""

from collections.abc import Sequence

from services.upstream import sayings
from services.upstream.agenda import Agenda
from services.upstream.almanac import Almanac
from services.upstream.answering import Answering
from services.upstream.courses import Habit
from services.upstream.hearings import Hearings
from services.upstream.message import Message
from services.upstream.roadblocks import ISSUE_DESK
from services.upstream.sites import Site
from shared.catalogue.escalation import (
    AccountabilityOpened,
    AnswerReviewed,
    CaseClosed,
    Fault,
    FindingMade,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
    StepWithdrawn,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import DayBegun, InspectionHeld, IssueConsulted, IssueRaised, IssueSolved, TaskDone
from shared.envelope import Logged

SPARE, LATE = 2, 3
"""Working days before, or behind, its day on which a task of a consultation is done."""
LATE_ONE = 2
"""Which of the issues that were consulted on has its task done late."""


class Staff:
    """Everybody who answers; what they say falls due by the days of the log."""

    def __init__(self, almanac: Almanac, sites: Sequence[Site]) -> None:
        self._agenda = Agenda(almanac, sites)
        self._answering = Answering(self._agenda)
        self._hearings = Hearings(self._agenda)
        self._projects: dict[str, str] = {}
        """The project of every issue."""
        self._consulted: dict[str, list[int]] = {}
        """Where on the log the consultations of every issue stand."""

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log; whoever has to answer it takes a note."""
        match logged.entry.fact:
            case DayBegun() as fact:
                self._agenda.today = fact.day
            case SupervisionOrderIssued() as fact:
                self._hearings.stepped(fact.project)
                self._answering.ordered(logged.position, fact)
            case OrderAnswered() as fact:
                self._answering.answered(fact)
            case AnswerReviewed() as fact:
                self._answering.reviewed(fact)
            case InterviewOrdered() as fact:
                self._hearings.summoned(logged.position, fact)
            case InterviewHeld() as fact:
                self._hearings.interviewed(fact)
            case AccountabilityOpened() as fact:
                self._hearings.stepped(fact.project)
                self._hearings.opened(logged.position, fact)
            case InspectionHeld() as fact:
                self._hearings.inspected(fact)
            case FindingMade(fault=Fault.CONCEALING) as fact:
                self._hearings.suspected(fact)
            case StepWithdrawn() as fact:
                self._agenda.strike(fact.position)
            case CaseClosed() as fact:
                self._answering.ended(fact.project)
                self._hearings.closed(logged.position, fact)
            case IssueRaised() as fact:
                self._projects[fact.issue] = fact.project
            case IssueConsulted() as fact:
                self._consulted.setdefault(fact.issue, []).append(logged.position)
                self._do_tasks(fact)
            case IssueSolved() as fact:
                for position in self._consulted.get(fact.issue, ()):
                    self._agenda.strike(position)

    def next(self) -> Message | None:
        """What somebody says now; none where nothing is due today. Said once: send it, and let the log settle."""
        return self._agenda.next()

    def _do_tasks(self, consulted: IssueConsulted) -> None:
        """Whoever was told to does what was decided, mostly in time; nobody finds money for what was hidden."""
        site, held = self._agenda.sites[self._projects[consulted.issue]], self._consulted[consulted.issue]
        if site.habit is Habit.HIDING:
            return
        late = len(self._consulted) == LATE_ONE
        for number, decision in enumerate(consulted.decisions, start=1):
            due_on = decision.due_on
            done_on = self._agenda.almanac.next(due_on, LATE) if late else self._agenda.before(due_on, SPARE)
            fact = TaskDone(
                issue=consulted.issue,
                consultation=len(held),
                decision=number,
                proof=sayings.TASK_DONE.zh,
                done_by=decision.owner,
                done_on=done_on,
            )
            self._agenda.note(done_on, ISSUE_DESK, f"task-{consulted.issue}", fact, decision.owner, held[-1])
