"""Monthly bulletin (月通报): the cards of a month with ranks and reasons, and what was objected to or changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.scoring.papers.fold import Papers
from services.scoring.papers.periods import span_of
from services.scoring.papers.topics.cards import Objected, Standing
from services.scoring.papers.topics.cases import Step, Taken
from services.scoring.papers.topics.desk import AfterClose
from services.scoring.papers.values import Head, Named, Override, Totals, Why
from shared.catalogue.escalation import ExemptionKind
from shared.catalogue.scoring import CardIssued, CardOverridden, PaperKind
from shared.catalogue.values import Card, Month, month_after


@dataclass(frozen=True, slots=True)
class Row:
    """One project's card."""

    project: Named
    card: Card
    override: Card | None
    """The card that a leader put beside it."""
    score: Decimal | None
    rank: int
    rank_change: int | None
    """Places gained (+) or lost (-) since the month before; none where it had no rank then."""
    category_rank: int
    category_of: int
    category_change: int | None
    previous: Card | None
    streak: int
    trend: Decimal | None
    why: Why


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection to a card, and what became of it."""

    objection: str
    project: Named
    month: Month
    ground: str
    raised_by: str
    raised_on: date
    upheld: bool | None
    """None while nobody has decided it."""
    reason: str | None
    decided_by: str | None
    decided_on: date | None
    withdrawn: Card | None
    """The card before, where it was withdrawn."""
    card: Card | None
    """The card that stands; none where it is no longer kept."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction to a closed month: its card stands, and the bulletin says so."""

    project: Named
    month: Month
    reason: str
    card: Card | None
    """The card that stands."""
    score: Decimal | None
    would_be: Card | None
    """The card that would have been; none where nobody can tell."""
    would_score: Decimal | None


@dataclass(frozen=True, slots=True)
class Excused:
    """An effect that an exemption removed from a card."""

    project: Named
    exemption: str
    kind: ExemptionKind | None
    effect: str
    until: date | None
    approver: str | None


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of the ladder that the month's cards called for, or a case that was closed."""

    project: Named
    taken: Taken
    responsible_unit: str | None
    decided_by: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class DeskWork:
    """What crossed the desk from the close of the month before to the close of this one."""

    reports: int
    late: tuple[tuple[Named, Month], ...]
    missing: tuple[Named, ...]
    """Projects whose card was decided without a report of the month."""
    corrected: int
    refused: Mapping[str, int]
    """Messages refused, by code."""


@dataclass(frozen=True, slots=True)
class MonthOfCards:
    """Cards of a month by colour."""

    month: Month
    cards: Mapping[Card, int]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The monthly bulletin."""

    head: Head
    period: Month
    totals: Totals
    cards: Mapping[Card, int]
    before: Mapping[Card, int] | None
    """Of the month before; none where it has no cards."""
    months: tuple[MonthOfCards, ...]
    """The months of the year, this one included."""
    rows: tuple[Row, ...]
    """By rank."""
    objections: tuple[Objection, ...]
    overrides: tuple[Override, ...]
    corrections: tuple[Correction, ...]
    excused: tuple[Excused, ...]
    steps: tuple[StepTaken, ...]
    desk: DeskWork


def write(papers: Papers, period: str) -> Bulletin:
    """The bulletin of a month, as of where the papers stand."""
    month = span_of(PaperKind.MONTHLY_BULLETIN, period).months[0]
    cards, before = papers.cards.of(month), papers.cards.strip(month_after(month, -1))
    rows = [_row(papers, card, before.get(card.project)) for card in cards.values()]
    return Bulletin(
        head=papers.calendar.head(),
        period=month,
        totals=papers.projects.totals(month, papers.calendar, sum(1 for _ in papers.issues.open())),
        cards=papers.cards.counted(month),
        before=papers.cards.counted(month_after(month, -1)) if before else None,
        months=tuple(MonthOfCards(one, papers.cards.counted(one)) for one in papers.cards.months(month)),
        rows=tuple(sorted(rows, key=lambda row: (row.rank, row.project.project))),
        objections=tuple(_objection(papers, told) for told in papers.cards.objected(month)),
        overrides=tuple(_override(papers, fact) for fact in papers.cards.overrides(month)),
        corrections=tuple(_correction(papers, told) for told in papers.desk.after_close(month)),
        excused=tuple(
            _excused(papers, card, told.exemption, told.effect)
            for card in sorted(cards.values(), key=lambda card: card.project)
            for told in card.exemptions
        ),
        steps=tuple(_step(papers, step) for step in papers.cases.of(month)),
        desk=_desk(papers, month, cards),
    )


def _row(papers: Papers, card: CardIssued, before: Standing | None) -> Row:
    override = papers.cards.overridden.get((card.month, card.project))
    return Row(
        project=papers.projects[card.project].named,
        card=card.card,
        override=override.fact.card if override else None,
        score=card.score,
        rank=card.rank,
        rank_change=before.rank - card.rank if before else None,
        category_rank=card.category_rank,
        category_of=card.category_of,
        category_change=before.category_rank - card.category_rank if before else None,
        previous=card.previous,
        streak=card.streak,
        trend=card.trend,
        why=papers.cards.why(card),
    )


def _objection(papers: Papers, told: Objected) -> Objection:
    raised, decided = told.raised, told.decided
    withdrawn = papers.cards.withdrawn.get((raised.objection, raised.month))
    standing = papers.cards.strip(raised.month).get(raised.project)
    return Objection(
        objection=raised.objection,
        project=papers.projects[raised.project].named,
        month=raised.month,
        ground=raised.ground,
        raised_by=raised.raised_by,
        raised_on=raised.raised_on,
        upheld=decided.upheld if decided else None,
        reason=decided.reason if decided else None,
        decided_by=decided.decided_by if decided else None,
        decided_on=decided.decided_on if decided else None,
        withdrawn=withdrawn.card if withdrawn else None,
        card=standing.card if standing else None,
    )


def _override(papers: Papers, fact: CardOverridden) -> Override:
    standing = papers.cards.strip(fact.month).get(fact.project)
    return Override(
        project=papers.projects[fact.project].named,
        month=fact.month,
        computed=standing.card if standing else None,
        card=fact.card,
        reason=fact.reason,
        overridden_by=fact.overridden_by,
        office=fact.office,
        overridden_on=fact.overridden_on,
    )


def _correction(papers: Papers, told: AfterClose) -> Correction:
    standing = papers.cards.strip(told.month).get(told.project)
    return Correction(
        project=papers.projects[told.project].named,
        month=told.month,
        reason=told.reason,
        card=standing.card if standing else None,
        score=standing.score if standing else None,
        would_be=told.would_be.card if told.would_be else None,
        would_score=told.would_be.score if told.would_be else None,
    )


def _excused(papers: Papers, card: CardIssued, exemption: str, effect: str) -> Excused:
    granted = papers.cases.exemptions.get(exemption)
    return Excused(
        project=papers.projects[card.project].named,
        exemption=exemption,
        kind=granted.kind if granted else None,
        effect=effect,
        until=papers.cases.covers_until(exemption),
        approver=granted.approver if granted else None,
    )


def _step(papers: Papers, step: Step) -> StepTaken:
    named = papers.projects[step.project].named
    return StepTaken(named, step.taken, step.responsible_unit, step.decided_by, step.due_on)


def _desk(papers: Papers, month: Month, cards: Mapping[str, CardIssued]) -> DeskWork:
    page, projects = papers.desk.page(month), papers.projects
    return DeskWork(
        reports=page.reports,
        late=tuple((projects[project].named, late) for project, late in page.late),
        missing=tuple(
            projects[project].named for project in sorted(cards) if not projects[project].reported_in_time(month)
        ),
        corrected=page.corrected,
        refused=dict(sorted(page.refused.items())),
    )
