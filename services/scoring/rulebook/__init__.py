"""The rulebook: rules as data, in dated editions. A book that does not hold together is refused whole.

A book says how indicators become points and lights, how those become a card, and what bounds it:

    score       points per indicator: a `share` of the maximum, `linear` between two figures, `steps` that lose points
    light       bands of one indicator: blue, yellow, red
    card        by bands of points, by the worst light, or by bands of the percentile among all
    cap         a condition under which the card is at best this colour
    floor       a condition under which the card is at worst this colour
    veto        a condition that makes the card this colour at once
    streak      a colour held for so many months (with a falling score) that it becomes another
    month       the working days until a month is closed, and those for objections
    override    the offices that may put another card beside the computed one
    assessment  what cards, observation tours and daily management weigh in a year

Points or lights make a card; caps worsen it, floors keep it from worse; vetoes and streaks come last.
`docs/rulebooks.md` explains every key. Texts of the format before this one are read as well (`former.py`).
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from services.scoring.rulebook import consistency, former
from services.scoring.rulebook.rules import (
    AFTER_SCORING,
    Bound,
    Cards,
    Conditional,
    Floor,
    Light,
    Number,
    Rule,
    Score,
    Streak,
    Words,
)
from shared.deciding import Refused
from shared.policies import Form

FORMAT = 2

Weight = Annotated[Number, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=0, le=60)]


class MonthRules(Rule):
    """The days of a month's cards."""

    close_after_workdays: Days
    """Working days from the end of a month to its close."""
    objection_workdays: Days
    """Working days for objections, from the day after the close."""


class Override(Rule):
    """Who may put another card beside the computed one."""

    offices: tuple[Words, ...]

    @field_validator("offices")
    @classmethod
    def _each_once(cls, offices: tuple[str, ...]) -> tuple[str, ...]:
        if twice := [office for office, count in Counter(offices).items() if count > 1]:
            raise ValueError(f"{', '.join(twice)} stands there more than once")
        return offices


class Assessment(Rule):
    """How a year is assessed: what cards, observation tours and daily management weigh."""

    by: Literal["investment", "equal"]
    """What a unit's projects weigh in its assessment."""
    cards: Weight
    observation: Weight
    daily: Weight
    daily_base: Annotated[Number, Field(ge=0)]
    """Points of daily management before any mark."""
    drop_from: Annotated[int, Field(ge=3, le=100)]
    """From so many judges up, the highest and the lowest score are dropped."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if (total := self.cards + self.observation + self.daily) != 100:
            raise ValueError(f"cards, observation and daily weigh {total} together: they must add up to 100")
        if self.daily_base > self.daily:
            raise ValueError(f"a base of {self.daily_base} is more than the {self.daily} of daily management")
        return self


class Rulebook(Rule):
    """One edition of the rules, whole and checked."""

    format: Literal[2]
    edition: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=64)]
    title_zh: str
    title_en: str
    valid_from: date
    rounding: Annotated[Number, Field(gt=0, le=1)]
    """The place to which points, scores and trends are rounded half up."""
    month: MonthRules
    override: Override
    card: Cards
    score: tuple[Score, ...] = ()
    light: tuple[Light, ...] = ()
    veto: tuple[Bound, ...] = ()
    cap: tuple[Bound, ...] = ()
    floor: tuple[Floor, ...] = ()
    streak: tuple[Streak, ...] = ()
    assessment: Assessment | None = None
    sha256: str
    """Digest of the text, hex."""

    @field_validator("rounding")
    @classmethod
    def _is_a_place(cls, rounding: Decimal) -> Decimal:
        if rounding != Decimal(1).scaleb(rounding.adjusted()):
            raise ValueError("rounding is to a decimal place: 1, 0.1, 0.01, ...")
        return rounding

    @property
    def compares(self) -> bool:
        """Whether cards depend on the points of the others."""
        return self.card.by == "percentile" or not self.indicators.isdisjoint(AFTER_SCORING)

    @property
    def indicators(self) -> frozenset[str]:
        """Every indicator that the book names."""
        bounds: tuple[Conditional, ...] = (*self.veto, *self.cap, *self.floor)
        conditions = [bound.when for bound in bounds]
        conditions += [light.when for light in self.light if light.when]
        conditions += [item.nothing_when for item in self.score if item.nothing_when]
        own = [item.indicator for item in self.score] + [light.indicator for light in self.light]
        return frozenset(own + [condition.indicator for condition in conditions])


def parse(text: str) -> Rulebook:
    """Read a book; raises `Refused` with the first place that is wrong, and the reason."""
    found = read(text)
    if isinstance(found, Rulebook):
        return found
    raise found[0]


def read(text: str) -> Rulebook | list[Refused]:
    """A book, or everything that is wrong with it."""
    found = _FORM.read(text)
    return found if isinstance(found, Rulebook) else [Refused("bad-rulebook", *fault) for fault in found]


_FORM = Form(Rulebook, FORMAT, former.lift, consistency.faults)
