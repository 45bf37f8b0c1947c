"""The scoreboard as it stood: each project's latest card at a position or a time of the log, and nothing later."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from shared.catalogue.intake import ContestOpened, ProjectRegistered
from shared.catalogue.scoring import CardIssued
from shared.envelope import Logged


@dataclass(slots=True)
class Standing:
    """What was known then."""

    position: int = 0
    """Of the last entry taken in."""
    recorded_at: datetime | None = None
    contest: ContestOpened | None = None
    names: dict[str, str] = field(default_factory=dict)
    cards: dict[str, CardIssued] = field(default_factory=dict)
    """By project."""


def standing(log: Iterable[Logged], until: datetime | None = None) -> Standing:
    """Fold a log up to a time of recording, included, or to its end."""
    found = Standing()
    for logged in log:
        if until and logged.recorded_at > until:
            break
        found.position, found.recorded_at = logged.position, logged.recorded_at
        match logged.entry.fact:
            case ContestOpened() as contest:
                found.contest = contest
            case ProjectRegistered() as project:
                found.names[project.project] = project.name
            case CardIssued() as card:
                found.cards[card.project] = card
    return found
