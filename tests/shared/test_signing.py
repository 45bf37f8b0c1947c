"""Signatures: of exactly these bytes, by exactly this key; anything else is false, and nothing breaks down."""

import base64

import nkeys
from hypothesis import given
from hypothesis import strategies as st

from shared.signing import sign, verify
from tests.samples.signatures import BODY, HOUSING_KEY, HOUSING_SEED

SIGNATURE = sign(HOUSING_SEED, BODY)


def test_signature_of_these_bytes_by_this_key() -> None:
    assert verify(HOUSING_KEY, BODY, SIGNATURE)
    assert SIGNATURE == sign(HOUSING_SEED + b"\n", BODY), "a seed file may end with a line end"


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_any_other_byte_is_another_message(place: int, change: int) -> None:
    other = bytearray(BODY)
    other[place] ^= change
    assert not verify(HOUSING_KEY, bytes(other), SIGNATURE)


def test_another_key() -> None:
    seed = nkeys.encode_seed(bytes(32), nkeys.PREFIX_BYTE_USER)
    assert not verify(HOUSING_KEY, BODY, sign(seed, BODY))


@given(st.text())
def test_what_is_no_signature(text: str) -> None:
    assert not verify(HOUSING_KEY, BODY, text)


def test_a_signature_that_was_cut() -> None:
    cut = base64.b64encode(base64.b64decode(SIGNATURE)[:-1]).decode()
    assert not verify(HOUSING_KEY, BODY, cut)
