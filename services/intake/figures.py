"""Figures of the closed loop: for each level the share of its issues that were solved, and the median of their days.

An issue counts at the level at which it was solved, or stands; what is reopened is not solved until it is solved again,
and its days run from its raising to the last solution. Shares are rounded half up to a tenth of a percent; of an even
number of issues the median is the mean of the two in the middle, exactly.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from services.intake.district import District
from services.intake.issue import Issue
from shared.catalogue.intake import IssueLevel
from shared.envelope import Logged

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Figure:
    """How one level deals with its issues, or all of them together."""

    level: IssueLevel | None
    """None: all levels."""
    raised: int
    solved: int
    share: Decimal | None
    """Solved of raised, percent; unknown where nothing was raised."""
    median_days: Decimal | None
    """From raising to the last solution; unknown where nothing is solved."""


class Loop:
    """Every issue of a log, folded entry by entry."""

    def __init__(self) -> None:
        self._district = District()

    def evolve(self, logged: Logged) -> None:
        """Take in an entry."""
        self._district.evolve(logged.entry.fact)

    def figures(self) -> list[Figure]:
        """The figures at this point of the log."""
        return figures(self._district.issues.values())


def figures(issues: Collection[Issue]) -> list[Figure]:
    """A figure for each level, lowest first, and one for all."""
    each = [_figure(level, [issue for issue in issues if issue.level == level]) for level in IssueLevel]
    return [*each, _figure(None, issues)]


def _figure(level: IssueLevel | None, issues: Collection[Issue]) -> Figure:
    days = sorted((issue.solved_on - issue.raised_on).days for issue in issues if issue.solved_on is not None)
    share = (Decimal(100 * len(days)) / len(issues)).quantize(TENTH, ROUND_HALF_UP) if issues else None
    return Figure(level, len(issues), len(days), share, _median(days))


def _median(days: Sequence[int]) -> Decimal | None:
    if not days:
        return None
    middle = len(days) // 2
    return Decimal(days[middle] + days[~middle]) / 2
