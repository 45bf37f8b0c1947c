"""Drafting: which facts give whom a notice.

    unit's source       what is done to its project: steps, their undoing, deadlines, findings, due process
    work dispatch       reminders, orders, interviews, what becomes of their deadlines; ends of cases, second looks
    factor guarantee    issues about a factor: raised, gone up, overdue
    accountability      interviews ordered, accountability, broken commitments, suspicions and what became of them

Nobody gets two notices of one fact. Cards are told in the bulletin; a receipt tells a sender what became of its
message.
"""

from typing import Any, Final

from services.escalation.notices import of_cases, of_deadlines
from services.escalation.notices.known import Known
from services.escalation.notices.telling import Telling
from shared.catalogue import definition_of
from shared.catalogue.escalation import AppealDecided, ExemptionEnded
from shared.envelope import Logged
from shared.notices import Content, Notice

_TELL: Final = {**of_cases.TELL, **of_deadlines.TELL}
TOLD: Final = frozenset(_TELL)
"""The facts of which somebody gets a notice."""


def notices_of(known: Known, logged: Logged) -> list[Notice]:
    """The notices that an entry gives, each to somebody else; `known` has taken it in."""
    fact: Any = logged.entry.fact
    tell = _TELL.get(type(fact))
    if tell is None:
        return []
    about = known.projects[_project(known, fact)]
    told: Telling = tell(fact, about, known)
    hearers = (*((about.source,) if told.unit and about.source else ()), *told.task_forces)
    return [
        Notice(
            id=f"{logged.entry.id}-{who}",
            type=definition_of(fact).name,
            subject=about.project,
            time=logged.entry.occurred_at,
            data=Content(
                who=who,
                project=about.project,
                case=getattr(fact, "case", None),
                zh=told.says[0],
                en=told.says[1],
                due=told.due,
                grounds=told.grounds,
                position=logged.position,
            ),
        )
        for who in hearers
    ]


def _project(known: Known, fact: Any) -> str:
    match fact:
        case ExemptionEnded():
            return known.exemptions[fact.exemption]
        case AppealDecided():
            return known.appeals[fact.appeal].project
    project: str = fact.project
    return project
