"""Facts of guarantee and oversight, told in a line each: what was granted, measured on site, entered, found out."""

from datetime import date
from decimal import Decimal

from shared.catalogue.escalation import ConcealmentConfirmed
from shared.catalogue.intake import (
    FactorBlocked,
    FactorGuaranteed,
    FactorNeeded,
    FactorPending,
    InspectionHeld,
    StatisticsEntered,
    TargetSet,
)
from shared.catalogue.values import Factor, MoneyUnit, Month


def target(year: int, amount: str) -> TargetSet:
    return TargetSet(
        project="P1", year=year, money_unit=MoneyUnit.CNY_10K, annual_target=Decimal(amount), set_by="区政府"
    )


def needed(factor: Factor, day: str) -> FactorNeeded:
    return FactorNeeded(
        project="P1", factor=factor, guarantor="供电公司", due_on=date(2026, 12, 31), needed_on=date.fromisoformat(day)
    )


def pending(factor: Factor, day: str) -> FactorPending:
    return FactorPending(project="P1", factor=factor, guarantor="供电公司", pending_on=date.fromisoformat(day))


def blocked(factor: Factor, day: str) -> FactorBlocked:
    return FactorBlocked(
        project="P1", factor=factor, reason="变电站未投运", blocked_on=date.fromisoformat(day), blocked_by="供电公司"
    )


def guaranteed(factor: Factor, day: str) -> FactorGuaranteed:
    return FactorGuaranteed(
        project="P1", factor=factor, guaranteed_on=date.fromisoformat(day), guaranteed_by="供电公司"
    )


def entered(day: str) -> StatisticsEntered:
    return StatisticsEntered(project="P1", entered_on=date.fromisoformat(day), code="370703", entered_by="统计局")


def inspected(
    month: str, day: str, *, investment: str | None = None, physical: str | None = None, inspection: str = "V1"
) -> InspectionHeld:
    return InspectionHeld(
        inspection=inspection,
        project="P1",
        inspectors=("赵六",),
        inspected_on=date.fromisoformat(day),
        month=Month(month),
        money_unit=MoneyUnit.CNY_10K,
        investment=None if investment is None else Decimal(investment),
        physical=None if physical is None else Decimal(physical),
        findings="实测",
    )


def concealed(month: str, day: str) -> ConcealmentConfirmed:
    return ConcealmentConfirmed(
        project="P1",
        month=Month(month),
        finding="上报与实测不符",
        heard="发改局",
        heard_on=date.fromisoformat(day),
        confirmed_by="工作问责专班",
        confirmed_on=date.fromisoformat(day),
    )
