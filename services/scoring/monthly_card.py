"""The monthly card: inputs and rulebook in, card out. Pure, so that anyone can decide it again years later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from services.scoring.indicators import Figure
from services.scoring.rulebook import Light, Rulebook, Score, Streak
from shared.catalogue.scoring import CardIssued, Finding, Input, Points
from shared.catalogue.values import Card, Category, Month

SEVERITY = {Card.BLUE: 0, Card.YELLOW: 1, Card.RED: 2}


@dataclass(frozen=True, slots=True)
class Past:
    """What a month's card has to know of the one before it."""

    month: Month
    card: Card
    score: Decimal | None
    streak: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a project's card of a month is decided on."""

    project: str
    category: Category
    values: Mapping[str, Figure]
    previous: Past | None
    """The card of the month right before this one; none where there was none."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the book says of one project, before it is compared with the others."""

    card: Card
    score: Decimal | None
    points: tuple[Points, ...]
    lights: tuple[Finding, ...]
    vetoes: tuple[Finding, ...]
    caps: tuple[Finding, ...]


def judge(book: Rulebook, inputs: Inputs) -> Judgement:
    """Apply a book to one project's inputs."""
    points = tuple(_points(item, inputs.values, book.rounding) for item in book.score)
    score = sum((earned.points for earned in points), Decimal(0)) if points else None
    lights = tuple(
        Finding(rule=light.indicator, card=card)
        for light in book.light
        if (card := _shine(light, inputs.values[light.indicator])) is not None
    )
    card = _by_score(book, score) if book.card.by == "score" else _worst(light.card for light in lights)
    caps = tuple(
        Finding(rule=cap.rule, card=cap.card) for cap in book.cap if cap.when.met(inputs.values[cap.when.indicator])
    )
    card = _worst([card, *(cap.card for cap in caps)])
    vetoes = [
        Finding(rule=veto.rule, card=veto.card)
        for veto in book.veto
        if veto.when.met(inputs.values[veto.when.indicator])
    ]
    vetoes += [
        Finding(rule=streak.rule, card=streak.card)
        for streak in book.streak
        if _held(streak, card, score, inputs.previous)
    ]
    return Judgement(_worst([card, *(veto.card for veto in vetoes)]), score, points, lights, tuple(vetoes), caps)


def cards_of(book: Rulebook, month: Month, everyone: Sequence[Inputs], closed_at: int) -> list[CardIssued]:
    """One card for every project of a closed month, ranked, in the order of project ids."""
    judged = sorted(((inputs, judge(book, inputs)) for inputs in everyone), key=lambda pair: pair[0].project)
    overall = _ranks([judgement for _, judgement in judged])
    inside = {
        category: _ranks([judgement for inputs, judgement in judged if inputs.category == category])
        for category in Category
    }
    sizes = {category: sum(inputs.category == category for inputs, _ in judged) for category in Category}
    return [
        CardIssued(
            project=inputs.project,
            month=month,
            card=judgement.card,
            score=judgement.score,
            rank=overall[_standing(judgement)],
            rank_of=len(judged),
            category_rank=inside[inputs.category][_standing(judgement)],
            category_of=sizes[inputs.category],
            previous=inputs.previous.card if inputs.previous else None,
            streak=_streak(judgement.card, inputs.previous),
            points=judgement.points,
            lights=judgement.lights,
            vetoes=judgement.vetoes,
            caps=judgement.caps,
            inputs=tuple(Input(indicator=name, value=value) for name, value in inputs.values.items()),
            edition=book.edition,
            rulebook_sha256=book.sha256,
            closed_at=closed_at,
        )
        for inputs, judgement in judged
    ]


def _points(item: Score, values: Mapping[str, Figure], rounding: Decimal) -> Points:
    value = values[item.indicator]
    if item.nothing_when and item.nothing_when.met(values[item.nothing_when.indicator]):
        earned = Decimal(0)
    elif value is None:
        earned = item.unknown
    elif item.step is not None and item.lose is not None:
        started = (value / item.step).to_integral_value(ROUND_CEILING)
        earned = item.maximum - item.lose * max(started, Decimal(0))
    else:
        earned = item.maximum * value
    bounded = min(max(earned, Decimal(0)), item.maximum)
    return Points(indicator=item.indicator, points=bounded.quantize(rounding, ROUND_HALF_UP), maximum=item.maximum)


def _shine(light: Light, value: Figure) -> Card | None:
    if value is None:
        return light.unknown
    value = abs(value) if light.absolute else value
    for card, threshold in ((Card.RED, light.red), (Card.YELLOW, light.yellow)):
        if threshold is not None and (value > threshold or (light.includes and value == threshold)):
            return card
    return Card.BLUE


def _by_score(book: Rulebook, score: Decimal | None) -> Card:
    assert score is not None
    assert book.card.blue is not None
    assert book.card.yellow is not None
    if score >= book.card.blue:
        return Card.BLUE
    return Card.YELLOW if score >= book.card.yellow else Card.RED


def _worst(cards: Iterable[Card]) -> Card:
    return max(cards, key=SEVERITY.__getitem__, default=Card.BLUE)


def _held(streak: Streak, card: Card, score: Decimal | None, past: Past | None) -> bool:
    """Whether a colour was held long enough (and, where asked, with a falling score) for the streak rule to speak."""
    if past is None or not card == past.card == streak.of or past.streak < streak.months - 1:
        return False
    fell = score is not None and past.score is not None and score < past.score
    return fell or not streak.falling


def _standing(judgement: Judgement) -> tuple[Decimal, int]:
    """What a rank goes by: the score where there is one, else the colour; smaller is better."""
    if judgement.score is not None:
        return -judgement.score, 0
    return Decimal(0), SEVERITY[judgement.card]


def _ranks(judgements: Sequence[Judgement]) -> dict[tuple[Decimal, int], int]:
    """Standing to rank: 1, 2, 2, 4 - equals share a rank, and the next one counts them."""
    ranks: dict[tuple[Decimal, int], int] = {}
    for place, standing in enumerate(sorted(map(_standing, judgements)), start=1):
        ranks.setdefault(standing, place)
    return ranks


def _streak(card: Card, past: Past | None) -> int:
    return past.streak + 1 if past and past.card == card else 1
