"""The account balances: accepted + refused + parked + repeated = received, whoever counts.

Several connections publish good, bad and poisonous messages and repeats, at once. Then everybody counts for
himself: who published, the log, PARKED, the stream of receipts, and the metrics.
"""

import asyncio
import http.client
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from nats.aio.client import Client
from prometheus_client.parser import text_string_to_metric_families

from services.command_line.parked_letters import Parking
from services.command_line.stack import SERVICES, Stack
from shared.catalogue import Fact
from shared.catalogue.intake import MessageRefused, ProjectRegistered
from shared.embedded import EmbeddedServer
from shared.provisioning import provision
from shared.recording import Recording
from shared.subjects import INBOX, RECEIPTS
from tests.live.serving import CONTEST, all_answered, answers, body, client_of, project, served
from tests.shared.doors import fragile_door

SOURCES = ("bureau-a", "bureau-b", "bureau-c", "bureau-d")
EACH = 750
KINDS = ("accepted", "refused", "unreadable", "parked", "repeated")
Sent = list[tuple[str, str, bytes]]
"""What becomes of a message, the message `<source>/<id>`, and its body."""


def poisonous(proposal: Fact) -> bool:
    return isinstance(proposal, ProjectRegistered) and proposal.project.startswith("X")


def messages(source: str) -> Sent:
    """Messages of one source, the same in every run."""
    chance, sent = Random(source), list[tuple[str, str, bytes]]()
    for number in range(EACH):
        kind, name = chance.choices(KINDS, (10, 3, 1, 2, 4))[0], f"{source}-{number}"
        if kind == "repeated" and sent:
            first, message, content = chance.choice(sent)
            # What is parked or has no id is not answered for good: it is parked, or refused, once more.
            kind = first if first in ("parked", "unreadable") else "repeated"
            sent.append((kind, message, content))
        elif kind == "refused":
            sent.append((kind, f"{source}/{name}", body(name, {**project(name), "category": "castle"})))
        elif kind == "unreadable":
            sent.append((kind, "", b"{"))
        elif kind == "parked":
            sent.append((kind, f"{source}/{name}", body(name, project(f"X{name}"))))
        else:
            sent.append(("accepted", f"{source}/{name}", body(name, project(name))))
    return sent


async def publish(url: str, source: str, sent: Sent) -> int:
    """Publish all, over a connection of one's own; how many the inbox has stored."""
    async with client_of(url) as client:
        js = client.jetstream(publish_async_max_pending=100)
        subject = f"redcard.in.{source}.project-registered"
        acks = [await js.publish_async(subject, content, wait_stall=10) for _, _, content in sent]
        return len({ack.seq for ack in await asyncio.gather(*acks)})


def samples(text: str) -> dict[tuple[str, str], float]:
    """Every sample of a page of metrics, by name and outcome."""
    return {
        (sample.name, sample.labels.get("outcome", "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_accepted_refused_parked_and_repeated_are_all_that_was_received(
    own_server: EmbeddedServer, tmp_path: Path
) -> None:
    url = own_server.url
    sent = {source: messages(source) for source in SOURCES}

    async def run() -> tuple[int, list[str], Counter[str], dict[tuple[str, str], float], int]:
        await provision(url)
        opened = served(url, tmp_path, lambda log, engine: fragile_door(log, engine, poisonous))
        async with opened as doorway, client_of(url) as client:
            await answers(client, [("contest-opened", body("contest", CONTEST))])
            stored = await asyncio.gather(*(publish(url, source, sent[source]) for source in SOURCES))
            await all_answered(client)
            parked = [letter.message for letter in await Parking(client).all()]
            metrics = samples(doorway.metrics.text().decode())
            inbox = (await client.jetstream().stream_info(INBOX)).state.messages
            return sum(stored), parked, await outcomes(client), metrics, inbox

    stored, parked, receipts, metrics, inbox = asyncio.run(run())

    every = [one for source in SOURCES for one in sent[source]]
    expected = Counter(kind for kind, _, _ in every)
    refused = expected["refused"] + expected["unreadable"]
    assert stored == len(every) == sum(expected.values()) == inbox - 1

    log = Recording.at(url)
    by_message = {True: list[str](), False: list[str]()}
    for logged in log.read(1):
        by_message[isinstance(logged.entry.fact, MessageRefused)].append(logged.entry.causation)
    log.close()
    assert sorted(message for kind, message, _ in every if kind == "accepted") == sorted(by_message[False])
    assert (refused, refused) == (len(by_message[True]), len(set(by_message[True])))
    assert sorted(message for kind, message, _ in every if kind == "parked") == sorted(parked)

    once = len({message for kind, message, _ in every if kind == "parked"})
    assert {"accepted": expected["accepted"] + 1, "refused": refused, "parked": once} == receipts

    counted = {outcome: metrics["redcard_letters_total", outcome] for outcome in ("refused", "parked", "repeated")}
    assert {"refused": refused, "parked": len(parked), "repeated": expected["repeated"]} == counted
    assert expected["accepted"] + 1 == metrics["redcard_letters_total", "accepted"]
    assert metrics["redcard_letters_received_total", ""] == inbox == metrics["redcard_inbox_position", ""]
    assert inbox == metrics["redcard_batch_letters_sum", ""]
    assert metrics["redcard_batch_letters_count", ""] == metrics["redcard_decision_seconds_count", ""]
    assert expected["accepted"] + refused + 1 == metrics["redcard_log_position", ""]


async def outcomes(client: Client) -> Counter[str]:
    """The outcomes in the stream of receipts, which holds one for each message."""
    js = client.jetstream()
    reading = await js.subscribe("redcard.receipt.>", stream=RECEIPTS, ordered_consumer=True)
    found = Counter[str]()
    for _ in range((await js.stream_info(RECEIPTS)).state.messages):
        found[json.loads((await reading.next_msg(10)).data)["outcome"]] += 1
    return found


# Over HTTP --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("accounting")) as stack:
        yield stack


def page(port: int) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/metrics")
        answer = connection.getresponse()
        return answer.status, answer.getheader("content-type") or "", answer.read().decode()
    finally:
        connection.close()


def test_every_service_counts_what_it_is_asked_to_decide(stack: Stack) -> None:
    async def ask() -> None:
        async with client_of(stack.nats_url) as client:
            kinds = ("contest-opened", "rulebook-adopted", "interview-held", "issue-raised")
            await answers(client, [(kind, b"{") for kind in kinds])

    asyncio.run(ask())

    for name, refused in zip(SERVICES, (2, 1, 1), strict=True):
        status, kind, text = page(stack.port(name))
        assert (200, "text/plain; version=0.0.4; charset=utf-8") == (status, kind)
        found = samples(text)
        assert refused == found["redcard_letters_total", "refused"] == found["redcard_letters_received_total", ""]
        assert {"process_resident_memory_bytes", "process_open_fds"} <= {name for name, _ in found}
