"""Refusals that many messages share, to be spelt out once, and ladders."""

from hashlib import sha256

from shared.catalogue.escalation import LadderAdopted

NO_CONTEST = ("no-contest", "", "", "no contest has been opened yet: send contest-opened first")
UNKNOWN_PROJECT = (
    "unknown-project",
    "data.project",
    "P0142",
    "no project of this id is registered: send project-registered first",
)
ENDED = (
    "project-ended",
    "data.project",
    "P0142",
    "it was withdrawn on 2026-01-28: only its progress up to then can still be told",
)
WRONG_UNIT = ("wrong-unit", "data.money_unit", "USD", "this project's money is told in CNY-10k: convert and resend")


def not_begun(field: str) -> tuple[str, str, str, str]:
    """The first of February is told in January."""
    rule = "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened"
    return "month-not-begun", f"data.{field}", "2026-02-01", rule


def date_order(field: str, day: str, what: str, before: str) -> tuple[str, str, str, str]:
    """A day lies before the one it follows."""
    return "date-order", f"data.{field}", day, f"not before it was {what}, on {before}"


def ladder(express_per_quarter: int | None) -> LadderAdopted:
    """A ladder with a limit of the express channel, or with none, as far as intake reads it."""
    limit = "" if express_per_quarter is None else f"[issues]\nexpress_per_quarter = {express_per_quarter}\n"
    text = f'edition = "test-{express_per_quarter}"\n{limit}'
    digest = sha256(text.encode()).hexdigest()
    return LadderAdopted(edition=f"test-{express_per_quarter}", text=text, sha256=digest, adopted_by="区重点项目指挥部")
