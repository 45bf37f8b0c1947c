"""The facts behind milestones, issues, factors and what was seen on site: those that count at the end of a month."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.audit.explain.history import Aspect, Heard, History, Source, Told, source
from services.audit.explain.of_plans import target
from services.audit.explain.of_reports import ReportFact
from services.scoring.record.life import State, stand_on
from shared.catalogue.escalation import ConcealmentConfirmed, ExemptionEnded, ExemptionGranted
from shared.catalogue.intake import (
    FactorGuaranteed,
    FactorNeeded,
    InspectionHeld,
    IssueAccepted,
    IssueRaised,
    IssueReopened,
    IssueSolved,
    IssueTriaged,
    MilestoneReached,
    ProjectRegistered,
    StatisticsEntered,
)
from shared.catalogue.values import month_of


def reached(*milestones: str) -> Aspect:
    """When milestones were reached, by the end of the month."""

    def found(history: History) -> Iterator[Source]:
        for heard in history.heard:
            fact = heard.fact
            if not isinstance(fact, MilestoneReached) or fact.milestone not in milestones:
                continue
            if fact.reached_on <= history.end:
                yield source(heard, **{f"reached_{fact.milestone}": fact.reached_on})

    return found


def entered(history: History) -> Iterator[Source]:
    """When the statistics took it in."""
    for heard in history.heard:
        if isinstance(fact := heard.fact, StatisticsEntered) and fact.entered_on <= history.end:
            yield source(heard, entered_on=fact.entered_on)


def issues(which: str) -> Aspect:
    """The turns of issues: the `open` ones, the `late` or `worst` of them, those `counted`, or those `blocking`."""

    def found(history: History) -> Iterator[Source]:
        chosen = _chosen(history, which)
        for heard in history.heard:
            told = _turn(heard)
            if told and told[0] in chosen and told[2] <= history.end:
                issue, name, day, due_on = told
                said: dict[str, Told] = {"issue": issue, name: day}
                yield source(heard, **said | ({"due_on": due_on} if due_on else {}))

    return found


def _turn(heard: Heard) -> tuple[str, str, date, date | None] | None:
    """Of an issue: its id, what happened on which day, and the deadline that was set."""
    match heard.fact:
        case IssueRaised() as fact:
            return fact.issue, "raised_on", fact.raised_on, fact.due_on
        case IssueTriaged() as fact:
            return fact.issue, "triaged_on", fact.triaged_on, fact.due_on
        case IssueSolved() as fact:
            return fact.issue, "solved_on", fact.solved_on, None
        case IssueAccepted() as fact:
            return fact.issue, "accepted_on", fact.accepted_on, None
        case IssueReopened() as fact:
            return fact.issue, "reopened_on", fact.reopened_on, fact.due_on
    return None


def _chosen(history: History, which: str) -> set[str]:
    end = history.end
    stands = {
        issue: stand
        for issue, known in history.record.issues.items()
        if (stand := stand_on(known.life, end.toordinal())) is not None
    }
    standing = {issue: stand for issue, stand in stands.items() if stand.state != State.CLOSED}
    match which:
        case "late":
            return {issue for issue, stand in standing.items() if stand.late} or set(standing)
        case "worst":
            most = max((stand.overdue_days for stand in standing.values()), default=0)
            return {issue for issue, stand in standing.items() if stand.overdue_days == most}
        case "counted":
            return {
                issue
                for issue, stand in stands.items()
                if issue in standing or stand.since >= end.replace(day=1).toordinal()
            }
        case "blocking":
            return {issue for issue in standing if history.record.issues[issue].factor in history.record.factors}
    return set(standing)


def factors(history: History) -> Iterator[Source]:
    """What is needed, and what was guaranteed by the end of the month."""
    end = history.end
    for heard in history.heard:
        match heard.fact:
            case ProjectRegistered(factors_needed=needed) if needed:
                yield source(heard, **{f"needed_{factor}": "yes" for factor in needed})
            case FactorNeeded() as fact if fact.needed_on <= end:
                yield source(heard, **{f"needed_{fact.factor}": fact.needed_on})
            case FactorGuaranteed() as fact if fact.guaranteed_on <= end:
                yield source(heard, **{f"guaranteed_{fact.factor}": fact.guaranteed_on})


def inspected(history: History) -> Iterator[Source]:
    """Inspections that count in this month, and what had been reported when they came in."""
    for place, heard in enumerate(history.heard):
        fact = heard.fact
        if not isinstance(fact, InspectionHeld):
            continue
        if max(month_of(fact.inspected_on), history.counts_in(heard)) != history.month:
            continue
        measured = {name: getattr(fact, name) for name in ("investment", "physical")}
        known = {f"measured_{name}": figure for name, figure in measured.items() if figure is not None}
        yield source(heard, **{"month": fact.month, "inspected_on": fact.inspected_on, **known})
        for name, figure in measured.items():
            if figure is not None:
                yield from _reported_before(history.heard[:place], name, fact)
        if fact.investment is not None:
            yield from target()(history)


def _reported_before(heard: Sequence[Heard], name: str, inspection: InspectionHeld) -> Iterator[Source]:
    told = [
        (one, fact)
        for one in heard
        if isinstance(fact := one.fact, ReportFact)
        and fact.month <= inspection.month
        and getattr(fact, name) is not None
    ]
    last = max((fact.month for _, fact in told), default=None)
    yield from (source(one, **{"month": last, name: getattr(fact, name)}) for one, fact in told if fact.month == last)


def exempting(heard: Heard) -> Source:
    """An exemption as it was granted, or ended before its time."""
    match heard.fact:
        case ExemptionGranted() as fact:
            told = source(heard, effects=", ".join(fact.effects), from_on=fact.from_on, until_on=fact.until)
            return told.telling((("approver", fact.approver),))
        case ExemptionEnded() as fact:
            return source(heard, ended_on=fact.ended_on)
    return source(heard)


def concealed(history: History) -> Iterator[Source]:
    """Confirmations that count in this month."""
    for heard in history.heard:
        if isinstance(fact := heard.fact, ConcealmentConfirmed) and history.counts_in(heard) == history.month:
            yield source(heard, month=fact.month, confirmed_on=fact.confirmed_on)
