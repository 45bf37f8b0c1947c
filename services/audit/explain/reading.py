"""Reading a log for an explanation: up to the card, deciding it again as it comes, and on to what became of it.

The contest is folded with scoring's own code, entry by entry. When a card of the month comes, the state is what
scoring decided it on: it is decided again from the facts, and from what the card says of itself, and both are compared
with what was recorded.
"""

from collections.abc import Iterable
from dataclasses import replace

from services.audit.explain.dossier import Dossier
from services.audit.explain.explanation import Charge, Decided, Difference, Explanation, NoCard, Unexplained
from services.audit.explain.history import History
from services.audit.explain.of_events import exempting
from services.audit.explain.outlook import OnTheLadder
from services.audit.explain.sources import sources
from services.audit.explain.turning import turning
from services.scoring.contest import Contest
from services.scoring.indicators import INDICATORS
from services.scoring.monthly_card import Inputs, judge
from services.scoring.record import Record
from services.scoring.rulebook import Rulebook
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Month
from shared.envelope import Logged

JUDGED = ("card", "score", "points", "lights", "vetoes", "caps", "floors", "exemptions")
"""What the book says of a project by itself."""


def explain(log: Iterable[Logged], project: str, month: Month) -> Explanation:
    """Explain a card as it stands at the end of what is read; raises `NoCard` and `Unexplained`."""
    reading = _Reading(project, month)
    for logged in log:
        reading.take(logged)
    return reading.explanation()


class _Reading:
    def __init__(self, project: str, month: Month) -> None:
        self._dossier, self._contest = Dossier(project, month), Contest()
        self._ladder = OnTheLadder(project, month)
        self._position = 0
        self._decided: tuple[Charge, Decided] | None = None
        self._differences: list[Difference] = []

    def take(self, logged: Logged) -> None:
        """Take in the next entry."""
        fact, dossier, self._position = logged.entry.fact, self._dossier, logged.position
        if isinstance(fact, CardIssued) and (fact.project, fact.month) == (dossier.project, dossier.month):
            self._decide_again(logged.position, fact)
        try:
            self._contest.evolve(logged)
            self._ladder.take(logged)
            dossier.note(logged, self._contest.now)
        except (LookupError, AssertionError) as error:
            self._differ(logged.position, "place in history", "here", f"nothing before it leads to it: {error!r}")

    def explanation(self) -> Explanation:
        """What was read, explained."""
        dossier = self._dossier
        if not dossier.cards:
            known = dossier.registered is not None
            raise NoCard(dossier.project, dossier.month, tuple(sorted(dossier.months)), known=known)
        if not (self._decided and dossier.contest and dossier.registered):
            raise Unexplained(tuple(self._differences))
        charge, decided = self._decided
        named = [name for name in INDICATORS if name in decided.book.indicators]
        return Explanation(
            contest=dossier.contest,
            project=dossier.registered,
            charge=charge,
            position=self._position,
            cards=tuple(dossier.cards),
            overrides=tuple(dossier.overrides),
            objection=next((name for name, decided_at in dossier.objections.items() if decided_at is None), None),
            final=dossier.final,
            decided=decided,
            sources={name: sources(name, decided.history) for name in named},
            turning=turning(decided.book, decided.inputs, decided.others),
            outlook=self._ladder.outlook(),
            differences=tuple(self._differences),
        )

    def _decide_again(self, position: int, card: CardIssued) -> None:
        """Decide a card from the facts, which the contest has taken in up to it; and from its own inputs."""
        due = (fact for fact, _ in self._contest.next_step() if isinstance(fact, CardIssued))
        decided = next((one for one in due if (one.project, one.month) == (card.project, card.month)), None)
        if decided is None:
            self._differ(position, "card", card.card, "no card was due")
        else:
            self._compare(position, card, decided, card.__dataclass_fields__)
        close, book = self._contest.find(card.month), self._contest.books.get(card.edition)
        if book is None or book.sha256 != card.rulebook_sha256:
            self._differ(position, "edition", f"{card.edition} {card.rulebook_sha256}", "no such book was adopted")
        elif close is None or card.project not in close.records:
            self._differ(position, "month", card.month, "no close of this month before it")
        else:
            values = {told.indicator: told.value for told in card.inputs}
            inputs = replace(close.inputs(card.project), values=values)
            others = [close.inputs(other) for other in close.records if other != card.project and book.compares]
            self._compare(position, card, judge(book, inputs), JUDGED, " (from its inputs)")
            self._keep(book, inputs, tuple(others), close.position, close.records[card.project])

    def _keep(self, book: Rulebook, inputs: Inputs, others: tuple[Inputs, ...], close: int, record: Record) -> None:
        dossier = self._dossier
        exemptions = {
            told.exemption: tuple(
                exempting(heard) for heard in dossier.exemptions[told.exemption] if heard.position < close
            )
            for told in inputs.exemptions
        }
        history = History(dossier.known_at(close, record), record, dossier.month)
        decided = Decided(book, dossier.adopted[book.edition], inputs, others, history, exemptions)
        charge = self._decided[0] if self._decided else dossier.charge
        assert charge is not None, "the log never holds a card before its project"
        self._decided = charge, decided

    def _compare(self, position: int, card: CardIssued, decided: object, names: Iterable[str], how: str = "") -> None:
        for name in names:
            if (recorded := getattr(card, name)) != (again := getattr(decided, name)):
                self._differ(position, f"{name}{how}", str(recorded), str(again))

    def _differ(self, position: int, field: str, recorded: str, decided: str) -> None:
        self._differences.append(Difference(position, field, recorded, decided))
