"""The yearly assessment, section by section."""

from collections.abc import Iterator, Sequence

from services.scoring.assessment import Assessed, Assessment, Charged, Share
from services.scoring.papers import totals_text
from services.scoring.papers.assessment import Weights, Yearly
from services.scoring.papers.assessment_words import basis, months, peculiar, plain
from services.scoring.papers.layout import money
from services.scoring.papers.words import Words
from shared.catalogue.values import Card, Month
from shared.press.document import (
    Block,
    Cell,
    Column,
    Figures,
    Kind,
    Listing,
    Paragraph,
    Section,
    Table,
    sections,
    table,
)

PLACES = 4
"""Of weight x total as it is shown: more than a total with two can tell apart."""


def compose(paper: Yearly, words: Words) -> tuple[Section, ...]:
    """The year, how its sums are made, and the sums: of projects, units and lead officials."""
    year = Section(words("year"), tuple(_year(paper, words)))
    if paper.assessment is None or paper.weights is None:
        return sections(year, Section(words("sums"), (Paragraph(nothing(paper, words)),)))
    return sections(
        year,
        Section(words("sums"), (Listing(tuple(_rules(paper.weights, words))),)),
        Section(words("by project"), tuple(_projects(paper, paper.assessment, words))),
        Section(words("units"), _charged(paper.assessment.units, "unit", paper, words)),
        Section(words("officials"), _charged(paper.assessment.lead_officials, "lead official", paper, words)),
        Section(words("marks"), (_marks(paper.assessment.projects, words),)),
    )


def nothing(paper: Yearly, words: Words) -> str:
    """Why a year is not assessed."""
    return words("not assessed", edition=paper.edition) if paper.cards else words("no cards")


def results(paper: Yearly, assessment: Assessment, words: Words) -> tuple[Table, ...]:
    """The ranks and totals alone: of projects, units and lead officials."""
    return (
        _results(paper, assessment.projects, words),
        _totals(assessment.units, "unit", words),
        _totals(assessment.lead_officials, "lead official", words),
    )


def _year(paper: Yearly, words: Words) -> Iterator[Block]:
    unit = paper.head.money_unit
    if paper.provisional:
        yield Paragraph(words("not final", months=months(paper.provisional, words)))
    yield Paragraph(totals_text.told(paper.totals, unit, words))
    yield Figures(totals_text.figures(paper.totals, unit, words))
    if paper.cards:
        yield totals_text.cards_by_month(paper.cards.items(), words)


def _rules(weights: Weights, words: Words) -> Iterator[str]:
    figures = {
        "cards": plain(weights.cards),
        "observation": plain(weights.observation),
        "daily": plain(weights.daily),
        "daily_base": plain(weights.daily_base),
        "drop_from": weights.drop_from,
    }
    for key in ("rule cards", "rule observation", "rule daily", "rule total", f"rule by {weights.by}", "rule rounding"):
        yield words(key, **figures)


def _projects(paper: Yearly, assessment: Assessment, words: Words) -> Iterator[Block]:
    found = assessment.projects
    yield _results(paper, found, words)
    if notes := tuple(_notes(found, words)):
        yield Listing(notes)
    yield _scores(paper, found, words)
    yield _addends(found, words)


def _results(paper: Yearly, found: Sequence[Assessed], words: Words) -> Table:
    slots = tuple(words.short_month(month) for month in paper.cards)
    columns = (
        Column(words("rank"), Kind.WHOLE),
        Column(words("project"), share=3),
        Column(words("cards"), Kind.CARD, slots=slots),
        *(Column(words(f"part {part}"), Kind.POINTS) for part in ("cards", "observation", "daily")),
        Column(words("total"), Kind.POINTS),
    )
    rows = [
        (
            one.rank,
            words.name(one.year.name),
            words.cards(tuple(_strip(one, tuple(paper.cards)))),
            one.cards.points,
            one.observation.points,
            one.daily.points,
            one.total,
        )
        for one in found
    ]
    return table(columns, rows, caption=words("results project"))


def _notes(found: Sequence[Assessed], words: Words) -> Iterator[str]:
    """What is peculiar about totals, each with the projects it is true of."""
    projects: dict[str, list[str]] = {}
    for one in found:
        if told := peculiar(one, words):
            projects.setdefault(words("and").join(told), []).append(words.name(one.year.name))
    for what, names in projects.items():
        yield words("note", what=what, projects=words("list").join(names))


def _strip(found: Assessed, year: tuple[Month, ...]) -> Iterator[Card | None]:
    cards = {card.month: card.card for card in found.year.cards}
    return (cards.get(month) for month in year)


def _scores(paper: Yearly, found: Sequence[Assessed], words: Words) -> Table:
    """What the mean of the cards is made of."""
    months = (Column(words.short_month(month), Kind.POINTS) for month in paper.cards)
    columns = (Column(words("project"), share=3), *months, Column(words("mean"), Kind.POINTS))
    rows = []
    for one in found:
        scores = {card.month: card.score for card in one.year.cards}
        rows.append((words.name(one.year.name), *(scores.get(month) for month in paper.cards), one.cards.mean))
    return table(columns, rows, caption=words("scores"))


def _addends(found: Sequence[Assessed], words: Words) -> Table:
    """What observation, daily management and the total are made of."""
    figures = ("mean", "base", "merits", "demerits", "cut off", "known", "of", "total")
    columns = (
        Column(words("project"), share=3),
        Column(words("tours")),
        *(Column(words(key), Kind.POINTS) for key in figures),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            words.name(one.year.name),
            words("list").join(str(addend) for addend in one.observation.addends) or None,
            one.observation.mean,
            one.daily.base,
            one.daily.merits,
            one.daily.demerits,
            one.daily.cut_off,
            one.known,
            one.weights,
            one.total,
        )
        for one in found
    ]
    return table(columns, rows, caption=words("addends"))


def _charged(found: Sequence[Charged], who: str, paper: Yearly, words: Words) -> tuple[Block, ...]:
    return _totals(found, who, words), _shares(found, who, paper, words)


def _totals(found: Sequence[Charged], who: str, words: Words) -> Table:
    columns = (
        Column(words("rank"), Kind.WHOLE),
        Column(words(who), share=2),
        Column(words("held"), Kind.WHOLE),
        Column(words("weights"), Kind.EXACT),
        Column(words("products"), Kind.EXACT),
        Column(words("total"), Kind.POINTS),
        Column(words("weighted"), share=2),
    )
    rows = [
        (
            one.rank,
            words.name(one.name),
            len(one.shares),
            one.weight,
            round(one.product, PLACES),
            one.total,
            basis(one.basis, words),
        )
        for one in found
    ]
    return table(columns, rows, caption=words(f"results {who}"))


def _shares(found: Sequence[Charged], who: str, paper: Yearly, words: Words) -> Table:
    """What the weighted means are made of."""
    columns = (
        Column(words(who), share=2),
        Column(words("project"), share=3),
        money("target", paper.head.money_unit, words),
        Column(words("in charge"), Kind.WHOLE),
        Column(words("weight"), Kind.EXACT),
        Column(words("total"), Kind.POINTS),
        Column(words("product"), Kind.EXACT),
    )
    rows = [_share(one, share, words) for one in found for share in one.shares]
    return table(columns, rows, caption=words(f"shares {who}"))


def _share(charged: Charged, share: Share, words: Words) -> tuple[Cell, ...]:
    return (
        words.name(charged.name),
        words.name(share.name),
        share.target,
        words("of cards", cards=share.cards, of=share.cards_of),
        share.weight,
        share.total,
        round(share.product, PLACES),
    )


def _marks(found: Sequence[Assessed], words: Words) -> Table:
    columns = (
        Column(words("project"), share=2),
        Column(words("month")),
        Column(words("kind")),
        Column(words("points"), Kind.POINTS),
        Column(words("reason"), share=3),
        Column(words("given by"), share=2),
    )
    rows = [
        (
            words.name(one.year.name),
            words.short_month(mark.month),
            words.one_of("kind", mark.kind),
            mark.points,
            words.name(mark.reason),
            words.name(mark.given_by),
        )
        for one in sorted(found, key=lambda one: one.year.project)
        for mark in one.year.marks
    ]
    return table(columns, rows, words("no marks"))
