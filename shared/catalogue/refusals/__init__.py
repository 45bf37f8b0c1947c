"""Refusals: every stable code with its meaning and its remedy, by door and topic. A code has one row."""

from shared.catalogue.refusals import door, escalation, intake, oversight, projects, scoring
from shared.catalogue.refusals.refusal import Refusal

PAGES = {
    "door": door.ROWS,
    "intake": intake.ROWS,
    "projects": projects.ROWS,
    "oversight": oversight.ROWS,
    "scoring": scoring.ROWS,
    "escalation": escalation.ROWS,
}
"""The rows by page; a code that several services use stands on the page of the first."""

REFUSALS = {row.code: row for rows in PAGES.values() for row in rows}
"""Every row by its code."""

__all__ = ["PAGES", "REFUSALS", "Refusal"]
