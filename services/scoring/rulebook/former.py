"""Rulebooks of the first format, which knew no bands, floors, months, overrides and assessments.

They were adopted, so they stand on logs and must be read for ever: what they say is lifted into the present format.
"""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import model_validator

from services.scoring.rulebook.rules import NO_LIGHT, Indicator, Number, Rule, Threshold
from shared.catalogue.values import Card

LATER_KEYS = ("month", "override", "assessment", "floor")
LIFTED = {
    "format": 2,
    "month": {"close_after_workdays": 3, "objection_workdays": 5},
    "override": {"offices": []},
}
"""What the first format did not say. It left a light that is not lit out of account, and so a card without any blue."""


class FormerLight(Rule):
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

    def lifted(self) -> dict[str, Any]:
        """The same in bands."""
        begin, end = ("at_least", "below") if self.includes else ("above", "at_most")
        edges = [(Card.BLUE, None), (Card.YELLOW, self.yellow), (Card.RED, self.red)]
        told = [(card, edge) for card, edge in edges if card is Card.BLUE or edge is not None]
        bands = [
            {"card": card, begin: edge, end: following}
            for (card, edge), (_, following) in zip(told, [*told[1:], (None, None)], strict=True)
        ]
        return {
            "indicator": self.indicator,
            "absolute": self.absolute,
            "unknown": self.unknown or NO_LIGHT,
            "band": bands,
        }


class FormerCards(Rule):
    """How points or lights become a card."""

    by: Literal["score", "worst-light"]
    blue: Threshold = None
    yellow: Threshold = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.by == "worst-light":
            if self.blue is not None or self.yellow is not None:
                raise ValueError("blue and yellow are bands of points: they belong to cards by score")
        elif self.blue is None or self.yellow is None or not 0 < self.yellow < self.blue:
            raise ValueError(f"0 < yellow < blue must hold; found yellow={self.yellow}, blue={self.blue}")
        return self

    def lifted(self) -> dict[str, Any]:
        """The same in bands."""
        if self.by == "worst-light":
            return {"by": self.by, "unlit": Card.BLUE}
        bands = [
            {"card": Card.BLUE, "at_least": self.blue},
            {"card": Card.YELLOW, "at_least": self.yellow, "below": self.blue},
            {"card": Card.RED, "below": self.yellow},
        ]
        return {"by": self.by, "band": bands}


class FormerBook(Rule):
    """What has another shape now."""

    card: FormerCards
    light: tuple[FormerLight, ...] = ()


def lift(found: Mapping[str, Any]) -> dict[str, Any]:
    """A book as it would be written today; raises pydantic's `ValidationError`."""
    former = FormerBook.model_validate(
        {key: value for key, value in found.items() if key in ("card", "light", *LATER_KEYS)}
    )
    lights = [light.lifted() for light in former.light]
    return {**found, **LIFTED, "card": former.card.lifted(), "light": lights}
