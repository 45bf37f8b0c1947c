"""The rulebook: rules as data, in dated editions. A book that does not hold together is refused whole.

A book says how indicators become points and lights, how those become a card, and what bounds it:

    score   points per indicator: a `share` of the maximum, or `steps` that lose points
    light   thresholds from which an indicator is yellow or red
    card    by score bands, or by the worst light
    veto    a condition that makes the card this colour at once
    cap     a condition under which the card is at best this colour
    streak  a colour held for so many months (with a falling score) that it becomes another
"""

import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from services.scoring.indicators import INDICATORS
from shared.catalogue.values import Card
from shared.deciding import Refused


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _known(indicator: str) -> str:
    if indicator not in INDICATORS:
        raise ValueError(f"unknown indicator; known are {', '.join(INDICATORS)}")
    return indicator


def _worsening(card: Card) -> Card:
    if card is Card.BLUE:
        raise ValueError("no card is worsened by blue: yellow or red")
    return card


Indicator = Annotated[str, AfterValidator(_known)]
Worsening = Annotated[Card, AfterValidator(_worsening)]
Number = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]
"""Bounded, so that no figure of a book can break the arithmetic of a card."""
Threshold = Number | None
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]


class Condition(_Rule):
    """One indicator against one threshold; an unknown indicator meets no condition."""

    indicator: Indicator
    above: Threshold = None
    at_least: Threshold = None
    below: Threshold = None
    at_most: Threshold = None
    absolute: bool = False
    """Compare the distance from zero, so that under-runs count as over-runs do."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        given = [name for name in ("above", "at_least", "below", "at_most") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"one of above, at_least, below, at_most is needed; found {', '.join(given) or 'none'}")
        return self

    def met(self, value: Decimal | None) -> bool:
        """Whether a value meets the condition."""
        if value is None:
            return False
        value = abs(value) if self.absolute else value
        return (
            (self.above is not None and value > self.above)
            or (self.at_least is not None and value >= self.at_least)
            or (self.below is not None and value < self.below)
            or (self.at_most is not None and value <= self.at_most)
        )


class Score(_Rule):
    """The points that one indicator earns, from 0 to the maximum."""

    indicator: Indicator
    maximum: Annotated[Number, Field(gt=0)]
    rule: Literal["share", "steps"]
    step: Annotated[Number, Field(gt=0)] | None = None
    lose: Annotated[Number, Field(gt=0)] | None = None
    unknown: Annotated[Number, Field(ge=0)]
    """Points where the indicator is unknown."""
    nothing_when: Condition | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if {self.step is not None, self.lose is not None} != {self.rule == "steps"}:
            raise ValueError("`step` and `lose` belong to rule `steps`, and it needs both")
        if self.unknown > self.maximum:
            raise ValueError(f"{self.unknown} points where unknown exceed the maximum of {self.maximum}")
        return self


class Light(_Rule):
    """The thresholds from which one indicator is yellow, and red; blue short of them."""

    indicator: Indicator
    yellow: Threshold = None
    red: Number
    includes: bool = True
    """Whether the threshold itself already counts."""
    absolute: bool = False
    unknown: Card | None = None
    """The light where the indicator is unknown; without it there is no light then."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.yellow is not None and self.yellow >= self.red:
            raise ValueError(f"yellow from {self.yellow} leaves no room below red from {self.red}")
        first = self.red if self.yellow is None else self.yellow
        if self.absolute and first <= 0:
            raise ValueError(f"no distance from zero is short of {first}: blue could never be reached")
        return self


class Cards(_Rule):
    """How points or lights become a card."""

    by: Literal["score", "worst-light"]
    blue: Threshold = None
    yellow: Threshold = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.by == "worst-light" and (self.blue is not None or self.yellow is not None):
            raise ValueError("blue and yellow are bands of points: they belong to cards by score")
        return self


class Bound(_Rule):
    """A condition and the card it leads to: at once (veto) or at best (cap)."""

    rule: Name
    when: Condition
    card: Worsening


class Streak(_Rule):
    """A colour held `months` running, this month included, becomes another; `falling`: only if the score fell."""

    rule: Name
    of: Card
    months: Annotated[int, Field(ge=2)]
    falling: bool = False
    card: Worsening

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.of in (self.card, Card.RED):
            raise ValueError(f"{self.of} held for months cannot become {self.card}: a streak makes a card worse")
        return self


class Rulebook(_Rule):
    """One edition of the rules, whole and checked."""

    edition: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=64)]
    title_zh: str
    title_en: str
    valid_from: date
    rounding: Annotated[Number, Field(gt=0, le=1)]
    card: Cards
    score: tuple[Score, ...] = ()
    light: tuple[Light, ...] = ()
    veto: tuple[Bound, ...] = ()
    cap: tuple[Bound, ...] = ()
    streak: tuple[Streak, ...] = ()
    sha256: str
    """Digest of the text, hex."""

    @field_validator("rounding")
    @classmethod
    def _is_a_place(cls, rounding: Decimal) -> Decimal:
        if rounding != Decimal(1).scaleb(rounding.adjusted()):
            raise ValueError("rounding is to a decimal place: 1, 0.1, 0.01, ...")
        return rounding

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for table, names in (
            ("score", [item.indicator for item in self.score]),
            ("light", [light.indicator for light in self.light]),
            (
                "veto, cap and streak",
                [bound.rule for bound in (*self.veto, *self.cap)] + [streak.rule for streak in self.streak],
            ),
        ):
            if twice := [name for name, count in Counter(names).items() if count > 1]:
                raise ValueError(
                    f"{table} name {', '.join(twice)} more than once: a card could not say which one spoke"
                )
        if not self.score and any(streak.falling for streak in self.streak):
            raise ValueError("a streak with a falling score needs a score")
        if self.card.by == "worst-light":
            if not self.light:
                raise ValueError("a book whose cards go by the worst light needs lights")
            return self
        blue, yellow, total = self.card.blue, self.card.yellow, sum(item.maximum for item in self.score)
        if blue is None or yellow is None or not 0 < yellow < blue <= total:
            raise ValueError(f"0 < yellow < blue <= {total} (all points) must hold; found yellow={yellow}, blue={blue}")
        return self


def parse(text: str) -> Rulebook:
    """Read a book; raises `Refused` with the place and the reason."""
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Refused("bad-rulebook", "data.text", "", f"not TOML: {error}") from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Refused("bad-rulebook", "data.text", "", "a figure is too large or nested too deeply") from error
    if "sha256" in found:
        raise Refused("bad-rulebook", "data.text:sha256", "", "a text cannot hold its own digest: leave it out")
    try:
        return Rulebook.model_validate({**found, "sha256": digest(text)})
    except ValidationError as error:
        first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    value = "" if isinstance(first["input"], dict) else str(first["input"])[:200]
    raise Refused(
        "bad-rulebook",
        f"data.text:{place}" if place else "data.text",
        value,
        first["msg"].removeprefix("Value error, "),
    )


def digest(text: str) -> str:
    """SHA-256 of a book's text, hex."""
    return sha256(text.encode()).hexdigest()
