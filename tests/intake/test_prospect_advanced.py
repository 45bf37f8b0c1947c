"""prospect-advanced: one stage after the other, from the lead to the landing."""

from dataclasses import replace
from datetime import date

import pytest

from shared.catalogue import Fact
from shared.catalogue.intake import ProspectAdvanced, ProspectStage
from tests.intake.common import NO_CONTEST, date_order, not_begun
from tests.samples import CONTEST
from tests.samples.projects import DROPPED, LANDED, LEAD, NEGOTIATING, SIGNED
from tests.story import given


def test_recorded() -> None:
    given(CONTEST, LEAD).when(NEGOTIATING).then(NEGOTIATING)


@pytest.mark.parametrize(
    ("steps", "following"), [([NEGOTIATING], SIGNED), ([NEGOTIATING, SIGNED], LANDED)], ids=["signed", "landed"]
)
def test_recorded_at_each_stage(steps: list[Fact], following: ProspectAdvanced) -> None:
    given(CONTEST, LEAD, *steps).when(following).then(following)


def test_recorded_on_the_day_of_the_stage_before() -> None:
    quick = replace(NEGOTIATING, advanced_on=LEAD.recorded_on)
    given(CONTEST, LEAD).when(quick).then(quick)


def test_refused_before_the_contest() -> None:
    given().when(NEGOTIATING).then_refused(*NO_CONTEST)


def test_refused_for_an_unknown_prospect() -> None:
    given(CONTEST, replace(LEAD, prospect="L0024")).when(NEGOTIATING).then_refused(
        "unknown-prospect",
        "data.prospect",
        "L0023",
        "no prospect of this id was recorded: send prospect-recorded first",
    )


@pytest.mark.parametrize(
    ("steps", "stage", "rule"),
    [
        ([], ProspectStage.LEAD, "it is a lead; stages come one by one: next is negotiating"),
        ([], ProspectStage.LANDED, "it is a lead; stages come one by one: next is negotiating"),
        ([NEGOTIATING], ProspectStage.NEGOTIATING, "it is negotiating; stages come one by one: next is signed"),
        ([NEGOTIATING], ProspectStage.LANDED, "it is negotiating; stages come one by one: next is signed"),
        ([NEGOTIATING, SIGNED], ProspectStage.LEAD, "it is signed; stages come one by one: next is landed"),
        (
            [NEGOTIATING, SIGNED, LANDED],
            ProspectStage.LANDED,
            "it landed on 2026-01-09: nothing comes after; name it in project-registered",
        ),
    ],
)
def test_refused_out_of_order(steps: list[Fact], stage: ProspectStage, rule: str) -> None:
    given(CONTEST, LEAD, *steps).when(replace(LANDED, stage=stage)).then_refused(
        "prospect-order", "data.stage", stage, rule
    )


def test_refused_after_it_was_dropped() -> None:
    given(CONTEST, LEAD, DROPPED).when(NEGOTIATING).then_refused(
        "prospect-dropped",
        "data.prospect",
        "L0023",
        "it was dropped on 2026-01-14: where it comes back, record it under a new id",
    )


def test_refused_in_a_month_that_has_not_begun() -> None:
    given(CONTEST, LEAD).when(replace(NEGOTIATING, advanced_on=date(2026, 2, 1))).then_refused(
        *not_begun("advanced_on")
    )


def test_refused_before_the_lead_was_recorded() -> None:
    given(CONTEST, LEAD).when(replace(NEGOTIATING, advanced_on=date(2025, 11, 2))).then_refused(
        *date_order("advanced_on", "2025-11-02", "a lead", "2025-11-03")
    )


def test_refused_before_the_stage_before() -> None:
    given(CONTEST, LEAD, NEGOTIATING).when(replace(SIGNED, advanced_on=date(2025, 11, 19))).then_refused(
        *date_order("advanced_on", "2025-11-19", "negotiating", "2025-11-20")
    )


def test_repeat_ignored() -> None:
    given(CONTEST, LEAD).when(NEGOTIATING).and_again().then_nothing()
