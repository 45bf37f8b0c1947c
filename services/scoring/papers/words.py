"""Words: how a text of the table is said in one language, and how days, money, names and periods are.

A table gives every text in both languages at once, Chinese first, so that neither can fall behind:

    TEXTS: Texts = {"reports": ("收到月报 {count} 份", "{count} reports")}
    words = Words.of(Language.CHINESE, TEXTS)
    words("reports", count=47)

What stands in no table given is looked up among the words that all papers share.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from services.scoring.papers.periods import span_of
from services.scoring.papers.texts import MONEY, SHARED, Texts
from shared.catalogue.scoring import PaperKind
from shared.catalogue.values import Card, Month
from shared.language import Language
from shared.press.document import Shown

HUNDREDTH = Decimal("0.01")
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Words:
    """Texts in one language; names from the log may have a translation, and stand as they are where they have none."""

    language: Language
    texts: Texts
    names: Mapping[str, str] = field(default_factory=dict)
    """Names on the log to names in English."""

    @classmethod
    def of(cls, language: Language, texts: Texts, names: Mapping[str, str] | None = None) -> Self:
        """The words of a table, and those that all papers share."""
        return cls(language, {**SHARED, **texts}, names or {})

    def __call__(self, key: str, /, **values: object) -> str:
        return self.texts[key][self.index].format(**values)

    def also(self, texts: Texts) -> "Words":
        """These words and those of another table."""
        return replace(self, texts={**self.texts, **texts})

    @property
    def index(self) -> int:
        """Which of a pair is said."""
        return 1 if self.language is Language.ENGLISH else 0

    def name(self, name: str) -> str:
        """A name from the log."""
        return self.names.get(name, name) if self.index else name

    def one_of(self, kind: str, value: str) -> str:
        """The word for a value of an enumeration: `one_of("level", "unit")`."""
        return self(f"{kind} {value}")

    def card(self, card: Card) -> Shown:
        """A card with its word beside its colour."""
        return Shown(card, self(card))

    def cards(self, strip: tuple[Card | None, ...]) -> tuple[Shown | None, ...]:
        """A strip of cards, one a month."""
        return tuple(None if card is None else self.card(card) for card in strip)

    def day(self, day: date) -> str:
        """A day: 2025年2月10日, or 10 February 2025."""
        if self.index:
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        return f"{day.year}年{day.month}月{day.day}日"

    def days(self, first: date, last: date) -> str:
        """From one day to another, without the year: 2月10日—2月16日, or 10-16 February."""
        if not self.index:
            return f"{first.month}月{first.day}日—{last.month}月{last.day}日"
        beginning = f"{first.day}" if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
        return f"{beginning}–{last.day} {MONTHS[last.month - 1]}"

    def month(self, month: Month) -> str:
        """A month: 2026年5月, or May 2026."""
        number = int(month[5:])
        return f"{MONTHS[number - 1]} {month[:4]}" if self.index else f"{month[:4]}年{number}月"

    def short_month(self, month: Month) -> str:
        """A month of a year that is known: 5月, or May."""
        number = int(month[5:])
        return MONTHS[number - 1][:3] if self.index else f"{number}月"

    def period(self, kind: PaperKind, period: str) -> str:
        """A period in words: 2025年第7周（2月10日—2月16日）, or week 7 of 2025 (10-16 February)."""
        year, span = period[:4], span_of(kind, period)
        match kind:
            case PaperKind.WEEKLY_SORTING:
                return self("week", year=year, number=int(period[6:]), days=self.days(span.first, span.last))
            case PaperKind.HALF_MONTHLY_DISPATCH:
                half = "first half" if period.endswith("1") else "second half"
                return self(f"{half} of month", month=self.month(Month(period[:7])))
            case PaperKind.MONTHLY_BULLETIN:
                return self.month(Month(period))
            case PaperKind.QUARTERLY_SUMMARY:
                return self(f"quarter {period[-1]}", year=year)
            case PaperKind.HALF_YEARLY_OBSERVATION:
                return self("first half of year" if period.endswith("1") else "second half of year", year=year)
            case PaperKind.YEARLY_ASSESSMENT:
                return self("whole year", year=year)

    def money(self, amount: Decimal, unit: str) -> str:
        """An amount in the unit in which people speak of it."""
        divisor, text = MONEY[unit][self.index]
        return text.format(f"{amount / divisor:,.2f}")

    def in_large(self, amount: Decimal | None, unit: str) -> Decimal | None:
        """The number of such an amount, for a chart whose unit is `large`."""
        return None if amount is None else (amount / MONEY[unit][self.index][0]).quantize(HUNDREDTH, ROUND_HALF_UP)

    def large(self, unit: str) -> str:
        """The unit in which people speak of large amounts."""
        return MONEY[unit][self.index][1].format("").replace("  ", " ").strip()


def percent(share: Decimal) -> str:
    """A share as a percentage, to one place."""
    return f"{shown(share * 100)}%"


def shown(value: Decimal) -> str:
    """A number as people write it: one place at most, no trailing zero."""
    return f"{value:,.1f}".removesuffix(".0")
