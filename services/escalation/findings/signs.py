"""Signs: what a project's card shows of being slow, of dragging, and of concealing, by the measures of the ladder.

Each function looks at what is observed when the card is issued, and gives log positions: no evidence, no sign.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from services.escalation.findings import figures
from services.escalation.findings.figures import SCALE, Told
from services.escalation.findings.observed import BEFORE, Observed
from services.escalation.ladder import Findings, Ladder
from shared.catalogue.escalation import Fault, Sign, Trigger
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card, Month, last_day, month_after, months_between

FAULT_OF = {
    Sign.BEHIND_WITHOUT_CAUSE: Fault.SLOW,
    Sign.ISSUE_OVERDUE: Fault.DRAGGING,
    Sign.ISSUE_REOPENED_TWICE: Fault.DRAGGING,
    Sign.TASK_OVERDUE: Fault.DRAGGING,
    Sign.ORDER_UNANSWERED: Fault.DRAGGING,
    Sign.COMMITMENT_BROKEN: Fault.DRAGGING,
    Sign.REPORTS_MISSING: Fault.DRAGGING,
    Sign.LESS_THAN_REPORTED: Fault.CONCEALING,
    Sign.BLOCKER_NOT_RAISED: Fault.CONCEALING,
    Sign.CORRECTED_AFTER_ANNOUNCEMENT: Fault.CONCEALING,
    Sign.FIGURES_UNCHANGED: Fault.CONCEALING,
}
LASTING = frozenset({Sign.BEHIND_WITHOUT_CAUSE, Sign.REPORTS_MISSING, Sign.FIGURES_UNCHANGED})
"""What goes on from card to card: found when it begins, and not again before it has ended."""
MONTHS_WITHOUT_REPORT = 2
"""Where the ladder has no rule for missing reports."""
MOST_MONTHS = 12
"""More than this no ladder asks to be behind."""

Evidence = tuple[int, ...]


def shown(project: Observed, card: CardIssued, ladder: Ladder, measures: Findings) -> dict[Sign, Evidence]:
    """Every sign that a card shows, with its evidence, in the order in which they are listed."""
    seen: dict[Sign, Iterable[int]] = {}
    if running := slow(project, measures):
        seen[Sign.BEHIND_WITHOUT_CAUSE] = running
    for missed in project.missed:
        seen[missed.sign] = (*seen.get(missed.sign, ()), missed.position)
    if project.reopened:
        seen[Sign.ISSUE_REOPENED_TWICE] = _reopened(project, measures)
    if close := _reports_missing(project, card, ladder):
        seen[Sign.REPORTS_MISSING] = close
    if project.inspected:
        seen[Sign.LESS_THAN_REPORTED] = _less_than_reported(project, card, measures)
        seen[Sign.BLOCKER_NOT_RAISED] = _hidden_blockers(project, card, measures)
    if project.corrected:
        seen[Sign.CORRECTED_AFTER_ANNOUNCEMENT] = project.corrected
    if same := _unchanged(project, card, measures):
        seen[Sign.FIGURES_UNCHANGED] = same
    evidence = {sign: tuple(sorted(set(positions))) for sign, positions in seen.items()}
    return {sign: evidence[sign] for sign in FAULT_OF if evidence.get(sign)} if evidence else {}


def is_behind(card: CardIssued, measures: Findings) -> bool:
    """Whether a month was behind: by its gap to the plan, or, where the card does not tell it, by not being blue."""
    gap = _input(card, "schedule_gap_pp")
    return card.card != Card.BLUE if gap is None else gap >= measures.slow_gap_pp


def count_month(project: Observed, card: CardIssued, position: int, measures: Findings) -> None:
    """Count the month of a card, or begin to count anew; a month that is excused by now counts no longer."""
    before = project.behind
    if before and month_after(before[-1][0]) != card.month:
        before = ()
    project.behind = (*before, (card.month, position))[-MOST_MONTHS:] if is_behind(card, measures) else ()
    _forgive(project)


def count_again(project: Observed, card: CardIssued, position: int, measures: Findings) -> None:
    """Take in a card that was reissued: it can end what was counted, never lengthen it."""
    months = [month for month, _ in project.behind]
    if card.month not in months:
        return
    place = months.index(card.month)
    again = ((card.month, position),) if is_behind(card, measures) else ()
    project.behind = (*(project.behind[:place] if again else ()), *again, *project.behind[place + 1 :])
    _forgive(project)
    if not slow(project, measures):
        project.standing -= {Sign.BEHIND_WITHOUT_CAUSE}


def slow(project: Observed, measures: Findings) -> Evidence:
    """The cards of as many months running as make a project slow; none where it is not."""
    running = project.behind[-measures.slow_months :]
    return tuple(position for _, position in running) if len(running) == measures.slow_months else ()


def _forgive(project: Observed) -> None:
    """Leave out the months up to the last that is excused."""
    months = [month for month, _ in project.behind]
    last = max((place for place, month in enumerate(months) if _is_excused(project, month)), default=-1)
    project.behind = project.behind[last + 1 :]


def _is_excused(project: Observed, month: Month) -> bool:
    """Whether it was suspended or had a roadblock on any day of the month, or an exemption covers the last of them."""
    first, last = _days(month)
    return (
        project.still_in(month)
        or any(issue.stood(first, last) for issue in project.issues)
        or any(project.exemptions_at_end_of(month))
    )


def _reopened(project: Observed, measures: Findings) -> Iterator[int]:
    for issue in project.reopened:
        if len(issue.reopenings) >= measures.reopened:
            yield from issue.reopenings


def _reports_missing(project: Observed, card: CardIssued, ladder: Ladder) -> Evidence:
    """The close up to which no report had come for months; nothing is asked of the months of a standstill."""
    heard = [month for month, _ in islice(figures.back(project.reports, card.month), 1)]
    if heard == [card.month]:
        return ()
    begun = [project.since] if project.since else []
    if project.standstill and project.standstill.last:
        begun.append(project.standstill.last)
    silent = months_between(max([*heard, *(month_after(month, -1) for month in begun)], default=card.month), card.month)
    rules = ladder.rules(Trigger.REPORTS_MISSING)
    if silent < min((rule.count for rule in rules), default=MONTHS_WITHOUT_REPORT):
        return ()
    effects = {"months_since_report", *(rule.id for rule in rules)}
    excused = any(not effects.isdisjoint(excuse.effects) for excuse in project.exemptions_at_end_of(card.month))
    return () if excused else (card.closed_at,)


def _less_than_reported(project: Observed, card: CardIssued, measures: Findings) -> Iterator[int]:
    """Inspections that found less: physical progress as measured, investment as the card tells it.

    The card tells the most that all inspections of its close found, in points of the target: where that is more than
    any physical progress, it is the investment of the inspection that found the most money missing.
    """
    most = measures.tolerance_pp * SCALE
    judged = [found for found in project.inspected if found.counts_in <= card.month]
    yield from (found.position for found in judged if found.physical is not None and found.physical > most)
    gap = _input(card, "verified_gap_pp")
    counted = [found for found in judged if found.counts_in == card.month]
    physical = max((found.physical for found in counted if found.physical is not None), default=0)
    if gap is not None and gap * SCALE > max(most, physical):
        yield from (found.position for found in sorted(counted, key=lambda found: -(found.investment or 0))[:1])


def _hidden_blockers(project: Observed, card: CardIssued, measures: Findings) -> Iterator[int]:
    judged = (found for found in project.inspected if found.counts_in <= card.month)
    return (found.position for found in judged if found.hidden_days > measures.blocker_days)


def _unchanged(project: Observed, card: CardIssued, measures: Findings) -> Evidence:
    """The last reports running that tell the same; nothing at all is no figure, and a standstill begins anew."""
    if project.done:
        return ()
    since = project.standstill.last or card.month if project.standstill else BEFORE
    same: list[Told] = []
    for month, row in figures.back(project.reports, card.month):
        if month <= since or not any(row[1:]) or (same and row[1:] != same[0][1:]):
            break
        same.append(row)
        if len(same) == measures.unchanged_reports:
            return tuple(told.position for told in same)
    return ()


def _input(card: CardIssued, indicator: str) -> Decimal | None:
    return next((told.value for told in card.inputs if told.indicator == indicator), None)


@lru_cache(256)
def _days(month: Month) -> tuple[date, date]:
    return date.fromisoformat(f"{month}-01"), last_day(month)
