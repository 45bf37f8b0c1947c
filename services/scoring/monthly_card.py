"""The monthly card: inputs and rulebook in, card out. Pure, so that anyone can decide it again years later.

    points ─► score ─┐
                     ├─► card ─► caps: no better ─► floors: no worse ─► vetoes, streaks: this at once
    lights ──────────┘

An exemption takes away what it names - the points lost, a light, a cap, a veto, a streak - and nothing else; what it
took away stands on the card.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from services.scoring.indicators import INDICATORS, Figure
from services.scoring.rulebook import Rulebook
from services.scoring.rulebook.rules import SEVERITY, Bound, Figures, Streak, band_of
from shared.catalogue.escalation import ExemptionKind
from shared.catalogue.scoring import CardIssued, Exempted, Finding, Input, Points
from shared.catalogue.values import Card, Category, Month

_PLACES = Decimal("0.000001")
_UNKNOWN = {name: Input(indicator=name, value=None) for name in INDICATORS}
"""Made once: cards of a hundred thousand projects say it a million times."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a month's card has to know of the one before it."""

    month: Month
    card: Card
    score: Decimal | None
    streak: int
    rank: int | None = None
    scores: tuple[Decimal, ...] = ()
    """Up to three scores, of this card and of those running up to it; latest first."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """An approved exemption that covers the last day of the month."""

    exemption: str
    kind: ExemptionKind
    effects: tuple[str, ...]
    """Names of indicators, lights and rules."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a project's card of a month is decided on."""

    project: str
    category: Category
    values: Mapping[str, Figure]
    previous: Past | None
    """The card of the month right before this one; none where there was none."""
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the book says of one project, before it is compared with the others."""

    card: Card
    score: Decimal | None
    points: tuple[Points, ...]
    lights: tuple[Finding, ...]
    vetoes: tuple[Finding, ...]
    caps: tuple[Finding, ...]
    floors: tuple[Finding, ...]
    exemptions: tuple[Exempted, ...]


@dataclass(slots=True)
class _Excuses:
    """The exemptions of a project, and what they took away."""

    exemptions: tuple[Exemption, ...]
    used: list[Exempted] = field(default_factory=list)

    def cover(self, *effects: str, kinds: Sequence[ExemptionKind] = tuple(ExemptionKind)) -> bool:
        """Whether an exemption takes away something bad that goes by one of these names."""
        for exemption in self.exemptions:
            for effect in effects:
                if effect in exemption.effects and exemption.kind in kinds:
                    told = Exempted(exemption=exemption.exemption, effect=effect)
                    if told not in self.used:
                        self.used.append(told)
                    return True
        return False


def judge(book: Rulebook, inputs: Inputs) -> Judgement:
    """Apply a book to one project's inputs; where the book compares, the values hold its rank and percentile."""
    values, excuses = inputs.values, _Excuses(inputs.exemptions)
    points = _points(book, values, excuses)
    score = sum([earned.points for earned in points], Decimal(0)) if points else None
    lights, excused = _lights(book, values, excuses)
    card = _first_card(book, values, score, lights, excused)
    caps = _speaking(book.cap, values, excuses)
    card = _worst([card, *[cap.card for cap in caps]])
    floors = tuple([Finding(rule=floor.rule, card=floor.card) for floor in book.floor if floor.when.met(values)])
    card = min([card, *[floor.card for floor in floors]], key=SEVERITY.__getitem__)
    vetoes = _speaking(book.veto, values, excuses) + tuple(
        [
            Finding(rule=streak.rule, card=streak.card)
            for streak in book.streak
            if _held(streak, card, score, inputs.previous) and not excuses.cover(streak.rule)
        ]
    )
    card = _worst([card, *[veto.card for veto in vetoes]])
    return Judgement(card, score, points, lights, vetoes, caps, floors, tuple(excuses.used))


def judge_all(book: Rulebook, everyone: Sequence[Inputs]) -> list[tuple[Inputs, Judgement]]:
    """The judgement on every project; where the book compares, rank and percentile are then among the inputs."""
    if book.compares:
        scores = [_score(book, inputs) for inputs in everyone]
        ranks = _ranks(scores)
        everyone = [
            replace(inputs, values={**inputs.values, **_among(ranks[score], len(everyone))})
            for inputs, score in zip(everyone, scores, strict=True)
        ]
    return [(inputs, judge(book, inputs)) for inputs in everyone]


def cards_of(
    book: Rulebook,
    month: Month,
    everyone: Sequence[Inputs],
    closed_at: int,
    objections_until: date | None = None,
) -> list[CardIssued]:
    """One card for every project of a closed month, ranked, in the order of project ids."""
    judged = judge_all(book, sorted(everyone, key=lambda inputs: inputs.project))
    standings = [_standing(judgement) for _, judgement in judged]
    inside: dict[Category, list[Decimal]] = {}
    for (inputs, _), standing in zip(judged, standings, strict=True):
        inside.setdefault(inputs.category, []).append(standing)
    overall, by_category = _ranks(standings), {category: _ranks(theirs) for category, theirs in inside.items()}
    return [
        CardIssued(
            project=inputs.project,
            month=month,
            card=judgement.card,
            score=judgement.score,
            rank=overall[standing],
            rank_of=len(judged),
            category_rank=by_category[inputs.category][standing],
            category_of=len(inside[inputs.category]),
            previous=past.card if (past := inputs.previous) else None,
            streak=past.streak + 1 if past and past.card == judgement.card else 1,
            points=judgement.points,
            lights=judgement.lights,
            vetoes=judgement.vetoes,
            caps=judgement.caps,
            inputs=tuple(
                [
                    _UNKNOWN[name] if value is None else Input(indicator=name, value=value)
                    for name, value in inputs.values.items()
                ]
            ),
            edition=book.edition,
            rulebook_sha256=book.sha256,
            closed_at=closed_at,
            floors=judgement.floors,
            exemptions=judgement.exemptions,
            score_before=past.score if past else None,
            rank_before=past.rank if past else None,
            trend=_trend(judgement.score, past.scores if past else (), book.rounding),
            objections_until=objections_until,
        )
        for (inputs, judgement), standing in zip(judged, standings, strict=True)
    ]


def _points(book: Rulebook, values: Figures, excuses: _Excuses) -> tuple[Points, ...]:
    told = []
    for item in book.score:
        earned, nothing = item.earned(values.get(item.indicator)), item.nothing_when
        if nothing and earned and nothing.met(values) and not excuses.cover(nothing.indicator):
            earned = Decimal(0)
        if earned < item.maximum and excuses.cover(item.indicator):
            earned = item.maximum
        points = earned.quantize(book.rounding, ROUND_HALF_UP)
        told.append(Points(indicator=item.indicator, points=points, maximum=item.maximum))
    return tuple(told)


def _score(book: Rulebook, inputs: Inputs) -> Decimal:
    points = _points(book, inputs.values, _Excuses(inputs.exemptions))
    return sum([earned.points for earned in points], Decimal(0))


def _lights(book: Rulebook, values: Figures, excuses: _Excuses) -> tuple[tuple[Finding, ...], bool]:
    """The lights that shine, and whether one is put out by an exemption."""
    told, excused = [], False
    for light in book.light:
        card = light.shines(values)
        if card is None:
            continue
        if card is not Card.BLUE and excuses.cover(light.name, light.indicator, kinds=light.excused_by):
            excused = True
        else:
            told.append(Finding(rule=light.name, card=card))
    return tuple(told), excused


def _first_card(
    book: Rulebook, values: Figures, score: Decimal | None, lights: Sequence[Finding], excused: bool
) -> Card:
    """The card before anything bounds it; what is excused does not speak against a project."""
    if book.card.unlit is not None:
        return _worst([light.card for light in lights]) if lights or excused else book.card.unlit
    standing = score if book.card.by == "score" else values.get("percentile")
    assert book.card.band is not None
    assert standing is not None
    return band_of(book.card.band, standing).card


def _speaking(bounds: Iterable[Bound], values: Figures, excuses: _Excuses) -> tuple[Finding, ...]:
    """The bounds whose condition is met, and that no exemption silences."""
    return tuple(
        [
            Finding(rule=bound.rule, card=bound.card)
            for bound in bounds
            if bound.when.met(values) and not excuses.cover(bound.rule, bound.when.indicator)
        ]
    )


def _worst(cards: Iterable[Card]) -> Card:
    return max(cards, key=SEVERITY.__getitem__, default=Card.BLUE)


def _held(streak: Streak, card: Card, score: Decimal | None, past: Past | None) -> bool:
    """Whether a colour was held long enough (and, where asked, with a falling score) for the streak rule to speak."""
    if past is None or not card == past.card == streak.of or past.streak < streak.months - 1:
        return False
    fell = score is not None and past.score is not None and score < past.score
    return fell or not streak.falling


def _standing(judgement: Judgement) -> Decimal:
    """What a rank goes by: the score where there is one, else the colour; more is better."""
    return Decimal(-SEVERITY[judgement.card]) if judgement.score is None else judgement.score


def _ranks(standings: Iterable[Decimal]) -> dict[Decimal, int]:
    """Standing to rank: 1, 2, 2, 4 - equals share a rank, and the next one counts them."""
    ranks: dict[Decimal, int] = {}
    for place, standing in enumerate(sorted(standings, reverse=True), start=1):
        ranks.setdefault(standing, place)
    return ranks


def _among(rank: int, everyone: int) -> dict[str, Figure]:
    """The indicators that follow from a rank; the percentile is 100 for the first, whoever shares that rank."""
    share = Decimal(100 * (everyone - rank + 1)) / everyone
    return {"rank": Decimal(rank), "percentile": share.quantize(_PLACES, ROUND_HALF_UP)}


def _trend(score: Decimal | None, before: Sequence[Decimal], rounding: Decimal) -> Decimal | None:
    if score is None or not before:
        return None
    return (score - sum(before, Decimal(0)) / len(before)).quantize(rounding, ROUND_HALF_UP)
