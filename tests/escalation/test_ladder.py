"""The ladder's text: the shipped one as published, the former format lifted, and the shelf on which it is found."""

import re
from datetime import date
from hashlib import sha256

import pytest

from services.escalation.ladder import STEPS, Clocks, Deciders, Findings, Ladder, Recovery, Rule, Rung, parse
from services.escalation.ladder.shelf import find, shelf
from shared.catalogue.escalation import Trigger
from tests.escalation.ladders import FORMER, GOLDEN, HANTING, SIMPLE, rule
from tests.scoring.books import replaced

ORDER, INTERVIEW, ACCOUNTABILITY = STEPS


def test_the_shipped_ladder_as_published() -> None:
    ladder = parse(HANTING)
    assert [
        ("yellow-card", 1, Rung.REMINDER),
        ("red-cards", 1, ORDER),
        ("issue-overdue", 14, ORDER),
        ("reports-missing", 2, ORDER),
        ("relapse", 1, ORDER),
        ("red-cards", 2, INTERVIEW),
        ("order-unanswered", 1, INTERVIEW),
        ("remedy-refused", 2, INTERVIEW),
        ("red-cards", 3, ACCOUNTABILITY),
        ("commitment-broken", 1, ACCOUNTABILITY),
        ("concealment-confirmed", 1, ACCOUNTABILITY),
    ] == [(told.trigger, told.count, told.rung) for told in ladder.rule]
    assert Clocks(plan_days=7, result_days=7, hold_workdays=5, conclude_days=30) == ladder.clocks
    assert Recovery(months=2, review_months=6) == ladder.recovery
    assert sha256(HANTING.encode()).hexdigest() == ladder.sha256
    assert ladder.findings == Findings(
        slow_months=2, slow_gap_pp=5, reopened=2, tolerance_pp=5, blocker_days=14, unchanged_reports=3
    )


def test_the_shipped_levels_as_published() -> None:
    issues = parse(HANTING).issues
    assert issues is not None
    assert (2, "要素保障专班") == (issues.express_per_quarter, issues.factor_owner)
    assert [
        ("unit", 3, "responsible-unit"),
        ("task-force", 7, "task-force"),
        ("joint-consultation", 7, "工作调度专班"),
        ("lead-official", 7, "lead-official"),
        ("district-meeting", None, "区委常委会会议"),
    ] == [(level.level, level.days, level.owner) for level in issues.levels]


def test_who_decides_each_rung() -> None:
    ladder = parse(HANTING)
    assert ["工作调度专班", "工作调度专班", "包靠领导的上级", "工作问责专班"] == [*map(ladder.decided_by.of, Rung)]


def test_the_rules_of_a_trigger() -> None:
    ladder = parse(HANTING)
    assert ["red", "red-twice", "red-three-times"] == [told.id for told in ladder.rules(Trigger.RED_CARDS)]
    assert () == parse(SIMPLE).rules(Trigger.RELAPSE)


def test_confirmed_concealment_alone_skips() -> None:
    assert ["concealment"] == [told.id for told in parse(HANTING).rule if told.skips]


def test_what_a_ladder_leaves_out() -> None:
    ladder = parse(SIMPLE)
    assert (None, None, None, None) == (
        ladder.issues,
        ladder.findings,
        ladder.recovery.review_months,
        ladder.clocks.result_days,
    )


def test_the_former_format_is_lifted() -> None:
    assert parse(FORMER) == Ladder(
        format=2,
        edition="hanting-ladder-2025.1",
        title_zh="督办、约谈、问责阶梯",
        title_en="Supervision order, interview, accountability",
        valid_from=date(2025, 1, 1),
        decided_by=Deciders(
            reminder="工作调度专班",
            supervision_order="工作调度专班",
            interview="包靠领导的上级",
            accountability="工作问责专班",
        ),
        clocks=Clocks(plan_days=7, hold_days=7, conclude_days=30),
        recovery=Recovery(months=2),
        rule=(
            Rule(id="supervision-order-1-red", trigger=Trigger.RED_CARDS, count=1, rung=ORDER),
            Rule(id="interview-2-red", trigger=Trigger.RED_CARDS, count=2, rung=INTERVIEW),
            Rule(id="accountability-3-red", trigger=Trigger.RED_CARDS, count=3, rung=ACCOUNTABILITY),
        ),
        sha256=sha256(FORMER.encode()).hexdigest(),
    )


def test_more_of_the_same_may_call_for_the_same_again() -> None:
    text = SIMPLE + rule("red-cards", "supervision-order", 4, name="red-again")
    assert [1, 4] == [told.count for told in parse(text).rule]


def test_an_owner_is_an_office_or_a_name() -> None:
    text = replaced(HANTING, ('owner = "工作调度专班"', 'owner = "the dispatch office"'))
    issues = parse(text).issues
    assert issues is not None
    assert "the dispatch office" == issues.levels[2].owner


def goldens() -> dict[str, str]:
    """Every edition that was ever shipped."""
    return {path.stem: path.read_text("utf-8") for path in sorted(GOLDEN.glob("*.toml"))}


@pytest.mark.parametrize("edition", goldens())
def test_every_edition_that_was_shipped_can_be_read(edition: str) -> None:
    assert edition == parse(goldens()[edition]).edition


def test_a_shipped_edition_is_never_changed() -> None:
    """Where this fails, give the changed ladder a new edition, and put its text beside the former ones."""
    assert {parse(text).edition: text for text in shelf().values()}.items() <= goldens().items()


def test_the_ledger_vouches_for_every_text_that_was_shipped() -> None:
    told = re.findall(r"^(\S+)  (\S+)$", (GOLDEN / "SHA256SUMS").read_text("utf-8"), re.MULTILINE)
    assert {f"{name}.toml": sha256(text.encode()).hexdigest() for name, text in goldens().items()} == {
        name: digest for digest, name in told
    }


def test_the_shelf() -> None:
    assert ["hanting"] == list(shelf())
    assert [HANTING, HANTING, None] == [find(name) for name in ("hanting", "hanting-ladder-2025.2", "hanting-1999.1")]
