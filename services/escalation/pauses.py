"""Pauses: what stops the clocks of a project - an exemption for what it names, a suspension for everything.

So do the days for which a case was closed that is reopened, for what it asks.
"""

from dataclasses import replace
from datetime import date, timedelta

from services.escalation.case import Case
from services.escalation.deadlines import ALL_CLOCKS, Pause
from shared.catalogue.escalation import CaseReopened, Clock, ExemptionEnded, ExemptionGranted
from shared.catalogue.intake import ProjectResumed, ProjectSuspended

PauseFact = ProjectSuspended | ProjectResumed | ExemptionGranted | ExemptionEnded
SUSPENSION = "a suspension"
"""Called as no exemption can be."""


def evolve(case: Case, fact: PauseFact, position: int) -> Case:
    """The case after its clocks were stopped, or it was said for how long."""
    match fact:
        case ProjectSuspended():
            return _begin(case, SUSPENSION, Pause(fact.suspended_on, None, frozenset({ALL_CLOCKS}), (position,)))
        case ProjectResumed():
            return _end(case, SUSPENSION, fact.resumed_on - timedelta(days=1), position)
        case ExemptionGranted():
            pause = Pause(fact.from_on, fact.until, frozenset(fact.effects), (position,))
            return _begin(case, fact.exemption, pause)
        case ExemptionEnded():
            return _end(case, fact.exemption, fact.ended_on, position)


def closed(case: Case, fact: CaseReopened, position: int) -> Case:
    """The case that is to be reopened: while it was closed nothing was asked of anybody."""
    assert case.closed is not None, "only a closed case is reopened"
    until = fact.reopened_on - timedelta(days=1)
    pause = Pause(case.closed.closed_on, until, frozenset({Clock.PLAN, Clock.RESULT, Clock.COMMITMENT}), (position,))
    return _begin(case, f"a closing until {position}", pause)


def _begin(case: Case, name: str, pause: Pause) -> Case:
    return replace(case, pauses={**case.pauses, name: pause})


def _end(case: Case, name: str, until: date, position: int) -> Case:
    """Another pause may bear the same name after this."""
    before = case.pauses[name]
    ended = replace(before, until=until, because=(*before.because, position))
    others = {other: known for other, known in case.pauses.items() if other != name}
    return replace(case, pauses={**others, f"{name} until {position}": ended})
