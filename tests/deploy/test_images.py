"""The image, one service at a time: ready where it is provisioned, a clear refusal where not, and a clean end."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

import pytest
from docker.types import Mount
from testcontainers.core.container import DockerContainer
from testcontainers.core.network import Network
from testcontainers.core.wait_strategies import HttpWaitStrategy

from tests.deploy.engine import ROOT, docker

SERVICES = ("intake", "scoring", "escalation", "notices", "clock")
WAIT_SECONDS = 60

pytestmark = pytest.mark.docker


@pytest.fixture(scope="module")
def network(engine: None) -> Iterator[Network]:
    with Network() as network:
        yield network


@pytest.fixture(scope="module")
def keys(image: str) -> Iterator[str]:
    """A volume with the keys of redcard's own users."""
    volume = f"redcard-tests-{token_hex(4)}"
    try:
        code, said = outcome(
            DockerContainer(image).with_command("keys init /keys").with_kwargs(mounts=[mounted(volume)])
        )
        assert code == 0, said
        yield volume
    finally:
        docker("volume", "rm", "--force", volume)


def mounted(keys: str, at: str = "/keys", *, read_only: bool = False) -> Mount:
    return Mount(at, keys, type="volume", read_only=read_only)


@contextmanager
def nats_server(network: Network, keys: str, name: str) -> Iterator[str]:
    """A server with the configuration that is deployed, under a name in the network."""
    server = (
        DockerContainer("nats:2.15-alpine")
        .with_copy_into_container(ROOT / "deploy" / "nats.conf", "/etc/redcard.conf")
        .with_command(["--config", "/etc/redcard.conf"])
        .with_kwargs(mounts=[mounted(keys, "/etc/keys", read_only=True)])
        .with_network(network)
        .with_network_aliases(name)
        .with_exposed_ports(8222)
        .waiting_for(HttpWaitStrategy(8222, "/healthz").with_startup_timeout(WAIT_SECONDS).with_poll_interval(0.1))
    )
    with server:
        yield f"nats://{name}:4222"


def redcard(image: str, network: Network, keys: str, nats_url: str, *command: str) -> DockerContainer:
    """A container of the image, as confined as it is deployed; the last word of the command is who it is."""
    return (
        DockerContainer(image)
        .with_command(list(command))
        .with_env("NATS_URL", nats_url)
        .with_env("NATS_NKEY_SEED_FILE", f"/keys/{command[-1]}.nk")
        .with_network(network)
        .with_exposed_ports(8080)
        .with_kwargs(
            read_only=True,
            cap_drop=["ALL"],
            security_opt=["no-new-privileges:true"],
            mounts=[Mount("/data", None, type="volume"), mounted(keys, read_only=True)],
        )
    )


def outcome(container: DockerContainer) -> tuple[int, str]:
    """How a container ended, and all that it said."""
    with container:
        code = container.wait()
        said = b"".join(container.get_logs()).decode()
    return code, said


@pytest.fixture(scope="module")
def unprovisioned(network: Network, keys: str) -> Iterator[str]:
    with nats_server(network, keys, "nats-unprovisioned") as url:
        yield url


@pytest.fixture(scope="module")
def provisioned(image: str, network: Network, keys: str) -> Iterator[str]:
    with nats_server(network, keys, "nats-provisioned") as url:
        code, said = outcome(redcard(image, network, keys, url, "provision"))
        assert code == 0, said
        yield url


@pytest.mark.parametrize("service", SERVICES)
def test_service_becomes_ready_and_ends_cleanly(
    image: str, network: Network, keys: str, provisioned: str, service: str
) -> None:
    ready = HttpWaitStrategy(8080, "/ready").with_startup_timeout(WAIT_SECONDS).with_poll_interval(0.1)
    with redcard(image, network, keys, provisioned, "serve", service).waiting_for(ready) as container:
        container.get_wrapped_container().stop(timeout=WAIT_SECONDS)  # SIGTERM, and SIGKILL only after that long
        assert container.wait() == 0


@pytest.mark.parametrize("service", SERVICES)
def test_service_refuses_to_start_where_nothing_is_provisioned(
    image: str, network: Network, keys: str, unprovisioned: str, service: str
) -> None:
    code, said = outcome(redcard(image, network, keys, unprovisioned, "serve", service))
    assert (1, True, False) == (code, "is missing; run: redcard provision" in said, "Traceback" in said), said


def test_service_without_a_server_says_so(image: str, network: Network, keys: str) -> None:
    code, said = outcome(redcard(image, network, keys, "nats://127.0.0.1:4222", "serve", "intake"))
    assert (1, "no nats-server answers at nats://127.0.0.1:4222\n") == (code, said)


def test_provisioning_again_changes_nothing(image: str, network: Network, keys: str, provisioned: str) -> None:
    code, said = outcome(redcard(image, network, keys, provisioned, "provision"))
    assert (0, {"kept"}) == (code, {line.split()[0] for line in said.splitlines()}), said


def test_the_image_runs_as_nobody_in_particular(image: str, network: Network) -> None:
    code, said = outcome(DockerContainer(image).with_kwargs(entrypoint=["id", "-u"]))
    assert (0, "10001\n") == (code, said)
