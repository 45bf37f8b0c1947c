"""How orders are answered in a simulated district: plan, review, proof, review; and how they are appealed against.

order ──► plan ──► review ──► proof ──► review          a plan that is sent back is followed by another one
  └─────► appeal ──► decision                           the first upheld, the second rejected
"""

from dataclasses import dataclass
from datetime import date

from services.upstream import names, sayings
from services.upstream.agenda import Agenda
from services.upstream.due_process import COMMAND
from services.upstream.incidents import DISPATCH_OFFICE, SOURCES
from services.upstream.manners import Answers, Manner, manner_of
from services.upstream.name import Name
from services.upstream.sites import Site
from shared.catalogue.escalation import (
    AnswerKind,
    AnswerReviewed,
    AppealDecided,
    AppealRaised,
    OrderAnswered,
    Step,
    SupervisionOrderIssued,
    Trigger,
)

PLAN, REVIEW, AGAIN = 3, 2, 1
"""Working days: from the order to the plan, from an answer to its review, from a refusal to the next plan."""
LATE = 2
"""Working days by which a late plan is late."""
PROOF = 4
"""Working days before its day on which the proof is sent."""
APPEAL, DECISION = 1, 3
"""Working days from the order."""
APPEALS = (
    (True, sayings.NOT_OVERDUE, sayings.PAPERS_FOUND),
    (False, sayings.SOMEBODY_ELSES, sayings.STILL_YOURS),
)
"""Whether it is upheld, what is said for it, and what is decided."""


@dataclass(slots=True)
class _Order:
    position: int
    issued: SupervisionOrderIssued
    manner: Manner
    refused: int = 0


class Answering:
    """The latest order of every project, and what is said about it."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._orders: dict[str, _Order] = {}
        self._appeals = 0

    def ordered(self, position: int, issued: SupervisionOrderIssued) -> None:
        """The unit notes when it answers; whoever objects to the order for good reason waits for the decision."""
        site, before = self._agenda.sites[issued.project], self._orders.get(issued.project)
        if before:
            self._agenda.strike(before.position)
        order = _Order(position, issued, Manner() if before else manner_of(site.habit))
        self._orders[site.id] = order
        if self._appealed(site, order):
            return
        match order.manner.answers:
            case Answers.IN_TIME:
                plan = sayings.VAGUE_PLAN if order.manner.refused else self._of(sayings.PLANS, order)
                self._answer(site, order, AnswerKind.PLAN, plan, self._agenda.by(issued.plan_due_on, PLAN))
            case Answers.LATE:
                late_on = self._agenda.almanac.next(issued.plan_due_on, LATE)
                self._answer(site, order, AnswerKind.PLAN, sayings.BELATED_PLAN, late_on)
            case Answers.NEVER:
                pass

    def answered(self, fact: OrderAnswered) -> None:
        """The dispatch office reviews it; it sends back what is too vague."""
        order = self._orders[fact.project]
        refused = fact.kind == AnswerKind.PLAN and order.refused < order.manner.refused
        if fact.kind == AnswerKind.PROOF:
            reason = sayings.PROOF_ACCEPTED
        else:
            reason = sayings.PLAN_REFUSED if refused else sayings.PLAN_ACCEPTED
        reviewer, day = names.DISPATCH_OFFICE.zh, self._agenda.after(REVIEW)
        review = AnswerReviewed(
            project=fact.project,
            case=fact.case,
            kind=fact.kind,
            accepted=not refused,
            reason=reason.zh,
            reviewed_by=reviewer,
            reviewed_on=day,
        )
        self._agenda.note(day, DISPATCH_OFFICE, f"review-{fact.project}", review, reviewer, order.position)

    def reviewed(self, fact: AnswerReviewed) -> None:
        """What was sent back is sent again, and better; an accepted plan is carried out and proved."""
        site, order = self._agenda.sites[fact.project], self._orders[fact.project]
        if not fact.accepted:
            order.refused += 1
            better = order.refused >= order.manner.refused
            plan = self._of(sayings.PLANS, order) if better else sayings.VAGUE_PLAN
            self._answer(site, order, AnswerKind.PLAN, plan, self._agenda.after(AGAIN))
        elif fact.kind == AnswerKind.PLAN and order.issued.result_due_on:
            proved_on = self._agenda.before(order.issued.result_due_on, PROOF)
            self._answer(site, order, AnswerKind.PROOF, self._of(sayings.REMEDIES, order), proved_on)

    def ended(self, project: str) -> None:
        """The case is over: nobody asks for its order any more."""
        if order := self._orders.get(project):
            self._agenda.strike(order.position)

    def _of(self, stock: tuple[Name, ...], order: _Order) -> Name:
        """One of these, by nothing but the project: whatever is drawn, somebody else would draw again."""
        return stock[int(order.issued.project[1:]) % len(stock)]

    def _answer(self, site: Site, order: _Order, kind: AnswerKind, answer: Name, day: date) -> None:
        fact = OrderAnswered(
            project=site.id,
            case=order.issued.case,
            kind=kind,
            answer=answer.zh,
            answered_by=site.unit.zh,
            answered_on=day,
        )
        self._agenda.note(day, SOURCES[site.category], f"{kind}-{site.id}", fact, site.unit.zh, order.position)

    def _appealed(self, site: Site, order: _Order) -> bool:
        """Two units object to orders for issues that were overdue; whether this is the one that is right."""
        overdue = order.issued.ground.trigger == Trigger.ISSUE_OVERDUE
        if not overdue or order.manner != Manner() or self._appeals == len(APPEALS):
            return False
        upheld, ground, reason = APPEALS[self._appeals]
        self._appeals += 1
        number, agenda = f"A{self._appeals:04d}", self._agenda
        raised = AppealRaised(
            appeal=number,
            project=site.id,
            case=order.issued.case,
            step=Step.SUPERVISION_ORDER,
            ground=ground.zh,
            raised_by=site.unit.zh,
            raised_on=agenda.after(APPEAL),
        )
        decided = AppealDecided(
            appeal=number,
            upheld=upheld,
            reason=reason.zh,
            decided_by=names.APPROVER.zh,
            decided_on=agenda.after(DECISION),
        )
        source, actor = SOURCES[site.category], site.unit.zh
        agenda.note(raised.raised_on, source, f"{number}-raised", raised, actor, order.position)
        agenda.note(decided.decided_on, COMMAND, f"{number}-decided", decided, decided.decided_by, order.position)
        return upheld
