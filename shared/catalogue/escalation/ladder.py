"""The ladder: the policy in force, and how every step names the rule of it that called for it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import UPCASTERS, fact, part
from shared.catalogue.values import SHA256, MonthText, Text


class Step(StrEnum):
    """The steps of a case, in the order of the ladder."""

    SUPERVISION_ORDER = "supervision-order"
    INTERVIEW = "interview"
    ACCOUNTABILITY = "accountability"


class Trigger(StrEnum):
    """What can call for a step (触发情形)."""

    YELLOW_CARD = "yellow-card"
    RED_CARDS = "red-cards"
    ISSUE_OVERDUE = "issue-overdue"
    REPORTS_MISSING = "reports-missing"
    ORDER_UNANSWERED = "order-unanswered"
    REMEDY_REFUSED = "remedy-refused"
    COMMITMENT_BROKEN = "commitment-broken"
    CONCEALMENT_CONFIRMED = "concealment-confirmed"
    RELAPSE = "relapse"


Edition = Annotated[str, Field(title="版本", description="edition of the ladder")]
LadderDigest = Annotated[str, Field(title="摘要", description="digest of the ladder's text, hex")]
Positions = Annotated[tuple[int, ...], Field(title="证据", description="log positions of what it rests on")]


@fact("ladder.adopted", version=2, stream="escalation.ladder.district", proposed=True)
class LadderAdopted:
    """An edition of the ladder came into force; what happens from here on is measured by it."""

    edition: Annotated[str, Field(title="版本", description="edition, as the ladder itself says", max_length=64)]
    text: Annotated[str, Field(title="全文", description="the whole ladder, TOML", max_length=200_000)]
    sha256: Annotated[str, Field(title="摘要", description="digest of the text, hex", pattern=SHA256)]
    adopted_by: Annotated[Text, Field(title="采用人", description="who adopted it")]


UPCASTERS["ladder.adopted", 1] = lambda data: {**data, "adopted_by": "escalation"}


@part
class Ground:
    """Why a step was taken: what happened, the rule that it called for, its edition, and the evidence."""

    rule: Annotated[str, Field(title="依据条款", description="rule of the ladder, by its id")]
    edition: Edition
    ladder_sha256: LadderDigest
    trigger: Annotated[Trigger, Field(title="触发情形", description="what happened")]
    subject: Annotated[
        str,
        Field(title="触发事项", description="what it happened to: a month, an issue, a step, a case"),
    ]
    month: Annotated[MonthText, Field(title="触发月份", description="month whose card it was, or in which it happened")]
    streak: Annotated[int, Field(title="连续红牌", description="red cards running; 0 for other triggers", ge=0)]
    evidence: Positions


Why = Annotated[Ground, Field(title="依据", description="rule, edition and evidence of this step")]
