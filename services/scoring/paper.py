"""What stands in a paper: frozen values, ready to be rendered in any language and form.

What nobody told is None, and is never shown as 0. A simulated district says so at the head of every paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shared.catalogue.escalation import AccountabilityOpened, CaseClosed, InterviewOrdered, SupervisionOrderIssued
from shared.catalogue.values import Card, Month

StepFact = SupervisionOrderIssued | InterviewOrdered | AccountabilityOpened | CaseClosed


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every paper."""

    district: str
    district_en: str
    simulated: bool
    money_unit: str
    edition: str
    """Edition of the rulebook, empty while there are no cards."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The list against its targets. Sums are over what is known; the unknown is counted beside them."""

    projects: int
    invested: Decimal
    planned: Decimal
    target: Decimal
    unknown: int
    """Projects of which no investment was ever told."""
    started: int
    commissioned: int
    to_commission: int
    to_speed_up: int
    open_issues: int


class Because(StrEnum):
    """What kept a card from being better."""

    VETO = "veto"
    CAP = "cap"
    LIGHT = "light"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a card is not better: a rule that spoke, or points that an indicator lost."""

    kind: Because
    name: str
    """Name of the rule, or of the indicator."""
    lost: Decimal
    """Points lost; 0 for rules."""


@dataclass(frozen=True, slots=True)
class Row:
    """One project in a bulletin."""

    project: str
    name: str
    responsible_unit: str
    lead_official: str
    card: Card
    score: Decimal | None
    rank: int
    rank_change: int | None
    """Places gained (+) or lost (-) since the month before; None where there was no rank."""
    previous: Card | None
    streak: int
    reasons: tuple[Reason, ...]
    """Rules first, then points lost, most first."""
    inputs: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder, taken on a month's cards."""

    project: str
    name: str
    month: Month
    fact: StepFact


@dataclass(frozen=True, slots=True)
class LateCorrection:
    """A correction to a month that was closed: its card stands, and the bulletin says so."""

    project: str
    name: str
    month: Month
    reason: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What crossed the desk since the month before was closed."""

    reports: int
    late: int
    missing: int
    corrected: int
    after_close: tuple[LateCorrection, ...]
    refused: Mapping[str, int]
    """Messages refused, by error code."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The monthly bulletin."""

    head: Head
    month: Month
    totals: Totals
    cards: Mapping[Card, int]
    rows: tuple[Row, ...]
    """By rank."""
    steps: tuple[Step, ...]
    desk: Desk


@dataclass(frozen=True, slots=True)
class YearRow:
    """One project's year."""

    project: str
    name: str
    cards: tuple[Card | None, ...]
    """One a month; None where none was issued."""
    mean: Decimal | None
    """Mean of the months' scores."""
    rank: int | None
    """Rank of the last month."""
    invested: Decimal | None
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A case with its steps, by the month that called for each."""

    project: str
    name: str
    number: int
    steps: tuple[Step, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class YearPaper:
    """The year, or as much of it as is closed."""

    head: Head
    months: tuple[Month, ...]
    totals: Totals
    cards: Mapping[Card, int]
    """All cards of all months."""
    rows: tuple[YearRow, ...]
    """By the last month's rank, equals by the mean."""
    cases: tuple[CasePaper, ...]
    refused: int
