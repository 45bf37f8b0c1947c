"""A Docker engine and the image of this very source, or a word about why not."""

import os
import socket
from collections.abc import Iterator

import pytest

from tests.deploy.engine import IMAGE_TAG, docker, lacking

# Every test takes down what it started, so the reaper would only be one more image to fetch.
os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")


@pytest.fixture(scope="session")
def engine() -> None:
    """A Docker engine with what the tests need."""
    if reason := lacking():
        if os.environ.get("REQUIRE_DOCKER") == "1":
            pytest.fail(f"REQUIRE_DOCKER=1, but {reason}")
        pytest.skip(reason)
    # A daemon of this very machine publishes ports here, even where the machine is a container itself.
    if docker("info", "--format", "{{.Name}}").stdout.strip() == socket.gethostname():
        os.environ.setdefault("TESTCONTAINERS_CONNECTION_MODE", "docker_host")


@pytest.fixture(scope="session")
def image(engine: None) -> Iterator[str]:
    """The image of redcard, built from this source."""
    name = f"redcard:{IMAGE_TAG}"
    built = docker("compose", "--file", "deploy/docker-compose.yml", "build", REDCARD_TAG=IMAGE_TAG)
    assert built.returncode == 0, built.stderr
    yield name
    docker("image", "rm", "--force", name)
