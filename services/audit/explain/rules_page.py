"""The rules of the book on the page: what each item earned, how each light shines, which rules spoke."""

from collections.abc import Iterator
from decimal import Decimal

from services.audit.explain.explanation import Explanation
from services.audit.explain.phrases import Phrases
from services.scoring.rulebook.ranges import shown
from services.scoring.rulebook.rules import NO_LIGHT, Condition, Score, Streak
from shared.press.document import Cell, Column, Kind, Section, table

Row = tuple[Cell, ...]


def points(explanation: Explanation, say: Phrases) -> Section | None:
    """Every item of the score."""
    words, decided = say.words, explanation.decided
    columns = [
        Column(words("indicator"), share=2),
        Column(words("value")),
        Column(words("earned"), Kind.POINTS),
        Column(words("maximum"), Kind.POINTS),
        Column(words("lost"), Kind.POINTS),
        Column(words("how"), share=3),
    ]
    rows: list[Row] = [
        (
            say.indicator(item.indicator),
            say.figure(item.indicator, decided.inputs.values.get(item.indicator)),
            earned.points,
            earned.maximum,
            earned.maximum - earned.points,
            _how(item, say),
        )
        for item, earned in zip(decided.book.score, explanation.card.points, strict=True)
    ]
    return Section(words("points"), (table(columns, rows),)) if rows else None


def _how(item: Score, say: Phrases) -> str:
    words, name = say.words, item.indicator
    match item.rule:
        case "share":
            told = [words("share", maximum=shown(item.maximum))]
        case "linear":
            full, zero = say.figure(name, item.full_at), say.figure(name, item.zero_at)
            told = [words("linear", full=full, zero=zero, maximum=shown(item.maximum))]
        case "steps":
            told = [words("steps", step=say.figure(name, item.step), lose=shown(item.lose or Decimal(0)))]
    if item.minimum:
        told.append(words("at least points", minimum=shown(item.minimum)))
    told.append(words("points if unknown", points=shown(item.unknown)))
    if item.nothing_when:
        told.append(words("nothing when", condition=say.condition(item.nothing_when)))
    return words("and").join(told)


def lights(explanation: Explanation, say: Phrases) -> Section | None:
    """Every light of the book."""
    words, decided, values = say.words, explanation.decided, explanation.decided.inputs.values
    shining = {finding.rule: finding.card for finding in explanation.card.lights}
    columns = [
        Column(words("light"), share=2),
        Column(words("value")),
        Column(words("card"), Kind.CARD),
        Column(words("bands"), share=3),
    ]
    rows: list[Row] = []
    for light in decided.book.light:
        name = say.indicator(light.indicator)
        bands = [say.bands(light.indicator, light.band, absolute=light.absolute)]
        unknown = words("no light") if light.unknown == NO_LIGHT else words(light.unknown)
        bands.append(f"{words('unknown')}: {unknown}")
        if light.when:
            bands.append(words("only when", condition=say.condition(light.when)))
        shows = light.shines(values) is not None
        card: Cell = words.card(shining[light.name]) if light.name in shining else words("out" if shows else "no light")
        title = name if light.name == light.indicator else f"{light.name}: {name}"
        rows.append((title, say.figure(light.indicator, values.get(light.indicator)), card, words("and").join(bands)))
    return Section(words("lights"), (table(columns, rows),)) if rows else None


def rules(explanation: Explanation, say: Phrases) -> Section | None:
    """Every veto, cap, floor and streak: which spoke, and which did not."""
    words, book, card = say.words, explanation.decided.book, explanation.card
    spoken = {finding.rule for finding in (*card.vetoes, *card.caps, *card.floors)}
    columns = [
        Column(words("rule"), share=2),
        Column(words("says"), share=3),
        Column(words("value"), share=2),
        Column(words("outcome")),
    ]
    rows: list[Row] = []
    for kind, bounds in (("veto", book.veto), ("cap", book.cap), ("floor", book.floor)):
        for bound in bounds:
            says = words(kind, condition=say.condition(bound.when), card=words(bound.card))
            value = say.figure(bound.when.indicator, explanation.decided.inputs.values.get(bound.when.indicator))
            rows.append((bound.rule, says, value, words(_outcome(bound.rule, bound.when, spoken, explanation))))
    rows += _streaks(explanation, say, spoken)
    return Section(words("rules"), (table(columns, rows),)) if rows else None


def _outcome(rule: str, when: Condition, spoken: set[str], explanation: Explanation) -> str:
    if rule in spoken:
        return "spoke"
    return "exempt" if when.met(explanation.decided.inputs.values) else "silent"


def streak_says(streak: Streak, say: Phrases) -> str:
    """What a streak leads to."""
    key = "streak falling" if streak.falling else "streak rule"
    return say.words(key, of=say.words(streak.of), months=streak.months, card=say.words(streak.card))


def _streaks(explanation: Explanation, say: Phrases, spoken: set[str]) -> Iterator[Row]:
    words, past = say.words, explanation.decided.inputs.previous
    excused = {one.effect for one in explanation.card.exemptions}
    for streak in explanation.decided.book.streak:
        score = words("unknown") if past is None or past.score is None else shown(past.score)
        before = words("before", card=words(past.card), score=score) if past else words("no card before")
        outcome = "spoke" if streak.rule in spoken else "exempt" if streak.rule in excused else "silent"
        yield streak.rule, streak_says(streak, say), before, words(outcome)
