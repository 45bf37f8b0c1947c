"""Notices of cases: their steps, what is answered and objected to them, and their ends."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.escalation.notices import phrases
from services.escalation.notices.known import Address, Known
from services.escalation.notices.phrases import NOTHING, Values, day, say, why
from services.escalation.notices.telling import CONCERNED, Telling, grounds_of, name_of
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    AnswerReviewed,
    AppealDecided,
    CaseClosed,
    CaseReopened,
    CaseReviewed,
    Clock,
    GroundJoined,
    InterviewHeld,
    InterviewOrdered,
    OrderAnswered,
    Outcome,
    ReminderIssued,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
)
from shared.notices import ACCOUNTABILITY, WORK_DISPATCH, Due, Grounds


def _reminder(fact: ReminderIssued, about: Address, _: Known) -> Telling:
    says = say("reminder", why=why(fact.ground), unit=fact.responsible_unit, project=name_of(about))
    return Telling(says=says, task_forces=(WORK_DISPATCH,), grounds=grounds_of(fact.ground))


def _order(fact: SupervisionOrderIssued, about: Address, _: Known) -> Telling:
    unit, plan, result = fact.responsible_unit, fact.plan_due_on, fact.result_due_on
    proof = say("result", day=day(result)) if result else NOTHING
    return Telling(
        says=say("order", why=why(fact.ground), unit=unit, project=name_of(about), plan=day(plan), result=proof),
        task_forces=CONCERNED[Step.SUPERVISION_ORDER],
        due=(Due(what=Clock.PLAN, by=unit, on=plan), Due(what=Clock.RESULT, by=unit, on=result)),
        grounds=grounds_of(fact.ground),
    )


def _interview(fact: InterviewOrdered, about: Address, _: Known) -> Telling:
    values: Values = {"why": why(fact.ground), "unit": fact.responsible_unit, "official": fact.lead_official}
    return Telling(
        says=say("interview", **values, project=name_of(about), day=day(fact.hold_by)),
        task_forces=CONCERNED[Step.INTERVIEW],
        due=(Due(what=Clock.INTERVIEW, by=fact.decided_by, on=fact.hold_by),),
        grounds=grounds_of(fact.ground),
    )


def _accountability(fact: AccountabilityOpened, about: Address, _: Known) -> Telling:
    values: Values = {"why": why(fact.ground), "unit": fact.responsible_unit}
    return Telling(
        says=say("accountability", **values, project=name_of(about), day=day(fact.conclude_by)),
        task_forces=CONCERNED[Step.ACCOUNTABILITY],
        due=(Due(what=Clock.CONCLUSION, by=fact.decided_by, on=fact.conclude_by),),
        grounds=grounds_of(fact.ground),
    )


def _joined(fact: GroundJoined, about: Address, _: Known) -> Telling:
    says = say("joined", project=name_of(about), step=phrases.STEPS[fact.step], why=why(fact.ground))
    return Telling(says=says, task_forces=CONCERNED[fact.step], grounds=grounds_of(fact.ground))


def _withdrawn(fact: StepWithdrawn, about: Address, _: Known) -> Telling:
    undoing = phrases.UNDOINGS[fact.undoing]
    return Telling(
        says=say("step withdrawn", project=name_of(about), step=phrases.STEPS[fact.step], undoing=undoing),
        task_forces=CONCERNED[fact.step],
        grounds=Grounds(evidence=fact.evidence),
    )


def _closed(fact: CaseClosed, about: Address, _: Known) -> Telling:
    looked_at_again = fact.review_on if fact.outcome == Outcome.RECOVERED else None
    review = say("review", day=day(looked_at_again)) if looked_at_again else NOTHING
    return Telling(
        says=say(f"case {fact.outcome}", project=name_of(about), case=fact.case, review=review),
        task_forces=(WORK_DISPATCH,),
        due=(Due(what=Clock.REVIEW, by=None, on=looked_at_again),) if looked_at_again else (),
        grounds=Grounds(edition=fact.edition, evidence=fact.evidence),
    )


def _reopened(fact: CaseReopened, about: Address, _: Known) -> Telling:
    return Telling(
        says=say("case reopened", project=name_of(about), case=fact.case),
        task_forces=(WORK_DISPATCH,),
        grounds=Grounds(evidence=fact.evidence),
    )


def _reviewed(fact: CaseReviewed, about: Address, _: Known) -> Telling:
    return Telling(says=say("holds" if fact.holds else "relapsed", project=name_of(about)))


def _answered(fact: OrderAnswered, about: Address, _: Known) -> Telling:
    says = say("answered", by=fact.answered_by, project=name_of(about), kind=phrases.ANSWERS[fact.kind])
    return Telling(says=says, task_forces=(WORK_DISPATCH,), unit=False)


def _answer_reviewed(fact: AnswerReviewed, about: Address, _: Known) -> Telling:
    sentence = "answer accepted" if fact.accepted else "answer refused"
    return Telling(says=say(sentence, project=name_of(about), kind=phrases.ANSWERS[fact.kind]))


def _held(fact: InterviewHeld, about: Address, _: Known) -> Telling:
    promises = fact.commitments
    return Telling(
        says=say("interview held", day=day(fact.held_on), project=name_of(about), count=len(promises)),
        task_forces=(ACCOUNTABILITY,),
        due=tuple(Due(what=Clock.COMMITMENT, by=promise.owner, on=promise.due_on) for promise in promises),
    )


def _concluded(fact: AccountabilityConcluded, about: Address, _: Known) -> Telling:
    values: Values = {"concerning": fact.concerning, "conclusion": phrases.CONCLUSIONS[fact.conclusion]}
    return Telling(says=say("concluded", **values, project=name_of(about)), task_forces=(ACCOUNTABILITY,))


def _appeal(fact: AppealDecided, about: Address, known: Known) -> Telling:
    step = known.appeals[fact.appeal].step
    says = say(f"appeal {'upheld' if fact.upheld else 'dismissed'}", project=name_of(about), step=phrases.STEPS[step])
    return Telling(says=says, task_forces=CONCERNED[step])


TELL: Final[Mapping[type[Any], Callable[[Any, Address, Known], Telling]]] = {
    ReminderIssued: _reminder,
    SupervisionOrderIssued: _order,
    InterviewOrdered: _interview,
    AccountabilityOpened: _accountability,
    GroundJoined: _joined,
    StepWithdrawn: _withdrawn,
    CaseClosed: _closed,
    CaseReopened: _reopened,
    CaseReviewed: _reviewed,
    OrderAnswered: _answered,
    AnswerReviewed: _answer_reviewed,
    InterviewHeld: _held,
    AccountabilityConcluded: _concluded,
    AppealDecided: _appeal,
}
