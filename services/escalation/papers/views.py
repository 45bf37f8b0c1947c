"""Views: what a template may read of a case, all of it text. Names are English, what they hold is Chinese.

`docs/papers-of-a-case.md` lists them for those who edit the templates.
"""

from collections.abc import Iterable
from typing import Any, Final

from services.escalation.papers.course import Course, Taken
from services.escalation.papers.fold import Item, Register, StepFact
from services.escalation.papers.owed import Owed, owed
from services.escalation.papers.telling import Teller
from services.escalation.papers.words import Words
from shared.catalogue import definition_of
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    CaseReviewed,
    Clock,
    DeadlineMoved,
    Ground,
    GroundJoined,
    InterviewHeld,
    InterviewOrdered,
    StepWithdrawn,
    SupervisionOrderIssued,
)

_HOUR: Final = "%Y-%m-%d %H:%M:%S UTC"

View = dict[str, Any]


class Views:
    """What is to be said of one case."""

    def __init__(self, register: Register, course: Course) -> None:
        self._register = register
        self._course = course
        self._words = Words()
        self._teller = Teller(register, self._words)

    @property
    def issuer(self) -> str:
        """The body under whose head the papers stand."""
        district = self._register.contest.district if self._register.contest else ""
        return f"{district}重点项目建设指挥部办公室"

    def step(self, taken: Taken) -> View:
        """A step: who is in charge, why, by when; and its withdrawal."""
        fact = taken.fact
        grounds = [fact.ground, *(joined.ground for joined in taken.all(GroundJoined))]
        return {
            **self._case(),
            "number": str(taken.number),
            "unit": fact.responsible_unit,
            "official": fact.lead_official,
            "decided_by": fact.decided_by,
            "issued_on": self._teller.day(fact.issued_on),
            "grounds": [self._ground(ground) for ground in grounds],
            "evidence": [self._evidence(at) for at in sorted({at for one in grounds for at in one.evidence})],
            "moved": [self._moved(moved) for moved in taken.all(DeadlineMoved)],
            "withdrawn": self._withdrawn(taken),
            **self._asked(fact),
        }

    def held(self, held: InterviewHeld | None) -> View | None:
        """The interview as it was held; none before."""
        if held is None:
            return None
        return {
            "held_on": self._teller.day(held.held_on),
            "held_by": held.held_by,
            "attended": "、".join(held.attended),
            "minutes": held.minutes,
            "commitments": [
                {"number": number, "what": one.commitment, "owner": one.owner, "due_on": self._teller.day(one.due_on)}
                for number, one in enumerate(held.commitments, 1)
            ],
        }

    def concluded(self, concluded: AccountabilityConcluded | None) -> View | None:
        """How accountability was concluded; none before."""
        if concluded is None:
            return None
        return {
            "conclusion": self._words.value("conclusion", concluded.conclusion),
            "concerning": concluded.concerning,
            "reason": concluded.reason,
            "heard_on": self._teller.day(concluded.heard_on),
            "concluded_by": concluded.concluded_by,
            "concluded_on": self._teller.day(concluded.concluded_on),
        }

    def course(self, items: Iterable[Item]) -> list[View]:
        """What escalation recorded, in order: what the case has come through."""
        return [self._item(item) for item in items if definition_of(item.fact).service == "escalation"]

    def file(self) -> View:
        """Everything of the case."""
        first, closed, again = self._course.steps[0], self._course.closed, self._course.last(CaseReviewed)
        return {
            **self._case(),
            "unit": self._course.steps[-1].fact.responsible_unit,
            "official": self._course.steps[-1].fact.lead_official,
            "opened_on": self._teller.day(first.fact.issued_on),
            "opened_for": self._teller.ground(first.fact.ground),
            "closed_on": self._teller.day(closed.closed_on) if closed else None,
            "outcome": self._words.value("outcome", closed.outcome) if closed else None,
            "reviewed": self._words.value("holds", again.holds) if again else None,
            "steps": [self._step_line(taken) for taken in self._course.steps],
            "owed": [self._owed(one) for one in owed(self._course)],
            "items": [self._item(item) for item in self._course.items],
        }

    def _case(self) -> View:
        contest, registered = self._register.contest, self._register.registered
        return {
            "issuer": self.issuer,
            "case": str(self._course.number),
            "project": self._course.project,
            "name": registered.name if registered else self._course.project,
            "task_force": self._register.task_force,
            "simulated": bool(contest and contest.simulated),
        }

    def _ground(self, ground: Ground) -> View:
        ladder = self._register.ladders.get(ground.edition)
        return {
            "said": self._teller.ground(ground),
            "rule": ground.rule,
            "edition": ground.edition,
            "ladder": ladder.title_zh if ladder else "督办、约谈、问责阶梯",
            "digest": ground.ladder_sha256,
            "positions": "、".join(map(str, ground.evidence)),
        }

    def _evidence(self, position: int) -> View:
        item = self._register.items.get(position)
        if item is None:
            return {"position": position, "title": "日志所载事实", "story": "", "day": ""}
        return self._item(item)

    def _item(self, item: Item) -> View:
        told = self._teller.tell(item)
        return {
            "position": item.position,
            "day": told.day,
            "title": told.title,
            "story": told.story,
            "documents": list(told.documents),
            "recorded_at": item.recorded_at.strftime(_HOUR),
            "actor": item.actor,
            "source": item.source,
        }

    def _moved(self, moved: DeadlineMoved) -> View:
        due_on = self._teller.day(moved.due_on) if moved.due_on else "暂停计时"
        return {
            "what": self._words.value("clock", moved.clock),
            "due_on": due_on,
            "because": "、".join(map(str, moved.because)),
        }

    def _withdrawn(self, taken: Taken) -> View | None:
        withdrawn = taken.last(StepWithdrawn)
        if withdrawn is None:
            return None
        return {
            "day": self._teller.day(withdrawn.withdrawn_on),
            "why": self._words.value("undoing", withdrawn.undoing),
            "position": taken.where(withdrawn).position,
        }

    def _asked(self, fact: StepFact) -> View:
        """What a step asks for, and by when."""
        match fact:
            case SupervisionOrderIssued():
                result = self._teller.day(fact.result_due_on) if fact.result_due_on else None
                return {"plan_due_on": self._teller.day(fact.plan_due_on), "result_due_on": result}
            case InterviewOrdered():
                return {"hold_by": self._teller.day(fact.hold_by)}
            case AccountabilityOpened():
                return {"conclude_by": self._teller.day(fact.conclude_by)}

    def _step_line(self, taken: Taken) -> View:
        return {
            "number": str(taken.number),
            "step": self._words.value("step", taken.step),
            "issued_on": self._teller.day(taken.fact.issued_on),
            "decided_by": taken.fact.decided_by,
            "state": "已撤销" if taken.all(StepWithdrawn) else "有效",
        }

    def _owed(self, one: Owed) -> View:
        what = self._words.value("clock", one.clock)
        return {
            "what": f"承诺：{one.what}" if one.clock is Clock.COMMITMENT else what,
            "by": one.by,
            "said": self._teller.day(one.said),
            "due_on": self._teller.day(one.due_on) if one.due_on else "暂停计时",
            "became": self._words.value("became", one.became),
        }
