"""Replay: every card, step and paper decided again, from the facts and from its own recorded inputs.

This is the one service that takes the rules of the others into its hands, on purpose: it must decide with the very
code that they decide with, on nothing but the log.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from services.audit.papers import Archive
from services.audit.signatures import Flaw, Signatures
from services.escalation.caseload import Caseload
from services.scoring.contest import Contest
from services.scoring.monthly_card import judge
from shared.catalogue import Fact, definition_of, stream_of
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    CaseReopened,
    DeadlineMissed,
    DeadlineMoved,
    FindingMade,
    GroundJoined,
    InterviewOrdered,
    IssueClimbed,
    ReminderIssued,
    StepWithdrawn,
    SupervisionOrderIssued,
)
from shared.catalogue.scoring import CardIssued, CardsFinalised, CardWithdrawn, ObjectionDecided, PaperIssued
from shared.envelope import Logged, entry_id

Said = CardIssued | CardWithdrawn | CardsFinalised
Dated = SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened | CaseClosed
"""What an earlier release recorded without the day on which it was said, and with other clocks."""
Step = (
    Dated
    | ReminderIssued
    | GroundJoined
    | StepWithdrawn
    | CaseReopened
    | DeadlineMoved
    | DeadlineMissed
    | IssueClimbed
    | FindingMade
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something on the log that is not as it should be."""

    position: int
    what: str
    """The entry concerned, or what is missing."""
    field: str
    recorded: str
    decided: str


@dataclass(slots=True)
class Verdict:
    """What a replay checked, and every difference it found."""

    entries: int = 0
    cards_from_facts: int = 0
    cards_from_inputs: int = 0
    steps: int = 0
    papers: int = 0
    signatures: int = 0
    differences: list[Difference] = field(default_factory=list)


class Replay:
    """Reads a log once, in order."""

    def __init__(self) -> None:
        self.verdict = Verdict()
        self._position = 0
        self._versions: dict[str, int] = {}
        self._signatures = Signatures()
        self._contest = Contest()
        self._caseload = Caseload(shipped="")
        self._archive = Archive(self._contest)
        self._due: dict[tuple[str, str, str], Fact] = {}
        """What scoring has to say next, by its key."""
        self._steps: dict[tuple[str, str, str], Fact] = {}
        """What escalation has to say on the state that it decided on, by name and stream."""

    def run(self, log: Iterable[Logged]) -> Verdict:
        """Decide a whole log again."""
        for logged in log:
            self._check_place(logged)
            self._take(self._signatures.check(logged))
            try:
                self._check(logged)
                self._contest.evolve(logged)
                self._caseload.evolve(logged)
                self._archive.take(logged)
            except (LookupError, AssertionError) as error:
                self._differ(logged, "place in history", "here", f"nothing before it leads to it: {error!r}")
            self.verdict.entries += 1
        self._take(self._signatures.close())
        self.verdict.signatures = self._signatures.verified
        self._check_debts()
        return self.verdict

    def _take(self, flaws: Iterable[Flaw]) -> None:
        for flaw in flaws:
            self._differ(flaw.logged, flaw.what, flaw.recorded, flaw.expected)

    def _check(self, logged: Logged) -> None:
        match logged.entry.fact:
            case CardIssued() | CardWithdrawn() | CardsFinalised() as said:
                self._check_scoring(logged, said)
            case PaperIssued() as paper:
                self._check_paper(logged, paper)
            case ObjectionDecided():
                self._due.clear()  # An upheld one can change what is still to be said of its month.
        if isinstance(logged.entry.fact, Step):
            self._check_step(logged, logged.entry.fact)
        else:
            self._steps.clear()  # Escalation decides right behind what it has read, a batch at a time.

    def _check_place(self, logged: Logged) -> None:
        entry = logged.entry
        self._compare(logged, "position", logged.position, self._position + 1)
        self._compare(logged, "version", entry.originator_version, self._versions.get(entry.originator_id, 0) + 1)
        self._compare(logged, "stream", entry.originator_id, stream_of(entry.fact))
        name = definition_of(entry.fact).name
        self._compare(logged, "id", entry.id, entry_id(entry.causation, entry.originator_id, name))
        self._position = logged.position
        self._versions[entry.originator_id] = entry.originator_version

    def _check_scoring(self, logged: Logged, said: Said) -> None:
        """Decide again what scoring decided: cards and what became of them."""
        if _key(said) not in self._due:
            self._due = {_key(fact): fact for fact, _ in self._contest.next_step()}
        decided = self._due.pop(_key(said), None)
        if decided is None:
            self._differ(logged, definition_of(said).name, "recorded", "nothing of the kind was due")
        else:
            self._compare_facts(logged, said, decided)
        if isinstance(said, CardIssued):
            self.verdict.cards_from_facts += decided is not None
            self._check_inputs(logged, said)

    def _check_inputs(self, logged: Logged, card: CardIssued) -> None:
        """Decide a card again on nothing but what it says of itself, its book, and the card before it."""
        book, close = self._contest.books.get(card.edition), self._contest.find(card.month)
        if book is None or book.sha256 != card.rulebook_sha256:
            self._differ(logged, "edition", f"{card.edition} {card.rulebook_sha256}", "no such book was adopted")
            return
        if close is None or card.project not in close.records:
            return
        values = {told.indicator: told.value for told in card.inputs}
        judged = judge(book, replace(close.inputs(card.project), values=values))
        for name in ("card", "score", "points", "lights", "vetoes", "caps", "floors", "exemptions"):
            self._compare(logged, f"{name} (from its inputs)", getattr(card, name), getattr(judged, name))
        self.verdict.cards_from_inputs += 1

    def _check_paper(self, logged: Logged, paper: PaperIssued) -> None:
        decided = self._archive.due(paper)
        if decided is None:
            self._differ(logged, "paper", f"{paper.kind} {paper.period}", "no such paper was due")
        elif paper.form == decided.form:
            self._compare_facts(logged, paper, decided)
        else:  # This release writes it in a later form, whose digest is another.
            self._compare(logged, "position", paper.position, decided.position)
        self.verdict.papers += 1

    def _check_step(self, logged: Logged, step: Step) -> None:
        if (key := _place(step)) not in self._steps:
            due = self._caseload.next_step() if self._caseload.ladder else []
            self._steps = {_place(fact): fact for fact, _ in due}
        decided = self._steps.pop(key, None)
        if decided is None:
            self._differ(logged, definition_of(step).name, "recorded", "nothing of the kind was due")
        elif isinstance(step, Dated) and not _is_dated(logged):
            self._compare(logged, "case", step.case, getattr(decided, "case", None))
        else:
            self._compare_facts(logged, step, decided)
        self.verdict.steps += 1

    def _check_debts(self) -> None:
        """What was due at the head of the log and is not there."""
        owed: list[Fact] = [fact for fact, _ in self._contest.next_step()]
        owed += self._archive.owed()
        owed += [fact for fact, _ in self._caseload.next_step()] if self._caseload.ladder else []
        for fact in owed:
            what = f"{definition_of(fact).name} on {stream_of(fact)}"
            self.verdict.differences.append(Difference(self._position, what, "", "nothing", "due"))

    def _compare_facts(self, logged: Logged, recorded: Fact, decided: Fact) -> None:
        for name in recorded.__dataclass_fields__:
            self._compare(logged, name, getattr(recorded, name), getattr(decided, name))

    def _compare(self, logged: Logged, name: str, recorded: object, decided: object) -> None:
        if recorded != decided:
            self._differ(logged, name, recorded, decided)

    def _differ(self, logged: Logged, name: str, recorded: object, decided: object) -> None:
        what = f"{definition_of(logged.entry.fact).name} on {logged.entry.originator_id}"
        self.verdict.differences.append(Difference(logged.position, what, name, str(recorded), str(decided)))


def _key(fact: Fact) -> tuple[str, str, str]:
    """What tells things apart that scoring has to say at a time."""
    return definition_of(fact).name, str(getattr(fact, "month", "")), str(getattr(fact, "project", ""))


def _place(fact: Fact) -> tuple[str, str, str]:
    """What tells things apart that escalation has to say at a time: a fault may be found in several months."""
    return definition_of(fact).name, stream_of(fact), str(getattr(fact, "month", ""))


def _is_dated(logged: Logged) -> bool:
    return b'"issued_on":' in logged.stored or b'"closed_on":' in logged.stored
