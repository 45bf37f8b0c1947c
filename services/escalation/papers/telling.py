"""Telling: what a fact of a case is, and its story, in one language."""

from dataclasses import dataclass, fields
from datetime import date

from services.escalation.papers.fold import Item, Register
from services.escalation.papers.texts import FACTS, GROUNDS
from services.escalation.papers.words import Words
from shared.catalogue import Fact, definition_of
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    CaseClosed,
    Clock,
    CommitmentKept,
    DeadlineMissed,
    FindingMade,
    Ground,
    GroundJoined,
    InterviewHeld,
    InterviewOrdered,
    IssueClimbed,
    ReminderIssued,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
    Trigger,
)
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Evidence, Month


@dataclass(frozen=True, slots=True)
class Told:
    """An item in words."""

    day: str
    title: str
    story: str
    documents: tuple[str, ...]
    """Documents and photos that came with it, each with its digest."""


ANSWERED = (Trigger.ORDER_UNANSWERED, Trigger.REMEDY_REFUSED, Trigger.COMMITMENT_BROKEN)
"""What became of a step, which is then the first evidence."""


class Teller:
    """Tells the items of one project."""

    def __init__(self, register: Register, words: Words) -> None:
        self._register = register
        self._words = words

    def tell(self, item: Item) -> Told:
        """An item in words; what has none is told by its name."""
        name = definition_of(item.fact).name
        title, story = FACTS.get(name, ((name, name), ("", "")))
        values = self._values(item)
        documents = tuple(
            self._document(one) for one in getattr(item.fact, "evidence", ()) if isinstance(one, Evidence)
        )
        pick = self._words.pick
        return Told(self.day(item.day), pick(title).format(**values), pick(story).format(**values), documents)

    def day(self, day: date | None) -> str:
        """A day in words."""
        return self._words.value("day", day)

    def ground(self, ground: Ground) -> str:
        """What called for a step, in words."""
        once = ground.trigger == Trigger.RED_CARDS and ground.streak == 1
        text = GROUNDS["one red card" if once else ground.trigger]
        month = Month(ground.subject) if ground.trigger == Trigger.CONCEALMENT_CONFIRMED else ground.month
        said = {"month": self._words.month(month), "streak": ground.streak, "subject": self._subject(ground)}
        return self._words.pick(text).format(**said)

    def _subject(self, ground: Ground) -> str:
        if ground.trigger == Trigger.ISSUE_OVERDUE:
            return self._issue(ground.subject)
        return self.number(ground.evidence[0]) if ground.trigger in ANSWERED else ground.subject

    def _issue(self, issue: str) -> str:
        title = self._register.issues.get(issue, "")
        return self._words("issue").format(issue=issue, title=self._words.name(title)) if title else issue

    def _matter(self, missed: DeadlineMissed) -> str:
        """The issue of which a deadline speaks; nothing where it speaks of a step or a case."""
        if missed.clock not in (Clock.ISSUE, Clock.OVERDUE, Clock.TASK):
            return ""
        issue = missed.subject.rsplit("-", 2)[0] if missed.clock is Clock.TASK else missed.subject
        return f"{self._issue(issue)}{self._words('colon')}"

    def number(self, position: int) -> str:
        """The number of the step at a position."""
        return str(self._register.numbers.get(position, position))

    def _values(self, item: Item) -> dict[str, str]:
        """The fact's fields as text, and what is to be looked up for it."""
        fact = item.fact
        values = {part.name: self._words.value(part.name, getattr(fact, part.name)) for part in fields(fact)}
        return {**values, **self._looked_up(item.position, fact)}

    def _looked_up(self, position: int, fact: Fact) -> dict[str, str]:
        said = self._words.said
        match fact:
            case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened() | ReminderIssued():
                return {"number": self.number(position), "ground": self.ground(fact.ground)}
            case GroundJoined():
                return {"step_number": self.number(fact.position), "ground": self.ground(fact.ground)}
            case StepWithdrawn():
                return {"step_number": self.number(fact.position)}
            case InterviewHeld():
                commitments = [f"\n{self._commitment(number, fact)}" for number in range(1, len(fact.commitments) + 1)]
                number = self._before(position, Step.INTERVIEW, fact.case)
                return {"commitments": "".join(commitments), "step_number": number}
            case AccountabilityConcluded():
                return {"step_number": self._before(position, Step.ACCOUNTABILITY, fact.case)}
            case CaseClosed():
                recovery = {"recovery": "" if fact.recovered is None else said("recovery", month=fact.recovered)}
                return {**recovery, "review": "" if fact.review_on is None else said("review", day=fact.review_on)}
            case IssueClimbed():
                return {"due": said("no day") if fact.due_on is None else said("due", day=fact.due_on)}
            case DeadlineMissed():
                return {"matter": self._matter(fact)}
            case CommitmentKept():
                return {"commitment": str(fact.commitment)}
            case CardIssued():
                scored = f"{fact.score}{'分，' if self._words('list') == '、' else ' points, '}"
                return {"scored": "" if fact.score is None else scored}
            case FindingMade():
                return {"signs": self._words.value("signs", tuple(seen.sign for seen in fact.signs))}
            case _:
                return {}

    def _before(self, position: int, step: Step, case: int) -> str:
        """The number of the latest step of a kind before a position, one that was withdrawn by then left out."""
        before = [item for at, item in self._register.items.items() if at < position]
        gone = {item.fact.position for item in before if isinstance(item.fact, StepWithdrawn)}
        kind = InterviewOrdered if step is Step.INTERVIEW else AccountabilityOpened
        found = [
            item.position
            for item in before
            if isinstance(item.fact, kind) and item.fact.case == case and item.position not in gone
        ]
        return self.number(found[-1]) if found else ""

    def _commitment(self, number: int, held: InterviewHeld) -> str:
        one = held.commitments[number - 1]
        owner, due_on = self._words.name(one.owner), self.day(one.due_on)
        return f"{number}. {self._words.name(one.commitment)}{self._words('colon')}{owner}{self._words('list')}{due_on}"

    def _document(self, evidence: Evidence) -> str:
        title = f"{evidence.title} " if evidence.title else ""
        return f"{title}{evidence.uri} SHA-256 {evidence.sha256}"
