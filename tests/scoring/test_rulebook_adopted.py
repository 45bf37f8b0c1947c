"""rulebook-adopted: whole and checked, each edition once; the contest need not be open."""

from dataclasses import replace

import pytest

from tests.scoring.books import HANTING, SIMPLE, replaced
from tests.scoring.story import adopted, at_the_door

PROPOSAL = adopted(SIMPLE)


def test_recorded() -> None:
    at_the_door().when(PROPOSAL).then(PROPOSAL)


def test_recorded_beside_another_edition() -> None:
    at_the_door(adopted(HANTING, "hanting-2025.2")).when(PROPOSAL).then(PROPOSAL)


def test_refused_under_another_edition() -> None:
    at_the_door().when(replace(PROPOSAL, edition="simple-2")).then_refused(
        "wrong-edition", "data.edition", "simple-2", "the text says it is simple-1"
    )


def test_refused_with_a_digest_of_something_else() -> None:
    at_the_door().when(replace(PROPOSAL, sha256="0" * 64)).then_refused(
        "wrong-digest", "data.sha256", "0" * 64, f"the text's SHA-256 is {PROPOSAL.sha256}"
    )


def test_refused_where_the_book_is_bad() -> None:
    bad = replaced(SIMPLE, ("at_least = 80", "at_least = 101"), ("below = 80", "below = 101"))
    at_the_door().when(adopted(bad)).then_refused(
        "bad-rulebook",
        "data.text:card.band.0",
        "",
        "blue (at least 101) can never come: the points lie between 0 and 100",
    )


@pytest.mark.parametrize("text", [SIMPLE, f"# changed\n{SIMPLE}"], ids=["same", "changed"])
def test_refused_the_second_time(text: str) -> None:
    at_the_door(PROPOSAL).when(adopted(text)).then_refused(
        "edition-exists",
        "data.edition",
        "simple-1",
        "an edition is adopted once: give a changed text a new edition",
    )


def test_repeat_ignored() -> None:
    at_the_door().when(PROPOSAL).and_again().then_nothing()
