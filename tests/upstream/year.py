"""A simulated year played to the real services over a log in memory: the demo, less NATS and the processes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import TypeVar

from services.escalation.app import Escalation
from services.intake.app import door
from services.scoring import app as scoring
from services.scoring.rulebook.shelf import shelf
from services.upstream.diary import Phase, door_of
from services.upstream.message import Message
from services.upstream.simulation import District, draw
from services.upstream.staff import Staff
from shared.envelope import Logged
from shared.letters import Letter
from shared.receiving import Answered
from tests.samples import letter
from tests.story import memory_database, memory_log

BOOK = shelf()["hanting"]
YEAR = 2025
F = TypeVar("F")
LATER = datetime(2026, 7, 1, tzinfo=UTC)
"""When every letter is received: after the year is over."""


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a year."""

    answers: list[tuple[Message, Answered]] = field(default_factory=list)
    log: list[Logged] = field(default_factory=list)


def district(seed: int = 1, months: int = 12, projects: int = 50) -> District:
    """A year under the shipped rulebook."""
    return draw(Random(seed), BOOK, year=YEAR, months=months, projects=projects)


def simulated(seed: int = 1, months: int = 12, projects: int = 50) -> list[Phase]:
    """What is sent in it by itself."""
    return list(district(seed, months, projects).phases)


@cache
def year() -> list[Phase]:
    """The whole of it; nobody changes it."""
    return simulated()


@cache
def played_year() -> Played:
    """What became of it, with everybody answering."""
    return play(year(), district().staff())


def said(phases: Iterable[Phase], kind: type[F]) -> list[F]:
    """Everything of a kind that is sent."""
    return [message.data for phase in phases for message in phase.messages if isinstance(message.data, kind)]


def recorded(played: Played, kind: type[F]) -> list[F]:
    """Everything of a kind that was recorded."""
    return [logged.entry.fact for logged in played.log if isinstance(logged.entry.fact, kind)]


def play(phases: Iterable[Phase], staff: Staff | None = None) -> Played:
    """Send phase after phase to the door it is for; after each of them everybody says what there is to say."""
    log, played, sequence, heard = memory_log(), Played(), 0, 0
    intake, score = door(log, memory_database()), scoring.Scoring(log, memory_database())
    escalation = Escalation(log, memory_database())
    escalation.settle()
    doors = {"intake": intake, "scoring": score.door, "escalation": escalation.door}

    def send(messages: Sequence[Message]) -> None:
        nonlocal sequence, heard
        letters = [letter_of(message, sequence + number) for number, message in enumerate(messages, start=1)]
        sequence += len(letters)
        answers = doors[door_of(messages[0])].receive(letters)
        played.answers.extend(zip(messages, answers, strict=True))
        score.settle()
        escalation.settle()
        while staff and (chunk := log.read(heard)):
            for logged in chunk:
                staff.evolve(logged)
            heard = chunk[-1].position

    for phase in phases:
        send(phase.messages)
        while staff and (answer := staff.next()):
            send((answer,))
    played.log.extend(log.read_all())
    return played


def letter_of(message: Message, sequence: int = 1) -> Letter:
    """A message as it arrives."""
    told = dict(message.data) if isinstance(message.data, Mapping) else message.data
    return letter(
        told if message.body is None else message.body,
        kind=message.kind,
        source=message.source,
        sequence=sequence,
        message_id=message.id,
        received_at=LATER,
        time=message.time,
        actor=message.actor or message.source,
    )
