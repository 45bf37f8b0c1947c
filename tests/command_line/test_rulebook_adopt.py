"""`redcard rulebook adopt`, against a redcard that runs: the book goes to scoring's door, and its receipt is told."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nkeys
import pytest
from typer.testing import CliRunner, Result

from services.command_line.app import app
from services.command_line.stack import Stack
from shared.catalogue.scoring import RulebookAdopted
from shared.recording import Recording
from tests.scoring.books import HANTING, SIMPLE

Adopt = Callable[..., Result]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("adopting")) as stack:
        yield stack


@pytest.fixture
def adopt(stack: Stack) -> Adopt:
    def run(*arguments: str | Path) -> Result:
        told = ["rulebook", "adopt", *map(str, arguments)]
        return CliRunner().invoke(app, told, env={"NATS_URL": stack.nats_url})

    return run


def adopted(stack: Stack, edition: str) -> list[RulebookAdopted]:
    with Recording.at(stack.nats_url) as log:
        facts = [logged.entry.fact for logged in log.read_all()]
    return [fact for fact in facts if isinstance(fact, RulebookAdopted) and fact.edition == edition]


def test_a_shipped_book_is_adopted_once_and_says_so_again(stack: Stack, adopt: Adopt) -> None:
    first = adopt("hanting", "--by", "区重点项目指挥部")
    assert re.fullmatch(r"hanting-2025\.2: rulebook-[0-9a-f]{24} accepted at \d+ of the log\n", first.stdout)
    assert (0, "1 messages: 1 accepted\n") == (first.exit_code, first.stderr)
    assert first.stdout == adopt("hanting-2025.2", "--by", "区重点项目指挥部").stdout
    found = [(fact.text, fact.adopted_by) for fact in adopted(stack, "hanting-2025.2")]
    assert [(HANTING, "区重点项目指挥部")] == found


def test_a_changed_book_under_the_same_edition_is_refused(adopt: Adopt, tmp_path: Path) -> None:
    for number, text in enumerate((SIMPLE, f"# changed\n{SIMPLE}")):
        (tmp_path / f"{number}.toml").write_text(text, "utf-8")
    assert adopt(tmp_path / "0.toml", "--by", "office").exit_code == 0
    again = adopt(tmp_path / "1.toml", "--by", "office", "--json")
    receipt = json.loads(again.stdout)
    assert (1, "refused", "edition-exists") == (again.exit_code, receipt["outcome"], receipt["code"])


def test_an_adoption_can_be_signed(adopt: Adopt, tmp_path: Path) -> None:
    """A signature under a key that nobody granted is refused: so there was one."""
    (tmp_path / "office.seed").write_bytes(nkeys.encode_seed(bytes(range(32)), nkeys.PREFIX_BYTE_USER))
    done = adopt("dpwh-193", "--by", "office", "--sign", tmp_path / "office.seed", "--json")
    assert (1, "no-key") == (done.exit_code, json.loads(done.stdout)["code"])
