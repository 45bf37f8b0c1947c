"""Calls: when a rule of the ladder in force is met. Cards are heard one after the other; everything else calls at once.

What is called for waits with the case until its step is on the log. The same is called for once: a red card by its
month, an order by its position, an issue by the miss of its day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from services.escalation import case as cases
from services.escalation import steps
from services.escalation.case import Case
from services.escalation.deadlines import Deadline
from services.escalation.dossier import Call, Charge, Hearing
from services.escalation.ladder import Ladder
from shared.catalogue.escalation import Clock, Ground, Trigger
from shared.catalogue.values import Card, Month, last_day
from shared.envelope import Origin


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a rule of the ladder may speak of."""

    trigger: Trigger
    subject: str
    month: Month
    evidence: tuple[int, ...]
    because: Origin
    day: date
    """On which an exemption would have to cover it."""
    count: int = 1
    """Red cards running, months without a report, refusals; 1 for what simply happens."""


def hear(case: Case, hearing: Hearing, ladder: Ladder | None) -> Case:
    """The case after a card came in: a month's first waits in line, a reissued one takes the place of the last."""
    if before := next((known for known in case.heard if known.month == hearing.month), None):
        case = _reissue(case, before, _again(before, hearing), ladder)
    elif before := next((known for known in case.waiting if known.month == hearing.month), None):
        again = _again(before, hearing)
        case = replace(case, waiting=tuple(again if known is before else known for known in case.waiting))
    else:
        case = replace(case, waiting=(*case.waiting, hearing))
    return advance(case, ladder)


def _again(before: Hearing, hearing: Hearing) -> Hearing:
    """A reissued card, which is heard as the month's first was: of whom, and by which ladder."""
    return replace(hearing, charge=before.charge, ladder=before.ladder)


def advance(case: Case, ladder: Ladder | None) -> Case:
    """Hear waiting cards up to the first that calls for something; none while no ladder is in force."""
    while ladder and case.waiting and steps.due(case, ladder) is None:
        case = replace(case, heard=(*case.heard, case.waiting[0]), waiting=case.waiting[1:])
        case = _called_by_cards(case, len(case.heard) - 1, ladder)
    return case


def call(case: Case, ladder: Ladder | None, happened: Happening) -> Case:
    """The case after something happened to its project: whatever rule it meets calls, unless that was answered."""
    return _call(case, ladder, happened, case.charge) if ladder else case


def of_miss(case: Case, missed: Deadline, position: int) -> tuple[Trigger, str, tuple[int, ...]] | None:
    """What the miss of a deadline is to the ladder, told at a position: trigger, subject and evidence."""
    match missed.clock:
        case Clock.PLAN | Clock.RESULT:
            return Trigger.ORDER_UNANSWERED, missed.subject, (case.named(missed.subject).position, position)
        case Clock.COMMITMENT:
            interview = case.named(missed.subject.rpartition("-")[0])
            return Trigger.COMMITMENT_BROKEN, missed.subject, (interview.position, missed.set_by, position)
        case Clock.OVERDUE:
            return Trigger.ISSUE_OVERDUE, missed.subject, (missed.set_by, position)
        case Clock.ISSUE:
            return None  # It climbs.
        case Clock.INTERVIEW | Clock.CONCLUSION | Clock.TASK | Clock.REVIEW:
            return None  # Whoever owes these is above the ladder, or beside it: the docket and the notices tell.


def _call(case: Case, ladder: Ladder, happened: Happening, charge: Charge) -> Case:
    for rule in () if case.ended else ladder.rules(happened.trigger):
        # Days overdue were counted by the deadline that was missed.
        if rule.count != happened.count and happened.trigger != Trigger.ISSUE_OVERDUE:
            continue
        if case.excused(rule.id, happened.day) or case.excused(rule.trigger, happened.day):
            continue
        ground = Ground(
            rule=rule.id,
            edition=ladder.edition,
            ladder_sha256=ladder.sha256,
            trigger=happened.trigger,
            subject=happened.subject,
            month=happened.month,
            streak=happened.count if happened.trigger == Trigger.RED_CARDS else 0,
            evidence=happened.evidence,
        )
        one = Call(ladder, rule, ground, charge, happened.because)
        if one.key not in case.answered and all(other.key != one.key for other in case.calls):
            case = replace(case, calls=(*case.calls, one))
    return case


def _reissue(case: Case, before: Hearing, again: Hearing, ladder: Ladder | None) -> Case:
    """Another card of a month: of the same kind it bears what the first bore, else nothing rests on that any more."""
    places = before.position, *before.same
    if before.is_red == again.is_red:
        again = replace(again, same=places)
    case = replace(case, heard=tuple(again if known is before else known for known in case.heard))
    if before.is_red != again.is_red:
        case = cases.invalidate(case, places, again.position, again.because)
    elif before.card != again.card:
        case = replace(case, calls=tuple(one for one in case.calls if {*places}.isdisjoint(one.ground.evidence)))
    if ladder:
        for place in range(len(case.heard)):
            if case.heard[place].month >= again.month:
                case = _called_by_cards(case, place, ladder)
    return case


def _called_by_cards(case: Case, place: int, ladder: Ladder) -> Case:
    """What the card at a place calls for, with those before it."""
    hearing = case.heard[place]
    if hearing.card == Card.BLUE:
        return case
    reds = [*_reds_up_to(case, place)]
    trigger = Trigger.RED_CARDS if reds else Trigger.YELLOW_CARD
    evidence = tuple(red.position for red in reversed(reds)) or (hearing.position,)
    cause = max((hearing, *reds), key=lambda card: card.position)
    month, day = hearing.month, last_day(hearing.month)
    happened = Happening(trigger, month, month, evidence, cause.because, day, max(1, len(reds)))
    return _call(case, hearing.ladder or ladder, happened, hearing.charge)


def _reds_up_to(case: Case, place: int) -> Iterator[Hearing]:
    """The reds running up to a place, the latest first."""
    while place >= 0 and case.heard[place].is_red:
        yield case.heard[place]
        place -= 1
