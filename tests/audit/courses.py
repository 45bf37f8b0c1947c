"""Any course of events of a project, drawn fact by fact, as the doors would let it pass."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from shared.catalogue import Fact
from shared.catalogue.intake import (
    FactorGuaranteed,
    FactorNeeded,
    MilestoneReached,
    PlanFiled,
    PlanMonth,
    StatisticsEntered,
    TargetSet,
)
from shared.catalogue.values import Factor, Milestone, MoneyUnit, Month, last_day, month_after
from tests.samples.months import CONCEALMENT
from tests.samples.oversight import INSPECTED
from tests.scoring import story

JANUARY = Month("2026-01")
FIRST = date(2026, 1, 1)


def target(year: int, amount: str) -> TargetSet:
    return TargetSet(
        project="P1", year=year, money_unit=MoneyUnit.CNY_10K, annual_target=Decimal(amount), set_by="区政府办公室"
    )


class Course:
    """Facts of P1, as they are drawn."""

    def __init__(self, data: st.DataObject) -> None:
        self.draw, self.facts = data.draw, list[Fact]()
        self.month = JANUARY
        self.reported: set[Month] = set()
        self.issues: dict[str, str] = {}

    def play(self, months: int) -> list[Fact]:
        plan = self.plan()
        due = {name: self.day().isoformat() for name in self.draw(st.sets(st.sampled_from([*Milestone])))}
        needed = self.draw(st.sets(st.sampled_from([Factor.LAND, Factor.FUNDS])))
        self.facts.append(story.registered(target="2400", plan=plan, milestones=due, factors=sorted(needed)))
        for _ in range(months):
            self.some()
            self.facts.append(story.opened(month_after(self.month)))
            self.some()
            self.facts.append(story.closed(self.month))
            self.month = month_after(self.month)
        return self.facts

    def some(self) -> None:
        kinds = [
            self.report, self.report, self.correct, self.revise, self.file, self.set_target, self.reach, self.enter,
            self.raise_issue, self.turn_issue, self.turn_issue, self.need, self.guarantee, self.inspect, self.conceal,
        ]  # fmt: skip
        for tell in self.draw(st.lists(st.sampled_from(kinds), max_size=5)):
            tell()

    def day(self) -> date:
        return FIRST + timedelta(self.draw(st.integers(0, (last_day(self.month) - FIRST).days)))

    def known_month(self) -> Month:
        return self.draw(st.sampled_from([month for n in range(6) if (month := month_after(JANUARY, n)) <= self.month]))

    def amount(self) -> str | None:
        return self.draw(st.none() | st.integers(0, 60).map(lambda tens: str(tens * 10)))

    def plan(self) -> dict[str, str]:
        amounts = self.draw(st.lists(st.integers(0, 90), max_size=4))
        return {month_after(JANUARY, n): str(amount * 10) for n, amount in enumerate(amounts)}

    def report(self) -> None:
        month = self.known_month()
        if month not in self.reported:
            self.reported.add(month)
            investment, paid, cost = self.amount(), self.amount(), self.amount()
            physical = self.draw(st.integers(0, 100).map(str)) if None in (investment, paid, cost) else None
            completion = self.draw(st.none() | st.just("2026-11-30"))
            told = story.reported(
                month, investment=investment, paid=paid, cost=cost, physical=physical, completion=completion
            )
            self.facts.append(told)

    def correct(self) -> None:
        if self.reported:
            month = self.draw(st.sampled_from(sorted(self.reported)))
            self.facts.append(story.corrected(month, investment=self.amount(), physical="7"))

    def revise(self) -> None:
        cost, target, start = self.amount(), self.amount(), {"started": self.day().isoformat()}
        self.facts.append(story.revised(cost=cost, target=target, plan=self.plan(), milestones=start))

    def file(self) -> None:
        plan = tuple(PlanMonth(month=Month(month), investment=Decimal(told)) for month, told in self.plan().items())
        cost = self.draw(st.none() | st.just(Decimal(900)))
        self.facts.append(PlanFiled(project="P1", money_unit=MoneyUnit.CNY_10K, total_cost=cost, plan=plan))

    def set_target(self) -> None:
        self.facts.append(target(self.draw(st.sampled_from([2026, 2027])), "3000"))

    def reach(self) -> None:
        told = {fact.milestone for fact in self.facts if isinstance(fact, MilestoneReached)}
        milestone = self.draw(st.sampled_from([*Milestone]))
        if milestone not in told:
            self.facts.append(story.reached(milestone, self.day().isoformat()))

    def enter(self) -> None:
        if not any(isinstance(fact, StatisticsEntered) for fact in self.facts):
            self.facts.append(StatisticsEntered(project="P1", entered_on=self.day(), code="1", entered_by="统计局"))

    def raise_issue(self) -> None:
        issue = f"I{len(self.issues)}"
        self.issues[issue] = "open"
        factor = self.draw(st.sampled_from([None, Factor.LAND]))
        self.facts.append(story.raised(issue, self.day().isoformat(), self.day().isoformat(), factor=factor))

    def turn_issue(self) -> None:
        if not self.issues:
            return
        issue, day = self.draw(st.sampled_from(sorted(self.issues))), self.day().isoformat()
        match self.issues[issue]:
            case "open":
                solve = self.draw(st.booleans())
                self.facts.append(story.solved(issue, day) if solve else story.triaged(issue, day, day))
                self.issues[issue] = "solved" if solve else "open"
            case "solved":
                accept = self.draw(st.booleans())
                self.facts.append(story.accepted(issue, day) if accept else story.reopened(issue, day, day))
                self.issues[issue] = "closed" if accept else "open"

    def need(self) -> None:
        factor, day = self.draw(st.sampled_from([Factor.LAND, Factor.LABOUR])), self.day()
        self.facts.append(FactorNeeded(project="P1", factor=factor, guarantor="丁局", due_on=day, needed_on=day))

    def guarantee(self) -> None:
        factor = self.draw(st.sampled_from([Factor.LAND, Factor.FUNDS]))
        day = self.day()
        self.facts.append(FactorGuaranteed(project="P1", factor=factor, guaranteed_on=day, guaranteed_by="丁局"))

    def inspect(self) -> None:
        investment = self.amount()
        told = replace(
            INSPECTED,
            project="P1",
            month=self.known_month(),
            inspected_on=self.day(),
            investment=None if investment is None else Decimal(investment),
            physical=Decimal(3),
        )
        self.facts.append(told)

    def conceal(self) -> None:
        self.facts.append(replace(CONCEALMENT, project="P1", month=self.known_month()))
