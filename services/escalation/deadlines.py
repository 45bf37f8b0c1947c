"""Deadlines: every day that somebody owes something by, and the clocks that an exemption stops.

    set by a fact ──► running ──► met
                       │  ▲  └──► missed, when a day begins behind it; late rather than never, and once
                       ▼  │
                  moved, or standing still: days that an exemption or a suspension covers do not count

A deadline that was missed is kept: an exemption that is granted later can show that it was not. Nothing here looks at
a clock: the day is said by the log.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from shared.catalogue.escalation import Clock, DeadlineMissed, DeadlineMoved

ALL_CLOCKS = "clocks"
"""The effect of an exemption that stops every clock of its project."""


OF_ISSUES = (Clock.ISSUE, Clock.OVERDUE, Clock.TASK)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which somebody owes something."""

    id: str
    project: str
    clock: Clock
    set_by: int
    """Log position of the fact that set it."""
    subject: str
    """What is owed: an issue, a task of it, a step or a commitment of its case, or the case itself."""
    owed_by: str
    began: date
    """Day from which the clock runs."""
    said: date
    """The day that was set."""
    due_on: date | None
    """The day as it stands; none while the clock stands still."""
    missed_at: int = 0
    """Log position of its miss; 0 where it was not missed."""
    missed_on: date | None = None
    """The day that had begun when it was told as missed."""
    met_on: date | None = None
    """Day on which it was met after all, where it had been missed."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which clocks of a project stand still."""

    from_on: date
    until: date | None
    """The last of the days; none while nobody has said."""
    effects: frozenset[str]
    because: tuple[int, ...]
    """Log positions of what says so."""

    def covers(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.from_on <= day and (self.until is None or day <= self.until)

    def stops(self, clock: Clock) -> bool:
        """Whether it stops a clock; an issue whose own clock stands still does not come to be overdue either."""
        own = clock == Clock.OVERDUE and Clock.ISSUE in self.effects
        return own or ALL_CLOCKS in self.effects or clock in self.effects


def setting(project: str, clock: Clock, set_by: int, subject: str, owed_by: str, days: tuple[date, date]) -> Deadline:
    """A deadline as a fact sets it: the day from which its clock runs, and the day that was set."""
    began, said = days
    return Deadline(_id(project, clock, subject), project, clock, set_by, subject, owed_by, began, said, said)


def _id(project: str, clock: Clock, subject: str) -> str:
    """The same for the same matter, whenever its day is set: issues are known beyond their project, cases are not."""
    return f"{clock}-{subject}" if clock in OF_ISSUES else f"{clock}-{project}-{subject}"


def stopped(deadline: Deadline, pauses: Iterable[Pause]) -> tuple[date | None, tuple[int, ...]]:
    """The day with all days left out on which the clock stood still, and what says so; none while it stands."""
    due, counted, because = deadline.said, deadline.began, list[int]()
    for pause in sorted((one for one in pauses if one.stops(deadline.clock)), key=lambda one: one.from_on):
        # Days that two pauses cover are left out once.
        first = max(pause.from_on, counted + timedelta(days=1))
        if first > due or (pause.until and pause.until < first):
            continue
        because += pause.because
        if pause.until is None:
            return None, tuple(because)
        due += timedelta(days=(pause.until - first).days + 1)
        counted = pause.until
    return due, tuple(because)


@dataclass(slots=True)
class Agenda:
    """All deadlines that are not met, by project, and by day so that a day's misses are found at once."""

    of: dict[str, dict[str, Deadline]] = field(default_factory=dict)
    """By project and id."""
    _by_day: dict[date, dict[str, str]] = field(default_factory=dict)
    """The ids that run out on a day, each with its project."""

    def set(self, deadline: Deadline) -> None:
        """Take in a deadline, or another day for one."""
        known = self.of.setdefault(deadline.project, {})
        if before := known.get(deadline.id):
            self._unlist(before)
        known[deadline.id] = deadline
        if deadline.due_on and not deadline.missed_at:
            self._by_day.setdefault(deadline.due_on, {})[deadline.id] = deadline.project

    def meet(self, project: str, clock: Clock, subject: str, day: date) -> None:
        """What was owed is there: it is owed no more; a miss is kept, with the day on which it was met."""
        deadline = self.about(project, clock, subject)
        if deadline and deadline.missed_at:
            self.set(replace(deadline, met_on=deadline.met_on or day))
        elif deadline:
            self.drop(deadline)

    def forget(self, project: str, clock: Clock, subject: str) -> None:
        """What was owed is asked of nobody any more, missed or not."""
        if deadline := self.about(project, clock, subject):
            self.drop(deadline)

    def drop(self, deadline: Deadline) -> None:
        """Nobody owes it any more."""
        self._unlist(deadline)
        del self.of[deadline.project][deadline.id]

    def move(self, fact: DeadlineMoved) -> Deadline:
        """Another day holds; gives the deadline as it was, which may have been missed."""
        before = self.of[fact.project][fact.deadline]
        moved = replace(before, due_on=fact.due_on, missed_at=0, missed_on=None)
        if before.met_on:
            self.drop(before)
        else:
            self.set(moved)
        return before

    def miss(self, fact: DeadlineMissed, position: int) -> Deadline:
        """A deadline was missed."""
        missed = replace(self.of[fact.project][fact.deadline], missed_at=position, missed_on=fact.missed_on)
        self.set(missed)
        return missed

    def about(self, project: str, clock: Clock, subject: str) -> Deadline | None:
        """The deadline of a matter, if one is owed or was missed."""
        return self.of.get(project, {}).get(_id(project, clock, subject))

    def overdue(self, today: date) -> Iterator[Deadline]:
        """What ran out before today and is not told as missed yet, earliest first."""
        for day in sorted(day for day in self._by_day if day < today):
            for deadline, project in self._by_day[day].items():
                yield self.of[project][deadline]

    def _unlist(self, deadline: Deadline) -> None:
        if deadline.due_on and not deadline.missed_at:
            listed = self._by_day[deadline.due_on]
            del listed[deadline.id]
            if not listed:
                del self._by_day[deadline.due_on]


def moved(deadline: Deadline, pauses: Iterable[Pause]) -> DeadlineMoved | None:
    """What is to be said of a deadline where clocks stood still otherwise than it was told last."""
    due, because = stopped(deadline, pauses)
    if due == deadline.due_on:
        return None
    late = deadline.met_on or deadline.missed_on
    if late and due and due < late:
        return None  # It came too late even so, or was told as missed none too early.
    return DeadlineMoved(
        deadline=deadline.id,
        project=deadline.project,
        clock=deadline.clock,
        was_due_on=deadline.due_on,
        due_on=due,
        because=because,
    )


def missed(deadline: Deadline, today: date) -> DeadlineMissed:
    """What is to be said of a deadline behind which a day began."""
    assert deadline.due_on is not None, "a clock that stands still runs out never"
    return DeadlineMissed(
        deadline=deadline.id,
        project=deadline.project,
        clock=deadline.clock,
        set_by=deadline.set_by,
        subject=deadline.subject,
        owed_by=deadline.owed_by,
        due_on=deadline.due_on,
        missed_on=today,
    )
