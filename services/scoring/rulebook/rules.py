"""The rules that a book is made of: each checked by itself, each knowing what it makes of a figure."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from services.scoring.indicators import INDICATORS, Figure
from services.scoring.rulebook.ranges import ALL, Span, partition_flaw, within
from shared.catalogue.escalation import ExemptionKind
from shared.catalogue.values import LINE, Card

SEVERITY = {Card.BLUE: 0, Card.YELLOW: 1, Card.RED: 2}
AFTER_SCORING = ("rank", "percentile")
"""Indicators of the points among all: the rank, and the percentage of projects that do not stand better."""
NO_LIGHT = "no-light"

Figures = Mapping[str, Figure]


class Rule(BaseModel):
    """Something that a book says: never changed, and with no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _scored(indicator: str) -> str:
    if indicator not in INDICATORS:
        raise ValueError(f"unknown indicator; known are {', '.join(INDICATORS)}")
    return indicator


def _known(indicator: str) -> str:
    return indicator if indicator in AFTER_SCORING else _scored(indicator)


def _worsening(card: Card) -> Card:
    if card is Card.BLUE:
        raise ValueError("no card is worsened by blue: yellow or red")
    return card


def _bettering(card: Card) -> Card:
    if card is Card.RED:
        raise ValueError("no card is kept from worse by red: blue or yellow")
    return card


Scored = Annotated[str, AfterValidator(_scored)]
"""An indicator that can earn points."""
Indicator = Annotated[str, AfterValidator(_known)]
Worsening = Annotated[Card, AfterValidator(_worsening)]
Bettering = Annotated[Card, AfterValidator(_bettering)]
Number = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]
"""Bounded, so that no figure of a book can break the arithmetic of a card."""
Above0 = Annotated[Number, Field(gt=0)]
Threshold = Number | None
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
LightName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]
Words = Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]


class Range(Rule):
    """Numbers from somewhere (`above`, `at_least`) to somewhere (`below`, `at_most`)."""

    above: Threshold = None
    at_least: Threshold = None
    below: Threshold = None
    at_most: Threshold = None

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        for one, other in (("above", "at_least"), ("below", "at_most")):
            if getattr(self, one) is not None and getattr(self, other) is not None:
                raise ValueError(f"{one} and {other} contradict each other: keep one")
        if within(self.span) is None:
            raise ValueError(f"it is empty: no number is {self.span}")
        return self

    @cached_property
    def span(self) -> Span:
        """The same numbers, for comparing ranges."""
        begin = (self.above, False) if self.at_least is None else (self.at_least, True)
        end = (self.below, False) if self.at_most is None else (self.at_most, True)
        return Span(
            None if begin[0] is None else (begin[0], begin[1]),
            None if end[0] is None else (end[0], end[1]),
        )

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies in it."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.below is None or value < self.below)
            and (self.above is None or value > self.above)
            and (self.at_most is None or value <= self.at_most)
        )


class Condition(Range):
    """One indicator in a range; the unknown meets it only where `or_unknown` says so."""

    indicator: Indicator
    absolute: bool = False
    """Compare the distance from zero, so that under-runs count as over-runs do."""
    or_unknown: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.span == ALL:
            raise ValueError("one of above, at_least, below, at_most is needed")
        return self

    def met(self, figures: Figures) -> bool:
        """Whether a project's figures meet the condition."""
        value = figures.get(self.indicator)
        if value is None:
            return self.or_unknown
        return self.holds(abs(value) if self.absolute else value)


class Band(Range):
    """A range and the card that it stands for; a label tells apart what has the same colour."""

    card: Card
    label: Words | None = None


def _partition(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    names = [f"band {number} {band.card}" for number, band in enumerate(bands, start=1)]
    if flaw := partition_flaw([band.span for band in bands], names):
        raise ValueError(flaw)
    return bands


Bands = Annotated[tuple[Band, ...], Field(min_length=2), AfterValidator(_partition)]
"""Ranges that hold every number exactly once."""


class Cards(Rule):
    """How points, lights or the standing among all become a card."""

    by: Literal["score", "worst-light", "percentile"]
    band: Bands | None = None
    unlit: Card | None = None
    """The card where no light shines."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.by == "worst-light":
            if self.band is not None:
                raise ValueError("bands are of points or percentiles: cards by the worst light have none")
            if self.unlit is None:
                raise ValueError("cards by the worst light need `unlit`: the card where no light shines")
        else:
            if self.band is None:
                raise ValueError(f"cards by {self.by} need bands")
            if self.unlit is not None:
                raise ValueError("`unlit` is the card where no light shines: it belongs to cards by worst-light")
        return self


class Score(Rule):
    """The points that one indicator earns, between a minimum and a maximum."""

    indicator: Scored
    maximum: Above0
    minimum: Annotated[Number, Field(ge=0)] = Decimal(0)
    rule: Literal["share", "linear", "steps"]
    """`share`: value x maximum; `linear`: all at `full_at`, none at `zero_at`; `steps`: each begun one loses some."""
    full_at: Threshold = None
    zero_at: Threshold = None
    step: Above0 | None = None
    lose: Above0 | None = None
    unknown: Annotated[Number, Field(ge=0)]
    """Points where the indicator is unknown."""
    nothing_when: Condition | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for rule, keys in (("linear", ("full_at", "zero_at")), ("steps", ("step", "lose"))):
            if {getattr(self, key) is not None for key in keys} != {self.rule == rule}:
                raise ValueError(f"`{keys[0]}` and `{keys[1]}` belong to rule `{rule}`, and it needs both")
        if self.rule == "linear" and self.full_at == self.zero_at:
            raise ValueError(f"full_at and zero_at are both {self.full_at}: there is nothing between them")
        if self.minimum >= self.maximum:
            raise ValueError(f"a minimum of {self.minimum} leaves nothing to earn below {self.maximum}")
        if not self.minimum <= self.unknown <= self.maximum:
            raise ValueError(f"{self.unknown} points where unknown are not between {self.minimum} and {self.maximum}")
        if self.nothing_when and self.nothing_when.indicator in AFTER_SCORING:
            raise ValueError(f"{self.nothing_when.indicator} follows from the points: no points can follow from it")
        return self

    def earned(self, value: Figure) -> Decimal:
        """The points for a value, not yet rounded."""
        if value is None:
            return self.unknown
        if self.step is not None and self.lose is not None:
            started = (value / self.step).to_integral_value(ROUND_CEILING)
            points = self.maximum - self.lose * started
        elif self.full_at is not None and self.zero_at is not None:
            points = self.maximum * (value - self.zero_at) / (self.full_at - self.zero_at)
        else:
            points = self.maximum * value
        return min(max(points, self.minimum), self.maximum)


class Light(Rule):
    """One indicator by itself, in bands; `when` says of which projects it speaks at all."""

    indicator: Indicator
    name: Annotated[LightName, Field(default_factory=lambda found: found.get("indicator", ""))]
    when: Condition | None = None
    absolute: bool = False
    """Compare the distance from zero, so that under-runs count as over-runs do."""
    excused_by: tuple[ExemptionKind, ...] = tuple(ExemptionKind)
    """Kinds of exemption that can put it out."""
    unknown: Card | Literal["no-light"]
    """The light where the indicator is unknown."""
    band: Bands

    def shines(self, figures: Figures) -> Card | None:
        """The light of a project; none where it speaks of none."""
        if self.when is not None and not self.when.met(figures):
            return None
        value = figures.get(self.indicator)
        if value is None:
            return self.unknown if isinstance(self.unknown, Card) else None
        return self.band_of(value).card

    def band_of(self, value: Decimal) -> Band:
        """The band in which a value lies."""
        return band_of(self.band, abs(value) if self.absolute else value)


def band_of(bands: Sequence[Band], value: Decimal) -> Band:
    """The band in which a value lies: there is one, for bands hold every number."""
    return next(band for band in bands if band.holds(value))


class Named(Rule):
    """A rule that a card names where it spoke."""

    rule: Name


class Conditional(Named):
    """It speaks where its condition is met."""

    when: Condition


class Bound(Conditional):
    """The card that a condition leads to: at once (veto) or at best (cap)."""

    card: Worsening


class Floor(Conditional):
    """The card that is the worst under a condition; a veto goes before it."""

    card: Bettering


class Streak(Named):
    """A colour held `months` running, this month included, becomes another; `falling`: only if the score fell."""

    of: Card
    months: Annotated[int, Field(ge=2, le=1_200)]
    falling: bool = False
    card: Worsening

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.of in (self.card, Card.RED):
            raise ValueError(f"{self.of} held for months cannot become {self.card}: a streak makes a card worse")
        return self
