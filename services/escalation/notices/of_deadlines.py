"""Notices of deadlines and issues, of findings, and of what is excused."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.escalation.notices import phrases
from services.escalation.notices.known import Address, Known
from services.escalation.notices.phrases import NOTHING, Values, day, listed, month, say
from services.escalation.notices.telling import Telling, name_of
from shared.catalogue.escalation import (
    Clock,
    ConcealmentConfirmed,
    ConcealmentDismissed,
    DeadlineMissed,
    DeadlineMoved,
    ExemptionEnded,
    ExemptionGranted,
    Fault,
    FindingMade,
    IssueClimbed,
)
from shared.catalogue.intake import IssueLevel, IssueRaised
from shared.notices import ACCOUNTABILITY, FACTOR_GUARANTEE, WORK_DISPATCH, Due, Grounds

WATCHING: Final[dict[Clock, tuple[str, ...]]] = {
    Clock.PLAN: (WORK_DISPATCH,),
    Clock.RESULT: (WORK_DISPATCH,),
    Clock.INTERVIEW: (WORK_DISPATCH, ACCOUNTABILITY),
    Clock.COMMITMENT: (ACCOUNTABILITY,),
    Clock.CONCLUSION: (ACCOUNTABILITY,),
    Clock.REVIEW: (WORK_DISPATCH,),
}
"""The task forces that hear of a deadline; those of issues are the factor-guarantee task force's, where it is one."""
OF_ISSUES: Final = frozenset((Clock.ISSUE, Clock.OVERDUE, Clock.TASK))
FROM_DISPATCH_ON: Final = tuple(IssueLevel)[tuple(IssueLevel).index(IssueLevel.JOINT_CONSULTATION) :]
"""Levels at which an issue occupies work dispatch too."""


def _moved(fact: DeadlineMoved, about: Address, _: Known) -> Telling:
    values: Values = {"project": name_of(about), "clock": phrases.CLOCKS[fact.clock]}
    if fact.due_on is None:
        says = say("stands", **values)
    elif fact.was_due_on is None:
        says = say("runs again", **values, now=day(fact.due_on))
    else:
        says = say("moved", **values, was=day(fact.was_due_on), now=day(fact.due_on))
    return Telling(
        says=says,
        task_forces=WATCHING.get(fact.clock, ()),
        due=(Due(what=fact.clock, by=None, on=fact.due_on),),
        grounds=Grounds(evidence=fact.because),
    )


def _missed(fact: DeadlineMissed, about: Address, known: Known) -> Telling:
    zh, en = phrases.CLOCKS[fact.clock]
    clock = (f"{zh}（{fact.subject}）", f"{en} ({fact.subject})") if fact.clock in OF_ISSUES else (zh, en)
    values: Values = {"project": name_of(about), "clock": clock, "owner": fact.owed_by}
    factor = fact.clock in OF_ISSUES and known.on_factor(fact.subject)
    return Telling(
        says=say("missed", **values, due=day(fact.due_on)),
        task_forces=(FACTOR_GUARANTEE,) if factor else WATCHING.get(fact.clock, ()),
        due=(Due(what=fact.clock, by=fact.owed_by, on=fact.due_on),),
        grounds=Grounds(evidence=(fact.set_by,)),
    )


def _climbed(fact: IssueClimbed, about: Address, known: Known) -> Telling:
    by = say("solve by", day=day(fact.due_on)) if fact.due_on else NOTHING
    names: Values = {"issue": fact.issue, "title": known.issues[fact.issue].title, "owner": fact.owner}
    factor = (FACTOR_GUARANTEE,) if known.on_factor(fact.issue) else ()
    return Telling(
        says=say(phrases.CAUSES[fact.cause], **names, project=name_of(about), level=phrases.LEVELS[fact.level], due=by),
        task_forces=factor + ((WORK_DISPATCH,) if fact.level in FROM_DISPATCH_ON else ()),
        due=(Due(what=Clock.ISSUE, by=fact.owner, on=fact.due_on),),
        grounds=Grounds(evidence=fact.evidence),
    )


def _raised(fact: IssueRaised, about: Address, _: Known) -> Telling:
    if fact.factor is None:
        return Telling(says=NOTHING, unit=False)
    values: Values = {"issue": fact.issue, "title": fact.title, "factor": phrases.FACTORS[fact.factor]}
    return Telling(
        says=say("raised", **values, project=name_of(about), day=day(fact.due_on)),
        task_forces=(FACTOR_GUARANTEE,),
        unit=False,
        due=(Due(what=Clock.ISSUE, by=about.unit, on=fact.due_on),),
    )


def _found(fact: FindingMade, about: Address, _: Known) -> Telling:
    signs = listed([phrases.SIGNS[seen.sign] for seen in fact.signs])
    evidence = tuple(sorted({position for seen in fact.signs for position in seen.evidence}))
    return Telling(
        says=say(f"found {fact.fault}", project=name_of(about), month=month(fact.month), signs=signs, unit=about.unit),
        task_forces=(ACCOUNTABILITY,) if fact.fault == Fault.CONCEALING else (WORK_DISPATCH,),
        grounds=Grounds(edition=fact.edition, evidence=evidence),
    )


def _confirmed(fact: ConcealmentConfirmed, about: Address, _: Known) -> Telling:
    values: Values = {"heard": fact.heard, "by": fact.confirmed_by, "month": month(fact.month)}
    return Telling(says=say("concealment confirmed", **values, project=name_of(about)), task_forces=(ACCOUNTABILITY,))


def _dismissed(fact: ConcealmentDismissed, about: Address, _: Known) -> Telling:
    values: Values = {"heard": fact.heard, "by": fact.dismissed_by, "month": month(fact.month)}
    return Telling(says=say("concealment dismissed", **values, project=name_of(about)), task_forces=(ACCOUNTABILITY,))


def _exempted(fact: ExemptionGranted, about: Address, _: Known) -> Telling:
    effects = listed([(effect, effect) for effect in fact.effects])
    days: Values = {"first": day(fact.from_on), "last": day(fact.until), "effects": effects}
    kind = phrases.EXEMPTIONS[fact.kind]
    says = say("exempted", **days, exemption=fact.exemption, project=name_of(about), kind=kind)
    return Telling(says=says, task_forces=(WORK_DISPATCH,))


def _ended(fact: ExemptionEnded, about: Address, _: Known) -> Telling:
    says = say("exemption ended", project=name_of(about), exemption=fact.exemption, last=day(fact.ended_on))
    return Telling(says=says, task_forces=(WORK_DISPATCH,))


TELL: Final[Mapping[type[Any], Callable[[Any, Address, Known], Telling]]] = {
    DeadlineMoved: _moved,
    DeadlineMissed: _missed,
    IssueClimbed: _climbed,
    IssueRaised: _raised,
    FindingMade: _found,
    ConcealmentConfirmed: _confirmed,
    ConcealmentDismissed: _dismissed,
    ExemptionGranted: _exempted,
    ExemptionEnded: _ended,
}
