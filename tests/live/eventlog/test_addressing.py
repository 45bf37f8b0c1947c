"""Originator ids as subjects: any text and any UUID, there and back with its type."""

from uuid import UUID

import pytest
from eventsourcing.persistence import DataError
from hypothesis import given
from hypothesis import strategies as st

from shared.eventlog.addressing import originator_of, subject_of

PREFIX = "redcard.log"
IDS = st.text(max_size=40) | st.text("a.%*> -\n\x00市", max_size=20) | st.uuids() | st.uuids().map(str)


@given(IDS)
def test_there_and_back(originator_id: UUID | str) -> None:
    back = originator_of(PREFIX, subject_of(PREFIX, originator_id))
    assert (type(originator_id), originator_id) == (type(back), back)


@given(IDS)
def test_legal_subject(originator_id: UUID | str) -> None:
    """No empty token, no wildcard, no white space, nothing outside ASCII."""
    tokens = subject_of(PREFIX, originator_id).removeprefix(f"{PREFIX}.").split(".")
    assert all(token and token.isascii() and token.isprintable() and not set(token) & set("*> ") for token in tokens)


@given(st.lists(IDS, unique_by=lambda each: (type(each), each), max_size=10))
def test_different_ids_have_different_subjects(ids: list[UUID | str]) -> None:
    assert len(ids) == len({subject_of(PREFIX, each) for each in ids})


def test_readable() -> None:
    assert "redcard.log.intake.project.P0142" == subject_of(PREFIX, "intake.project.P0142")
    assert "redcard.log.00000000-0000-0000-0000-000000000001" == subject_of(PREFIX, UUID(int=1))
    assert "redcard.log.%300000000-0000-0000-0000-000000000001" == subject_of(PREFIX, str(UUID(int=1)))
    assert "redcard.log.a%20b.%.%2A" == subject_of(PREFIX, "a b..*")


def test_too_long() -> None:
    with pytest.raises(DataError, match="makes a subject of 1012 characters, at most 1000 fit"):
        subject_of(PREFIX, "x" * 1_000)
