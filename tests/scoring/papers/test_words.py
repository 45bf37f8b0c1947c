"""Words: nothing is said in one language only, nothing is left without a word, and no word is left over."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from services import command_line
from services.scoring import papers, rulebook
from services.scoring.indicators import INDICATORS
from services.scoring.papers import dispatch_text, due_process_text, reasons, texts, weekly_text
from services.scoring.papers.topics.cases import Owed, Taken
from services.scoring.papers.topics.factors import Readiness
from services.scoring.papers.values import Because, Reason, Why
from services.scoring.papers.weekly import Turn
from services.scoring.papers.words import Words
from services.scoring.rulebook.shelf import shelf
from shared.catalogue.escalation import ExemptionKind
from shared.catalogue.intake import IssueLevel
from shared.catalogue.values import Card, Category, Factor, Milestone, MoneyUnit, Month
from shared.language import Language

MODULES = [import_module(found.name) for found in pkgutil.iter_modules(papers.__path__, f"{papers.__name__}.")]
TABLES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": vars(module)[name]
    for module in MODULES
    for name, kind in inspect.get_annotations(module).items()
    if kind == texts.Texts
}
CHINESE, ENGLISH = (Words.of(language, reasons.TEXTS) for language in Language)


def holes(text: str) -> set[str]:
    """The places that a text leaves to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_tables_are_found() -> None:
    assert {"texts.SHARED", "weekly_text.TEXTS", "reasons.SAID", "reasons.INDICATORS"} <= TABLES.keys()


@pytest.mark.parametrize("name", TABLES)
def test_every_text_is_there_in_both_languages_with_the_same_places_to_fill_in(name: str) -> None:
    for key, (chinese, english) in TABLES[name].items():
        assert holes(chinese) == holes(english), key
        assert (bool(chinese), bool(english)) == (True, True) or key == "sentences", key
        assert not any("一" <= letter <= "鿿" for letter in english), key


PAGES = {module.__name__.rpartition(".")[2]: Path(str(module.__file__)) for module in MODULES}


@pytest.mark.parametrize("name", [name.removesuffix(".TEXTS") for name in TABLES if name.endswith(".TEXTS")])
def test_no_word_of_a_page_is_left_over(name: str) -> None:
    stem = name.partition("_")[0]
    command = Path(str(command_line.__file__)).with_name(f"{stem}.py")
    family = [path for page, path in PAGES.items() if page.partition("_")[0] == stem]

    assert [] == left_over(TABLES[f"{name}.TEXTS"], [*family, *[command] * command.exists()])


def test_no_word_that_all_share_is_left_over() -> None:
    assert [*Card] == left_over(texts.SHARED, [*PAGES.values()])


def left_over(table: texts.Texts, pages: list[Path]) -> list[str]:
    """Keys that none of these pages mentions."""
    mentioned = {one for page in pages for one in said(page)}
    return [key for key in table if not any(names(one, key) for one in mentioned)]


def names(mentioned: str, key: str) -> bool:
    """Whether a mention is a key, or the beginning or end of one that is put together, such as `turn raised`."""
    return key == mentioned or key.startswith(f"{mentioned.strip()} ") or key.endswith(f" {mentioned.strip()}")


def said(path: Path) -> Iterator[str]:
    """Every text in a module but the keys of its tables, and what f-strings begin with; every page has a title."""
    yield "title"
    tree = ast.parse(path.read_text("utf-8"))
    for statement in tree.body:
        if isinstance(statement, ast.AnnAssign):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def words_for(kind: str, values: type[StrEnum]) -> Iterator[tuple[str, str]]:
    return ((kind, value) for value in values)


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (texts.SHARED, {"category": Category, "milestone": Milestone, "factor": Factor, "level": IssueLevel}),
        (texts.SHARED, {"step": Taken, "money": MoneyUnit}),
        (weekly_text.TEXTS, {"turn": Turn}),
        (dispatch_text.TEXTS, {"owed": Owed}),
        (due_process_text.TEXTS, {"kind": ExemptionKind}),
    ],
)
def test_every_value_has_a_word(table: texts.Texts, kinds: dict[str, type[StrEnum]]) -> None:
    assert set() == {f"{kind} {value}" for kind, values in kinds.items() for value in values} - table.keys()


def test_cards_and_states_of_factors_have_words() -> None:
    assert set() == {*Card} - texts.SHARED.keys()
    assert set() == {f"{card} cards" for card in Card} - texts.SHARED.keys()
    assert {f"state {readiness}" for readiness in Readiness if readiness is not Readiness.GUARANTEED} <= {
        *dispatch_text.TEXTS
    }
    assert {*MoneyUnit} == texts.MONEY.keys()


def test_every_indicator_is_called_by_a_name() -> None:
    assert [*INDICATORS] == [name for name in INDICATORS if name in reasons.INDICATORS]
    assert [] == [name for name in reasons.INDICATORS if name not in INDICATORS]
    assert [] == [name for name in reasons.SAID if name not in INDICATORS]


@pytest.mark.parametrize("stem", shelf())
def test_every_rule_of_the_shipped_books_is_called_by_a_name(stem: str) -> None:
    book = rulebook.parse(shelf()[stem])
    bounds = {bound.rule for bound in (*book.veto, *book.cap, *book.floor)}
    rules = bounds | {streak.rule for streak in book.streak} | {light.name for light in book.light}

    assert set() == rules - reasons.RULES.keys() - reasons.INDICATORS.keys()


def why(*named: Reason, **inputs: str | None) -> Why:
    return Why(named, {name: None if value is None else Decimal(value) for name, value in inputs.items()})


@pytest.mark.parametrize(
    ("told", "chinese", "english"),
    [
        (
            why(Reason(Because.VETO, "far-behind", "schedule_gap_pp", None), schedule_gap_pp="31.25"),
            "落后序时进度31.2个百分点",
            "31.2 points behind plan",
        ),
        (
            why(
                Reason(Because.POINTS, "investment_rate", "investment_rate", Decimal("12.5")), investment_rate="0.6875"
            ),
            "投资完成率68.8%，扣12.5分",
            "investment at 68.8% of plan (-12.5)",
        ),
        (
            why(
                Reason(Because.VETO, "start-overdue-3-months", "start_overdue_months", None),
                Reason(Because.POINTS, "milestone_slip_days", "milestone_slip_days", Decimal(5)),
                start_overdue_months="4",
                milestone_slip_days="1",
            ),
            "逾期4个月未开工；关键节点滞后1天，扣5分",
            "start overdue by 4 months; milestone 1 day late (-5)",
        ),
        (
            why(Reason(Because.LIGHT, "cost", "cost_variance_pct", None), cost_variance_pct=None),
            "造价偏差未知",
            "cost variance: unknown",
        ),
        (
            why(Reason(Because.LIGHT, "issues", "open_issues", None), open_issues="4"),
            "未销号问题（4）",
            "open issues (4)",
        ),
        (
            why(Reason(Because.VETO, "two-yellows-falling", None, None)),
            "连续两月黄牌且得分下降",
            "two yellow cards running, score falling",
        ),
        (why(Reason(Because.VETO, "their-own-rule", None, None)), "their-own-rule", "their-own-rule"),
        (
            why(
                Reason(Because.VETO, "veto", "concealments", None),
                Reason(Because.LIGHT, "light", "concealments", None),
                *(Reason(Because.POINTS, name, name, Decimal(1)) for name in ("late_reports", "factors_ready", "x")),
                concealments="1",
                late_reports="1",
                factors_ready="0.5",
            ),
            "认定瞒报1次；月报迟报或缺报，扣1分；要素落实率50%，扣1分",
            "concealments confirmed: 1; report late or missing (-1); factors in place 50% (-1)",
        ),
    ],
)
def test_reasons_in_words(told: Why, chinese: str, english: str) -> None:
    assert (chinese, english) == (reasons.because(told, CHINESE), reasons.because(told, ENGLISH))


def test_days_months_and_money() -> None:
    assert ("2025年2月3日", "3 February 2025") == (CHINESE.day(date(2025, 2, 3)), ENGLISH.day(date(2025, 2, 3)))
    assert ("2025年12月", "December 2025") == (CHINESE.month(Month("2025-12")), ENGLISH.month(Month("2025-12")))
    assert ("12月", "Dec") == (CHINESE.short_month(Month("2025-12")), ENGLISH.short_month(Month("2025-12")))
    assert ("86.00亿元", "CNY 8.60 bn") == tuple(
        words.money(Decimal(860_000), "CNY-10k") for words in (CHINESE, ENGLISH)
    )
    assert ("1.00亿美元", "USD 0.10 bn") == tuple(
        words.money(Decimal(100_000_000), "USD") for words in (CHINESE, ENGLISH)
    )
    assert (("亿元", Decimal("86.00")), ("CNY bn", Decimal("8.60"))) == tuple(
        (words.large("CNY-10k"), words.in_large(Decimal(860_000), "CNY-10k")) for words in (CHINESE, ENGLISH)
    )
    assert None is CHINESE.in_large(None, "USD")


def test_names_on_the_log_are_translated_into_english_where_they_can_be() -> None:
    names = {"发改局": "Planning Bureau"}

    assert ["Planning Bureau", "教育局"] == [
        Words.of(Language.ENGLISH, {}, names).name(n) for n in ("发改局", "教育局")
    ]
    assert "发改局" == Words.of(Language.CHINESE, {}, names).name("发改局")
