"""What shows only in a rulebook as a whole: rules that contradict each other, and bands that nothing can reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from services.scoring.rulebook.ranges import Span, covers, shown, within
from services.scoring.rulebook.rules import AFTER_SCORING, SEVERITY, Band, Bound, Condition, Floor, Named
from shared.policies import Flaw, Place, dotted

if TYPE_CHECKING:
    from services.scoring.rulebook import Rulebook

_DISTANCE = Span(low=(Decimal(0), True))
_REACH = {
    "percentile": Span((Decimal(0), False), (Decimal(100), True)),
    "rank": Span(low=(Decimal(1), True)),
}


def faults(book: Rulebook) -> list[Flaw]:
    """Everything in which a book does not hold together."""
    return [*_names(book), *_cards(book), *_lights(book), *_bounds(book)]


def _names(book: Rulebook) -> Iterator[Flaw]:
    """A card says by name which rule spoke, and an exemption which one is not to."""
    scores: list[tuple[Place, str]] = [(("score", n, "indicator"), item.indicator) for n, item in enumerate(book.score)]
    named: list[tuple[Place, str]] = [(("light", n, "name"), light.name) for n, light in enumerate(book.light)]
    tables: list[tuple[str, Sequence[Named]]] = [("veto", book.veto), ("cap", book.cap), ("floor", book.floor)]
    for table, rules in (*tables, ("streak", book.streak)):
        named += [((table, number, "rule"), rule.rule) for number, rule in enumerate(rules)]
    for told in (scores, named):
        first: dict[str, Place] = {}
        for place, name in told:
            if (before := first.setdefault(name, place)) != place:
                yield place, name, f"it is the name of {dotted(before)} already: a card could not say which one spoke"


def _cards(book: Rulebook) -> Iterator[Flaw]:
    if book.card.by == "worst-light" and not book.light:
        yield ("light",), "", "a book whose cards go by the worst light needs lights"
    if book.score:
        most = sum((item.maximum for item in book.score), Decimal(0))
        least = sum((Decimal(0) if item.nothing_when else item.minimum for item in book.score), Decimal(0))
    else:
        most = least = Decimal(0)
        yield from _scoreless(book)
    if book.card.by == "score":
        told = f"the points lie between {shown(least)} and {shown(most)}"
        yield from _bands(book.card.band or (), Span((least, True), (most, True)), told, ("card", "band"))
        yield from _upwards(book.card.band or ())
    elif book.card.by == "percentile":
        told = "percentiles lie above 0, up to 100"
        yield from _bands(book.card.band or (), _REACH["percentile"], told, ("card", "band"))
        yield from _upwards(book.card.band or ())


def _scoreless(book: Rulebook) -> Iterator[Flaw]:
    if book.card.by != "worst-light":
        yield ("card", "by"), book.card.by, f"cards by {book.card.by} need a score"
    for number, streak in enumerate(book.streak):
        if streak.falling:
            yield ("streak", number, "falling"), "True", "a streak with a falling score needs a score"
    for name in sorted(book.indicators & set(AFTER_SCORING)):
        yield (), name, f"{name} is the standing by points: it needs a score"


def _upwards(bands: Sequence[Band]) -> Iterator[Flaw]:
    """More points, or a better standing, never make a card worse."""
    rising = bands if bands[0].span.low is None else bands[::-1]
    for lower, upper in pairwise(rising):
        if SEVERITY[upper.card] > SEVERITY[lower.card]:
            told = f"{upper.card} ({upper.span}) is worse than {lower.card} ({lower.span}) below it"
            yield ("card", "band"), "", f"{told}: more must not make a card worse"


def _bands(bands: Sequence[Band], reach: Span, told: str, place: Place) -> Iterator[Flaw]:
    for number, band in enumerate(bands):
        if within(band.span, reach) is None:
            yield (*place, number), "", f"{band.card} ({band.span}) can never come: {told}"


def _lights(book: Rulebook) -> Iterator[Flaw]:
    for number, light in enumerate(book.light):
        place = ("light", number, "band")
        if light.absolute:
            yield from _bands(light.band, _DISTANCE, "no distance from zero is below 0", place)
        elif light.indicator in _REACH:
            reach = _REACH[light.indicator]
            yield from _bands(light.band, reach, f"a {light.indicator} is {reach}", place)


def _bounds(book: Rulebook) -> Iterator[Flaw]:
    for number, floor in enumerate(book.floor):
        for cap in book.cap:
            if SEVERITY[floor.card] < SEVERITY[cap.card] and (where := _both(floor.when, cap.when)):
                told = f"at worst {floor.card} by {floor.rule} and at best {cap.card} by {cap.rule}"
                yield ("floor", number), "", f"floor and cap contradict each other: {told} where {where}"
        for veto in book.veto:
            if SEVERITY[floor.card] < SEVERITY[veto.card] and _silences(veto, floor):
                yield ("floor", number), "", f"the veto {veto.rule} speaks wherever this floor does, and goes before it"


def _both(one: Condition, other: Condition) -> str | None:
    """Where two conditions are met at once, as far as one and the same figure can say."""
    if (one.indicator, one.absolute) != (other.indicator, other.absolute):
        return None
    if (number := within(one.span, other.span)) is not None:
        return f"{one.indicator} is {shown(number)}"
    return f"{one.indicator} is unknown" if one.or_unknown and other.or_unknown else None


def _silences(veto: Bound, floor: Floor) -> bool:
    same = (veto.when.indicator, veto.when.absolute) == (floor.when.indicator, floor.when.absolute)
    return same and covers(veto.when.span, floor.when.span) and veto.when.or_unknown >= floor.when.or_unknown
