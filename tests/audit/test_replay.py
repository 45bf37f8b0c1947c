"""A replay passes a log that was decided by the rules, and names everything that was not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from services.audit.replay import Difference, Replay
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    GroundJoined,
    InterviewHeld,
    InterviewOrdered,
    LadderAdopted,
    OrderAnswered,
    SupervisionOrderIssued,
)
from shared.catalogue.intake import ProgressReported
from shared.catalogue.scoring import CardIssued, CardsFinalised, CardWithdrawn
from shared.catalogue.values import Card, Month
from shared.envelope import Logged

History = Sequence[Logged]


def find(history: History, kind: type[Any], nth: int = 0) -> Logged:
    """The nth entry with a fact of a kind."""
    return [logged for logged in history if isinstance(logged.entry.fact, kind)][nth]


def rewritten(history: History, at: Logged, **fields: Any) -> list[Logged]:
    """The history with some fields of one fact rewritten in place."""
    entry = replace(at.entry, fact=replace(at.entry.fact, **fields))
    return [replace(logged, entry=entry) if logged is at else logged for logged in history]


def differences(log: Iterable[Logged]) -> list[Difference]:
    return Replay().run(log).differences


def test_an_honest_log_is_decided_again_without_a_difference(history: History) -> None:
    verdict = Replay().run(history)

    assert verdict.differences == []
    assert (verdict.entries, verdict.cards_from_facts, verdict.cards_from_inputs, verdict.steps) == (
        len(history),
        11,
        11,
        10,
    )


def test_the_history_has_every_step_of_the_ladder_and_what_was_answered(history: History) -> None:
    steps = [type(logged.entry.fact) for logged in history if logged.entry.originator_id == "escalation.case.Stuck"]

    assert steps == [
        SupervisionOrderIssued,
        InterviewOrdered,
        GroundJoined,
        OrderAnswered,
        InterviewHeld,
        AccountabilityOpened,
        CaseClosed,
    ]


def test_a_card_rewritten_from_red_to_blue_is_found_against_facts_and_against_its_own_inputs(history: History) -> None:
    card = next(
        logged for logged in history if isinstance(logged.entry.fact, CardIssued) and logged.entry.fact.card == Card.RED
    )

    found = differences(rewritten(history, card, card=Card.BLUE))

    what = "card.issued on scoring.card.Stuck"
    assert found[:2] == [
        Difference(card.position, what, "card", "blue", "red"),
        Difference(card.position, what, "card (from its inputs)", "blue", "red"),
    ]


def test_a_rewritten_figure_changes_the_card_that_follows_from_it(history: History) -> None:
    report = find(history, ProgressReported)
    card = find(history, CardIssued, 1)

    found = differences(rewritten(history, report, investment=Decimal(0)))

    assert {difference.position for difference in found} >= {card.position}
    assert Difference(card.position, "card.issued on scoring.card.Well", "card", "blue", "red") in found


def test_inputs_rewritten_together_with_the_card_still_differ_from_the_facts(history: History) -> None:
    card = find(history, CardIssued)
    assert isinstance(card.entry.fact, CardIssued)
    inputs = tuple(replace(told, value=Decimal(1)) for told in card.entry.fact.inputs)

    found = differences(rewritten(history, card, inputs=inputs))

    assert "inputs" in [difference.field for difference in found if difference.position == card.position]


@pytest.mark.parametrize("kind", [CardWithdrawn, CardsFinalised])
def test_what_became_of_a_card_is_decided_again_too(history: History, kind: type[Any]) -> None:
    entry = find(history, kind)

    found = differences(rewritten(history, entry, month=Month("2026-05")))

    assert "nothing of the kind was due" in [one.decided for one in found if one.position == entry.position]


@pytest.mark.parametrize("kind", [SupervisionOrderIssued, InterviewOrdered, AccountabilityOpened])
def test_a_step_with_other_evidence_is_found(history: History, kind: type[Any]) -> None:
    step = find(history, kind)
    ground = replace(step.entry.fact.ground, evidence=(1,))  # type: ignore[attr-defined]

    found = differences(rewritten(history, step, ground=ground))

    assert [(difference.position, difference.field) for difference in found] == [(step.position, "ground")]


def test_a_step_before_its_time_is_found(history: History) -> None:
    ladder, order = find(history, LadderAdopted), find(history, SupervisionOrderIssued)
    early = [order if logged is ladder else logged for logged in history]

    found = differences(early)

    assert (
        Difference(
            order.position,
            "supervision-order.issued on escalation.case.Stuck",
            "supervision-order.issued",
            "recorded",
            "nothing of the kind was due",
        )
        in found
    )


def test_a_missing_entry_leaves_a_gap(history: History) -> None:
    report = find(history, ProgressReported)

    found = differences(logged for logged in history if logged is not report)

    following = history[report.position].position
    assert (
        Difference(following, _what(history[report.position]), "position", str(following), str(report.position))
        in found
    )


def test_a_card_that_was_never_issued_is_owed(history: History) -> None:
    last = find(history, CardIssued, -1)
    assert isinstance(last.entry.fact, CardIssued)
    project = last.entry.fact.project

    found = differences(logged for logged in history if logged.position < last.position)

    assert Difference(last.position - 1, f"card.issued on scoring.card.{project}", "", "nothing", "due") in found


def test_an_entry_under_another_id_is_found(history: History) -> None:
    report = find(history, ProgressReported)
    forged = replace(report, entry=replace(report.entry, causation="someone/else"))

    found = differences(forged if logged is report else logged for logged in history)

    assert [(difference.position, difference.field) for difference in found] == [(report.position, "id")]


def test_a_fact_without_a_history_is_reported_and_the_replay_goes_on(history: History) -> None:
    verdict = Replay().run(history[-3:])

    assert verdict.entries == 3
    assert "place in history" in {difference.field for difference in verdict.differences}


def _what(logged: Logged) -> str:
    return f"{_NAMES[type(logged.entry.fact)]} on {logged.entry.originator_id}"


_NAMES: dict[type[Any], str] = {ProgressReported: "progress.reported"}
