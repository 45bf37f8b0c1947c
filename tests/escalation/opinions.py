"""Second opinions on escalation: what must hold of any log, told from its facts alone, in no words of the case."""

from collections.abc import Iterator
from datetime import date, timedelta

from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityOpened,
    DeadlineMissed,
    DeadlineMoved,
    ExemptionEnded,
    ExemptionGranted,
    Ground,
    GroundJoined,
    InterviewOrdered,
    IssueClimbed,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
    Trigger,
)
from shared.catalogue.intake import ProjectResumed, ProjectSuspended
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card

STEPS: dict[type[Fact], Step] = {
    SupervisionOrderIssued: Step.SUPERVISION_ORDER,
    InterviewOrdered: Step.INTERVIEW,
    AccountabilityOpened: Step.ACCOUNTABILITY,
}
Facts = list[tuple[int, Fact]]


def grounds(facts: Facts) -> Iterator[tuple[int, str, int, Step, Ground]]:
    """Where it was said, project, position of the step, its kind, and the ground."""
    for position, fact in facts:
        match fact:
            case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened():
                yield position, fact.project, position, STEPS[type(fact)], fact.ground
            case GroundJoined():
                yield position, fact.project, fact.position, fact.step, fact.ground


def withdrawn(facts: Facts) -> dict[int, int]:
    """The steps that were withdrawn, each with where that was said."""
    return {fact.position: position for position, fact in facts if isinstance(fact, StepWithdrawn)}


def skipped(facts: Facts) -> Iterator[int]:
    """Steps taken without every step below standing in the case; but for confirmed concealment."""
    gone = withdrawn(facts)
    taken: list[tuple[int, tuple[str, int, Step]]] = []
    for position, fact in facts:
        if not isinstance(fact, SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened):
            continue
        standing = {what for at, what in taken if gone.get(at, position) >= position}
        below = [*Step][: [*Step].index(STEPS[type(fact)])]
        missing = any((fact.project, fact.case, step) not in standing for step in below)
        if missing and fact.ground.trigger != Trigger.CONCEALMENT_CONFIRMED:
            yield position
        taken.append((position, (fact.project, fact.case, STEPS[type(fact)])))


def doubled(facts: Facts) -> Iterator[int]:
    """Grounds given twice for the same thing, while the step of the first still stood, and the first was not lost."""
    gone = withdrawn(facts)
    seen: dict[tuple[str, str, str, str], tuple[int, Ground]] = {}
    for position, project, step_at, _, ground in grounds(facts):
        again = ground.trigger in (Trigger.ISSUE_OVERDUE, Trigger.RELAPSE)
        key = project, ground.rule, ground.subject, str(ground.evidence[-1]) if again else ""
        if key in seen:
            before, first = seen[key]
            if gone.get(before, position) >= position and not _is_lost(facts[: position - 1], first):
                yield position
        seen[key] = step_at, ground


def _is_lost(facts: Facts, ground: Ground) -> bool:
    """Whether a card of a ground was reissued in another colour, or a miss undone."""
    for at in ground.evidence:
        match facts[at - 1][1]:
            case CardIssued() as card:
                others = (one for _, one in facts[at:] if isinstance(one, CardIssued))
                same = (one for one in others if (one.project, one.month) == (card.project, card.month))
                if any((one.card == Card.RED) != (card.card == Card.RED) for one in same):
                    return True
            case DeadlineMissed() as missed:
                moves = (one for _, one in facts[at:] if isinstance(one, DeadlineMoved))
                if any(one.deadline == missed.deadline for one in moves):
                    return True
    return False


def resting_on_nothing(facts: Facts) -> Iterator[int]:
    """Steps whose evidence is not on the log before them."""
    for position, _, _, _, ground in grounds(facts):
        if not ground.evidence or any(at >= position for at in ground.evidence):
            yield position


def against_an_exemption(facts: Facts) -> Iterator[int]:
    """Misses of a deadline whose clock had not run for the days that were given, by what was on the log by then."""
    pauses: dict[str, dict[str, tuple[date, date]]] = {}
    given: dict[str, date] = {}
    for position, fact in facts:
        match fact:
            case ExemptionGranted():
                pauses.setdefault(fact.project, {})[fact.exemption] = fact.from_on, fact.until
            case ExemptionEnded():
                for known in pauses.values():
                    if fact.exemption in known:
                        known[fact.exemption] = known[fact.exemption][0], fact.ended_on
            case ProjectSuspended():
                pauses.setdefault(fact.project, {})["suspension"] = fact.suspended_on, date.max
            case ProjectResumed():
                known = pauses[fact.project]
                known[f"until-{position}"] = known.pop("suspension")[0], fact.resumed_on - timedelta(days=1)
            case DeadlineMoved():
                if fact.was_due_on:
                    given.setdefault(fact.deadline, fact.was_due_on)
            case DeadlineMissed():
                covered = [*pauses.get(fact.project, {}).values()]
                first = _began(facts, fact)
                said = given.get(fact.deadline, fact.due_on)
                ran = sum(
                    not any(one <= day <= last for one, last in covered)
                    for day in (first + timedelta(days=n) for n in range(1, (fact.missed_on - first).days + 1))
                )
                if ran < (said - first).days:
                    yield position


def _began(facts: Facts, missed: DeadlineMissed) -> date:
    """The day from which a clock ran, as the fact says that set it."""
    fact = facts[missed.set_by - 1][1]
    for name in ("issued_on", "raised_on", "reopened_on", "held_on", "closed_on", "reviewed_on"):
        if day := getattr(fact, name, None):
            assert isinstance(day, date)
            return day
    assert isinstance(fact, IssueClimbed), "an issue that went up has the days of its level from then on"
    last = facts[fact.evidence[-1] - 1][1]
    assert isinstance(last, DeadlineMissed)
    return last.missed_on
