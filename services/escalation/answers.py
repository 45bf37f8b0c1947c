"""Answers: what people do about a step. An order is answered, an interview held, accountability concluded.

    supervision order ──► plan ──► proof       while the case is open; a later answer takes the place of the earlier
    interview ──────────► held                 once
    accountability ─────► concluded            once, by somebody else than whom it concerns

An interview or an inquiry goes on to its end even where the project has recovered meanwhile.
"""

from collections.abc import Mapping
from dataclasses import replace

from services.escalation.case import Case, Standing, known, standing, with_standing
from shared.catalogue.escalation import AccountabilityConcluded, AnswerKind, InterviewHeld, OrderAnswered, Step
from shared.catalogue.values import Month
from shared.days import check_begun, check_order
from shared.deciding import Refused

AnswerFact = OrderAnswered | InterviewHeld | AccountabilityConcluded


def decide(cases: Mapping[str, Case], proposal: AnswerFact, current: Month) -> list[AnswerFact]:
    """Accept what was done about a step, or refuse with the rule it breaks."""
    case = known(cases, proposal.project)
    answered = standing(case, proposal.case, step_of(proposal))
    match proposal:
        case OrderAnswered():
            _check_answer(case, proposal, answered, current)
        case InterviewHeld():
            _check_interview(proposal, answered, current)
        case AccountabilityConcluded():
            _check_conclusion(proposal, answered, current)
    return [proposal]


def evolve(case: Case, fact: AnswerFact) -> Case:
    """The case after an answer."""
    step = step_of(fact)
    before = case.steps[fact.case, step]
    match fact:
        case OrderAnswered():
            after = replace(before, plan_on=fact.answered_on) if fact.kind == AnswerKind.PLAN else before
        case InterviewHeld():
            after = replace(before, done_on=fact.held_on)
        case AccountabilityConcluded():
            after = replace(before, done_on=fact.concluded_on)
    return with_standing(case, fact.case, step, after)


def step_of(fact: AnswerFact) -> Step:
    """The step that a fact answers."""
    match fact:
        case OrderAnswered():
            return Step.SUPERVISION_ORDER
        case InterviewHeld():
            return Step.INTERVIEW
        case AccountabilityConcluded():
            return Step.ACCOUNTABILITY


def _check_answer(case: Case, proposal: OrderAnswered, order: Standing, current: Month) -> None:
    if not case.is_open or proposal.case != case.opened:
        rule = "an order is answered while its case is open; this one has been closed as recovered"
        raise Refused("case-closed", "data.case", str(proposal.case), rule)
    check_begun(current, "data.answered_on", proposal.answered_on)
    check_order("data.answered_on", proposal.answered_on, "the month that led to it was over", order.since)
    if proposal.kind == AnswerKind.PROOF:
        if order.plan_on is None:
            rule = "an order is answered with a plan first, then with proof: send the plan before this"
            raise Refused("plan-first", "data.kind", proposal.kind, rule)
        check_order("data.answered_on", proposal.answered_on, "the plan", order.plan_on)


def _check_interview(proposal: InterviewHeld, ordered: Standing, current: Month) -> None:
    if ordered.done_on:
        raise Refused("already-interviewed", "data.case", str(proposal.case), f"it was held on {ordered.done_on}")
    if proposal.held_by in proposal.attended:
        rule = "whoever leads an interview is not the one interviewed"
        raise Refused("own-work", "data.held_by", proposal.held_by, rule)
    check_begun(current, "data.held_on", proposal.held_on)
    check_order("data.held_on", proposal.held_on, "the month that led to it was over", ordered.since)
    for index, undertaken in enumerate(proposal.commitments):
        check_order(f"data.commitments.{index}.due_on", undertaken.due_on, "the interview", proposal.held_on)


def _check_conclusion(proposal: AccountabilityConcluded, opened: Standing, current: Month) -> None:
    if opened.done_on:
        raise Refused("already-concluded", "data.case", str(proposal.case), f"it was concluded on {opened.done_on}")
    if proposal.concluded_by == proposal.concerning:
        rule = "nobody concludes on their own accountability"
        raise Refused("own-work", "data.concluded_by", proposal.concluded_by, rule)
    check_begun(current, "data.concluded_on", proposal.concluded_on)
    check_order("data.concluded_on", proposal.concluded_on, "the month that led to it was over", opened.since)
    check_order("data.concluded_on", proposal.concluded_on, "they were heard", proposal.heard_on)
