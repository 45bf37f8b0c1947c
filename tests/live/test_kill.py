"""Killed in the middle: processes end with SIGKILL while the year is played, come back, and nothing is different.

The whole district takes part: what it sends by itself, and the staff who answer orders, hold interviews and appeal. In
the short year nobody is excused by itself, so an exemption stops the clocks of an order there. Kills come with
progress, never with time: at so many receipts, when the next messages are already on their way; at the receipts of
closes and days, when cards, steps and misses are being decided; and at answers, whose consequences are.

Compared is the whole of both logs, entry by entry, but for what rightly depends on when a service ran: a position,
since scoring and escalation both decide upon a close and either may append first, is told by the entry that stands
there; the time of a refusal is when the door read the message (`content_of`); and what nobody can read is refused under
its place in the inbox, as often as it was sent, so of that it only counts which bodies were refused.
"""

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from difflib import unified_diff
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pytest

from services.audit.replay import Replay
from services.command_line.content import Line, content_of
from services.command_line.demo import YEAR
from services.command_line.opening import open_log
from services.command_line.playing import play
from services.command_line.stack import NATS, SERVICES, Stack
from services.scoring.rulebook.shelf import shelf
from services.upstream.diary import OFFICE_OPENS, Phase, moment
from services.upstream.incidents import DISPATCH_OFFICE
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from services.upstream.simulation import District, draw
from shared.catalogue import definition_of
from shared.catalogue.escalation import ExemptionGranted, ExemptionKind
from shared.catalogue.intake import MessageRefused
from shared.envelope import Logged
from shared.receipts import Receipt

SEED = 1
PROCESSES = (NATS, *SERVICES)
PATIENCE = 2.0
MOST_LINES = 40
"""Of a difference, as much as people read."""
NEEDED = {
    "accountability.opened",
    "answer.reviewed",
    "appeal.decided",
    "case.closed",
    "commitment.kept",
    "deadline.missed",
    "deadline.moved",
    "exemption.granted",
    "finding.made",
    "interview.held",
    "issue.climbed",
    "order.answered",
    "reminder.issued",
    "step.withdrawn",
    "task.done",
}
"""What must have happened: else the comparison would compare little."""


@dataclass(frozen=True, slots=True)
class Course:
    """A district's year, and when a process is killed in it."""

    months: int
    projects: int
    moments: frozenset[str]
    """Receipts by number, by id, or by kind (the first of them)."""
    needed: frozenset[str]
    excused_on: date | None = None

    def district(self) -> District:
        drawn = draw(Random(SEED), shelf()["hanting"], year=YEAR, months=self.months, projects=self.projects)
        if self.excused_on is None:
            return drawn
        phases = [phase for phase in drawn.phases if phase.day <= self.excused_on]
        return replace(drawn, phases=(*phases, excused(self.excused_on), *drawn.phases[len(phases) :]))


def excused(day: date) -> Phase:
    """The clocks of a project that was ordered to plan stand still for a week."""
    fact = ExemptionGranted(
        exemption="E1000",
        project="P0004",
        kind=ExemptionKind.FORCE_MAJEURE,
        effects=("clocks",),
        from_on=day,
        until=day.replace(day=day.day + 6),
        reason="道路塌方",
        requested_by="工业局",
        approver="区政府",
        approved_on=day,
    )
    kind = definition_of(fact).message
    return Phase(day, (Message(DISPATCH_OFFICE, kind, fact.exemption, moment(day, OFFICE_OPENS), fact),))


SPRING = Course(
    months=4,
    projects=10,
    # While the list is read, amid a month, when cards and misses are decided, and at what the staff says.
    moments=frozenset(
        {
            "8",
            "110",
            f"close-{YEAR}-02",
            f"close-{YEAR}-03",
            f"day-{YEAR}-04-08",
            "exemption-granted",
            "interview-held",
            "appeal-decided",
        }
    ),
    needed=frozenset(NEEDED),
    excused_on=date(YEAR, 3, 6),
)
WHOLE_YEAR = Course(
    months=12,
    projects=30,
    moments=frozenset(
        {
            *(str(number) for number in range(8, 3000, 250)),
            *(f"close-{YEAR}-{month:02}" for month in range(1, 13)),
            *("exemption-granted", "order-answered", "answer-reviewed", "interview-held", "commitment-kept"),
            *("appeal-raised", "appeal-decided", "accountability-concluded", "concealment-confirmed", "case-reviewed"),
        }
    ),
    needed=frozenset({*NEEDED, "accountability.concluded", "case.reviewed", "concealment.confirmed", "ground.joined"}),
)


class Killer:
    """Kills a process whenever a moment has come, one after the other, and starts it again while the year goes on."""

    def __init__(self, stack: Stack, names: Sequence[str], moments: frozenset[str]) -> None:
        self.to_come = set(moments)
        self._kills: list[Future[None]] = []
        self._stack = stack
        self._names = cycle(names)
        self._receipts = 0
        self._hand = ThreadPoolExecutor(max_workers=1)

    def heard(self, message: Message, receipt: Receipt) -> None:
        self._receipts += 1
        if met := self.to_come & {str(self._receipts), message.id, message.kind}:
            self.to_come -= met
            self._kills.append(self._hand.submit(self._kill, next(self._names)))

    def count(self) -> int:
        """How often one was killed and came back, once the last one has."""
        for kill in self._kills:
            kill.result()
        return len(self._kills)

    def _kill(self, name: str) -> None:
        self._stack.kill(name)
        self._stack.start(name)


def played(stack: Stack, course: Course, killer: Killer | None = None) -> list[Logged]:
    """The log of a year, with or without a killer about."""
    district = course.district()
    publisher = Publisher(stack.nats_url, patience=PATIENCE)
    heard = killer.heard if killer else lambda message, receipt: None
    with open_log(stack.nats_url) as log:
        asyncio.run(play(publisher, log, district.phases, heard, lambda bulletin: None, district.staff()))
        return list(log.read_all())


def told(log: list[Logged]) -> list[Line]:
    """The content of a log; of what nobody could read, each body once."""
    unread = {
        logged.entry.originator_id: fact.sha256
        for logged in log
        if isinstance(fact := logged.entry.fact, MessageRefused) and fact.message_id.startswith("_inbox-")
    }
    bodies = [("unread", 0, sha256.encode()) for sha256 in sorted(set(unread.values()))]
    return [*(line for line in content_of(log) if line[0] not in unread), *bodies]


def difference(expected: Iterable[Line], actual: Iterable[Line]) -> str:
    """Where two contents differ, entry by entry; empty where they do not."""
    one, other = (
        [f"{stream} {version} {stored.decode()}" for stream, version, stored in content]
        for content in (expected, actual)
    )
    return "\n".join(islice(unified_diff(one, other, "undisturbed", "disturbed", n=0, lineterm=""), MOST_LINES))


def undisturbed(directory: Path, course: Course) -> list[Line]:
    """The year as it is when nothing breaks."""
    with Stack(directory) as stack:
        log = played(stack, course)
    assert frozenset() == course.needed - {definition_of(logged.entry.fact).name for logged in log}
    return told(log)


def check(stack: Stack, names: Sequence[str], course: Course, expected: list[Line]) -> None:
    """Kill processes in the course of the year: the log holds the same, and can be decided again."""
    killer = Killer(stack, names, course.moments)
    log = played(stack, course, killer)

    assert (len(course.moments), set()) == (killer.count(), killer.to_come)
    if found := difference(expected, told(log)):
        pytest.fail(found, pytrace=False)
    assert [] == Replay().run(log).differences


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    return undisturbed(tmp_path_factory.mktemp("spring"), SPRING)


@pytest.fixture(scope="module")
def whole_year(tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    return undisturbed(tmp_path_factory.mktemp("year"), WHOLE_YEAR)


@pytest.mark.parametrize("first", [0, 2])
def test_a_spring_is_the_same_whoever_is_killed(first: int, spring: list[Line], tmp_path: Path) -> None:
    with Stack(tmp_path) as stack:
        check(stack, PROCESSES[first:] + PROCESSES[:first], SPRING, spring)


@pytest.mark.drill
@pytest.mark.parametrize("name", PROCESSES)
def test_a_whole_year_is_the_same_however_often_one_is_killed(
    name: str, whole_year: list[Line], tmp_path: Path
) -> None:
    with Stack(tmp_path) as stack:
        check(stack, [name], WHOLE_YEAR, whole_year)
