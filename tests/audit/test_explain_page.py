"""The page of an explanation: in both languages, in every form, and as `docs/explaining.md` shows it."""

import re
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from services.audit.explain.explanation import Explanation
from services.audit.explain.page import compose
from services.audit.explain.reading import explain
from services.audit.explain.words import FACTS, INDICATORS, TEXTS, UNITS
from services.scoring import indicators
from services.scoring.rulebook.rules import AFTER_SCORING
from services.scoring.rulebook.shelf import shelf
from shared.catalogue import DEFINITIONS
from shared.catalogue.values import Card, Month
from shared.language import Language
from shared.press import html, markdown, pdf, terminal, xlsx
from shared.press.document import Document
from tests import samples
from tests.audit.courses import Course
from tests.audit.explaining import World, day, month_over
from tests.audit.test_explain import PLAN, objected, project, rewritten
from tests.samples.cases import EXEMPTION
from tests.samples.months import OVERRIDDEN
from tests.scoring import story

DOCS = Path(__file__).parents[2] / "docs" / "explaining.md"


def example() -> World:
    """The steelworks of the samples: a good January, and a February with a roadblock and a late report."""
    world = World("hanting", samples.STEELWORKS, samples.SCHOOL, contest=samples.CONTEST)
    world.go_on(day("2026-01-20"), samples.STARTED, samples.ROADBLOCK, day("2026-01-30"), samples.REPORT)
    world.go_on(day("2026-02-02"), story.opened("2026-02"), samples.CORRECTION, day("2026-02-04"))
    world.go_on(story.closed("2026-01"), day("2026-03-02"), story.opened("2026-03"))
    late = replace(samples.FEBRUARY_REPORT, investment=Decimal("3900.00"))
    world.go_on(day("2026-03-03"), late, day("2026-03-04"), story.closed("2026-02"), day("2026-03-05"))
    return world


def text(document: Document) -> str:
    """What a terminal of 100 columns shows."""
    file = StringIO()
    Console(file=file, width=100).print(terminal.render(document))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()).strip() + "\n"


def words(shown: str) -> list[str]:
    """What a page says, however it is set; digests aside, which change with every comma of the rulebook."""
    return re.sub(r"[0-9a-f]{64}", "-", shown).split()


def page(explanation: Explanation, language: Language = Language.ENGLISH) -> str:
    return text(compose(explanation, language, {}))


def test_the_page_in_the_documentation() -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert words(shown) == words(page(example().explain("2026-02", "P0142")))


def test_every_indicator_unit_and_fact_has_its_words() -> None:
    kinds = {kind for kinds in indicators.READS.values() for kind in kinds}
    read = {definition.name for definition in DEFINITIONS.values() if definition.cls in kinds}
    assert {*indicators.INDICATORS, *AFTER_SCORING} == INDICATORS.keys()
    assert {*read, "exemption.granted", "exemption.ended"} == FACTS.keys()
    assert set(indicators.Unit) <= UNITS.keys()


def test_both_languages_have_the_same_places_to_fill_in() -> None:
    places = {key: [set(re.findall(r"{\w*}", one)) for one in pair] for key, pair in TEXTS.items()}
    assert {} == {key: found for key, found in places.items() if found[0] != found[1]}


def test_english_pages_are_english() -> None:
    assert {} == {key: pair for key, pair in TEXTS.items() if re.search(r"[\u3000-\u9fff]", pair[1])}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("month", ["2026-01", "2026-02"])
def test_every_form_can_be_set(month: str, language: Language) -> None:
    document = compose(example().explain(month, "P0142"), language, {})
    assert document.title in markdown.render(document)
    assert document.title in html.render(document)
    assert pdf.render(document).startswith(b"%PDF")
    assert xlsx.render(document).startswith(b"PK")


def test_statuses_overrides_and_exemptions_are_told() -> None:
    granted = replace(EXEMPTION, project="P1", effects=("10-points-behind",))
    world = World("hanting", project(), granted, story.reported("2026-01", investment="40"))
    world.go_on(*month_over("2026-01", "2026-02"), story.corrected("2026-01", investment="95"), *objected("2026-01"))
    world.go_on(replace(OVERRIDDEN, project="P1"))
    file = StringIO()
    Console(file=file, width=300).print(terminal.render(compose(world.explain("2026-01"), Language.ENGLISH, {})))
    shown = " ".join(file.getvalue().split())
    for told in (
        "withdrawn after objection O0011",
        "reissued after objection O0011",
        "陈志强, 区重点项目指挥部总指挥, put yellow beside it on 7 February 2026",
        "Exemption E0004 covers the month; there was no effect to remove.",
        "removes 10-points-behind, from 2026-01-16, to 2026-04-30, approved by 区政府常务会议",
        "Decided again from the facts of the log",
    ):
        assert told in shown


def test_a_difference_is_said_loudly() -> None:
    log = World("hanting", project(), story.reported("2026-01", investment="95"), *month_over("2026-01", "2026-02"))
    found = explain(rewritten(log.entries, card=Card.RED), "P1", Month("2026-01"))
    shown = page(found)
    assert "WARNING: this card is not what it is when decided again" in shown
    assert "Decided again: different" in shown
    assert "no difference" not in shown


def test_a_change_in_money_is_enough_and_one_cent_less_is_not() -> None:
    plan = story.registered(target="10000", plan={"2026-01": "333.33"})
    world = World("hanting", plan, story.reported("2026-01", investment="100"), *month_over("2026-01", "2026-02"))
    found = world.explain("2026-01")
    change = next(one for one in found.turning.better if one.indicator == "investment_rate")
    (told,) = re.findall(r"\(investment to date ([\d.]+)", page(found))
    rates = [(Decimal(told) - less) / Decimal("333.33") for less in (Decimal(0), Decimal("0.01"))]
    assert [True, False] == [change.low is not None and rate >= change.low for rate in rates]


def test_a_streak_is_told() -> None:
    world = World("hanting", project(), story.reported("2026-01", investment="60"), *month_over("2026-01", "2026-02"))
    world.go_on(story.reported("2026-02", investment="118"), *month_over("2026-02", "2026-03"))
    assert "  - yellow 2 months running, score falling: red\n" in page(world.explain("2026-02"))
    assert "yellow and 84 points" in page(world.explain("2026-02"))


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(sorted(shelf())), st.sampled_from(Language))
def test_whatever_was_told_it_is_explained_by_every_book(data: st.DataObject, name: str, language: Language) -> None:
    facts = Course(data).play(2)
    world = World(name, story.registered("P2", target="1000", plan=PLAN))
    world.go_on(*facts)
    for card in world.cards:
        found = world.explain(card.month, card.project)
        assert () == found.differences
        assert "{" not in page(found, language)
