"""Who is who, held by nats-server: every user does its own work completely, and none does another's."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from nats.aio.client import Client

from services.command_line.opening import open_log
from services.command_line.playing import play
from services.scoring.rulebook.shelf import shelf
from services.upstream.message import Message
from services.upstream.publisher import Publisher, UndeliveredError
from services.upstream.simulation import simulate
from shared.catalogue.escalation import SupervisionOrderIssued
from shared.catalogue.scoring import CardIssued
from shared.envelope import Logged
from shared.eventlog.reading import FEW
from shared.permissions import AUDITOR, CLOCK, DECIDING, NOTIFYING, OPERATOR, PROVISION, USERS
from shared.subjects import REPLY_TO
from tests.live.identities import ANSWERED_AT, BUREAU, KEPT, OTHER, PUBLISHING, SECONDS, District, being

MONTHS, PROJECTS = 2, 30
WORKING = (PROVISION, *DECIDING, NOTIFYING)
MESSAGE = Message(BUREAU, "month-closed", "forged", datetime(2025, 3, 1, tzinfo=UTC), {"month": "2025-02"})


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """Two months of a small district, all of it said by one bureau."""
    district = District(tmp_path_factory.mktemp("identities"))
    with district.server, ExitStack() as running:
        district.cli(PROVISION, "provision")
        for service in (*DECIDING, NOTIFYING):
            running.enter_context(district.serving(service))
        phases = [
            replace(phase, messages=tuple(replace(message, source=BUREAU) for message in phase.messages))
            for phase in simulate(Random(1), shelf()["hanting"], year=2025, months=MONTHS, projects=PROJECTS)
        ]
        with being(district, AUDITOR), open_log(district.server.url) as log, being(district, BUREAU):
            asyncio.run(play(Publisher(district.server.url), log, phases, lambda *_: None, lambda _: None))
        yield district


@pytest.fixture(scope="module")
def facts(district: District) -> list[Logged]:
    """The log as the auditor reads it, through to its end."""
    with being(district, AUDITOR), open_log(district.server.url) as log:
        return list(log.read_all())


def test_services_do_all_their_work_and_are_refused_nothing(district: District, facts: list[Logged]) -> None:
    cards = [logged for logged in facts if isinstance(logged.entry.fact, CardIssued)]
    orders = [logged for logged in facts if isinstance(logged.entry.fact, SupervisionOrderIssued)]

    assert MONTHS * PROJECTS == len(cards)
    assert [] != orders
    assert {user: [] for user in (*WORKING, BUREAU)} == {user: district.violations(user) for user in (*WORKING, BUREAU)}


def test_services_that_start_again_read_the_whole_log_and_are_refused_nothing(
    district: District, facts: list[Logged]
) -> None:
    """Reading far takes other ways than following: through a consumer of one's own."""
    assert len(facts) > FEW
    for service in DECIDING:
        with being(district, service), open_log(district.server.url) as log:
            assert len(facts) == len(list(log.read_all()))
        assert [] == district.violations(service)


def test_auditor_decides_everything_again(district: District) -> None:
    district.cli(AUDITOR, "audit", "replay")


def test_source_reads_its_own_receipts(district: District, facts: list[Logged]) -> None:
    message_id = said_by_bureau(facts)
    receipt = district.run(BUREAU, lambda client: client.request(f"{KEPT}.{BUREAU}.{message_id}", timeout=SECONDS))

    assert (message_id, "accepted") == (json.loads(receipt.data)["message_id"], json.loads(receipt.data)["outcome"])


def test_source_reads_its_own_notices(district: District) -> None:
    """They may come a moment after the facts."""
    while not (said := district.cli(BUREAU, "notices", "--for", BUREAU, "--json")):
        pass
    assert (1, BUREAU) == (json.loads(said.splitlines()[0])["number"], json.loads(said.splitlines()[0])["data"]["who"])


def test_source_without_a_message_of_its_own_says_so_at_once(district: District) -> None:
    """Publishing as another is denied, and the publisher is told."""
    with being(district, OTHER), pytest.raises(UndeliveredError, match=r"(?i)permissions violation"):
        asyncio.run(Publisher(district.server.url, attempts=1).send(MESSAGE))


@pytest.mark.parametrize("subject", PUBLISHING)
def test_source_may_not_publish_beside_its_own_messages(district: District, subject: str) -> None:
    before = district.streams()

    denied = district.denials(BUREAU, lambda client: client.publish(subject, b"{}"))

    assert [f'nats: permissions violation for publish to "{subject.lower()}"'] == denied
    assert before == district.streams()


@pytest.mark.parametrize(
    "subject",
    [
        ">",
        "redcard.>",
        "redcard.log.>",
        f"redcard.in.{BUREAU}.>",
        "redcard.receipt.>",
        "redcard.notice.>",
        f"redcard.notice.{OTHER}.>",
        "redcard.receipt.*.*",
        f"redcard.receipt.{OTHER}.>",
        "redcard.deliver.intake-hears-inbox",
        "redcard.deliver.clock-hears-alarm",
        "_INBOX.>",
        f"_INBOX.{OTHER}.>",
        "_INBOX.intake.>",
        "$JS.>",
    ],
)
def test_source_may_not_hear_what_is_not_its_own(district: District, subject: str) -> None:
    denied = district.denials(BUREAU, lambda client: client.subscribe(subject))

    assert [f'nats: permissions violation for subscription to "{subject.lower()}"'] == denied


@pytest.mark.parametrize("trick", [{"seq": 1}, {"last_by_subj": f"redcard.receipt.{OTHER}.m1"}, {"multi_last": [">"]}])
def test_asking_for_ones_own_receipt_gets_nobody_elses(
    district: District, facts: list[Logged], trick: dict[str, Any]
) -> None:
    """A direct get may carry a question of its own; beside the subject it is refused."""
    subject = f"{KEPT}.{BUREAU}.{said_by_bureau(facts)}"

    answer = district.run(BUREAU, lambda client: client.request(subject, json.dumps(trick).encode(), timeout=SECONDS))

    assert (b"", "408") == (answer.data, (answer.headers or {})["Status"])


@pytest.mark.parametrize("reply", ANSWERED_AT)
def test_source_has_nothing_put_elsewhere_by_the_server(district: District, facts: list[Logged], reply: str) -> None:
    """The acknowledgement of a message, and a receipt, go where the sender says, but not out of its account."""
    message_id = said_by_bureau(facts)
    before = district.streams()

    async def tricked(client: Client) -> None:
        receipts = await client.subscribe(f"redcard.receipt.{BUREAU}.{message_id}")
        body = json.dumps({"id": message_id}).encode()
        await client.publish(f"redcard.in.{BUREAU}.progress-reported", body, reply)
        await receipts.next_msg(SECONDS)
        await client.publish(f"{KEPT}.{BUREAU}.{message_id}", b"", reply)
        await client.flush()

    async def heard(client: Client) -> list[bytes]:
        answers = await client.subscribe(f"_INBOX.{OTHER}.>")
        await client.flush()
        await asyncio.to_thread(district.run, BUREAU, tricked)
        await client.flush()
        return [(await answers.next_msg()).data for _ in range(answers.pending_msgs)]

    assert [] == district.run(OTHER, heard)
    # One message more, and the receipt given once more; of receipts only the last is kept.
    after = district.streams()
    assert [before["INBOX"][1] + 1, before["RECEIPTS"][1] + 1] == [after["INBOX"][1], after["RECEIPTS"][1]]
    assert [before["LOG"], before["PARKED"]] == [after["LOG"], after["PARKED"]]


def test_no_receipt_goes_to_the_inbox_of_another(district: District, facts: list[Logged]) -> None:
    message_id = said_by_bureau(facts)

    async def sent(client: Client, reply_to: str) -> None:
        receipts = await client.subscribe(f"redcard.receipt.{BUREAU}.{message_id}")
        body = json.dumps({"id": message_id}).encode()
        await client.publish(f"redcard.in.{BUREAU}.progress-reported", body, headers={REPLY_TO: reply_to})
        await receipts.next_msg(SECONDS)

    async def heard(client: Client) -> list[bytes]:
        answers = await client.subscribe(f"_INBOX.{OTHER}.>")
        await client.flush()
        await asyncio.to_thread(district.run, BUREAU, lambda bureau: sent(bureau, f"_INBOX.{OTHER}.x"))
        # What follows comes behind it: a receipt of its own.
        await asyncio.to_thread(district.run, BUREAU, lambda bureau: sent(bureau, f"_INBOX.{BUREAU}.x"))
        await client.flush()
        return [(await answers.next_msg()).data for _ in range(answers.pending_msgs)]

    assert [] == district.run(OTHER, heard)


@pytest.mark.parametrize("user", [AUDITOR, CLOCK])
@pytest.mark.parametrize("reply", ANSWERED_AT)
def test_who_reads_the_log_has_nothing_put_elsewhere_by_the_server(district: District, user: str, reply: str) -> None:
    before = district.streams()

    async def tricked(client: Client) -> None:
        await client.publish("$JS.API.DIRECT.GET.LOG", b'{"seq": 1}', reply)
        await client.publish("$JS.API.STREAM.INFO.LOG", b"", reply)
        await client.flush()

    district.run(user, tricked)
    assert before == district.streams()


@pytest.mark.parametrize("reply", ANSWERED_AT)
def test_clock_has_the_acknowledgement_of_its_message_put_nowhere_else(district: District, reply: str) -> None:
    before = district.streams()

    async def tricked(client: Client) -> None:
        receipts = await client.subscribe("redcard.receipt.clock.*")
        body = json.dumps({"id": f"trick-{ANSWERED_AT.index(reply)}"}).encode()
        await client.publish("redcard.in.clock.day-begun", body, reply)
        await receipts.next_msg(SECONDS)
        await client.flush()

    district.run(CLOCK, tricked)
    # The message, its refusal and the receipt for that.
    after = district.streams()
    assert {**dict.fromkeys(after, 0), "INBOX": 1, "LOG": 1, "RECEIPTS": 1} == {
        name: after[name][1] - before[name][1] for name in after
    }


@pytest.mark.parametrize(
    "subject", [s for s in PUBLISHING if s not in ("$JS.API.DIRECT.GET.LOG", "$JS.API.STREAM.INFO.LOG")]
)
def test_auditor_writes_nothing(district: District, subject: str) -> None:
    before = district.streams()

    denied = district.denials(AUDITOR, lambda client: client.publish(subject, b"{}"))

    assert [f'nats: permissions violation for publish to "{subject.lower()}"'] == denied
    assert before == district.streams()


def test_operator_looks_after_receipts_and_what_is_parked(district: District, facts: list[Logged]) -> None:
    district.cli(OPERATOR, "parked", "list")
    receipts = district.cli(OPERATOR, "receipts", "--source", BUREAU, "--json").splitlines()

    assert district.streams()["RECEIPTS"][1] >= len(receipts) >= MONTHS * PROJECTS
    assert [] == district.violations(OPERATOR)


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("verb", ["DELETE", "PURGE", "UPDATE", "MSG.DELETE"])
def test_nobody_deletes_purges_or_alters_a_stream(district: District, user: str, verb: str) -> None:
    subject = f"$JS.API.STREAM.{verb}.RECEIPTS"

    denied = district.denials(user, lambda client: client.publish(subject, b""))

    assert [f'nats: permissions violation for publish to "{subject.lower()}"'] == denied


@pytest.mark.parametrize("user", [user for user in USERS if user != PROVISION])
@pytest.mark.parametrize("subject", ["STREAM.CREATE.MINE", "CONSUMER.DURABLE.CREATE.LOG.mine"])
def test_only_provision_creates_streams_and_durables(district: District, user: str, subject: str) -> None:
    denied = district.denials(user, lambda client: client.publish(f"$JS.API.{subject}", b"{}"))

    assert [f'nats: permissions violation for publish to "$js.api.{subject.lower()}"'] == denied


@pytest.mark.parametrize("user", DECIDING)
def test_a_service_appends_to_its_own_part_of_the_log_only(district: District, user: str) -> None:
    others = [f"redcard.log.{other}.x.y" for other in DECIDING if other != user]

    async def forged(client: Client) -> None:
        for subject in others:
            await client.publish(subject, b"{}")

    assert [f'nats: permissions violation for publish to "{subject}"' for subject in others] == district.denials(
        user, forged, len(others)
    )


def test_who_has_no_key_or_a_strange_one_is_told_so(district: District, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "services.command_line", "keys", "init", str(tmp_path / "keys")], check=True)
    strange = district.attempt(AUDITOR, "audit", "replay", NATS_NKEY_SEED_FILE=str(tmp_path / "keys" / "auditor.nk"))
    nobody = district.attempt("", "audit", "replay", NATS_URL=district.server.url)

    told = (
        f"NATS at {district.server.url} does not know us: set NATS_NKEY_SEED_FILE to the seed of a user that it knows\n"
    )
    assert [(1, told), (1, told)] == [(done.returncode, done.stderr) for done in (strange, nobody)]


def said_by_bureau(facts: list[Logged]) -> str:
    """The id of a message that was accepted."""
    said = (logged.entry.causation for logged in facts if logged.entry.causation.startswith(f"{BUREAU}/"))
    return next(said).removeprefix(f"{BUREAU}/")
