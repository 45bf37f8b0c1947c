"""The same over the wire: rubbish of every sort to the real services, with good messages in between."""

import asyncio
import socket
from pathlib import Path
from urllib.parse import quote

import nats
import pytest
from nats.aio.client import Client
from pydantic import TypeAdapter

from services.command_line.stack import Stack
from shared.catalogue import Fact
from shared.catalogue.intake import MessageRefused
from shared.letters import CLOUD_EVENT, Letter
from shared.receipts import Accepted, Discarded, Rejected
from shared.recording import Recording
from shared.subjects import INBOX, PARKED, decided_by
from tests.fuzz.office import BEFORE, GOOD, GRANTS, check_refusal
from tests.fuzz.test_office import SEED, mail
from tests.samples import letter

LETTERS = 1_500
SECONDS = 60
"""More than all of it needs: only a lost receipt takes so long."""
Told = Accepted | Rejected | Discarded
_RECEIPT: TypeAdapter[Told] = TypeAdapter(Told)


def sendable(letter: Letter) -> bool:
    """Whether the server takes it: a subject has no spaces, no empty tokens, no wildcards."""
    tokens = letter.subject.split(".")
    return not any(character.isspace() for character in letter.subject) and not {"", "*", ">"} & set(tokens)


def frame(letter: Letter) -> bytes:
    """A letter in the protocol of NATS; attributes of a CloudEvent are percent-encoded on the wire."""
    lines = [
        f"{name}: {quote(value, errors='replace') if name.startswith(CLOUD_EVENT) else value}"
        for name, value in letter.headers.items()
    ]
    block = "\r\n".join(["NATS/1.0", *lines, "", ""]).encode()
    sizes = b"%d %d" % (len(block), len(block) + len(letter.body))
    return b"HPUB %s %s\r\n%s%s\r\n" % (letter.subject.encode(), sizes, block, letter.body)


def publish(nats_url: str, letters: list[Letter]) -> None:
    """Put letters on the wire without the help of a client; returns when the server has them."""
    place = "127.0.0.1", int(nats_url.rpartition(":")[2])
    with socket.create_connection(place, SECONDS) as wire, wire.makefile("rb") as said:
        said.readline()
        wire.sendall(b'CONNECT {"verbose":false,"headers":true}\r\n')
        for letter in letters:
            wire.sendall(frame(letter))
        wire.sendall(b"PING\r\n")
        assert b"PONG\r\n" == said.readline()


async def stored(client: Client) -> int:
    """How many letters the inbox has taken."""
    return (await client.jetstream().stream_info(INBOX)).state.last_seq


async def receipts(nats_url: str, letters: list[Letter]) -> list[Told]:
    """Publish letters, and give as many receipts, as they come."""
    client = await nats.connect(nats_url)
    heard = await client.subscribe("redcard.receipt.>", pending_msgs_limit=0, pending_bytes_limit=0)
    before = await stored(client)
    await asyncio.to_thread(publish, nats_url, letters)
    async with asyncio.timeout(SECONDS):
        found = [_RECEIPT.validate_json((await heard.next_msg(SECONDS)).data) for _ in letters]
    assert before + len(letters) == await stored(client)
    assert 0 == (await client.jetstream().stream_info(PARKED)).state.messages
    await client.close()
    return found


@pytest.mark.parametrize("seed", [SEED], ids="FUZZ_SEED={}".format)
def test_every_message_gets_its_receipt_and_intake_stays_as_it_is(seed: int, tmp_path: Path) -> None:
    every, _ = mail(seed, LETTERS, guarded=True)
    letters = [one for one in every if sendable(one) and (one.source != GOOD or decided_by(one.kind) == "intake")]
    begun = [
        letter(fact, source=GOOD, message_id=f"b{number}") for number, fact in enumerate((*GRANTS, *BEFORE), start=1)
    ]
    with Stack(tmp_path) as stack:
        process = stack.pid("intake")
        assert {Accepted} == set(map(type, asyncio.run(receipts(stack.nats_url, begun))))

        answers = asyncio.run(receipts(stack.nats_url, letters))

        stack.check()
        stack._wait_until_ready("intake")
        assert process == stack.pid("intake")
        log = Recording.at(stack.nats_url)
        said = {logged.position: logged.entry.fact for logged in log.read_all() if "/" in logged.entry.causation}
        log.close()
    assert [one.key for one in letters if one.source == GOOD] == [
        f"{GOOD}/{answer.message_id}" for answer in answers if answer.source == GOOD and isinstance(answer, Accepted)
    ]
    check_log(said, answers, len(begun))


def check_log(said: dict[int, Fact], answers: list[Told], before: int) -> None:
    """The log holds one refusal for each message that was refused, what the others proposed, and nothing else."""
    told = {position for answer in answers for position in answer.positions}
    assert told == set(list(said)[before:])
    for answer in answers:
        if isinstance(answer, Rejected):
            check_refusal(answer)
            [position] = answer.positions
            refusal = said[position]
            assert isinstance(refusal, MessageRefused)
            assert (answer.code, answer.field, answer.rule) == (refusal.code, refusal.field, refusal.rule)
        else:
            assert not any(isinstance(said[position], MessageRefused) for position in answer.positions)
