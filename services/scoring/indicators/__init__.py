"""Indicators: what a project looks like at the close of a month, computed once, from facts alone.

Each is an exact decimal (rounded half up to 6 places where it is divided) or None, which means unknown and is not 0.
Everything is as of the last day of the month, as known at its close: what happened later, or was not yet on the log,
does not count. `docs/indicators.md` lists them all, with worked examples.
"""

from services.scoring.indicators import figures, links, loop, reports
from services.scoring.indicators.kinds import INDICATORS, READS, UNITS, Unit
from services.scoring.indicators.view import view
from services.scoring.record import Record
from services.scoring.record.series import Figure
from shared.catalogue.values import Month

__all__ = ["INDICATORS", "READS", "UNITS", "Figure", "Unit", "figures", "links", "loop", "measure", "reports"]


def measure(record: Record, month: Month) -> dict[str, Figure]:
    """All indicators of a project at the close of a month."""
    seen = view(record, month)
    return {name: indicator(seen) for name, indicator in INDICATORS.items()}
