"""The story of `docs/assessment.md` as facts: three projects, a tour, marks, cards of which one is withdrawn."""

from hashlib import sha256

from shared.catalogue import Fact
from shared.catalogue.scoring import RulebookAdopted
from tests.scoring.books import HANTING
from tests.scoring.pages import page, story

PAGE = page("assessment.md")
BOOK = RulebookAdopted(
    edition="hanting-2025.2", text=HANTING, sha256=sha256(HANTING.encode()).hexdigest(), adopted_by="D"
)
LEFT_OUT = {
    "assigned_by": "A",
    "assigned_on": "2026-12-20",
    "caps": (),
    "category": "industry",
    "category_of": 3,
    "category_rank": 1,
    "closed_at": 1,
    "comment": "seen",
    "district": "模拟区",
    "district_en": "Simulated",
    "edition": "hanting-2025.2",
    "given_by": "D",
    "inputs": (),
    "investment_target": 20_000,
    "lights": (),
    "money_unit": "CNY-10k",
    "name": "N",
    "objection": "O1",
    "points": (),
    "position": 1,
    "previous": None,
    "projects": 3,
    "rank": 1,
    "rank_of": 3,
    "reason": "because",
    "rulebook_sha256": BOOK.sha256,
    "scored_on": "2026-10-21",
    "streak": 1,
    "task_force": "T",
    "to_commission": 1,
    "to_speed_up": 1,
    "vetoes": (),
}
"""What the page leaves out: no sum looks at it."""
CONTEST, *TOLD = story(PAGE, LEFT_OUT)
FACTS: tuple[Fact, ...] = (CONTEST, BOOK, *TOLD)
