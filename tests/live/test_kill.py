"""Killed in the middle: any process ends with SIGKILL while the year is played, comes back, and nothing is different.

Kills come with progress, never with time: at so many receipts, when the next messages are already on their way, and
at the receipts of closes, when cards and steps are being decided.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from services.command_line.demo import YEAR
from services.command_line.opening import open_log
from services.command_line.playing import play
from services.command_line.stack import NATS, SERVICES, Stack
from services.scoring.rulebook.shelf import shelf
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from services.upstream.simulation import simulate
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    Ground,
    InterviewOrdered,
    SupervisionOrderIssued,
)
from shared.catalogue.scoring import CardIssued
from shared.receipts import Receipt

SEED, MONTHS, PROJECTS = 1, 4, 10
KILLS_AT = (8, 110)
"""Receipts after which the process is killed: while the list is read, and amid a month."""
KILLS_AT_CLOSES = (f"close-{YEAR}-02", f"close-{YEAR}-03")
PATIENCE = 2.0
"""Triggers whose subject is the log position of a step."""

Outcome = tuple[dict[tuple[str, str], CardIssued], list[Fact]]
"""Every card by project and month, and every step in the order of its case; without positions on the log."""


class Killer:
    """Kills one process whenever its time has come, and starts it again, while the year goes on."""

    def __init__(self, stack: Stack, name: str) -> None:
        self.kills: list[Future[str]] = []
        self._stack = stack
        self._name = name
        self._receipts = 0
        self._hand = ThreadPoolExecutor(max_workers=1)

    def heard(self, message: Message, receipt: Receipt) -> None:
        self._receipts += 1
        if self._receipts in KILLS_AT or message.id in KILLS_AT_CLOSES:
            self.kills.append(self._hand.submit(self._kill))

    def _kill(self) -> str:
        self._stack.kill(self._name)
        self._stack.start(self._name)
        return self._name


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    with Stack(tmp_path_factory.mktemp("undisturbed")) as stack:
        yield played(stack, None)


@pytest.mark.parametrize("name", [NATS, *SERVICES])
def test_cards_and_cases_are_the_same(name: str, undisturbed: Outcome, tmp_path: Path) -> None:
    with Stack(tmp_path) as stack:
        killer = Killer(stack, name)
        outcome = played(stack, killer)
        kills = [kill.result() for kill in killer.kills]

    assert [name] * (len(KILLS_AT) + len(KILLS_AT_CLOSES)) == kills
    assert undisturbed == outcome


def test_the_undisturbed_run_has_every_step_up_to_accountability(undisturbed: Outcome) -> None:
    """Else the comparison would compare little."""
    cards, steps = undisturbed

    assert PROJECTS * MONTHS == len(cards)
    taken = {type(step).__name__ for step in steps}
    assert {"SupervisionOrderIssued", "InterviewOrdered", "AccountabilityOpened"} <= taken


def played(stack: Stack, killer: Killer | None) -> Outcome:
    """Play the year, with or without a killer, and read what came of it."""
    phases = simulate(Random(SEED), shelf()["hanting"], year=YEAR, months=MONTHS, projects=PROJECTS)
    publisher = Publisher(stack.nats_url, patience=PATIENCE)
    with open_log(stack.nats_url) as log:
        heard = killer.heard if killer else lambda message, receipt: None
        asyncio.run(play(publisher, log, phases, heard, lambda bulletin: None))
        return outcome_of([logged.entry.fact for logged in log.read_all()])


def wherever(ground: Ground) -> Ground:
    """A ground, wherever on the log what it rests on may stand."""
    return replace(ground, evidence=())


def outcome_of(facts: list[Fact]) -> Outcome:
    cards: dict[tuple[str, str], CardIssued] = {}
    steps: list[Fact] = []
    for fact in facts:
        match fact:
            case CardIssued():
                assert (fact.project, fact.month) not in cards, "one card a project and month"
                cards[fact.project, fact.month] = replace(fact, closed_at=1)
            case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened():
                steps.append(replace(fact, ground=wherever(fact.ground)))
            case CaseClosed():
                steps.append(replace(fact, evidence=()))
    return cards, steps
