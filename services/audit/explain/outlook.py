"""What a card means on the ladder: its run, the steps it called for, and where the next card would lead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from services.escalation import calls
from services.escalation import case as cases
from services.escalation.case import Case, StepFact
from services.escalation.caseload import Caseload
from services.escalation.ladder import Ladder
from services.escalation.steps import Now, next_step
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    CaseReopened,
    GroundJoined,
    InterviewOrdered,
    ReminderIssued,
    StepWithdrawn,
    SupervisionOrderIssued,
    Trigger,
)
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card, Month, month_after
from shared.envelope import Logged, Origin

LadderFact = ReminderIssued | StepFact | GroundJoined | CaseClosed
"""What a card leads to: a reminder, a step, another ground for a step under way, or the end of a case."""
CARDS = (Trigger.YELLOW_CARD, Trigger.RED_CARDS)
UNSAID = 2**62
"""Stands for the log position of what is not on the log: behind everything."""


@dataclass(frozen=True, slots=True)
class Called:
    """Something that a card led to."""

    step: LadderFact
    position: int | None
    """None where it is not on the log."""
    withdrawn_at: int | None = None
    """Where the step was withdrawn, or the case reopened; none where it stands."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a project stands on the ladder after a card."""

    ladder: Ladder
    reds: int
    """Red cards running, this one included."""
    open_case: int | None
    """Number of the open case."""
    called: tuple[Called, ...]
    """What the month's card led to."""
    following: Mapping[Card, tuple[LadderFact, ...]]
    """What a card of this colour would lead to next month."""


@dataclass(frozen=True, slots=True)
class _Then:
    """A case as it stood, and what it was judged by."""

    case: Case
    ladder: Ladder
    now: Now


class OnTheLadder:
    """Follows the caseload, and keeps a project's case as it stood after a month's card and before the next."""

    def __init__(self, project: str, month: Month) -> None:
        self._project, self._month = project, month
        self._caseload = Caseload(shipped="")
        self._then: _Then | None = None
        self._over = False
        self._called: list[Called] = []

    def take(self, logged: Logged) -> None:
        """Take in the next entry."""
        self._caseload.evolve(logged)
        match logged.entry.fact:
            case CardIssued() as card if card.project == self._project:
                self._over = self._over or card.month > self._month
                self._reissued()
            case (
                ReminderIssued()
                | SupervisionOrderIssued()
                | InterviewOrdered()
                | AccountabilityOpened()
                | GroundJoined()
                | CaseClosed()
            ) as fact if fact.project == self._project and card_of(fact) == self._month:
                self._called.append(Called(fact, logged.position))
            case StepWithdrawn() | CaseReopened() as undoing if undoing.project == self._project:
                self._called = [_undone(one, undoing, logged.position) for one in self._called]
        known, ladder, now = self._caseload.cases.get(self._project), self._caseload.ladder, self._caseload.calendar.now
        if known and ladder and now and not self._over:
            self._then = _Then(known, ladder, now)

    def outlook(self) -> Outlook | None:
        """Where the project stands; none where no ladder was in force, or no card was heard yet."""
        if self._then is None or not self._then.case.heard:
            return None
        then, called = self._then, list(self._called)
        said = {type(one.step) for one in called if one.withdrawn_at is None}
        for fact, after in _unsaid(then):
            then = after
            if isinstance(fact, LadderFact) and card_of(fact) == self._month and type(fact) not in said:
                called.append(Called(fact, None))
        run = then.case.run
        return Outlook(
            ladder=then.ladder,
            reds=len(run) if run[-1].is_red else 0,
            open_case=then.case.opened if then.case.is_open else None,
            called=tuple(called),
            following={card: _following(then, month_after(self._month), card) for card in Card},
        )

    def _reissued(self) -> None:
        """The case as it stood then, with what stands now in the place of withdrawn cards."""
        if self._then and self._over:
            known, ladder = self._then.case, self._then.ladder
            then = {hearing.month: hearing.position for hearing in known.heard}
            for hearing in self._caseload.cases[self._project].heard:
                if then.get(hearing.month, hearing.position) != hearing.position:
                    known = calls.hear(known, hearing, ladder)
            self._then = replace(self._then, case=known)


def card_of(fact: LadderFact) -> Month | None:
    """The month whose card led to it; none where something else did."""
    if isinstance(fact, CaseClosed):
        return fact.recovered
    return fact.ground.month if fact.ground.trigger in CARDS else None


def _undone(one: Called, undoing: StepWithdrawn | CaseReopened, position: int) -> Called:
    if isinstance(undoing, StepWithdrawn):
        undone = one.position == undoing.position
    else:
        undone = isinstance(one.step, CaseClosed) and one.step.case == undoing.case
    return replace(one, withdrawn_at=position) if undone and one.withdrawn_at is None else one


def _unsaid(then: _Then) -> Iterator[tuple[Fact, _Then]]:
    """What is due and not on the log, each with how the project stands after it."""
    at = UNSAID
    while due := next_step(then.case, then.ladder, then.now):
        (fact, because), at = due, at + 1
        then = replace(then, case=calls.advance(_after(then.case, fact, at, because), then.ladder))
        yield fact, then


def _after(case: Case, fact: Fact, at: int, because: Origin) -> Case:
    match fact:
        case ReminderIssued():
            return cases.answer(case, fact.ground)
        case GroundJoined():
            return cases.join(case, fact)
        case StepWithdrawn():
            return cases.withdraw(case, fact, at, because)
        case CaseReopened():
            return cases.reopen(case, fact)
        case CaseClosed():
            return cases.close(case, fact)
        case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened():
            return cases.take(case, fact, at)
    raise AssertionError(f"a case never says {fact}")


def _following(then: _Then, month: Month, card: Card) -> tuple[LadderFact, ...]:
    """What a card of a later month would lead to."""
    later = replace(then.case.heard[-1], month=month, card=card, position=2 * UNSAID, same=())
    heard = replace(then, case=calls.hear(then.case, later, then.ladder))
    return tuple(fact for fact, _ in _unsaid(heard) if isinstance(fact, LadderFact))
