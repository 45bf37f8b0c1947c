"""The shelf holds every shipped edition; an edition that was shipped is never changed, and every former one is read."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from services.scoring.rulebook import parse
from services.scoring.rulebook.shelf import find, shelf

GOLDEN = Path(__file__).parents[1] / "golden" / "rulebooks"
LEDGER = GOLDEN / "SHA256SUMS"
NAMES = [
    "dpwh-193",
    "hanting",
    "indonesia-critical-contract",
    "nanning-2018",
    "nyc-capital",
    "sanya-2022",
    "tianjin-2022",
    "us-it-dashboard",
    "xinhuang-2015",
    "yinchuan-2025",
]
EDITIONS = {parse(text).edition: text for text in shelf().values()}


def goldens() -> dict[str, str]:
    """Every edition that was ever shipped."""
    return {path.stem: path.read_text("utf-8") for path in sorted(GOLDEN.glob("*.toml"))}


def ledger() -> dict[str, str]:
    """Name of file to digest, as `sha256sum -c` reads it."""
    return {name: told for told, name in re.findall(r"^(\S+)  (\S+)$", LEDGER.read_text("utf-8"), re.MULTILINE)}


def test_the_shelf() -> None:
    assert NAMES == list(shelf())


@pytest.mark.parametrize("name", NAMES)
def test_a_book_is_found_by_its_name_and_by_its_edition(name: str) -> None:
    text = shelf()[name]
    assert [text, text] == [find(name), find(parse(text).edition)]


def test_what_is_not_there_is_not_found() -> None:
    assert find("hanting-1999.1") is None


@pytest.mark.parametrize("edition", goldens())
def test_every_edition_that_was_shipped_can_be_read(edition: str) -> None:
    assert edition == parse(goldens()[edition]).edition


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_shipped_edition_is_never_changed(edition: str) -> None:
    """Where this fails, give the changed book a new edition, and put its text beside the former ones."""
    assert goldens()[edition] == EDITIONS[edition]


def test_the_ledger_vouches_for_every_text_that_was_shipped() -> None:
    assert {f"{name}.toml": sha256(text.encode()).hexdigest() for name, text in goldens().items()} == ledger()
