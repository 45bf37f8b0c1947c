"""The offices of a simulated district over a log in memory that believes everything: days begin, and people answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import TypeVar

from services.upstream.almanac import Almanac
from services.upstream.courses import Habit
from services.upstream.message import Message
from services.upstream.sites import Site, draw_list, found
from services.upstream.staff import Staff
from shared.catalogue import Fact
from shared.catalogue.escalation import CaseClosed, Outcome, SupervisionOrderIssued
from shared.catalogue.intake import DayBegun
from shared.catalogue.values import Month
from tests.memory import Log
from tests.samples.ladder import DIGEST, ORDER
from tests.upstream.year import BOOK, YEAR

F = TypeVar("F")
THURSDAY, LAST = date(2025, 6, 5), date(2025, 6, 30)
SITES = draw_list(Random(1), YEAR, 50)
ALMANAC = Almanac.of(YEAR, BOOK)


def site(habit: Habit) -> Site:
    """The first project with a habit."""
    known = found(SITES, habit)
    assert known is not None, f"nothing of fifty projects is {habit}"
    return known


class Offices:
    """What is told goes onto the log, and so does whatever is said when its day begins."""

    def __init__(self, *sites: Site) -> None:
        self.staff = Staff(ALMANAC, sites)
        self.log = Log()
        self._today = ALMANAC.day(0, 1)

    def tell(self, *facts: Fact) -> int:
        """Put facts on the log; gives the position of the last."""
        for fact in facts:
            self.log.tell(fact)
            self.staff.evolve(self.log.entries[-1])
        return self.log.entries[-1].position

    def begin(self, day: date) -> list[Message]:
        """A day begins; gives what is said on it."""
        self._today = day
        self.tell(DayBegun(day=day))
        said = []
        while message := self.staff.next():
            assert not isinstance(message.data, Mapping), "the staff says nothing broken"
            said.append(message)
            self.tell(message.data)
        return said

    def until(self, last: date) -> list[Message]:
        """Working days begin from the next one on; gives what is said on them."""
        said = []
        while (day := ALMANAC.next(self._today)) <= last:
            said += self.begin(day)
        return said


def of_kind(said: list[Message], kind: type[F]) -> list[F]:
    """Everything of a kind that was said."""
    return [message.data for message in said if isinstance(message.data, kind)]


def order(of: Site, issued_on: date = THURSDAY) -> SupervisionOrderIssued:
    """An order to the unit of a project, whose plan is due in a week."""
    return replace(
        ORDER, project=of.id, issued_on=issued_on, plan_due_on=date(2025, 6, 12), result_due_on=date(2025, 6, 30)
    )


def closed(of: Site, review_on: date | None) -> CaseClosed:
    """The end of a project's first case: recovered, where somebody will look again."""
    return CaseClosed(
        project=of.id,
        case=1,
        outcome=Outcome.RECOVERED if review_on else Outcome.STEPS_WITHDRAWN,
        recovered=Month("2025-05") if review_on else None,
        evidence=(),
        edition="hanting-ladder-2025.2",
        ladder_sha256=DIGEST,
        closed_on=THURSDAY,
        review_on=review_on,
    )
