"""What becomes of a month: its days, its cards after they were issued, and the papers; each fact once."""

from datetime import date
from decimal import Decimal

from shared.catalogue import Fact
from shared.catalogue.escalation import ConcealmentConfirmed
from shared.catalogue.intake import DayBegun, WorkdaysSet
from shared.catalogue.scoring import CardOverridden, CardsFinalised, CardWithdrawn, PaperIssued, PaperKind
from shared.catalogue.values import Card, Month
from tests.samples.cases import LETTER

JANUARY = Month("2026-01")

FIRST_OF_FEBRUARY = DayBegun(day=date(2026, 2, 2))
WORKDAYS_2026 = WorkdaysSet(
    year=2026,
    edition="2026-1",
    provisional=False,
    holidays=(date(2026, 1, 1), date(2026, 1, 2)),
    workdays=(date(2026, 1, 4),),
    source="国务院办公厅通知",
)
WITHDRAWN = CardWithdrawn(project="P0142", month=JANUARY, card=Card.RED, position=32, objection="O0011")
OVERRIDDEN = CardOverridden(
    project="P0142",
    month=JANUARY,
    card=Card.YELLOW,
    reason="停电期间无法施工，其余指标正常",
    overridden_by="陈志强",
    office="区重点项目指挥部总指挥",
    overridden_on=date(2026, 2, 7),
)
FINALISED = CardsFinalised(month=JANUARY, cards=2, under_objection=("P0142",))
PAPER = PaperIssued(
    kind=PaperKind.MONTHLY_BULLETIN, period="2026-01", position=40, edition="hanting-2025.2", form=1, sha256="c" * 64
)
CONCEALMENT = ConcealmentConfirmed(
    project="P0142",
    month=JANUARY,
    finding="上报投资与现场实测相差一千五百万元，且未说明",
    inspection="V0031",
    heard="工业和信息化局局长",
    heard_on=date(2026, 2, 5),
    confirmed_by="工作问责专班",
    confirmed_on=date(2026, 2, 7),
    evidence=(LETTER,),
)
SCORE_BEFORE = Decimal("55.10")

EXAMPLES: tuple[Fact, ...] = (FIRST_OF_FEBRUARY, WORKDAYS_2026, WITHDRAWN, OVERRIDDEN, FINALISED, PAPER, CONCEALMENT)
