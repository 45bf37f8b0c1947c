"""Values that several papers hold: what stands above each, a project on a page, why a card is what it is.

Values are frozen and speak no language; a paper's digest is over them. What nobody told is None, never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.catalogue.values import Card, Category, Month


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every paper."""

    district: str
    district_en: str
    simulated: bool
    money_unit: str
    edition: str
    """Edition of the rulebook in force; empty where none was adopted."""
    made_on: date | None
    """The log's day; none where the log tells no days."""
    provisional: int | None
    """The year whose working days are provisional; none where they are official."""


@dataclass(frozen=True, slots=True)
class Named:
    """A project as a paper names it, with who is in charge."""

    project: str
    name: str
    category: Category
    responsible_unit: str
    lead_official: str


class Because(StrEnum):
    """What kept a card from being better."""

    VETO = "veto"
    CAP = "cap"
    LIGHT = "light"
    STREAK = "streak"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a card is not better: a rule that spoke, or points that an indicator lost."""

    because: Because
    name: str
    """Name of the rule, or of the indicator."""
    indicator: str | None
    """What it rests on; none for a rule on cards themselves."""
    lost: Decimal | None
    """Points lost; none where a rule spoke."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons for a card, and the indicators that it was decided on."""

    reasons: tuple[Reason, ...]
    """Rules first, then points lost, most first."""
    inputs: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Totals:
    """The list against the year's targets. Sums are over what is known; the unknown is counted beside them."""

    month: Month
    """The month as of which they are."""
    projects: int
    """On the contest's list, as it was opened."""
    listed: int
    """On the list by the end of the month."""
    invested: Decimal | None
    """In the year so far; none where no project told any."""
    planned: Decimal | None
    target: Decimal
    unknown: int
    """Projects of which no investment was told this year."""
    started: int
    completed: int
    commissioned: int
    to_commission: int
    to_speed_up: int
    open_issues: int

    @property
    def under_way(self) -> int:
        """Projects that have started and are not commissioned: those that are being sped up."""
        return self.started - self.commissioned


@dataclass(frozen=True, slots=True)
class Override:
    """A leader's card beside the computed one."""

    project: Named
    month: Month
    computed: Card | None
    card: Card
    reason: str
    overridden_by: str
    office: str
    overridden_on: date
