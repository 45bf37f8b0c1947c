"""The words that facts are made of: identities, months, money, cards. Frozen, typed, explained in both languages.

Every field's `title` is its Chinese name and its `description` says unit and range; the contract and the table of
facts are generated from them.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import Field

from shared.catalogue.fact import part

TOKEN = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"
"""What may stand as one token of a NATS subject: letters, digits, `_` and `-`, at most 64 of them."""
MONTH = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"
"""A month of the two centuries in which a contest can lie: ISO 8601, ASCII digits only."""
LINE = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
"""One line with something to see in it, and nothing that a terminal would obey."""
PROSE = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
"""The same over several lines."""
SHA256 = r"^[0-9a-f]{64}$"
"""A digest, hex."""
URI = r"^[a-z][a-z0-9+.-]{1,31}:[!-~]+$"
"""An absolute URI: its scheme, and no spaces."""
MEDIA_TYPE = r"^[a-z]+/[A-Za-z0-9][A-Za-z0-9.+-]{0,99}$"
"""A media type without parameters."""
PATTERN = r"^(\*|[A-Za-z0-9][A-Za-z0-9_-]{0,63}\*?)$"
"""A token, or the beginning of one before a `*`, or `*` alone."""
NKEY = r"^U[A-Z2-7]{55}$"
"""The public half of a user's nkey: Ed25519, in the spelling of NATS."""

Month = NewType("Month", str)
"""A calendar month as ISO text, `2023-05`: such texts sort as the months do."""


def month_after(month: Month, steps: int = 1) -> Month:
    """The month `steps` later (earlier where negative): `month_after("2023-12") == "2024-01"`."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + steps, 12)
    return Month(f"{year:04d}-{number + 1:02d}")


def months_between(earlier: Month, later: Month) -> int:
    """How many months `later` lies after `earlier`; negative where it lies before."""
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:]) - int(earlier[5:])


def month_of(day: date) -> Month:
    """The month in which a day lies."""
    return Month(f"{day.year:04d}-{day.month:02d}")


def last_day(month: Month) -> date:
    """The last day of a month."""
    following = month_after(month)
    return date.fromordinal(date(int(following[:4]), int(following[5:]), 1).toordinal() - 1)


class Category(StrEnum):
    """What kind of key project it is (项目类别)."""

    INDUSTRY = "industry"
    INFRASTRUCTURE = "infrastructure"
    LIVELIHOOD = "livelihood"


class MoneyUnit(StrEnum):
    """The unit in which a project's money is told (金额单位): CNY 10,000 (万元) at home."""

    CNY_10K = "CNY-10k"
    USD = "USD"


class Milestone(StrEnum):
    """The links of a project that are compared (关键节点): 开工, 竣工, 投产."""

    STARTED = "started"
    COMPLETED = "completed"
    COMMISSIONED = "commissioned"


class Factor(StrEnum):
    """What must be guaranteed for a project to move (要素保障)."""

    LAND = "land"
    PERMITS = "permits"
    FUNDS = "funds"
    ENERGY = "energy"
    LABOUR = "labour"
    DEMOLITION = "demolition"
    OTHER = "other"


class Card(StrEnum):
    """The colour a month earns (蓝黄红牌). Blue is good standing."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"


Token = Annotated[str, Field(pattern=TOKEN)]
"""An id that can be one token of a subject."""
ProjectId = Annotated[Token, Field(title="项目编号", description="project id, one subject token", examples=["P0142"])]
ProspectId = Annotated[Token, Field(title="线索编号", description="prospect id, one subject token", examples=["L0023"])]
IssueId = Annotated[Token, Field(title="问题编号", description="issue id, one subject token", examples=["I0007"])]
Text = Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]
"""A name or a short line; never blank."""
LongText = Annotated[str, Field(min_length=1, max_length=4000, pattern=PROSE)]
"""A reason or a narrative; never blank."""
Reason = Annotated[LongText, Field(title="原因", description="why, in words")]
Approver = Annotated[Text, Field(title="批准人", description="who approved it")]
Unit = Annotated[MoneyUnit, Field(title="金额单位", description="unit of every amount of this message")]
Year = Annotated[int, Field(title="年度", description="calendar year", ge=1900, le=2099, examples=[2026])]
MonthText = Annotated[
    Month,
    Field(
        title="月份",
        description="calendar month, ISO 8601",
        pattern=MONTH,
        examples=["2023-05"],
    ),
]
Money = Annotated[
    Decimal,
    Field(
        title="金额",
        description="amount in the project's money unit, at most 4 decimals; JSON text keeps it exact",
        ge=0,
        max_digits=18,
        decimal_places=4,
        examples=["3500.00"],
    ),
]
Percent = Annotated[
    Decimal,
    Field(
        title="百分比",
        description="percent, 0 to 100, at most 2 decimals",
        ge=0,
        le=100,
        max_digits=5,
        decimal_places=2,
        examples=["37.50"],
    ),
]


@part
class Evidence:
    """A document or photo kept elsewhere, pinned by its digest, so that nobody can exchange it."""

    uri: Annotated[
        str,
        Field(title="地址", description="where it is kept: an absolute URI", pattern=URI, max_length=500),
    ]
    sha256: Annotated[str, Field(title="摘要", description="SHA-256 of its bytes, hex", pattern=SHA256)]
    media_type: Annotated[str, Field(title="类型", description="media type, such as image/jpeg", pattern=MEDIA_TYPE)]
    title: Annotated[Text | None, Field(title="标题", description="what it shows")] = None


EvidenceList = Annotated[
    tuple[Evidence, ...],
    Field(title="佐证材料", description="documents and photos by reference, with their digests", max_length=20),
]
