"""An exemption takes away what it names, and nothing else; where it took something away, the card says so."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from services.scoring.monthly_card import Exemption, Judgement, Past, judge
from services.scoring.rulebook import parse
from shared.catalogue.escalation import ExemptionKind
from shared.catalogue.scoring import Exempted
from shared.catalogue.values import Card, Month
from tests.scoring.books import BOUND, HANTING, LIGHTS, SIMPLE, STREAK, replaced
from tests.scoring.story import inputs_of

BLUE, YELLOW, RED = Card.BLUE, Card.YELLOW, Card.RED
DELAY, FORCE = ExemptionKind.AUTHORITY_DELAY, ExemptionKind.FORCE_MAJEURE
VETO, CAP = BOUND.format("veto", "far-veto", "red"), BOUND.format("cap", "far-cap", "yellow")
FAR = {"investment_rate": "1", "schedule_gap_pp": "40"}


def exempt(*effects: str, kind: ExemptionKind = DELAY, number: int = 1) -> Exemption:
    return Exemption(f"E{number}", kind, effects)


def judged(text: str, known: Mapping[str, str], *exemptions: Exemption, previous: Past | None = None) -> Judgement:
    return judge(parse(text), replace(inputs_of(known, previous=previous), exemptions=exemptions))


def used(judgement: Judgement) -> list[tuple[str, str]]:
    assert all(isinstance(told, Exempted) for told in judgement.exemptions)
    return [(told.exemption, told.effect) for told in judgement.exemptions]


@pytest.mark.parametrize(
    ("effects", "card", "score", "took"),
    [
        ([], RED, "40", []),
        (["investment_rate"], BLUE, "100", ["investment_rate"]),
        (["schedule_gap_pp"], RED, "40", []),
        (["far-veto"], RED, "40", []),
    ],
)
def test_an_indicator_earns_its_maximum(effects: list[str], card: Card, score: str, took: list[str]) -> None:
    found = judged(SIMPLE, {"investment_rate": "0.4"}, exempt(*effects))
    assert (card, Decimal(score), [("E1", name) for name in took]) == (found.card, found.score, used(found))


def test_points_that_were_not_lost_need_no_exemption() -> None:
    found = judged(SIMPLE, {"investment_rate": "1"}, exempt("investment_rate"))
    assert (BLUE, []) == (found.card, used(found))


NOTHING = f'{SIMPLE}nothing_when = {{ indicator = "months_since_report", at_least = 1 }}\n'


@pytest.mark.parametrize(
    ("rate", "score", "took"), [("0.4", "40", [("E1", "months_since_report")]), ("0", "0", [])], ids=["some", "none"]
)
def test_what_leaves_nothing_is_taken_away_where_there_was_something(
    rate: str, score: str, took: list[tuple[str, str]]
) -> None:
    found = judged(NOTHING, {"investment_rate": rate, "months_since_report": "1"}, exempt("months_since_report"))
    assert (Decimal(score), took) == (found.score, used(found))


@pytest.mark.parametrize(
    ("effects", "card", "spoke", "took"),
    [
        (["far-veto"], YELLOW, ["far-cap"], ["far-veto"]),
        (["far-cap"], RED, ["far-veto"], ["far-cap"]),
        (["schedule_gap_pp"], BLUE, [], ["schedule_gap_pp"]),
        (["far-veto", "far-cap"], BLUE, [], ["far-cap", "far-veto"]),
        (["longest_overdue_days"], RED, ["far-cap", "far-veto"], []),
    ],
)
def test_a_bound_does_not_speak(effects: list[str], card: Card, spoke: list[str], took: list[str]) -> None:
    found = judged(SIMPLE + VETO + CAP, FAR, exempt(*effects))
    rules = [finding.rule for finding in (*found.caps, *found.vetoes)]
    assert (card, spoke, [("E1", name) for name in took]) == (found.card, rules, used(found))


def test_a_bound_that_would_not_speak_needs_no_exemption() -> None:
    found = judged(SIMPLE + VETO + CAP, {**FAR, "schedule_gap_pp": "30"}, exempt("schedule_gap_pp"))
    assert (BLUE, []) == (found.card, used(found))


def test_a_floor_holds_up_all_the_same() -> None:
    floor = BOUND.format("floor", "kept", "yellow")
    found = judged(SIMPLE + floor, {**FAR, "investment_rate": "0"}, exempt("kept", "schedule_gap_pp"))
    assert (YELLOW, []) == (found.card, used(found))


@pytest.mark.parametrize(("effect", "card"), [("again", YELLOW), ("investment_rate", BLUE), ("far-veto", RED)])
def test_a_streak_does_not_speak(effect: str, card: Card) -> None:
    before = Past(Month("2026-01"), YELLOW, Decimal(70), 1)
    text = SIMPLE + STREAK.format("yellow", 2, "red")
    found = judged(text, {"investment_rate": "0.6"}, exempt(effect), previous=before)
    assert (card, [] if card is RED else [("E1", effect)]) == (found.card, used(found))


BOTH = LIGHTS + replaced(LIGHTS[LIGHTS.index("[[light]]") :], ("schedule_gap_pp", "physical_gap_pp"))
NAMED = replaced(LIGHTS, ("unknown", 'name = "progress"\nunknown'))


@pytest.mark.parametrize(
    ("text", "effect", "figures", "card", "lights", "took"),
    [
        (LIGHTS, "schedule_gap_pp", {"schedule_gap_pp": "40"}, BLUE, [], True),
        (NAMED, "schedule_gap_pp", {"schedule_gap_pp": "40"}, BLUE, [], True),
        (NAMED, "progress", {"schedule_gap_pp": "40"}, BLUE, [], True),
        (LIGHTS, "schedule_gap_pp", {"schedule_gap_pp": "0"}, BLUE, [BLUE], False),
        (LIGHTS, "schedule_gap_pp", {}, YELLOW, [], False),
        (LIGHTS, "physical_gap_pp", {"schedule_gap_pp": "40"}, RED, [RED], False),
        (BOTH, "schedule_gap_pp", {"schedule_gap_pp": "40", "physical_gap_pp": "12"}, YELLOW, [YELLOW], True),
        (BOTH, "schedule_gap_pp", {"schedule_gap_pp": "40"}, BLUE, [], True),
    ],
    ids=[
        "by the indicator",
        "by the indicator of a light with a name",
        "by the name",
        "a blue light stays",
        "nothing shone",
        "another light",
        "the others shine on",
        "what is excused speaks against nobody",
    ],
)
def test_a_light_is_put_out(
    text: str, effect: str, figures: dict[str, str], card: Card, lights: list[Card], took: bool
) -> None:
    found = judged(text, figures, exempt(effect))
    assert (card, lights) == (found.card, [light.card for light in found.lights])
    assert ([("E1", effect)] if took else []) == used(found)


@pytest.mark.parametrize(("kind", "card"), [(FORCE, BLUE), (DELAY, RED)])
def test_a_light_is_excused_only_by_the_kinds_that_it_names(kind: ExemptionKind, card: Card) -> None:
    text = replaced(LIGHTS, ("unknown", 'excused_by = ["force-majeure"]\nunknown'))
    assert card == judged(text, FAR, exempt("schedule_gap_pp", kind=kind)).card


def test_the_first_of_several_exemptions_counts_and_each_effect_once() -> None:
    exemptions = [exempt("late_reports", number=1), exempt("schedule_gap_pp", number=2), exempt("far-veto", number=3)]
    found = judged(SIMPLE + VETO + CAP, FAR, *exemptions)
    assert [("E2", "schedule_gap_pp")] == used(found)


def test_an_approved_reason_lifts_the_veto_on_a_start_that_is_overdue() -> None:
    known = {
        "investment_rate": "1",
        "late_reports": "0",
        "months_since_report": "0",
        "start_overdue_months": "3",
    }
    assert RED == judged(HANTING, known).card
    found = judged(HANTING, known, exempt("start_overdue_months"))
    assert (BLUE, [("E1", "start_overdue_months")]) == (found.card, used(found))
