"""Explanations of told stories: every card ever issued, what became of it, and whether it is decided so again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.audit.explain.explanation import Difference, NoCard, Unexplained
from services.audit.explain.reading import explain
from services.audit.explain.turning import Change
from services.scoring.rulebook.shelf import shelf
from shared.catalogue import Fact
from shared.catalogue.escalation import ExemptionEnded, SupervisionOrderIssued
from shared.catalogue.intake import ProjectRegistered
from shared.catalogue.scoring import CardIssued, CardsFinalised, Exempted, Finding, ObjectionDecided, ObjectionRaised
from shared.catalogue.values import Card, Factor, Month
from shared.envelope import Logged
from tests.audit.explaining import World, month_over
from tests.samples.cases import EXEMPTION, OBJECTION, OBJECTION_DECIDED
from tests.samples.months import OVERRIDDEN
from tests.scoring import story

PLAN = {"2026-01": "100", "2026-02": "200", "2026-03": "300", "2026-04": "400"}
B, Y, R = Card.BLUE, Card.YELLOW, Card.RED


def project(target: str = "1000") -> ProjectRegistered:
    return story.registered(target=target, plan=PLAN)


def invested(month: str, following: str, amount: str) -> Sequence[Fact]:
    """A month in which so much was reported to date."""
    return (story.reported(month, investment=amount), *month_over(month, following))


def brief(changes: Sequence[Change]) -> list[tuple[str, str | None, str | None, Card]]:
    return [
        (
            one.indicator,
            None if one.low is None else str(one.low),
            None if one.high is None else str(one.high),
            one.card,
        )
        for one in changes
    ]


def objected(month: str, upheld: bool = True) -> tuple[ObjectionRaised, ObjectionDecided]:
    raised = replace(OBJECTION, project="P1", month=Month(month), raised_on=date(2026, 3, 2))
    return raised, replace(OBJECTION_DECIDED, upheld=upheld, decided_on=date(2026, 3, 3))


def test_blue() -> None:
    world = World("hanting", project(), *invested("2026-01", "2026-02", "95"))
    found = world.explain("2026-01")
    assert ((), world.card("2026-01"), B, Decimal("98.00")) == (
        found.differences,
        found.card,
        found.card.card,
        found.card.score,
    )
    assert ((), ()) == (found.turning.better, found.turning.together)
    assert ("investment_rate", None, "0.6248", Y) == brief(found.turning.worse)[0]
    assert ("张三", "发改局") == (found.charge.lead_official, found.charge.responsible_unit)
    assert (3, "hanting-2025.2", False, None) == (
        found.decided.adopted_at,
        found.decided.book.edition,
        found.final,
        found.objection,
    )


def test_yellow_by_cap() -> None:
    world = World("hanting", project(), *month_over("2026-01", "2026-02"), *invested("2026-02", "2026-03", "90"))
    found = world.explain("2026-02")
    assert (Y, Decimal("78.00"), (Finding(rule="10-points-behind", card=Y),)) == (
        found.card.card,
        found.card.score,
        found.card.caps,
    )
    assert () == found.turning.better
    assert [("investment_rate", "0.6249", None, B), ("schedule_gap_pp", None, "9.99", B)] == brief(
        found.turning.together
    )


def test_red_by_veto() -> None:
    world = World("hanting", project("500"), *invested("2026-01", "2026-02", "95"))
    world.go_on(story.opened("2026-03"), story.reported("2026-02", investment="40"), story.closed("2026-02"))
    found = world.explain("2026-02")
    assert (R, (Finding(rule="more-than-30-points-behind", card=R),)) == (found.card.card, found.card.vetoes)
    assert [("schedule_gap_pp", None, "30", Y)] == brief(found.turning.better)


def test_red_by_streak() -> None:
    world = World("hanting", project(), *invested("2026-01", "2026-02", "60"), *invested("2026-02", "2026-03", "118"))
    assert [Y, R] == [card.card for card in world.cards]
    found = world.explain("2026-02")
    assert (Finding(rule="two-yellows-falling", card=R),) == found.card.vetoes
    assert [("investment_rate", "0.5999", None, Y)] == brief(found.turning.better)[:1]


def test_exempted() -> None:
    granted = replace(EXEMPTION, project="P1", effects=("10-points-behind",), from_on=date(2026, 1, 1))
    ended = ExemptionEnded(exemption="E0004", ended_on=date(2026, 3, 1), reason="批复下达", ended_by="区政府办公室")
    world = World("hanting", project(), story.reported("2026-01", investment="95"), *month_over("2026-01", "2026-02"))
    world.go_on(granted, ended, story.reported("2026-02", investment="95"), *month_over("2026-02", "2026-03"))
    found = world.explain("2026-02")
    assert ((Exempted(exemption="E0004", effect="10-points-behind"),), ()) == (found.card.exemptions, found.card.caps)
    assert [world.at(granted), world.at(ended)] == [one.position for one in found.decided.exemptions["E0004"]]
    assert {"effects": "10-points-behind", "ended_on": date(2026, 3, 1)}.items() <= dict(
        pair for one in found.decided.exemptions["E0004"] for pair in one.told
    ).items()


def test_withdrawn_and_reissued_each_with_its_status() -> None:
    world = World("hanting", project(), *invested("2026-01", "2026-02", "40"))
    correction = story.corrected("2026-01", investment="95")
    world.go_on(correction, *objected("2026-01"))
    found = world.explain("2026-01")
    assert [(Y, "O0011", None), (B, None, "O0011")] == [
        (one.card.card, one.withdrawn_for, one.card.reissued_for) for one in found.cards
    ]
    assert () == found.differences
    assert world.at(correction) in [one.position for one in found.sources["investment_rate"]]
    before = world.explain("2026-01", position=found.cards[0].position)
    assert [(Y, None)] == [(one.card.card, one.withdrawn_for) for one in before.cards]
    assert world.at(correction) not in [one.position for one in before.sources["investment_rate"]]
    assert ("investment_rate", "0.6249", None, B) in brief(before.turning.better)


def test_a_card_that_follows_another_is_decided_again_on_what_was_known_at_its_own_close() -> None:
    """January was red and turns out blue when February is closed; a correction of February was refused to count."""
    world = World("hanting", replace(project(), factors_needed=(Factor.LAND,)))
    world.go_on(*invested("2026-01", "2026-02", "0"), story.corrected("2026-01", investment="95"))
    raised, upheld = objected("2026-01")
    world.go_on(raised, *invested("2026-02", "2026-03", "150"))
    correction = story.corrected("2026-02", investment="190")
    other, refused = objected("2026-02", upheld=False)
    world.go_on(correction, replace(other, objection="O0012"), replace(refused, objection="O0012"), upheld)
    january, february = world.explain("2026-01"), world.explain("2026-02")
    assert ([R, B], ["O0011"]) == (
        [one.card.card for one in january.cards],
        [one.card.reissued_for for one in february.cards[1:]],
    )
    assert ((), (), B) == (january.differences, february.differences, february.card.previous)
    assert world.at(correction) not in [one.position for one in february.sources["investment_rate"]]
    assert january.outlook is not None
    assert (0, [SupervisionOrderIssued]) == (january.outlook.reds, [*map(type, january.outlook.following[R])])


def test_an_objection_that_is_open_and_one_that_was_refused() -> None:
    world = World("hanting", project(), *invested("2026-01", "2026-02", "40"))
    raised, refused = objected("2026-01", upheld=False)
    world.go_on(raised)
    assert "O0011" == world.explain("2026-01").objection
    world.go_on(refused)
    found = world.explain("2026-01")
    assert (None, 1, ()) == (found.objection, len(found.cards), found.differences)


def test_overridden_and_final() -> None:
    world = World("hanting", project(), *invested("2026-01", "2026-02", "40"))
    overridden = replace(OVERRIDDEN, project="P1")
    world.go_on(overridden)
    assert ((overridden,), False) == (world.explain("2026-01").overrides, world.explain("2026-01").final)
    world.go_on(*invested("2026-02", "2026-03", "40"))
    assert (True, False) == (world.explain("2026-01").final, world.explain("2026-02").final)
    assert any(isinstance(fact, CardsFinalised) for fact in world.facts)


def test_every_card_ever_issued_is_explained_without_a_difference() -> None:
    world = World("hanting", project(), story.registered("P2", target="100", plan={"2026-01": "10"}))
    for month, following in (("2026-01", "2026-02"), ("2026-02", "2026-03"), ("2026-03", "2026-04")):
        world.go_on(story.reported(month, investment="70"), *month_over(month, following))
    world.go_on(story.corrected("2026-02", investment="150"))
    for card in world.cards:
        assert () == world.explain(card.month, card.project).differences


def test_where_there_is_no_card_the_months_are_told() -> None:
    world = World("hanting", project(), *invested("2026-01", "2026-02", "95"), *invested("2026-02", "2026-03", "95"))
    with pytest.raises(NoCard) as missing:
        world.explain("2026-03")
    assert (True, ("2026-01", "2026-02")) == (missing.value.known, missing.value.months)
    with pytest.raises(NoCard) as missing:
        world.explain("2026-01", "P9")
    assert (False, ()) == (missing.value.known, missing.value.months)


def rewritten(log: Sequence[Logged], **fields: Any) -> list[Logged]:
    """The log with something of its first card rewritten."""
    card = next(logged for logged in log if isinstance(logged.entry.fact, CardIssued))
    entry = replace(card.entry, fact=replace(card.entry.fact, **fields))
    return [replace(logged, entry=entry) if logged is card else logged for logged in log]


def test_a_card_that_is_decided_otherwise_again_is_told() -> None:
    log = World("hanting", project(), *invested("2026-01", "2026-02", "95")).entries
    found = explain(rewritten(log, card=R), "P1", Month("2026-01"))
    position = found.cards[0].position
    assert (
        Difference(position, "card", "red", "blue"),
        Difference(position, "card (from its inputs)", "red", "blue"),
    ) == found.differences


def test_a_card_of_a_book_that_nobody_adopted_is_not_explained() -> None:
    log = World("hanting", project(), *invested("2026-01", "2026-02", "95")).entries
    with pytest.raises(Unexplained) as unexplained:
        explain(rewritten(log, edition="other-1"), "P1", Month("2026-01"))
    assert ["edition", "edition"] == [one.field for one in unexplained.value.differences]


def test_a_card_without_a_close_is_not_explained() -> None:
    log = World("hanting", project(), *invested("2026-01", "2026-02", "95")).entries
    closed = next(logged for logged in log if logged.entry.fact == story.closed("2026-01"))
    with pytest.raises(Unexplained) as unexplained:
        explain([logged for logged in log if logged is not closed], "P1", Month("2026-01"))
    assert ("card", "blue", "no card was due") == (
        unexplained.value.differences[0].field,
        unexplained.value.differences[0].recorded,
        unexplained.value.differences[0].decided,
    )


def test_worst_light_books() -> None:
    slipping: tuple[Fact, ...] = (
        story.registered(cost="100", milestones={"completed": "2026-06-30"}),
        story.reported("2026-01", cost="120", completion="2026-12-31"),
        *month_over("2026-01", "2026-02"),
    )
    found = World("nyc-capital", *slipping).explain("2026-01")
    assert (Y, None, ()) == (found.card.card, found.card.score, found.differences)
    assert [
        ("cost_variance_original_pct", None, "9.99", B),
        ("completion_slip_original_days", None, "89", B),
    ] == brief(found.turning.together)
    variance = World("us-it-dashboard", *slipping).explain("2026-01")
    assert () == variance.differences
    assert [("cost_variance_pct", "-9.99", "9.99", B)] == brief(variance.turning.better)


def test_a_book_that_compares_counts_the_others() -> None:
    text = shelf()["hanting"]
    bands = text[text.index("[card]") : text.index("[[score]]")]
    compared = """[card]
by = "percentile"
band = [{ card = "blue", above = 50 }, { card = "yellow", at_most = 50 }]

"""
    others = [story.registered(f"P{number}", target="1000", plan=PLAN) for number in (2, 3, 4)]
    world = World("hanting", project(), *others)
    world.go_on(story.adopted(text.replace(bands, compared).replace("hanting-2025.2", "compared-1"), "compared-1"))
    for number, amount in enumerate(("60", "70", "80", "90"), start=1):
        world.go_on(story.reported("2026-01", f"P{number}", investment=amount))
    world.go_on(*month_over("2026-01", "2026-02"))
    found = world.explain("2026-01")
    assert (4, Y, (), 3) == (found.card.rank, found.card.card, found.differences, len(found.decided.others))
    # Better than P2, as good as P3: second of four, who share a percentile of 75.
    assert ("investment_rate", "0.7999", None, B) == brief(found.turning.better)[0]
    assert world.explain("2026-01", "P4").turning.worse != ()
