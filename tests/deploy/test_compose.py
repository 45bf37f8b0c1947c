"""The whole of redcard in containers: a district's quarter, sent from outside, gives the cards of the embedded run."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from secrets import token_hex

import pytest

from services.command_line.demo import shipped_rulebook
from services.command_line.opening import open_log
from services.command_line.playing import log_digest, play
from services.command_line.stack import Stack
from services.upstream.publisher import Publisher
from services.upstream.simulation import simulate
from shared.catalogue.scoring import CardIssued
from tests.deploy.engine import IMAGE_TAG, docker

SEED = 7
MONTHS = 3
PROJECTS = 50

pytestmark = pytest.mark.docker


class Deployment:
    """`deploy/docker-compose.yml` under a project name and on a port of its own."""

    def __init__(self) -> None:
        self._project = f"redcard-tests-{token_hex(4)}"

    def compose(self, *command: str) -> str:
        answer = docker(
            "compose", "--file", "deploy/docker-compose.yml", "--project-name", self._project, *command,
            REDCARD_NATS_PORT="0", REDCARD_TAG=IMAGE_TAG,
        )  # fmt: skip
        assert answer.returncode == 0, answer.stderr + self.logs()
        return answer.stdout

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
def deployment(image: str) -> Iterator[Deployment]:
    deployment = Deployment()
    try:
        deployment.up()
        yield deployment
    finally:
        deployment.down("--volumes")


def send_quarter(nats_url: str) -> None:
    """Send a simulated district's first quarter as its bureaus and offices would."""
    phases = simulate(Random(SEED), shipped_rulebook(), year=2026, months=MONTHS, projects=PROJECTS)
    with open_log(nats_url) as log:
        asyncio.run(play(Publisher(nats_url), log, phases, lambda message, receipt: None, lambda bulletin: None))


def cards(nats_url: str) -> list[CardIssued]:
    """Every card on the log, in order."""
    with open_log(nats_url) as log:
        return [logged.entry.fact for logged in log.read_all() if isinstance(logged.entry.fact, CardIssued)]


def digest(nats_url: str) -> str:
    with open_log(nats_url) as log:
        return log_digest(log)


def test_quarter_gives_the_cards_of_the_embedded_run_and_outlives_the_containers(
    deployment: Deployment, tmp_path: Path
) -> None:
    send_quarter(deployment.nats_url)
    with Stack(tmp_path) as stack:
        send_quarter(stack.nats_url)
        expected, expected_digest = cards(stack.nats_url), digest(stack.nats_url)
    assert PROJECTS * MONTHS == len(expected)
    assert expected == cards(deployment.nats_url)
    assert expected_digest == digest(deployment.nats_url)

    deployment.down()
    deployment.up()
    assert expected == cards(deployment.nats_url)
    assert expected_digest == digest(deployment.nats_url)


def test_everything_is_healthy_and_provisioning_is_done(deployment: Deployment) -> None:
    healthy = ("running", "healthy", 0)
    assert {
        "nats": healthy,
        "provision": ("exited", "", 0),
        "intake": healthy,
        "scoring": healthy,
        "escalation": healthy,
    } == deployment.states()


def test_nats_is_reached_from_this_machine_only(deployment: Deployment) -> None:
    assert deployment.nats_url.startswith("nats://127.0.0.1:")
