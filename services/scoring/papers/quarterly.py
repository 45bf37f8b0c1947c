"""Quarterly summary (季度总结): totals against the year's targets, cards by month, streaks, who rises and who falls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from services.scoring.papers.fold import Papers
from services.scoring.papers.periods import Span, span_of
from services.scoring.papers.topics.cards import Standing
from services.scoring.papers.topics.projects import Listed
from services.scoring.papers.values import Head, Named, Totals
from shared.catalogue.scoring import PaperKind
from shared.catalogue.values import Card, Month, month_after

HUNDREDTH = Decimal("0.01")
LONG = 2
"""Months running from which a streak of yellow or red is told."""


@dataclass(frozen=True, slots=True)
class MonthTold:
    """A month of the year."""

    month: Month
    cards: Mapping[Card, int] | None
    """None where no cards were issued."""
    invested: Decimal | None
    """In the year so far."""
    planned: Decimal | None
    raised: int
    """Issues raised, and closed, while it was the month that had begun last."""
    closed: int


@dataclass(frozen=True, slots=True)
class Course:
    """A project over the quarter."""

    project: Named
    cards: tuple[Card | None, ...]
    """One a month; none where none was issued."""
    mean: Decimal | None
    """Of the months' scores."""
    rank: int
    """Of its last month with a card."""
    rank_change: int | None
    """Since the month before the quarter, or else since its first month with a card."""
    score_change: Decimal | None
    """Likewise."""


@dataclass(frozen=True, slots=True)
class Streak:
    """A project that has had yellow or red cards month after month."""

    project: Named
    card: Card
    months: int


@dataclass(frozen=True, slots=True)
class Quarterly:
    """The quarterly summary."""

    head: Head
    period: str
    totals: Totals
    months: tuple[MonthTold, ...]
    """From the beginning of the year, or of the contest, to the end of the quarter."""
    courses: tuple[Course, ...]
    """By the rank of the last month."""
    streaks: tuple[Streak, ...]
    """Red before yellow, longest first."""
    always_blue: int
    """Projects with a blue card in every month of the quarter that has cards."""


def write(papers: Papers, period: str) -> Quarterly:
    """The summary of a quarter, as of where the papers stand."""
    calendar, span = papers.calendar, span_of(PaperKind.QUARTERLY_SUMMARY, period)
    year = Span(span.first.replace(month=1), span.last).months
    year = tuple(month for month in year if calendar.opened.first_month <= month <= calendar.month)
    months = tuple(month for month in year if month in span.months)
    courses = tuple(sorted(_courses(papers, months), key=_standing))
    with_cards = [index for index, month in enumerate(months) if papers.cards.strip(month)]
    return Quarterly(
        head=calendar.head(),
        period=period,
        totals=_totals(papers, months[-1]),
        months=tuple(_month(papers, month) for month in year),
        courses=courses,
        streaks=tuple(sorted(_streaks(papers, months), key=_gravity)),
        always_blue=sum(all(course.cards[index] == Card.BLUE for index in with_cards) for course in courses),
    )


def _totals(papers: Papers, month: Month) -> Totals:
    return papers.projects.totals(month, papers.calendar, sum(1 for _ in papers.issues.open()))


def _month(papers: Papers, month: Month) -> MonthTold:
    totals = _totals(papers, month)
    return MonthTold(
        month=month,
        cards=papers.cards.counted(month) if papers.cards.strip(month) else None,
        invested=totals.invested,
        planned=totals.planned,
        raised=papers.issues.raised[month],
        closed=papers.issues.closed[month],
    )


def _courses(papers: Papers, months: tuple[Month, ...]) -> Iterator[Course]:
    for project in papers.projects.listed.values():
        strips = [papers.cards.strip(month).get(project.project) for month in months]
        if any(strips):
            before = papers.cards.strip(month_after(months[0], -1)).get(project.project)
            yield _course(project, strips, before)


def _course(project: Listed, strips: list[Standing | None], before: Standing | None) -> Course:
    told = [one for one in strips if one]
    first, last = before or told[0], told[-1]
    scores = [one.score for one in told if one.score is not None]
    return Course(
        project=project.named,
        cards=tuple(one.card if one else None for one in strips),
        mean=(sum(scores, Decimal(0)) / len(scores)).quantize(HUNDREDTH, ROUND_HALF_UP) if scores else None,
        rank=last.rank,
        rank_change=None if first is last else first.rank - last.rank,
        score_change=None if first is last else _change(first.score, last.score),
    )


def _change(first: Decimal | None, last: Decimal | None) -> Decimal | None:
    return None if first is None or last is None else last - first


def _standing(course: Course) -> tuple[int, Decimal, str]:
    return course.rank, -(course.mean or Decimal(0)), course.project.project


def _streaks(papers: Papers, months: tuple[Month, ...]) -> Iterator[Streak]:
    last = max((month for month in months if papers.cards.strip(month)), default=None)
    if last is None:
        return
    for project, one in papers.cards.strip(last).items():
        running = papers.cards.streak(project, one.card, last)
        if one.card != Card.BLUE and running >= LONG:
            yield Streak(papers.projects[project].named, one.card, running)


def _gravity(streak: Streak) -> tuple[bool, int, str]:
    return streak.card != Card.RED, -streak.months, streak.project.project
