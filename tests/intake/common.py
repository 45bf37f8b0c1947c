"""Refusals that many messages share, to be spelt out once."""

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
