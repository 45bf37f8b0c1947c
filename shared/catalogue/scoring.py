"""Facts that scoring records: the rulebook in force and the card of every project and month."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact, part
from shared.catalogue.values import Card, MonthText, ProjectId, Text


@fact("rulebook.adopted", stream="scoring.rulebook.district", proposed=True)
class RulebookAdopted:
    """The office adopted an edition of the rulebook; cards of months closed from here on follow it."""

    edition: Annotated[str, Field(title="版本", description="edition, as the book itself says", max_length=64)]
    text: Annotated[str, Field(title="全文", description="the whole book, TOML", max_length=200_000)]
    sha256: Annotated[str, Field(title="摘要", description="digest of the text, hex", pattern=r"^[0-9a-f]{64}$")]
    adopted_by: Annotated[Text, Field(title="采用人", description="who adopted it")]


@part
class Input:
    """One indicator as it stood at the close; unknown is a value of its own."""

    indicator: str
    value: Decimal | None


@part
class Points:
    """What one indicator earned, and the most it could have earned."""

    indicator: str
    points: Decimal
    maximum: Decimal


@part
class Finding:
    """One rule of the book that spoke on this card: its name and the card it leads to at best or at once."""

    rule: str
    card: Card


@fact("card.issued", stream="scoring.card.{0.project}")
class CardIssued:
    """Scoring issued a project's card for a closed month, with everything it was decided on."""

    project: ProjectId
    month: MonthText
    card: Card
    score: Annotated[
        Decimal | None,
        Field(title="得分", description="points of the month; none where the book gives no points"),
    ]
    rank: Annotated[int, Field(title="名次", description="rank among all projects of the month, ties share", ge=1)]
    rank_of: Annotated[int, Field(title="参评项目数", description="projects ranked", ge=1)]
    category_rank: Annotated[int, Field(title="类内名次", description="rank inside the category", ge=1)]
    category_of: Annotated[int, Field(title="类内项目数", description="projects ranked inside the category", ge=1)]
    previous: Annotated[Card | None, Field(title="上月牌色", description="card of the month before")]
    streak: Annotated[
        int, Field(title="连续月数", description="months running with this colour, this one included", ge=1)
    ]
    points: tuple[Points, ...]
    lights: Annotated[tuple[Finding, ...], Field(title="指标灯", description="colour of each light")]
    vetoes: Annotated[tuple[Finding, ...], Field(title="一票否决", description="rules that made the card red at once")]
    caps: Annotated[tuple[Finding, ...], Field(title="封顶", description="rules that bounded the card")]
    inputs: tuple[Input, ...]
    edition: str
    rulebook_sha256: str
    closed_at: Annotated[int, Field(description="log position of the month's close", ge=1)]
