"""The papers: the monthly bulletin (通报) and the paper of the year, folded from the log alone.

        log ──► Papers ──► bulletin(month)   cards, why, steps taken, what was refused and corrected
                    └────► year()            every project's cards, the cases, totals against targets

A bulletin is made from the log as far as it was folded: right after a month's cards and steps, it is that month's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from services.scoring.paper import (
    Because,
    Bulletin,
    CasePaper,
    Desk,
    Head,
    LateCorrection,
    Reason,
    Row,
    Step,
    StepFact,
    Totals,
    YearPaper,
    YearRow,
)
from shared.catalogue.escalation import AccountabilityOpened, CaseClosed, InterviewOrdered, SupervisionOrderIssued
from shared.catalogue.intake import (
    ContestOpened,
    IssueAccepted,
    IssueRaised,
    IssueReopened,
    MessageRefused,
    MilestoneReached,
    MonthClosed,
    MonthOpened,
    PlanRevised,
    ProgressReported,
    ProjectRegistered,
    ReportCorrected,
)
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card, Milestone, Month, month_after, month_of
from shared.envelope import Logged


@dataclass(slots=True)
class _Listed:
    """A project as the papers know it."""

    registered: ProjectRegistered
    plan: ProjectRegistered | PlanRevised
    told: dict[Month, Decimal] = field(default_factory=dict)
    """Investment to date by month, where it was told."""
    reached: dict[Milestone, Month] = field(default_factory=dict)

    def invested(self, month: Month) -> Decimal | None:
        return _latest(self.told, month)

    def planned(self, month: Month) -> Decimal | None:
        plan = {told.month: told.investment for told in self.plan.plan if told.investment is not None}
        return _latest(plan, month)


@dataclass(slots=True)
class _Page:
    """What belongs to one month."""

    reported: set[str] = field(default_factory=set)
    late: int = 0
    corrected: int = 0
    after_close: list[LateCorrection] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    steps: list[Step] = field(default_factory=list)
    cards: dict[str, CardIssued] = field(default_factory=dict)
    open_issues: int = 0
    """As they stood at the close."""


class Papers:
    """Takes in the log, entry by entry, and writes papers."""

    def __init__(self) -> None:
        self._contest: ContestOpened | None = None
        self._current = Month("")
        """The month that began last."""
        self._desk = Month("")
        """The month that is closed next: what crosses the desk now is in its bulletin."""
        self._projects: dict[str, _Listed] = {}
        self._pages: dict[Month, _Page] = {}
        self._open_issues: set[str] = set()
        self._edition = ""

    def evolve(self, logged: Logged) -> None:
        """Take in the next entry of the log."""
        match logged.entry.fact:
            case ContestOpened() as fact:
                self._contest, self._current, self._desk = fact, fact.first_month, fact.first_month
            case MonthOpened() as fact:
                self._current = fact.month
            case MonthClosed() as fact:
                self._page(fact.month).open_issues = len(self._open_issues)
                self._desk = month_after(fact.month)
            case ProjectRegistered() as fact:
                self._projects[fact.project] = _Listed(fact, fact)
            case PlanRevised() as fact:
                self._projects[fact.project].plan = fact
            case ProgressReported() | ReportCorrected() as fact:
                self._take_figures(fact)
            case MilestoneReached() as fact:
                self._projects[fact.project].reached[fact.milestone] = month_of(fact.reached_on)
            case IssueRaised() | IssueReopened() as fact:
                self._open_issues.add(fact.issue)
            case IssueAccepted() as fact:
                self._open_issues.discard(fact.issue)
            case MessageRefused() as fact:
                self._page(self._desk).refused[fact.code] += 1
            case CardIssued() as fact:
                self._page(fact.month).cards[fact.project] = fact
                self._edition = fact.edition
            case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened() | CaseClosed() as fact:
                self._take_step(fact)

    def bulletin(self, month: Month) -> Bulletin:
        """The bulletin of a closed month."""
        page, before = self._page(month), self._page(month_after(month, -1)).cards
        rows = [self._row(card, before.get(card.project)) for card in page.cards.values()]
        return Bulletin(
            head=self._head(),
            month=month,
            totals=self._totals(month),
            cards=_count(page.cards.values()),
            rows=tuple(sorted(rows, key=lambda row: (row.rank, row.project))),
            steps=tuple(page.steps),
            desk=Desk(
                reports=len(page.reported),
                late=page.late,
                missing=len(page.cards.keys() - page.reported),
                corrected=page.corrected,
                after_close=tuple(page.after_close),
                refused=dict(sorted(page.refused.items())),
            ),
        )

    def year(self) -> YearPaper:
        """All closed months in one paper."""
        months = tuple(sorted(month for month, page in self._pages.items() if page.cards))
        last = months[-1] if months else self._current
        rows = [self._year_row(listed, months) for listed in self._projects.values()]
        return YearPaper(
            head=self._head(),
            months=months,
            totals=self._totals(last),
            cards=_count(card for month in months for card in self._page(month).cards.values()),
            rows=tuple(sorted(rows, key=_standing)),
            cases=self._cases(),
            refused=sum(page.refused.total() for page in self._pages.values()),
        )

    def _page(self, month: Month) -> _Page:
        return self._pages.setdefault(month, _Page())

    def _head(self) -> Head:
        contest = self._contest
        assert contest is not None, "the log never holds anything before its contest"
        return Head(contest.district, contest.district_en, contest.simulated, contest.money_unit, self._edition)

    def _totals(self, month: Month) -> Totals:
        contest = self._contest
        assert contest is not None, "the log never holds anything before its contest"
        listed = self._projects.values()
        told = [figure for project in listed if (figure := project.invested(month)) is not None]
        planned = [figure for project in listed if (figure := project.planned(month)) is not None]
        return Totals(
            projects=contest.projects,
            invested=sum(told, Decimal(0)),
            planned=sum(planned, Decimal(0)),
            target=contest.investment_target,
            unknown=len(listed) - len(told),
            started=sum(_reached(project, Milestone.STARTED, month) for project in listed),
            commissioned=sum(_reached(project, Milestone.COMMISSIONED, month) for project in listed),
            to_commission=contest.to_commission,
            to_speed_up=contest.to_speed_up,
            open_issues=self._page(month).open_issues,
        )

    def _take_figures(self, fact: ProgressReported | ReportCorrected) -> None:
        project, page = self._projects[fact.project], self._page(self._desk)
        if fact.investment is not None:
            project.told[fact.month] = fact.investment
        match fact:
            case ProgressReported():
                self._page(fact.month).reported.add(fact.project)
                page.late += fact.month < self._current
            case ReportCorrected():
                page.corrected += 1
                if fact.month < self._desk:
                    late = LateCorrection(fact.project, project.registered.name, fact.month, fact.reason)
                    page.after_close.append(late)

    def _take_step(self, fact: StepFact) -> None:
        month = fact.recovered if isinstance(fact, CaseClosed) else fact.ground.trigger
        name = self._projects[fact.project].registered.name
        self._page(month).steps.append(Step(fact.project, name, month, fact))

    def _row(self, card: CardIssued, before: CardIssued | None) -> Row:
        registered = self._projects[card.project].registered
        return Row(
            project=card.project,
            name=registered.name,
            responsible_unit=registered.responsible_unit,
            lead_official=registered.lead_official,
            card=card.card,
            score=card.score,
            rank=card.rank,
            rank_change=before.rank - card.rank if before else None,
            previous=card.previous,
            streak=card.streak,
            reasons=_reasons(card),
            inputs={told.indicator: told.value for told in card.inputs},
        )

    def _year_row(self, listed: _Listed, months: tuple[Month, ...]) -> YearRow:
        project = listed.registered.project
        cards = [self._page(month).cards.get(project) for month in months]
        last = cards[-1] if cards else None
        scores = [card.score for card in cards if card and card.score is not None]
        return YearRow(
            project=project,
            name=listed.registered.name,
            cards=tuple(card.card if card else None for card in cards),
            mean=sum(scores, Decimal(0)) / len(scores) if scores else None,
            rank=last.rank if last else None,
            invested=listed.invested(months[-1]) if months else None,
            target=listed.plan.annual_target,
        )

    def _cases(self) -> tuple[CasePaper, ...]:
        steps: dict[tuple[str, int], list[Step]] = {}
        for month in sorted(self._pages):
            for step in self._pages[month].steps:
                steps.setdefault((step.project, step.fact.case), []).append(step)
        return tuple(
            CasePaper(project, taken[0].name, number, tuple(taken), not isinstance(taken[-1].fact, CaseClosed))
            for (project, number), taken in steps.items()
        )


def _latest(told: Mapping[Month, Decimal], month: Month) -> Decimal | None:
    past = max((past for past in told if past <= month), default=None)
    return None if past is None else told[past]


def _reached(project: _Listed, milestone: Milestone, month: Month) -> bool:
    return project.reached.get(milestone, month_after(month)) <= month


def _standing(row: YearRow) -> tuple[bool, int, Decimal, str]:
    """Ranked projects first, by rank, then by the mean."""
    return row.rank is None, row.rank or 0, -(row.mean or Decimal(0)), row.project


def _count(cards: Iterable[CardIssued]) -> dict[Card, int]:
    counted = Counter(card.card for card in cards)
    return {colour: counted[colour] for colour in Card}


def _reasons(card: CardIssued) -> tuple[Reason, ...]:
    """Rules first, vetoes before caps before lights; then the points lost, most first."""
    rules = [
        Reason(because, finding.rule, Decimal(0))
        for because, findings in ((Because.VETO, card.vetoes), (Because.CAP, card.caps), (Because.LIGHT, card.lights))
        for finding in findings
        if finding.card != Card.BLUE
    ]
    lost = [Reason(Because.POINTS, earned.indicator, earned.maximum - earned.points) for earned in card.points]
    return (*rules, *sorted((reason for reason in lost if reason.lost), key=lambda reason: -reason.lost))
