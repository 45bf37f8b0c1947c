"""A story with something in it for every paper: a quarter of two projects, told to its last bulletin."""

from dataclasses import replace
from decimal import Decimal

from shared.catalogue import Fact
from shared.catalogue.scoring import CardWithdrawn, Exempted, Finding, Input, Points
from shared.catalogue.values import Card
from tests.samples import REFUSAL
from tests.samples.months import WORKDAYS_2026
from tests.scoring import books, story
from tests.scoring.papers.samples import (
    ANSWERED,
    EXEMPTION,
    EXPRESS,
    HELD,
    HIGHER,
    INTERVIEW,
    OBJECTED,
    ORDER,
    OVERRIDE,
    RAISED,
    RECOVERED,
    UPHELD,
)
from tests.scoring.papers.telling import (
    BEGINNING,
    FEBRUARY,
    JANUARY,
    MARCH,
    blocked,
    card,
    day,
    final,
    guaranteed,
    needed,
)

BOOK = story.adopted(books.HANTING, "hanting-2025.2")
LOST = (Points(indicator="investment_rate", points=Decimal(30), maximum=Decimal(40)),)
KNOWN = (
    Input(indicator="investment_rate", value=Decimal("0.75")),
    Input(indicator="schedule_gap_pp", value=Decimal("31.25")),
    Input(indicator="months_since_report", value=None),
)
VETO = (Finding(rule="more-than-30-points-behind", card=Card.RED),)
RED = replace(
    card("P1", JANUARY, Card.RED, score="40.00", rank=2, points=LOST, vetoes=VETO, inputs=KNOWN),
    rulebook_sha256=BOOK.sha256,
    caps=(Finding(rule="no-fresh-report", card=Card.YELLOW),),
)
STORY: tuple[Fact, ...] = (
    *BEGINNING, BOOK, replace(WORKDAYS_2026, provisional=True),
    day("2026-01-05"), *RAISED, HIGHER, EXPRESS, needed(), blocked(), story.reached("started", "2026-01-07"),
    day("2026-01-12"), story.solved("I1", "2026-01-12"), story.accepted("I1", "2026-01-13"), REFUSAL,
    day("2026-01-19"), story.reported("2026-01", investment="80"), guaranteed(), story.solved("I2", "2026-01-20"),
    day("2026-01-26"), EXEMPTION,
    day("2026-02-02"), story.opened("2026-02"), story.reported("2026-01", "P2"), story.closed("2026-01"),
    RED, card("P2", JANUARY, score="95.00", rank=1), ORDER, story.reopened("I2", "2026-02-03", "2026-02-20"),
    day("2026-02-09"), OBJECTED, OVERRIDE, UPHELD,
    CardWithdrawn(project="P1", month=JANUARY, card=Card.RED, position=30, objection="O1"),
    replace(RED, card=Card.YELLOW, vetoes=(), score=Decimal("61.00"), reissued_for="O1"), ANSWERED,
    day("2026-02-10"), final(JANUARY), story.corrected("2026-01", investment="82"),
    story.reported("2026-02", investment="82"), needed("P2", "2026-02-15"),
    day("2026-03-02"), story.opened("2026-03"), story.closed("2026-02"),
    replace(RED, month=FEBRUARY, previous=Card.YELLOW), card("P2", FEBRUARY, score=None, rank=1), INTERVIEW, HELD,
    day("2026-03-10"), final(FEBRUARY), day("2026-03-16"), RECOVERED,
    day("2026-04-01"), story.opened("2026-04"), story.closed("2026-03"),
    replace(card("P1", MARCH, score="85.00"), exemptions=(Exempted(exemption="E1", effect="schedule_gap_pp"),)),
    card("P2", MARCH, Card.YELLOW, score="66.00", rank=2), day("2026-04-09"), final(MARCH),
)  # fmt: skip
