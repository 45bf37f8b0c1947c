"""What shows only in a ladder as a whole: rules that contradict each other, and rules that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from services.escalation.ladder.parts import COUNTING, OFFICES, STEPS, Rule, Rung
from shared.catalogue.escalation import Trigger
from shared.catalogue.intake import IssueLevel
from shared.policies import Flaw, Place, dotted

if TYPE_CHECKING:
    from services.escalation.ladder import Ladder

FOLLOWS = {
    Trigger.ORDER_UNANSWERED: Rung.SUPERVISION_ORDER,
    Trigger.REMEDY_REFUSED: Rung.SUPERVISION_ORDER,
    Trigger.COMMITMENT_BROKEN: Rung.INTERVIEW,
}
"""What becomes of a step, and can happen only where there is one."""
_HEIGHT = {rung: height for height, rung in enumerate(Rung)}
_SLUG = re.compile(r"[a-z]+([-_][a-z]+)+")


def flaws(ladder: Ladder) -> list[Flaw]:
    """Everything in which a ladder does not hold together."""
    return [*_repeated(ladder), *_matched(ladder), *_ascending(ladder), *_leading(ladder), *_levels(ladder)]


def _repeated(ladder: Ladder) -> Iterator[Flaw]:
    """A step says by its id which rule called for it, and of two that speak at once one would never be heard."""
    ids: dict[str, Place] = {}
    calls: dict[tuple[Trigger, int], Place] = {}
    for number, rule in enumerate(ladder.rule):
        place: Place = ("rule", number)
        if (before := ids.setdefault(rule.id, place)) != place:
            reason = f"it is the id of {dotted(before)} already: a step could not say which one called for it"
            yield (*place, "id"), rule.id, reason
        if (before := calls.setdefault((rule.trigger, rule.count), place)) != place:
            reason = f"{dotted(before)} says already what it calls for: keep one of the two, or give another count"
            yield (*place, "trigger"), rule.trigger, reason
        elif rule.trigger is Trigger.ISSUE_OVERDUE and rule is not ladder.rules(rule.trigger)[0]:
            yield (
                (*place, "trigger"),
                rule.trigger,
                "an issue has one day from which it is overdue: keep one rule of it",
            )


def _matched(ladder: Ladder) -> Iterator[Flaw]:
    """Some triggers go with some rungs alone."""
    for number, rule in enumerate(ladder.rule):
        place = ("rule", number, "rung")
        if "count" in rule.model_fields_set and rule.trigger not in COUNTING:
            reason = f"{rule.trigger} happens or does not: leave the count out"
            yield ("rule", number, "count"), str(rule.count), reason
        if rule.trigger is Trigger.YELLOW_CARD and rule.rung is not Rung.REMINDER:
            yield place, rule.rung, "a case is of red: yellow-card calls for a reminder, and for nothing else"
        if rule.rung is Rung.REMINDER and rule.trigger is not Trigger.YELLOW_CARD:
            yield place, rule.rung, f"a reminder asks for no answer: it is for yellow-card, and {rule.trigger} is more"
        if rule.skips and rule.rung is not Rung.ACCOUNTABILITY:
            yield place, rule.rung, "confirmed concealment calls for accountability, and for nothing less"
        step = FOLLOWS.get(rule.trigger)
        if step and rule.rung is not Rung.REMINDER and _HEIGHT[rule.rung] <= _HEIGHT[step]:
            reason = f"{rule.trigger} is what became of a step like this: it calls for one above, or would never end"
            yield place, rule.rung, reason


def _ascending(ladder: Ladder) -> Iterator[Flaw]:
    """More of the same never leads lower."""
    rules = sorted(enumerate(ladder.rule), key=lambda told: told[1].count)
    for trigger in COUNTING:
        for (_, less), (number, more) in pairwise(told for told in rules if told[1].trigger is trigger):
            if _HEIGHT[more.rung] < _HEIGHT[less.rung]:
                reason = f"{less.id} calls for {less.rung} from {less.count} on: more must not lead lower"
                yield ("rule", number, "rung"), more.rung, reason


def _leading(ladder: Ladder) -> Iterator[Flaw]:
    """Every rule must be able to speak, and every rung be reached from the one below it."""
    reached: set[Rung] = set()
    while more := {rule.rung for rule in ladder.rule if not _hindrance(rule, reached, ladder)} - reached:
        reached |= more
    for number, rule in enumerate(ladder.rule):
        if hindrance := _hindrance(rule, reached, ladder):
            yield ("rule", number), rule.id, hindrance
    if ladder.recovery.review_months is not None and not ladder.rules(Trigger.RELAPSE):
        reason = "a second look that finds a relapse would lead nowhere: add a rule for relapse, or leave it out"
        yield ("recovery", "review_months"), str(ladder.recovery.review_months), reason


def _hindrance(rule: Rule, reached: Collection[Rung], ladder: Ladder) -> str:
    """Why a rule can never lead to its rung from the rungs that are reached; empty where it can."""
    steps = [rung for rung in STEPS if rung in reached]
    if (step := FOLLOWS.get(rule.trigger)) and step not in reached:
        return f"it can never speak: no rule leads to a step of {step}, and {rule.trigger} is what becomes of one"
    if rule.trigger is Trigger.RELAPSE and not steps:
        return "it can never speak: no other rule opens a case, so none is closed that could relapse"
    if rule.trigger is Trigger.RELAPSE and ladder.recovery.review_months is None:
        return "it can never speak: without recovery.review_months no case is looked at again"
    below = [rung for rung in STEPS if _HEIGHT[rung] < _HEIGHT[rule.rung] and rung not in reached]
    if below and not rule.skips:
        return f"no rule leads to the {below[0]} below {rule.rung}: no step may be skipped"
    return ""


def _levels(ladder: Ladder) -> Iterator[Flaw]:
    if ladder.issues is None:
        return
    levels, place = ladder.issues.levels, ("issues", "levels")
    if [level.level for level in levels] != list(IssueLevel):
        yield place, "", f"issues climb by {', '.join(IssueLevel)}: each of them once, in this order"
        return
    for number, level in enumerate(levels):
        if level.days is None and level.level is not IssueLevel.DISTRICT_MEETING:
            yield (*place, number), level.level, "an issue climbs when its days are over: add days"
        if level.days is not None and level.level is IssueLevel.DISTRICT_MEETING:
            yield (*place, number, "days"), str(level.days), "nothing climbs from the top: leave its days out"
        if _SLUG.fullmatch(level.owner) and level.owner not in OFFICES:
            reason = f"offices are {', '.join(OFFICES)}; who is none of them is written as people write the name"
            yield (*place, number, "owner"), level.owner, reason
