"""Entries: everything that somebody owes now, the most urgent first; the same however often it is asked.

    of clocks     every deadline that is not met, and what the ladder or a fact set it for
    of answers    what waits for somebody's eye: plans and proofs, appeals, suspicions of concealment
    of issues     untriaged, solved and not accepted, likely told twice, without a day
    of factors    needed, and not guaranteed

Work dispatch sees to orders, interviews and issues; factor guarantee to factors and the issues about one;
accountability to commitments, conclusions and suspicions. An appeal is seen to by a task force that did not decide the
step.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from services.escalation.case import Case
from services.escalation.caseload import Caseload
from services.escalation.deadlines import Deadline
from services.escalation.docket.entry import Entry, Force, Kind, State, Value, Why
from services.escalation.docket.notes import Need, Notes, Stage, Told
from services.escalation.docket.sentences import FORCES
from services.escalation.dossier import Taken
from services.escalation.notices import phrases
from services.escalation.pauses import SUSPENSION
from services.escalation.roadblock import Roadblock
from shared.catalogue.escalation import AnswerKind, Clock, FindingMade, Ground, OrderAnswered, Step

FORCE_OF: Final = {
    Clock.PLAN: Force.WORK_DISPATCH,
    Clock.RESULT: Force.WORK_DISPATCH,
    Clock.INTERVIEW: Force.WORK_DISPATCH,
    Clock.REVIEW: Force.WORK_DISPATCH,
    Clock.COMMITMENT: Force.ACCOUNTABILITY,
    Clock.CONCLUSION: Force.ACCOUNTABILITY,
}
"""Of clocks that run in a case; all others are about an issue."""
HEARS_APPEALS: Final = (Force.ACCOUNTABILITY, Force.WORK_DISPATCH)
"""Who hears an appeal: the first of them that did not decide the step."""
STATES: Final = tuple(State)


def entries(caseload: Caseload, notes: Notes) -> list[Entry]:
    """Everything that is owed on the day that has begun; nothing before the contest."""
    today = caseload.calendar.today
    return sorted(_Docket(caseload, notes, today).all(), key=_urgency) if today else []


def _urgency(entry: Entry) -> tuple[date, int, date, str, str, str]:
    day, since = entry.due_on or date.max, entry.since or date.max
    return day, STATES.index(entry.state), since, entry.project, entry.kind, entry.subject


class _About(NamedTuple):
    """What a deadline is about."""

    force: Force
    values: dict[str, Value]
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class _Docket:
    """What is known on a day."""

    caseload: Caseload
    notes: Notes
    today: date

    def all(self) -> Iterator[Entry]:
        for deadlines in self.caseload.clocks.agenda.of.values():
            yield from (self._of_clock(one) for one in deadlines.values() if self._is_owed(one))
        for case in self.caseload.cases.values():
            yield from self._of_answers(case)
        yield from self._of_appeals()
        yield from self._of_suspicions()
        for roadblock in self.caseload.roadblocks.of.values():
            yield from self._of_issue(roadblock)
        yield from self._of_duplicates()
        yield from (self._of_factor(need) for need in self.notes.standing() if not self._case(need.project).ended)

    def _is_owed(self, deadline: Deadline) -> bool:
        """What was met is not; and until an issue's own day is over, the one behind it asks nothing else of anybody."""
        if deadline.clock == Clock.OVERDUE:
            own = self.caseload.clocks.agenda.about(deadline.project, Clock.ISSUE, deadline.subject)
            if own and own.set_by == deadline.set_by and (own.due_on or self.today) >= self.today:
                return False
        return deadline.met_on is None

    def _of_clock(self, deadline: Deadline) -> Entry:
        case, clock = self._case(deadline.project), deadline.clock
        about = self._about_case(case, deadline) if clock in FORCE_OF else self._about_issue(deadline)
        pauses = [pause for pause in case.pauses.values() if pause.stops(clock) and pause.covers(self.today)]
        return self._entry(
            Kind(clock),
            deadline.id,
            deadline.project,
            about.force,
            Why(self.notes.facts[deadline.set_by], deadline.set_by, about.grounds),
            about.values,
            owed_by=deadline.owed_by,
            due_on=deadline.due_on,
            stopped_by=tuple(self.notes.exemptions.get(pause.because[0], SUSPENSION) for pause in pauses),
        )

    def _about_case(self, case: Case, deadline: Deadline) -> _About:
        force = FORCE_OF[deadline.clock]
        if deadline.clock == Clock.REVIEW:
            return _About(force, {"case": int(deadline.subject)})
        if deadline.clock == Clock.COMMITMENT:
            ref, _, number = deadline.subject.rpartition("-")
            taken = case.named(ref)
            words = {"words": taken.commitments[int(number) - 1].commitment}
        else:
            taken, words = case.named(deadline.subject), {}
        return _About(force, {"case": taken.case, **words}, _resting(case, taken))

    def _about_issue(self, deadline: Deadline) -> _About:
        if deadline.clock != Clock.TASK:
            roadblock = self.caseload.roadblocks.of[deadline.subject]
            return _About(_force(roadblock), _told(roadblock))
        issue, _, number = deadline.subject.rsplit("-", 2)
        roadblock = self.caseload.roadblocks.of[issue]
        words = self.notes.consultations[deadline.set_by].decisions[int(number) - 1].decision
        return _About(_force(roadblock), {**_told(roadblock), "words": words})

    def _of_answers(self, case: Case) -> Iterator[Entry]:
        """A plan is not waited for once its proof is in."""
        order = case.latest(case.opened, Step.SUPERVISION_ORDER) if case.is_open else None
        if order is None:
            return
        kind = AnswerKind.PROOF if order.proof_on else AnswerKind.PLAN
        since = order.proof_on or order.plan_on
        if since is None or kind in order.accepted:
            return
        told: Told[OrderAnswered] = self.notes.answers[case.project, case.opened, kind]
        yield self._entry(
            Kind.ANSWER,
            f"{kind}-{told.position}",
            case.project,
            Force.WORK_DISPATCH,
            Why(told.name, told.position, _resting(case, order)),
            {"case": order.case, "answer": phrases.ANSWERS[kind], "by": order.answered_by[kind]},
            since=since,
        )

    def _of_appeals(self) -> Iterator[Entry]:
        for name, appeal in self.caseload.proposals.appeals.items():
            if appeal.decided_on is None:
                told, decided_by = self.notes.appeals[name], appeal.step_decided_by
                values: dict[str, Value] = {"appeal": name, "step": phrases.STEPS[told.fact.step]}
                yield self._entry(
                    Kind.APPEAL,
                    name,
                    appeal.against.project,
                    next(force for force in HEARS_APPEALS if FORCES[force][0] != decided_by),
                    Why(told.name, told.position),
                    {**values, "by": appeal.raised_by, "decider": decided_by},
                    since=appeal.raised_on,
                )

    def _of_suspicions(self) -> Iterator[Entry]:
        for project, suspicions in self.caseload.proposals.concealments.suspicions.items():
            for suspicion in suspicions:
                if suspicion.answered_on is None:
                    told: Told[FindingMade] = self.notes.suspicions[project, suspicion.month]
                    signs = phrases.listed([phrases.SIGNS[seen.sign] for seen in told.fact.signs])
                    values = {"month": phrases.month(suspicion.month), "signs": signs}
                    yield self._entry(
                        Kind.SUSPICION,
                        f"{project}-{suspicion.month}",
                        project,
                        Force.ACCOUNTABILITY,
                        Why(told.name, told.position),
                        {**values, "unit": self._case(project).charge.responsible_unit},
                        since=told.fact.found_on,
                    )

    def _of_issue(self, roadblock: Roadblock) -> Iterator[Entry]:
        issue, project, force, values = roadblock.issue, roadblock.project, _force(roadblock), _told(roadblock)
        if raised := self.notes.untriaged.get(issue):
            why = Why(raised.name, raised.position)
            yield self._entry(Kind.TRIAGE, issue, project, force, why, values, since=raised.fact.raised_on)
        if roadblock.is_open and not self.caseload.clocks.agenda.about(project, Clock.ISSUE, issue):
            place = self.notes.placed[issue]
            why, owner = Why(self.notes.facts[place], place), roadblock.owner
            yield self._entry(Kind.NO_DAY, issue, project, force, why, values, owed_by=owner)
        if not roadblock.is_open and not roadblock.is_closed:
            solved = self.notes.solved[issue]
            why, values = Why(solved.name, solved.position), {**values, "by": solved.fact.solved_by}
            yield self._entry(Kind.ACCEPTANCE, issue, project, force, why, values, since=solved.fact.solved_on)

    def _of_duplicates(self) -> Iterator[Entry]:
        """Both are open still: people say whether they are one."""
        for told in self.notes.duplicates:
            one, other = (self.caseload.roadblocks.of[issue] for issue in (told.fact.issue, told.fact.like))
            if one.is_open and other.is_open:
                values = {**_told(one), "like": other.issue, "other": other.title, "percent": told.fact.similarity}
                subject, why = f"{one.issue}-{other.issue}", Why(told.name, told.position)
                yield self._entry(Kind.DUPLICATE, subject, one.project, _force(one), why, values)

    def _of_factor(self, need: Need) -> Entry:
        values: dict[str, Value] = {"factor": phrases.FACTORS[need.factor], "stage": need.stage}
        if need.stage is Stage.BLOCKED:
            values["reason"] = need.reason
        return self._entry(
            Kind.FACTOR,
            f"{need.project}-{need.factor}",
            need.project,
            Force.FACTOR_GUARANTEE,
            Why(need.said.name, need.said.position),
            values,
            owed_by=need.guarantor,
            due_on=need.due_on,
        )

    def _entry(
        self,
        kind: Kind,
        subject: str,
        project: str,
        force: Force,
        why: Why,
        values: dict[str, Value],
        *,
        owed_by: str = "",
        due_on: date | None = None,
        since: date | None = None,
        stopped_by: tuple[str, ...] = (),
    ) -> Entry:
        return Entry(
            kind=kind,
            subject=subject,
            project=project,
            name=self.notes.names[project],
            charge=self._case(project).charge,
            force=force,
            owed_by=owed_by,
            state=self._state(due_on, stopped_by),
            due_on=due_on,
            since=since,
            stopped_by=stopped_by,
            why=why,
            values=values,
        )

    def _state(self, due_on: date | None, stopped_by: tuple[str, ...]) -> State:
        """What ran out is overdue, whether or not escalation has said so yet."""
        if due_on and due_on < self.today:
            return State.OVERDUE
        if stopped_by:
            return State.STANDING_STILL
        return State.RUNNING if due_on else State.WAITING

    def _case(self, project: str) -> Case:
        return self.caseload.cases[project]


def _resting(case: Case, taken: Taken) -> tuple[Ground, ...]:
    """The grounds of a step that still hold."""
    return tuple(ground for ground in taken.grounds if case.rests(ground))


def _force(roadblock: Roadblock) -> Force:
    return Force.FACTOR_GUARANTEE if roadblock.factor else Force.WORK_DISPATCH


def _told(roadblock: Roadblock) -> dict[str, Value]:
    level = phrases.LEVELS[roadblock.level]
    return {"issue": roadblock.issue, "title": roadblock.title, "level": level}
