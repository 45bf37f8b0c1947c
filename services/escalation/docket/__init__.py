"""The docket: what is due, by whom, by when and why, for each task force, unit and lead official.

    the log ──► Caseload (deadlines, cases, issues) ──┐
            └─► Notes (names, words, what waits) ─────┴──► entries ──► sentences, page        read on demand
            └─► Docket ──► cases, steps, grounds, reminders                                  tables, for other eyes

Both are made from the log alone, and made again whenever somebody wants to.
"""

from services.escalation.docket.tables import CASES, STEPS, Docket

__all__ = ["CASES", "STEPS", "Docket"]
