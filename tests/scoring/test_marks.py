"""Marks: by project and year, added up by kind."""

from dataclasses import replace
from decimal import Decimal

from services.scoring.assessment.marks import Marks, points
from shared.catalogue.intake import MarkKind
from shared.catalogue.values import Month
from tests.samples.oversight import MERIT, SCORED

DEMERIT = replace(MERIT, mark="M0010", kind=MarkKind.DEMERIT, points=Decimal("0.25"), month=Month("2026-12"))
LAST_YEAR = replace(MERIT, mark="M0001", month=Month("2025-12"))
ANOTHERS = replace(MERIT, mark="M0011", project="P0207")


def given() -> Marks:
    marks = Marks()
    for fact in (LAST_YEAR, MERIT, SCORED, ANOTHERS, DEMERIT):
        marks.evolve(fact)
    return marks


def test_marks_are_kept_by_project_and_year_in_the_order_in_which_they_were_given() -> None:
    assert (MERIT, DEMERIT) == given().of("P0142", 2026)
    assert (LAST_YEAR,) == given().of("P0142", 2025)
    assert (ANOTHERS,) == given().of("P0207", 2026)
    assert () == given().of("P0207", 2025)


def test_points_are_added_up_by_kind() -> None:
    twice = (MERIT, DEMERIT, MERIT)

    assert Decimal("3.00") == points(twice, MarkKind.MERIT)
    assert Decimal("0.25") == points(twice, MarkKind.DEMERIT)
    assert Decimal(0) == points((), MarkKind.MERIT)
