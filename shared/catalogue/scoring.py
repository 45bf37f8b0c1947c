"""Facts that scoring records: the rulebook in force, the cards of every month and what becomes of them, the papers."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import UPCASTERS, fact, part
from shared.catalogue.values import SHA256, Card, EvidenceList, LongText, MonthText, ProjectId, Reason, Text, Token


@fact("rulebook.adopted", stream="scoring.rulebook.district", proposed=True)
class RulebookAdopted:
    """The office adopted an edition of the rulebook; cards of months closed from here on follow it."""

    edition: Annotated[str, Field(title="版本", description="edition, as the book itself says", max_length=64)]
    text: Annotated[str, Field(title="全文", description="the whole book, TOML", max_length=200_000)]
    sha256: Annotated[str, Field(title="摘要", description="digest of the text, hex", pattern=SHA256)]
    adopted_by: Annotated[Text, Field(title="采用人", description="who adopted it")]


Indicator = Annotated[str, Field(title="指标", description="name of the indicator")]
Colour = Annotated[Card, Field(title="牌色", description="blue, yellow or red")]


@part
class Input:
    """One indicator as it stood at the close; unknown is a value of its own."""

    indicator: Indicator
    value: Annotated[Decimal | None, Field(title="指标值", description="in the indicator's own unit; none if unknown")]


@part
class Points:
    """What one indicator earned, and the most it could have earned."""

    indicator: Indicator
    points: Annotated[Decimal, Field(title="得分", description="points earned")]
    maximum: Annotated[Decimal, Field(title="满分", description="points that could be earned")]


@part
class Finding:
    """One rule of the book that spoke on this card: its name and the card it leads to at best or at once."""

    rule: Annotated[str, Field(title="条款", description="rule of the rulebook")]
    card: Colour


@part
class Exempted:
    """An effect that an approved exemption removed from this card."""

    exemption: Annotated[str, Field(title="免责编号", description="exemption id")]
    effect: Annotated[str, Field(title="免除事项", description="indicator or rule whose effect it removed")]


ObjectionId = Annotated[Token, Field(title="异议编号", description="objection id", examples=["O0011"])]


@fact("card.issued", version=2, stream="scoring.card.{0.project}")
class CardIssued:
    """Scoring issued a project's card for a closed month, with everything it was decided on."""

    project: ProjectId
    month: MonthText
    card: Colour
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
    points: Annotated[tuple[Points, ...], Field(title="得分明细", description="points by indicator")]
    lights: Annotated[tuple[Finding, ...], Field(title="指标灯", description="colour of each light")]
    vetoes: Annotated[tuple[Finding, ...], Field(title="一票否决", description="rules that made the card red at once")]
    caps: Annotated[tuple[Finding, ...], Field(title="封顶", description="rules that bounded the card")]
    inputs: Annotated[tuple[Input, ...], Field(title="依据", description="every indicator as it stood at the close")]
    edition: Annotated[str, Field(title="版本", description="edition of the rulebook")]
    rulebook_sha256: Annotated[str, Field(title="摘要", description="digest of the rulebook's text, hex")]
    closed_at: Annotated[int, Field(title="结账位置", description="log position of the month's close", ge=1)]
    floors: Annotated[tuple[Finding, ...], Field(title="保底", description="rules that kept the card from worse")] = ()
    exemptions: Annotated[tuple[Exempted, ...], Field(title="免责", description="effects removed by exemptions")] = ()
    score_before: Annotated[Decimal | None, Field(title="上月得分", description="points of the month before")] = None
    rank_before: Annotated[int | None, Field(title="上月名次", description="rank of the month before")] = None
    trend: Annotated[
        Decimal | None,
        Field(title="趋势", description="points above (+) or below (-) the mean of up to three cards before"),
    ] = None
    objections_until: Annotated[
        date | None,
        Field(title="异议截止", description="last day for objections, ISO 8601"),
    ] = None
    reissued_for: Annotated[
        ObjectionId | None,
        Field(title="重发依据", description="objection for which it replaces another"),
    ] = None


UPCASTERS["card.issued", 1] = lambda data: data


@fact("card.withdrawn", stream="scoring.card.{0.project}")
class CardWithdrawn:
    """An objection to a card was upheld: the card was withdrawn, and stays on record beside the one reissued for it."""

    project: ProjectId
    month: MonthText
    card: Colour
    position: Annotated[int, Field(title="原牌位置", description="log position of the withdrawn card", ge=1)]
    objection: ObjectionId


@fact("card.overridden", stream="scoring.card.{0.project}", proposed=True)
class CardOverridden:
    """A leader put another card beside the computed one, by name and with a reason; both are shown from then on."""

    project: ProjectId
    month: MonthText
    card: Annotated[Card, Field(title="改定牌色", description="the leader's card: blue, yellow or red")]
    reason: Reason
    overridden_by: Annotated[Text, Field(title="改定人", description="who overrode it")]
    office: Annotated[Text, Field(title="职务", description="office that gives the right, as the rulebook names it")]
    overridden_on: Annotated[date, Field(title="改定日期", description="day of the decision, ISO 8601")]


@fact("cards.finalised", stream="scoring.month.{0.month}")
class CardsFinalised:
    """The time for objections is over: a month's cards are final, but those to which an objection is still open."""

    month: MonthText
    cards: Annotated[int, Field(title="定牌数", description="cards of the month", ge=1)]
    under_objection: Annotated[
        tuple[ProjectId, ...], Field(title="异议未决项目", description="projects whose objection is not decided yet")
    ]


class PaperKind(StrEnum):
    """The papers of the year, in the order of their cadence."""

    WEEKLY_SORTING = "weekly-sorting"
    HALF_MONTHLY_DISPATCH = "half-monthly-dispatch"
    MONTHLY_BULLETIN = "monthly-bulletin"
    QUARTERLY_SUMMARY = "quarterly-summary"
    HALF_YEARLY_OBSERVATION = "half-yearly-observation"
    YEARLY_ASSESSMENT = "yearly-assessment"


@fact("paper.issued", stream="scoring.paper.{0.kind}-{0.period}")
class PaperIssued:
    """A paper was due by the calendar and was made from the log; whoever makes it again can compare."""

    kind: Annotated[PaperKind, Field(title="文种", description="which paper")]
    period: Annotated[
        str,
        Field(
            title="期间",
            description="what it covers: 2025-W07, 2025-03-H1, 2025-03, 2025-Q1, 2025-H1, 2025",
        ),
    ]
    position: Annotated[int, Field(title="日志位置", description="last log position that it takes in", ge=1)]
    edition: Annotated[str, Field(title="版本", description="edition of the rulebook in force; empty where none was")]
    form: Annotated[int, Field(title="格式版本", description="version of the paper's form", ge=1)]
    sha256: Annotated[str, Field(title="摘要", description="digest of the paper's content, hex", pattern=SHA256)]


@fact("objection.raised", stream="scoring.objection.{0.objection}", proposed=True)
class ObjectionRaised:
    """A unit or a lead official objected to a card (申诉)."""

    objection: ObjectionId
    project: ProjectId
    month: MonthText
    ground: Annotated[LongText, Field(title="异议理由", description="why the card is held to be wrong")]
    raised_by: Annotated[Text, Field(title="申诉人", description="who objects")]
    raised_on: Annotated[date, Field(title="申诉日期", description="day of the objection, ISO 8601")]
    evidence: EvidenceList = ()


@fact("objection.decided", stream="scoring.objection.{0.objection}", proposed=True)
class ObjectionDecided:
    """Somebody other than the objector heard an objection to a card and decided it."""

    objection: ObjectionId
    upheld: Annotated[bool, Field(title="是否支持", description="true where the objection is right")]
    reason: Reason
    decided_by: Annotated[Text, Field(title="决定人", description="who decided; never the objector")]
    decided_on: Annotated[date, Field(title="决定日期", description="day of the decision, ISO 8601")]
