"""A letter on which a decider breaks down: parked with all that is known of it, told to its sender, in nobody's way.

And what people do about it: they look at it, send it again when the bug is mended, or give it up with a reason.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from services.command_line.app import app
from services.command_line.parked_letters import ParkedLetter, Parking
from shared.catalogue import Fact
from shared.catalogue.intake import MessageDiscarded, ProjectRegistered
from shared.embedded import EmbeddedServer
from shared.provisioning import provision
from shared.receipts import Accepted
from shared.receiving import Door
from shared.recording import Recording
from shared.subjects import RECEIPTS
from tests.live.serving import CONTEST, answers, body, client_of, project, served
from tests.samples import facts_of
from tests.shared.doors import fragile_door

POISON = body("poison", project("P13"))
HEADERS = {"Redcard-Reply-To": "bureau.desk", "X-Batch": "七", "Redcard-Error": "forged", "Redcard-Attempts": "x"}
PARKED = {"outcome": "parked", "source": "bureau", "message_id": "poison"}


class Bug:
    """A decider's bug: it breaks down on one project, until it is mended."""

    def __init__(self) -> None:
        self.mended = False

    def __call__(self, proposal: Fact) -> bool:
        return not self.mended and isinstance(proposal, ProjectRegistered) and proposal.project == "P13"

    def door(self, log: Recording, engine: Engine) -> Door:
        return fragile_door(log, engine, self)


@pytest.fixture
def url(own_server: EmbeddedServer) -> str:
    asyncio.run(provision(own_server.url))
    return own_server.url


def with_poison_parked(url: str, data: Path, work: Callable[[Parking, Bug], Awaitable[Any]]) -> Any:
    """Do something while intake serves and has parked a letter on which it breaks down."""

    async def run() -> Any:
        bug = Bug()
        async with served(url, data, bug.door), client_of(url) as client:
            await answers(client, [("contest-opened", body("contest", CONTEST))])
            assert await answers(client, [("project-registered", POISON)], HEADERS) == [PARKED]
            return await work(Parking(client), bug)

    return asyncio.run(run())


def facts(url: str) -> list[Fact]:
    log = Recording.at(url)
    try:
        return facts_of(log.read(0))
    finally:
        log.close()


async def last_receipt(parking: Parking) -> Any:
    message = await parking._js.get_last_msg(RECEIPTS, "redcard.receipt.bureau.poison", direct=True)
    return json.loads(message.data or b"")


def test_poison_is_parked_and_the_others_are_answered(url: str, tmp_path: Path) -> None:
    async def run() -> list[Any]:
        async with served(url, tmp_path, Bug().door), client_of(url) as client:
            messages = [("project-registered", body(name, project(name))) for name in ("P12", "P13", "P14")]
            return await answers(client, [("contest-opened", body("contest", CONTEST)), *messages])

    receipts = asyncio.run(run())

    assert [(answer["message_id"], answer["outcome"]) for answer in receipts] == [
        ("contest", "accepted"),
        ("P12", "accepted"),
        ("P13", "parked"),
        ("P14", "accepted"),
    ]


def test_what_is_parked_holds_all_that_is_known_of_it(url: str, tmp_path: Path) -> None:
    async def work(parking: Parking, bug: Bug) -> tuple[list[ParkedLetter], datetime]:
        stored = await parking._js.get_msg("INBOX", 2, direct=True)
        assert stored.time is not None
        return await parking.all(), stored.time

    [letter], received = with_poison_parked(url, tmp_path, work)

    assert (letter.place, letter.message, letter.attempts) == ("intake.2", "bureau/poison", 1)
    assert (letter.subject, letter.body) == ("redcard.in.bureau.project-registered", POISON)
    assert letter.error == "ZeroDivisionError('division by zero')"
    assert datetime.fromisoformat(letter.received) == received
    assert letter.sent_headers == {"redcard-reply-to": "bureau.desk", "x-batch": "七"}


def test_retry_while_the_bug_is_there_parks_it_anew_and_counts(url: str, tmp_path: Path) -> None:
    async def work(parking: Parking, bug: Bug) -> tuple[str, list[tuple[str, int]]]:
        [letter] = await parking.all()
        receipt = await parking.retry(letter)
        return receipt.outcome, [(letter.place, letter.attempts) for letter in await parking.all()]

    assert ("parked", [("intake.3", 2)]) == with_poison_parked(url, tmp_path, work)


def test_retry_when_the_bug_is_mended_decides_it_under_its_own_id(url: str, tmp_path: Path) -> None:
    async def work(parking: Parking, bug: Bug) -> tuple[Any, Any, list[ParkedLetter]]:
        bug.mended = True
        receipt = await parking.retry((await parking.all())[0])
        return receipt, await last_receipt(parking), await parking.all()

    receipt, kept, left = with_poison_parked(url, tmp_path, work)

    assert Accepted(source="bureau", message_id="poison", positions=(2,)) == receipt
    assert {"outcome": "accepted", "source": "bureau", "message_id": "poison", "positions": [2]} == kept
    assert [] == left


def test_retry_of_what_was_answered_meanwhile_changes_nothing(url: str, tmp_path: Path) -> None:
    async def work(parking: Parking, bug: Bug) -> list[Any]:
        bug.mended = True
        [letter] = await parking.all()
        return [await parking.retry(letter), len(await parking.all()), await parking._sent(letter.subject, POISON, {})]

    receipt, left, (_, again) = with_poison_parked(url, tmp_path, work)

    assert (0, receipt) == (left, again)
    assert 2 == len(facts(url))


def test_discard_is_a_fact_and_the_last_receipt(url: str, tmp_path: Path) -> None:
    async def work(parking: Parking, bug: Bug) -> tuple[Any, Any, list[ParkedLetter]]:
        desk = await parking._client.subscribe("bureau.desk")
        [letter] = await parking.all()
        answer = await parking.discard(letter, "测试数据", "值班员", "office")
        told = json.loads((await desk.next_msg(10)).data)
        kept = await last_receipt(parking)
        bug.mended = True
        _, again = await parking._sent(letter.subject, POISON, {})
        return (answer.outcome, told, kept), again.model_dump(mode="json"), await parking.all()

    (outcome, told, kept), again, left = with_poison_parked(url, tmp_path, work)

    expected = {
        "outcome": "discarded",
        "source": "bureau",
        "message_id": "poison",
        "positions": [2],
        "reason": "测试数据",
    }
    assert ("accepted", [expected] * 3, []) == (outcome, [told, kept, again], left)
    _, discarded = facts(url)
    assert isinstance(discarded, MessageDiscarded)
    assert ("intake", 2, "poison", "测试数据", "值班员") == (
        discarded.service,
        discarded.sequence,
        discarded.message_id,
        discarded.reason,
        discarded.discarded_by,
    )


class Falling(Parking):
    """Falls down at the n-th thing that it says to the server after the fact was sent."""

    falls_at: str

    async def _tell(self, *arguments: Any) -> None:
        if self.falls_at == "before the receipt":
            raise ConnectionResetError
        await super()._tell(*arguments)
        if self.falls_at == "after the receipt":
            raise ConnectionResetError


@pytest.mark.parametrize("falls_at", ["before the receipt", "after the receipt"])
def test_discard_that_fell_down_can_be_done_again(falls_at: str, url: str, tmp_path: Path) -> None:
    async def work(parking: Parking, bug: Bug) -> tuple[int, str, Any, list[ParkedLetter]]:
        [letter] = await parking.all()
        falling = Falling(parking._client)
        falling.falls_at = falls_at
        with pytest.raises(ConnectionResetError):
            await falling.discard(letter, "测试数据", "值班员", "office")
        kept = len(await parking.all())
        answer = await parking.discard(letter, "测试数据", "值班员", "office")
        return kept, answer.outcome, (await last_receipt(parking))["outcome"], await parking.all()

    assert (1, "accepted", "discarded", []) == with_poison_parked(url, tmp_path, work)
    assert 2 == len(facts(url))


def test_discard_that_is_refused_leaves_it_parked(url: str, tmp_path: Path) -> None:
    async def work(parking: Parking, bug: Bug) -> tuple[str, str, int]:
        [letter] = await parking.all()
        answer = await parking.discard(letter, " ", "值班员", "office")
        return answer.outcome, (await last_receipt(parking))["outcome"], len(await parking.all())

    assert ("refused", "parked", 1) == with_poison_parked(url, tmp_path, work)


# On the command line ----------------------------------------------------------------------------------------------


def redcard(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["parked", *arguments])


def test_the_command_line(url: str, tmp_path: Path) -> None:
    async def work(parking: Parking, bug: Bug) -> list[Result]:
        async def run(*arguments: str) -> Result:
            return await asyncio.to_thread(redcard, *arguments, "--nats", url)

        done = [await run("list", "--json"), await run("show", "intake.2"), await run("retry", "intake.2")]
        done += [
            await run("discard", "intake.3", "--by", "值班员", "--reason", "测试数据"),
            await run("list", "--json"),
        ]
        return [*done, await run("show", "intake.3")]

    listed, shown, retried, discarded, empty, gone = with_poison_parked(url, tmp_path, work)

    assert ("intake.2", "bureau/poison", 1) == tuple(
        json.loads(listed.stdout)[name] for name in ("place", "message", "attempts")
    )
    assert (POISON.decode(), 0) == (shown.stdout, shown.exit_code)
    assert (1, "intake.2: bureau/poison parked kept for people to look at: do not send it again\n") == (
        retried.exit_code,
        retried.stdout,
    )
    assert (0, "intake.3: discarded at 2 of the log\n") == (discarded.exit_code, discarded.stdout)
    assert (0, "") == (empty.exit_code, empty.stdout)
    assert (1, "nothing is parked as intake.3; see redcard parked list\n") == (gone.exit_code, gone.stderr)


@pytest.mark.parametrize(
    "arguments", [("show", "intake"), ("show", "intake.>"), ("retry",), ("discard", "intake.2", "--by", "x")]
)
def test_what_makes_no_sense_is_a_usage_error(arguments: tuple[str, ...], url: str) -> None:
    assert 2 == redcard(*arguments, "--nats", url).exit_code
