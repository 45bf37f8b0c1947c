"""Answers: what people do about a step, and about a case that was closed.

    supervision order ──► plan ──► proof       each looked at by somebody else: accepted, or back to the unit
    interview ──────────► held ──► commitments kept, each confirmed by somebody else than its owner
    accountability ─────► concluded            once, by somebody whom it does not concern, and who is not in charge
    closed as recovered ► reviewed             once, by somebody who is not in charge

An interview or an inquiry goes on to its end even where the project has recovered meanwhile. What is not answered is
for the clocks to find (`services.escalation.clocks`).
"""

from collections.abc import Mapping
from dataclasses import replace

from services.escalation.case import Case, known, standing, with_step
from services.escalation.dossier import Taken
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AnswerKind,
    AnswerReviewed,
    CaseReviewed,
    CommitmentKept,
    InterviewHeld,
    OrderAnswered,
    Outcome,
    Step,
)
from shared.catalogue.values import Month
from shared.days import check_begun, check_order
from shared.deciding import Refused

StepAnswer = OrderAnswered | AnswerReviewed | InterviewHeld | CommitmentKept | AccountabilityConcluded
AnswerFact = StepAnswer | CaseReviewed


def decide(cases: Mapping[str, Case], proposal: AnswerFact, current: Month) -> list[AnswerFact]:
    """Accept what was done about a step or a case, or refuse with the rule it breaks."""
    case = known(cases, proposal.project)
    if isinstance(proposal, CaseReviewed):
        _check_second_look(case, proposal, current)
        return [proposal]
    answered = answered_by(case, proposal)
    match proposal:
        case OrderAnswered():
            _check_answer(case, proposal, answered, current)
        case AnswerReviewed():
            _check_review(case, proposal, answered, current)
        case InterviewHeld():
            _check_interview(proposal, answered, current)
        case CommitmentKept():
            _check_kept(proposal, answered, current)
        case AccountabilityConcluded():
            _check_conclusion(case, proposal, answered, current)
    return [proposal]


def evolve(case: Case, fact: AnswerFact) -> Case:
    """The case after an answer."""
    if isinstance(fact, CaseReviewed):
        return replace(case, reviewed=True)
    before = answered_by(case, fact)
    match fact:
        case OrderAnswered():
            after = _answered(before, fact)
        case AnswerReviewed():
            after = _reviewed(before, fact)
        case InterviewHeld():
            after = replace(before, done_on=fact.held_on, over=True, commitments=fact.commitments)
        case CommitmentKept():
            after = replace(before, kept=before.kept | {fact.commitment})
        case AccountabilityConcluded():
            after = replace(before, done_on=fact.concluded_on, over=True)
    return with_step(case, after)


def answered_by(case: Case, fact: StepAnswer) -> Taken:
    """The step that a fact answers: the latest of its kind; a commitment was made in the latest interview held."""
    if isinstance(fact, CommitmentKept):
        held = [taken for taken in case.standing(fact.case) if taken.step == Step.INTERVIEW and taken.done_on]
        if held:
            return held[-1]
    return standing(case, fact.case, step_of(fact))


def step_of(fact: StepAnswer) -> Step:
    """The step that a fact answers."""
    match fact:
        case OrderAnswered() | AnswerReviewed():
            return Step.SUPERVISION_ORDER
        case InterviewHeld() | CommitmentKept():
            return Step.INTERVIEW
        case AccountabilityConcluded():
            return Step.ACCOUNTABILITY


def _answered(order: Taken, fact: OrderAnswered) -> Taken:
    answered_by = {**order.answered_by, fact.kind: fact.answered_by}
    order = replace(order, answered_by=answered_by, accepted=order.accepted - {fact.kind})
    if fact.kind == AnswerKind.PLAN:
        return replace(order, plan_on=fact.answered_on)
    return replace(order, proof_on=fact.answered_on, over=True)


def _reviewed(order: Taken, fact: AnswerReviewed) -> Taken:
    if fact.accepted:
        return replace(order, accepted=order.accepted | {fact.kind})
    refused = replace(order, refused=order.refused + 1)
    return (
        replace(refused, plan_on=None) if fact.kind == AnswerKind.PLAN else replace(refused, proof_on=None, over=False)
    )


def _check_open(case: Case, number: int) -> None:
    if not case.is_open or number != case.opened:
        rule = "an order is answered while its case is open; this one has been closed"
        raise Refused("case-closed", "data.case", str(number), rule)


def _check_answer(case: Case, proposal: OrderAnswered, order: Taken, current: Month) -> None:
    _check_open(case, proposal.case)
    check_begun(current, "data.answered_on", proposal.answered_on)
    check_order("data.answered_on", proposal.answered_on, "the order", order.issued_on)
    if proposal.kind == AnswerKind.PROOF:
        if order.plan_on is None:
            rule = "an order is answered with a plan first, then with proof: send the plan before this"
            raise Refused("plan-first", "data.kind", proposal.kind, rule)
        check_order("data.answered_on", proposal.answered_on, "the plan", order.plan_on)


def _check_review(case: Case, proposal: AnswerReviewed, order: Taken, current: Month) -> None:
    _check_open(case, proposal.case)
    answered_on = order.plan_on if proposal.kind == AnswerKind.PLAN else order.proof_on
    if answered_on is None:
        rule = f"no {proposal.kind} waits to be reviewed: the unit sends order-answered first"
        raise Refused("not-answered", "data.kind", proposal.kind, rule)
    if proposal.kind in order.accepted:
        rule = f"the {proposal.kind} was accepted before; another review needs another answer"
        raise Refused("already-reviewed", "data.kind", proposal.kind, rule)
    if proposal.reviewed_by in (order.answered_by[proposal.kind], order.owed_by, case.charge.responsible_unit):
        rule = "whoever answered an order cannot review the answer"
        raise Refused("own-work", "data.reviewed_by", proposal.reviewed_by, rule)
    check_begun(current, "data.reviewed_on", proposal.reviewed_on)
    check_order("data.reviewed_on", proposal.reviewed_on, "the answer", answered_on)


def _check_interview(proposal: InterviewHeld, ordered: Taken, current: Month) -> None:
    if ordered.done_on:
        raise Refused("already-interviewed", "data.case", str(proposal.case), f"it was held on {ordered.done_on}")
    if proposal.held_by in proposal.attended:
        rule = "whoever leads an interview is not the one interviewed"
        raise Refused("own-work", "data.held_by", proposal.held_by, rule)
    check_begun(current, "data.held_on", proposal.held_on)
    check_order("data.held_on", proposal.held_on, "it was ordered", ordered.issued_on)
    for index, undertaken in enumerate(proposal.commitments):
        check_order(f"data.commitments.{index}.due_on", undertaken.due_on, "the interview", proposal.held_on)


def _check_kept(proposal: CommitmentKept, interview: Taken, current: Month) -> None:
    number = proposal.commitment
    if interview.done_on is None or number > len(interview.commitments):
        rule = f"the latest interview holds {len(interview.commitments)} commitments: number them from 1"
        raise Refused("unknown-commitment", "data.commitment", str(number), rule)
    if number in interview.kept:
        raise Refused("already-kept", "data.commitment", str(number), "it was confirmed before that it was kept")
    if proposal.confirmed_by == interview.commitments[number - 1].owner:
        rule = "nobody confirms their own commitment"
        raise Refused("own-work", "data.confirmed_by", proposal.confirmed_by, rule)
    check_begun(current, "data.kept_on", proposal.kept_on)
    check_order("data.kept_on", proposal.kept_on, "the interview", interview.done_on)


def _check_conclusion(case: Case, proposal: AccountabilityConcluded, opened: Taken, current: Month) -> None:
    if opened.done_on:
        raise Refused("already-concluded", "data.case", str(proposal.case), f"it was concluded on {opened.done_on}")
    if proposal.concluded_by in (proposal.concerning, *case.charge.people):
        who = "whom it does not concern, and who is not in charge of the project"
        rule = f"accountability is concluded by somebody {who}"
        raise Refused("own-work", "data.concluded_by", proposal.concluded_by, rule)
    check_begun(current, "data.concluded_on", proposal.concluded_on)
    check_order("data.heard_on", proposal.heard_on, "it was opened", opened.issued_on)
    check_order("data.concluded_on", proposal.concluded_on, "they were heard", proposal.heard_on)


def _check_second_look(case: Case, proposal: CaseReviewed, current: Month) -> None:
    closed = case.closed
    if closed is None or closed.case != proposal.case or closed.outcome != Outcome.RECOVERED:
        rule = "the project's last case is looked at again, after it was closed as recovered"
        raise Refused("not-recovered", "data.case", str(proposal.case), rule)
    if not any(case.standing(closed.case)):
        rule = "every step of this case was withdrawn: there is nothing that could have relapsed"
        raise Refused("not-recovered", "data.case", str(proposal.case), rule)
    if case.reviewed:
        raise Refused("already-reviewed", "data.case", str(proposal.case), "it was looked at again before")
    if proposal.reviewed_by in case.charge.people:
        rule = "a recovery is judged by somebody who is not in charge of the project"
        raise Refused("own-work", "data.reviewed_by", proposal.reviewed_by, rule)
    check_begun(current, "data.reviewed_on", proposal.reviewed_on)
    check_order("data.reviewed_on", proposal.reviewed_on, "the case was closed", closed.closed_on)
