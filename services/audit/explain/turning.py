"""What would have turned a card: the smallest change of a figure that leads to another card, found by judging again.

A card is the same everywhere between two figures at which the book begins to say something else: the edges of its
bands and conditions, and what the points need to reach another band or the score of the month before. So it is enough
to judge at those figures and right beside them. A change is told as the range of figures that would all have done;
its ends are exact to the last place in which people speak of the indicator (`PLACES`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import groupby

from services.scoring.indicators import UNITS, Figure, Unit
from services.scoring.monthly_card import Inputs, Judgement, judge, judge_all
from services.scoring.rulebook import Rulebook
from services.scoring.rulebook.rules import AFTER_SCORING, SEVERITY, Figures, Range, Score
from shared.catalogue.values import Card

PLACES = {Unit.RATIO: Decimal("0.0001"), Unit.PERCENT: Decimal("0.01"), Unit.POINTS: Decimal("0.01")}
"""The last place in which people speak of an indicator; all others are whole numbers."""
BEYOND = Decimal(1_000_000)
"""A figure beyond all that a book speaks of."""

Wanted = Callable[[Judgement], bool]
Ends = tuple[Figure, Figure]
"""The lowest and the highest figure of a range; none where it goes on for ever."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that would have been another: any in the range would have done, the others as they are."""

    indicator: str
    now: Figure
    low: Figure
    """The lowest that does; none where every lower one does."""
    high: Figure
    card: Card
    """The card with the figure of the range that is nearest to what it is."""

    @property
    def nearest(self) -> Decimal:
        """The figure of the range that asks for least."""
        return _nearest(self.now, (self.low, self.high))


@dataclass(frozen=True, slots=True)
class Turning:
    """What would have made a card better, and what worse."""

    better: tuple[Change, ...]
    """Each alone."""
    together: tuple[Change, ...]
    """Where none does alone: changes that do together, none of which can be left out."""
    worse: tuple[Change, ...]
    """Each alone: the margin that is left."""


def turning(book: Rulebook, inputs: Inputs, others: Sequence[Inputs] = ()) -> Turning:
    """What would have turned a card; the `others` of its month count where the book compares."""
    search = _Search(book, inputs, others if book.compares else ())
    now = SEVERITY[search.judged.card]
    better = search.alone(lambda judged: SEVERITY[judged.card] < now)
    return Turning(
        better=better,
        together=() if better else search.together(lambda judged: SEVERITY[judged.card] < now),
        worse=search.alone(lambda judged: SEVERITY[judged.card] > now),
    )


class _Search:
    def __init__(self, book: Rulebook, inputs: Inputs, others: Sequence[Inputs]) -> None:
        self._book, self._inputs, self._others = book, inputs, others
        self._values = inputs.values
        self.judged = self._judge(self._values)
        self._totals = self._totals_that_matter()
        self._named = [name for name in self._values if name in book.indicators and name not in AFTER_SCORING]

    def alone(self, wanted: Wanted) -> tuple[Change, ...]:
        """For each indicator the smallest change that does it alone."""
        found = (self._change(name, self._values, wanted) for name in self._named)
        return tuple(change for change in found if change)

    def together(self, wanted: Wanted) -> tuple[Change, ...]:
        """Changes that do it together: all at their best, then back to what they are, one by one, while it lasts."""
        best = {name: self._best(name) for name in self._named}
        values = {**self._values, **best}
        if not wanted(self._judge(values)):
            return ()
        for name in sorted(best, key=lambda name: self._gain(name, best[name])):
            back = {**values, name: self._values[name]}
            values = back if wanted(self._judge(back)) else values
        changes = []
        for name in self._named:
            if values[name] != self._values[name] and (change := self._change(name, values, wanted)):
                changes.append(change)
                values = {**values, name: change.nearest}
        return tuple(changes)

    def _judge(self, values: Figures) -> Judgement:
        """What the book says of the project, had its figures been these."""
        inputs = replace(self._inputs, values=values)
        return judge_all(self._book, [inputs, *self._others])[0][1] if self._others else judge(self._book, inputs)

    def _change(self, name: str, values: Figures, wanted: Wanted) -> Change | None:
        """The nearest range of one figure that does it, the others being these."""
        now, told = self._values[name], self._tried(name, values)
        ranges: list[Ends] = []
        for does, run in groupby(range(len(told)), key=lambda place: wanted(told[place][1])):
            places = list(run)
            if does:
                low = told[places[0]][0] if places[0] else None
                ranges.append((low, told[places[-1]][0] if told[places[-1] :][1:] else None))
        if not ranges:
            return None
        ends = min(ranges, key=lambda ends: abs(_nearest(now, ends) - (now or 0)))
        return Change(name, now, *ends, self._judge({**values, name: _nearest(now, ends)}).card)

    def _best(self, name: str) -> Figure:
        """The figure at which the book has least to say against the project: the one that is, where none is better."""
        now = self._values[name]
        told = [(figure, self._against(judged)) for figure, judged in self._tried(name, self._values)]
        least = min(against for _, against in told)
        best = [figure for figure, against in told if against == least]
        return min(best, key=lambda figure: abs(figure - (now or 0))) if least < self._against(self.judged) else now

    def _against(self, judged: Judgement) -> tuple[int, Decimal]:
        """All that is said against a project: how badly the rules speak, and then the points, fewer being worse.

        Streaks are no part of it: they speak of the card that follows from all the rest.
        """
        streaks = {streak.rule for streak in self._book.streak}
        spoken = (one for one in (*judged.lights, *judged.caps, *judged.vetoes) if one.rule not in streaks)
        return sum(SEVERITY[one.card] for one in spoken), -(judged.score or Decimal(0))

    def _gain(self, name: str, figure: Figure) -> tuple[int, Decimal]:
        """What less is said against a project with another figure."""
        spoken, points = self._against(self.judged)
        spoken_then, points_then = self._against(self._judge({**self._values, name: figure}))
        return spoken - spoken_then, points - points_then

    def _tried(self, name: str, values: Figures) -> list[tuple[Decimal, Judgement]]:
        """What the book says at each figure of an indicator that matters, ascending."""
        place = PLACES.get(UNITS[name], Decimal(1))
        figures = {Decimal(0)}
        for edge in (-BEYOND, BEYOND, *_edges(self._book, name), *self._reaching(name, self._judge(values))):
            below = (edge / place).to_integral_value(ROUND_FLOOR) * place
            above = (edge / place).to_integral_value(ROUND_CEILING) * place
            figures |= {below - place, below, above, above + place}
        return [(figure, self._judge({**values, name: figure})) for figure in sorted(figures)]

    def _reaching(self, name: str, judged: Judgement) -> Iterator[Decimal]:
        """The figures at which points are the most, the least, or bring the score to where it matters."""
        for item, earned in zip(self._book.score, judged.points, strict=True):
            if item.indicator == name:
                others = (judged.score or Decimal(0)) - earned.points
                half = self._book.rounding / 2
                wanted = [total - others + more for total in self._totals for more in (-half, 0, half)]
                yield from (_earning(item, points) for points in (item.minimum, item.maximum, *wanted))

    def _totals_that_matter(self) -> set[Decimal]:
        """Scores at which something changes: edges of bands, the score before, and those of others where they count."""
        before = self._inputs.previous
        totals = {edge for band in self._book.card.band or () if self._book.card.by == "score" for edge in _ends(band)}
        totals |= {judged.score for _, judged in judge_all(self._book, self._others) if judged.score is not None}
        return totals | ({before.score} if before and before.score is not None else set())


def _edges(book: Rulebook, name: str) -> Iterator[Decimal]:
    """Where the bands and conditions of an indicator begin and end."""
    conditions = [bound.when for bound in (*book.veto, *book.cap, *book.floor)]
    conditions += [light.when for light in book.light if light.when]
    conditions += [item.nothing_when for item in book.score if item.nothing_when]
    ranges: list[tuple[Range, bool]] = [(one, one.absolute) for one in conditions if one.indicator == name]
    ranges += [(band, light.absolute) for light in book.light if light.indicator == name for band in light.band]
    for one, absolute in ranges:
        for edge in _ends(one):
            yield edge
            if absolute:
                yield -edge


def _ends(one: Range) -> Iterator[Decimal]:
    yield from (edge for edge in (one.above, one.at_least, one.below, one.at_most) if edge is not None)


def _earning(item: Score, points: Decimal) -> Decimal:
    """The figure that earns these points, if points could be any."""
    if item.step is not None and item.lose is not None:
        return item.step * ((item.maximum - points) / item.lose).to_integral_value(ROUND_FLOOR)
    if item.full_at is not None and item.zero_at is not None:
        return item.zero_at + points / item.maximum * (item.full_at - item.zero_at)
    return points / item.maximum


def _nearest(now: Figure, ends: Ends) -> Decimal:
    """The figure of a range that is nearest to one; where that is unknown, nearest to 0."""
    low, high = ends
    figure = now or Decimal(0)
    if low is not None and figure < low:
        return low
    return high if high is not None and figure > high else figure
