"""The scoreboard as it stood shows what was known then, and nothing later."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.audit.standing import standing
from shared.catalogue.scoring import CardIssued
from shared.envelope import Logged

START = datetime(2026, 1, 1, tzinfo=UTC)


def clocked(history: Sequence[Logged]) -> list[Logged]:
    """The history, recorded one entry a minute."""
    return [replace(logged, recorded_at=START + timedelta(minutes=logged.position)) for logged in history]


def test_before_the_first_close_there_is_no_card(history: Sequence[Logged]) -> None:
    first = next(logged for logged in history if isinstance(logged.entry.fact, CardIssued))

    found = standing(history[: first.position - 1])

    assert (found.position, found.cards) == (first.position - 1, {})
    assert found.names == {"Well": "Well", "Stuck": "Stuck"}


def test_at_a_time_each_project_has_the_latest_card_recorded_by_then(history: Sequence[Logged]) -> None:
    log = clocked(history)
    cards = [logged for logged in log if isinstance(logged.entry.fact, CardIssued)]
    second = cards[3]

    found = standing(log, second.recorded_at)

    assert found.position == second.position
    assert {project: card.month for project, card in found.cards.items()} == {"Stuck": "2026-02", "Well": "2026-02"}
    assert found.cards == {card.entry.fact.project: card.entry.fact for card in cards[2:4]}  # type: ignore[attr-defined]
