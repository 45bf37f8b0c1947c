"""The whole of redcard in containers: a district's quarter, sent from outside, gives the cards of the embedded run."""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from secrets import token_hex

import pytest

from services.command_line.content import digest_of
from services.command_line.opening import open_log
from services.command_line.playing import play
from services.command_line.stack import Stack
from services.scoring.rulebook.shelf import shelf
from services.upstream.message import Message
from services.upstream.publisher import Publisher
from services.upstream.simulation import simulate
from shared.catalogue.scoring import CardIssued
from shared.permissions import AUDITOR
from shared.receipts import Rejected
from shared.recording import Recording
from tests.deploy.engine import IMAGE_TAG, docker

SEED = 7
MONTHS = 3
PROJECTS = 50
BUREAU = "housing-bureau"

pytestmark = pytest.mark.docker


class Deployment:
    """`deploy/docker-compose.yml` under a project name and on a port of its own."""

    def __init__(self, seeds: Path) -> None:
        self._project = f"redcard-tests-{token_hex(4)}"
        self._seeds = seeds

    def attempt(self, *command: str) -> subprocess.CompletedProcess[str]:
        return docker(
            "compose", "--file", "deploy/docker-compose.yml", "--project-name", self._project, *command,
            REDCARD_NATS_PORT="0", REDCARD_TAG=IMAGE_TAG, REDCARD_SOURCES=BUREAU,
        )  # fmt: skip

    def compose(self, *command: str) -> str:
        answer = self.attempt(*command)
        assert answer.returncode == 0, answer.stderr + self.logs()
        return answer.stdout

    def keys(self, *command: str) -> str:
        return self.compose("run", "--rm", "keys", "keys", *command)

    @contextmanager
    def being(self, user: str) -> Iterator[None]:
        """This process is a user for a while, with the seed as an operator hands it out."""
        seed = self._seeds / f"{user}.nk"
        seed.write_text(self.keys("show", "/keys", user))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("NATS_NKEY_SEED_FILE", str(seed))
            yield

    def logs(self) -> str:
        return docker("compose", "--project-name", self._project, "logs", "--no-color").stdout

    def up(self) -> None:
        self.compose("up", "--detach", "--wait")

    def down(self, *options: str) -> None:
        self.compose("down", "--remove-orphans", *options)

    def states(self) -> dict[str, tuple[str, str, int]]:
        """Every service with its state, its health and its exit code."""
        told = [json.loads(line) for line in self.compose("ps", "--all", "--format", "json").splitlines()]
        return {each["Service"]: (each["State"], each["Health"], each["ExitCode"]) for each in told}

    @property
    def nats_url(self) -> str:
        return f"nats://{self.compose('port', 'nats', '4222').strip()}"


@pytest.fixture(scope="module")
def deployment(image: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    deployment = Deployment(tmp_path_factory.mktemp("seeds"))
    try:
        deployment.up()
        yield deployment
    finally:
        deployment.down("--volumes")


def send_quarter(nats_url: str, log: Recording) -> None:
    """Send a simulated district's first quarter, all of it from one bureau."""
    phases = [
        replace(phase, messages=tuple(replace(message, source=BUREAU) for message in phase.messages))
        for phase in simulate(Random(SEED), shelf()["hanting"], year=2025, months=MONTHS, projects=PROJECTS)
    ]
    asyncio.run(play(Publisher(nats_url), log, phases, lambda message, receipt: None, lambda bulletin: None))


def found(log: Recording) -> tuple[list[CardIssued], str]:
    """Every card on the log, in order, and the digest of all that is there."""
    cards = [logged.entry.fact for logged in log.read_all() if isinstance(logged.entry.fact, CardIssued)]
    return cards, digest_of(log.read_all())


def test_quarter_gives_the_cards_of_the_embedded_run_and_outlives_the_containers(
    deployment: Deployment, tmp_path: Path
) -> None:
    with Stack(tmp_path) as stack, open_log(stack.nats_url) as log:
        send_quarter(stack.nats_url, log)
        expected = found(log)
    with deployment.being(AUDITOR), open_log(deployment.nats_url) as log:
        with deployment.being(BUREAU):
            send_quarter(deployment.nats_url, log)
        assert expected == found(log)
    assert PROJECTS * MONTHS == len(expected[0])

    deployment.down()
    deployment.up()
    with deployment.being(AUDITOR), open_log(deployment.nats_url) as log:
        assert expected == found(log)


def test_everything_is_healthy_and_provisioning_is_done(deployment: Deployment) -> None:
    healthy = ("running", "healthy", 0)
    assert {
        "keys": ("exited", "", 0),
        "nats": healthy,
        "provision": ("exited", "", 0),
        "intake": healthy,
        "scoring": healthy,
        "escalation": healthy,
        "notices": healthy,
        "clock": healthy,
    } == deployment.states()


def test_nats_is_reached_from_this_machine_only(deployment: Deployment) -> None:
    assert deployment.nats_url.startswith("nats://127.0.0.1:")


def test_nats_reads_its_users_but_nobodys_seed(deployment: Deployment) -> None:
    seed = deployment.attempt("exec", "nats", "cat", "/etc/nats/keys/intake.nk")
    users = deployment.attempt("exec", "nats", "cat", "/etc/nats/keys/users.conf")

    assert (1, "", True) == (seed.returncode, seed.stdout, "Permission denied" in seed.stderr)
    assert (0, "") == (users.returncode, users.stderr)


def test_source_is_added_while_the_services_run(deployment: Deployment) -> None:
    message = Message("new-bureau", "month-closed", "m1", datetime(2030, 1, 1, tzinfo=UTC), {"month": "2029-12"})
    deployment.keys("add", "/keys", "--source", "new-bureau")
    deployment.compose("restart", "nats")
    deployment.up()

    with deployment.being("new-bureau"):
        receipt = asyncio.run(Publisher(deployment.nats_url).send(message))

    assert isinstance(receipt, Rejected)
    assert ("new-bureau", "m1") == (receipt.source, receipt.message_id)


def test_who_has_no_key_is_told_so(deployment: Deployment) -> None:
    with (
        pytest.raises(ConnectionError, match=r"does not know us: set NATS_NKEY_SEED_FILE"),
        open_log(deployment.nats_url),
    ):
        pass
