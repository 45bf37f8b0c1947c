"""`redcard keys`: seeds that nobody else reads and nothing overwrites, and the users that NATS makes of them."""

import json
from pathlib import Path

import nkeys
import pytest
from typer.testing import CliRunner, Result

from services.command_line.keys import app, public_keys
from shared.notices import TASK_FORCES
from shared.permissions import USERS, accounts


def keys(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def contents(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(directory.iterdir())}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Keys of redcard's own users and of two bureaus."""
    directory = tmp_path / "keys"
    assert 0 == keys("init", directory, "--source", "bureau", "--source", "weather").exit_code
    return directory


def test_everyone_has_a_seed_that_its_owner_alone_can_read(directory: Path) -> None:
    names = {f"{user}.nk" for user in (*USERS, "bureau", "weather")}
    modes = {file.name: file.stat().st_mode & 0o777 for file in directory.iterdir()}

    assert dict.fromkeys(names, 0o600) | {"users.conf": 0o644} == modes


def test_users_conf_says_what_the_table_of_permissions_says(directory: Path) -> None:
    found = json.loads((directory / "users.conf").read_text())

    assert {"accounts": accounts(public_keys(directory))} == found
    assert {*USERS, "bureau", "weather"} == public_keys(directory).keys()
    assert len(USERS) + 2 == len(set(public_keys(directory).values()))


def test_the_public_key_belongs_to_the_seed(directory: Path) -> None:
    pair = nkeys.from_seed(bytearray((directory / "bureau.nk").read_bytes().strip()))

    assert pair.public_key.decode() == public_keys(directory)["bureau"]


def test_again_changes_nothing(directory: Path) -> None:
    before = contents(directory)

    assert 0 == keys("init", directory, REDCARD_SOURCES="bureau weather").exit_code
    assert before == contents(directory)


def test_sources_of_the_environment(directory: Path) -> None:
    assert 0 == keys("init", directory, REDCARD_SOURCES="one two").exit_code
    assert {*USERS, "bureau", "weather", "one", "two"} == public_keys(directory).keys()


def test_added_source_is_a_user_too(directory: Path) -> None:
    before = contents(directory)

    assert 0 == keys("add", directory, "--source", "new").exit_code
    after = contents(directory)
    assert {"new.nk"} == after.keys() - before.keys()
    assert {"users.conf"} == {name for name in before if before[name] != after[name]}
    assert "source-new" in json.loads(after["users.conf"])["accounts"]


def test_source_that_keeps_its_seed_to_itself(directory: Path) -> None:
    seed = nkeys.encode_seed(bytes(range(32)), nkeys.PREFIX_BYTE_USER)
    public = nkeys.from_seed(bytearray(seed)).public_key.decode()

    assert 0 == keys("add", directory, "--source", "new", "--public", public).exit_code
    assert public == public_keys(directory)["new"]
    assert not (directory / "new.nk").exists()


@pytest.mark.parametrize(
    "public",
    ["", "U", "nonsense", "UDCTINZSSGHTK6AFN6LFWSMUCUBYV67JUKD5ILOFXD2XWTU2SOVGN5B2"],
    ids=["", "U", "no", "sum"],
)
def test_what_is_no_public_key_is_refused(directory: Path, public: str) -> None:
    before = contents(directory)

    assert 2 == keys("add", directory, "--source", "new", "--public", public).exit_code
    assert before == contents(directory)


def test_a_seed_given_for_a_public_key_is_refused(directory: Path) -> None:
    assert 2 == keys("add", directory, "--source", "new", "--public", (directory / "bureau.nk").read_text()).exit_code


@pytest.mark.parametrize("name", ["", "a b", "a.b", "*", ">", "../x", "-a", "局", "a" * 65, *USERS, *TASK_FORCES])
@pytest.mark.parametrize("command", ["init", "add"])
def test_what_cannot_be_a_source_is_refused(directory: Path, command: str, name: str) -> None:
    before = contents(directory)

    assert 2 == keys(command, directory, f"--source={name}").exit_code
    assert before == contents(directory)


def test_source_that_has_a_key_gets_no_other(directory: Path) -> None:
    before = contents(directory)

    assert 2 == keys("add", directory, "--source", "bureau").exit_code
    assert before == contents(directory)


def test_nothing_is_added_where_nothing_is(tmp_path: Path) -> None:
    assert 2 == keys("add", tmp_path, "--source", "bureau").exit_code
    assert {} == contents(tmp_path)


def test_seed_is_shown(directory: Path) -> None:
    shown = keys("show", directory, "bureau")

    assert (0, (directory / "bureau.nk").read_text()) == (shown.exit_code, shown.stdout)
    assert 2 == keys("show", directory, "nobody").exit_code
