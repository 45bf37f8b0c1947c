"""What the log of earlier releases said of the ladder, lifted to what is said of it now; the goldens are that log."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue import Fact
from shared.eventlog.mapper import decode
from tests.make_golden import GOLDEN
from tests.samples import ACCOUNTABILITY, CLOSED_CASE, INTERVIEW, LADDER, ORDER

END_OF_JANUARY = date(2026, 1, 31)
"""A step rested on red cards alone, and its clock ran from the end of their last month."""


@pytest.mark.parametrize(
    ("topic", "lifted"),
    [
        ("supervision-order.issued.v1", replace(ORDER, issued_on=END_OF_JANUARY, result_due_on=None)),
        ("interview.ordered.v1", replace(INTERVIEW, issued_on=END_OF_JANUARY)),
        ("accountability.opened.v1", replace(ACCOUNTABILITY, issued_on=END_OF_JANUARY)),
        ("case.closed.v1", replace(CLOSED_CASE, closed_on=date(2026, 3, 31), review_on=None)),
        ("ladder.adopted.v1", replace(LADDER, adopted_by="escalation")),
    ],
)
def test_what_was_said_of_the_ladder_is_lifted(topic: str, lifted: Fact) -> None:
    assert lifted == decode(topic, (GOLDEN / f"{topic}.json").read_bytes()).fact
