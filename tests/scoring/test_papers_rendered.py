"""Papers in the terminal: in both languages, at 80 and at 120 columns, with colours and without.

The expected texts are in `rendered/`, as they stand in a terminal without colours, less the blanks at line ends.
"""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from services.command_line import tables
from services.command_line.texts import CARDS, REASONS, TEXTS, Language, Words
from services.scoring.indicators import INDICATORS
from services.scoring.paper import (
    Because,
    Bulletin,
    CasePaper,
    Desk,
    Head,
    LateCorrection,
    Reason,
    Row,
    Step,
    Totals,
    YearPaper,
    YearRow,
)
from services.scoring.rulebook import parse
from services.upstream.names import english
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    Ground,
    InterviewOrdered,
    SupervisionOrderIssued,
)
from shared.catalogue.values import Card, Month
from tests.upstream.year import BOOK

RENDERED = Path(__file__).parent / "rendered"
FEBRUARY, MARCH = Month("2025-02"), Month("2025-03")
HEAD = Head("模拟区", "Simulated District", simulated=True, money_unit="CNY-10k", edition="hanting-2025.1")
TOTALS = Totals(
    projects=50,
    invested=Decimal("136400.00"),
    planned=Decimal("139600.00"),
    target=Decimal("860000.00"),
    unknown=1,
    started=48,
    commissioned=0,
    to_commission=12,
    to_speed_up=38,
    open_issues=16,
)
GROUND = Ground(rule="red", edition="1", ladder_sha256="", trigger=MARCH, streak=1, evidence=(9,))
PEOPLE: dict[str, Any] = {
    "project": "P0028",
    "case": 1,
    "ground": GROUND,
    "responsible_unit": "农业农村局",
    "lead_official": "区领导甲",
    "decided_by": "专班",
}
ORDER = SupervisionOrderIssued(**PEOPLE, plan_due_on=date(2025, 3, 7))
INTERVIEW = InterviewOrdered(**PEOPLE, hold_by=date(2025, 4, 7))
ACCOUNTABILITY = AccountabilityOpened(**PEOPLE, conclude_by=date(2025, 4, 30))
CLOSED = CaseClosed(project="P0007", case=2, recovered=MARCH, evidence=(), edition="1", ladder_sha256="")


def row(name: str, card: Card, rank: int, change: int | None, *reasons: Reason, **inputs: Decimal | None) -> Row:
    score = None if card is Card.YELLOW else Decimal("40.80")
    return Row("P", name, "农业农村局", "区领导甲", card, score, rank, change, None, rank, reasons, inputs)


BULLETIN = Bulletin(
    head=HEAD,
    month=MARCH,
    totals=TOTALS,
    cards={Card.BLUE: 48, Card.YELLOW: 1, Card.RED: 1},
    rows=(
        row("海洋工程装备基地", Card.BLUE, 1, 17),
        row("区人民医院新院区", Card.BLUE, 1, None),
        row(
            "老旧小区改造",
            Card.YELLOW,
            3,
            -2,
            Reason(Because.CAP, "no-fresh-report", Decimal(0)),
            Reason(Because.POINTS, "investment_rate", Decimal("7.6")),
            months_since_report=Decimal(1),
            investment_rate=None,
        ),
        row(
            "电子级化学品",
            Card.RED,
            4,
            0,
            Reason(Because.VETO, "more-than-30-points-behind", Decimal(0)),
            Reason(Because.CAP, "10-points-behind", Decimal(0)),
            Reason(Because.LIGHT, "payment", Decimal(0)),
            Reason(Because.POINTS, "investment_rate", Decimal("34.3")),
            Reason(Because.POINTS, "milestone_slip_days", Decimal(25)),
            Reason(Because.POINTS, "factors_ready", Decimal(2)),
            schedule_gap_pp=Decimal("48.61"),
            investment_rate=Decimal("0.1431"),
            milestone_slip_days=Decimal(97),
        ),
    ),
    steps=tuple(
        Step("P", name, MARCH, fact)
        for name, fact in (
            ("电子级化学品", ORDER),
            ("电子级化学品", INTERVIEW),
            ("电子级化学品", ACCOUNTABILITY),
            ("北部水库供水工程", CLOSED),
        )
    ),
    desk=Desk(
        reports=49,
        late=2,
        missing=1,
        corrected=3,
        after_close=(LateCorrection("P", "老旧小区改造", FEBRUARY, "漏计一张发票"),),
        refused={"broken-json": 1, "wrong-unit": 2},
    ),
)
YEAR = YearPaper(
    head=HEAD,
    months=(FEBRUARY, MARCH),
    totals=TOTALS,
    cards={Card.BLUE: 3, Card.YELLOW: 1, Card.RED: 1},
    rows=(
        YearRow("P0001", "海洋工程装备基地", (Card.BLUE, Card.BLUE), Decimal("99.9"), 1, Decimal(1035), Decimal(1000)),
        YearRow("P0028", "电子级化学品", (Card.YELLOW, Card.RED), None, 2, None, Decimal(1000)),
        YearRow("P0030", "老旧小区改造", (Card.BLUE, None), Decimal(90), None, Decimal(500), None),
    ),
    cases=(
        CasePaper(
            "P0028",
            "电子级化学品",
            1,
            (Step("P", "", FEBRUARY, ORDER), Step("P", "", MARCH, ORDER), Step("P", "", MARCH, INTERVIEW)),
            open=True,
        ),
        CasePaper(
            "P0007", "北部水库供水工程", 2, (Step("P", "", FEBRUARY, ORDER), Step("P", "", MARCH, CLOSED)), open=False
        ),
    ),
    refused=3,
)


def rendered(paper: RenderableType, width: int = 80, *, colours: bool = False) -> str:
    """What a terminal of this width shows, or a file holds."""
    file = StringIO()
    Console(file=file, width=width, force_terminal=colours, color_system="truecolor" if colours else None).print(paper)
    return "\n".join(line.rstrip() for line in file.getvalue().split("\n"))


def words(language: Language) -> Words:
    return Words(language, english())


@pytest.mark.parametrize("language", Language)
def test_the_bulletin_reads(language: Language) -> None:
    expected = (RENDERED / f"bulletin.{language}.txt").read_text("utf-8")

    assert expected == rendered(tables.bulletin(BULLETIN, words(language)))


@pytest.mark.parametrize("language", Language)
def test_the_year_reads(language: Language) -> None:
    expected = (RENDERED / f"year.{language}.txt").read_text("utf-8")

    assert expected == rendered(tables.year(YEAR, words(language)))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "paper", [tables.bulletin(BULLETIN, Words(Language.ENGLISH)), tables.year(YEAR, Words(Language.CHINESE))]
)
def test_no_line_is_wider_than_the_terminal(paper: RenderableType, width: int, language: Language) -> None:
    assert [] == [line for line in rendered(paper, width).split("\n") if cell_len(line) > width]


def test_colours_change_no_word() -> None:
    plain, coloured = (
        rendered(tables.bulletin(BULLETIN, words(Language.CHINESE)), colours=colours) for colours in (False, True)
    )

    assert "\x1b[1;37;44m蓝" in coloured
    assert "\x1b" not in plain


def test_a_quiet_month_says_so() -> None:
    quiet = Bulletin(HEAD, MARCH, TOTALS, {Card.BLUE: 1}, BULLETIN.rows[:1], (), Desk(1, 0, 0, 0, (), {}))

    text = rendered(tables.bulletin(quiet, words(Language.ENGLISH)))

    assert "No yellow or red card this month.\nreports 1 (late 0, missing 0), corrections 0\n" in text
    assert "refused" not in text


def test_a_year_without_cases_or_cards_says_so() -> None:
    empty = YearPaper(HEAD, (), TOTALS, {}, (), (), 0)

    assert "No cases this year." in rendered(tables.year(empty, words(Language.ENGLISH)))


def test_a_long_history_shows_its_last_twelve_months() -> None:
    months = tuple(Month(f"{2022 + index // 12}-{index % 12 + 1:02d}") for index in range(30))
    long = YearRow("P", "路", (*([Card.RED] * 18), *([Card.BLUE] * 12)), None, 1, None, None)

    text = rendered(tables.year(YearPaper(HEAD, months, TOTALS, {}, (long,), (), 0), words(Language.ENGLISH)))

    assert " B" * 12 in text
    assert "R B" not in text
    assert "the last 12 months only" in text


@pytest.mark.parametrize(("table", "key"), [(table, key) for table in (TEXTS, REASONS) for key in table])
def test_both_languages_say_the_same_things(table: dict[str, tuple[str, str]], key: str) -> None:
    chinese, english_ = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in table[key])

    assert chinese == english_


def test_every_reason_of_the_shipped_book_has_its_words() -> None:
    book = parse(BOOK)
    spoken = {item.indicator for item in book.score} | {
        rule.rule for rules in (book.veto, book.cap, book.streak) for rule in rules
    }

    assert set() == spoken - REASONS.keys()


def test_reasons_name_indicators_that_exist() -> None:
    named = {name for texts in REASONS.values() for _, name, _, _ in Formatter().parse(texts[0]) if name}

    assert set() == named - INDICATORS.keys()


def test_every_card_has_its_sign() -> None:
    assert set(Card) == CARDS.keys()
