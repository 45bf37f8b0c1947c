"""What an explanation holds: values that speak no language."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.audit.explain.history import History, Source
from services.audit.explain.outlook import Outlook
from services.audit.explain.turning import Turning
from services.scoring.monthly_card import Inputs
from services.scoring.rulebook import Rulebook
from shared.catalogue.intake import ContestOpened, ProjectRegistered
from shared.catalogue.scoring import CardIssued, CardOverridden
from shared.catalogue.values import Month


@dataclass(frozen=True, slots=True)
class Difference:
    """Something on the log that is decided otherwise when it is decided again."""

    position: int
    field: str
    recorded: str
    decided: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A card of the month as it was issued."""

    position: int
    card: CardIssued
    withdrawn_for: str | None = None
    """The objection for which it was withdrawn; none where it stands."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Everything that a card was decided on."""

    book: Rulebook
    adopted_at: int
    inputs: Inputs
    others: tuple[Inputs, ...]
    """The other projects of the month, where the book compares."""
    history: History
    exemptions: Mapping[str, tuple[Source, ...]]
    """The facts of each exemption that covers the month, by its id."""


@dataclass(frozen=True, slots=True)
class Charge:
    """Who was in charge of the project when the card was issued."""

    responsible_unit: str
    lead_official: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a project has the card of a month that it has."""

    contest: ContestOpened
    project: ProjectRegistered
    charge: Charge
    position: int
    """How far the log was read."""
    cards: tuple[Issued, ...]
    """Every card of the month; the last one is explained."""
    overrides: tuple[CardOverridden, ...]
    objection: str | None
    """The objection to the card that is not decided yet."""
    final: bool
    decided: Decided
    sources: Mapping[str, tuple[Source, ...]]
    """The facts behind each indicator that the book names."""
    turning: Turning
    outlook: Outlook | None
    """None where no ladder was in force."""
    differences: tuple[Difference, ...]
    """What is decided otherwise now: nothing, on an honest log."""

    @property
    def card(self) -> CardIssued:
        """The card that is explained."""
        return self.cards[-1].card


class NoCard(Exception):
    """The project has no card of this month; `months` are those of which it has one, `known` whether it is listed."""

    def __init__(self, project: str, month: str, months: tuple[Month, ...], *, known: bool) -> None:
        super().__init__(project, month)
        self.project, self.month, self.months, self.known = project, month, months, known


class Unexplained(Exception):
    """A card stands on the log, and nothing before it leads to it."""

    def __init__(self, differences: tuple[Difference, ...]) -> None:
        super().__init__(differences)
        self.differences = differences
