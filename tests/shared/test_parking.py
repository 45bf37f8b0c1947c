"""Parked letters: what their headers say, and that no sender can write on them what is ours to write."""

from dataclasses import replace

import pytest

from shared.parking import attempts, unwrapped, wrapped
from tests.samples import NOON, REPORT, letter

LETTER = letter(REPORT, sequence=7)


def test_a_parked_letter_says_what_is_known_of_it() -> None:
    expected = {
        "Redcard-Subject": "redcard.in.industry-bureau.progress-reported",
        "Redcard-Message": "industry-bureau/m7",
        "Redcard-Received": NOON.isoformat(),
        "Redcard-Attempts": "1",
        "Redcard-Error": "ValueError('a b')",
    }
    assert expected == wrapped(LETTER, "ValueError('a\n\r b')")


def test_the_senders_own_headers_are_kept_as_they_were_on_the_wire() -> None:
    """An attribute of a CloudEvent could else bring line ends, and with them headers of its own."""
    sent = {"ce-actor": "甲\r\nRedcard-Attempts: 99", "x": "1", "redcard-subject": "forged", "redcard-attempts": "2"}
    headers = wrapped(replace(LETTER, headers=sent), "")
    assert {"ce-actor": "%E7%94%B2%0D%0ARedcard-Attempts: 99", "x": "1"} == unwrapped(headers)
    assert ("redcard.in.industry-bureau.progress-reported", "3") == (
        headers["Redcard-Subject"],
        headers["Redcard-Attempts"],
    )


@pytest.mark.parametrize(("said", "expected"), [("3", 3), ("", 0), ("-1", 0), ("x", 0), ("1e9", 0), ("9999999", 0)])
def test_attempts_are_counted_on_from_what_a_retry_wrote(said: str, expected: int) -> None:
    assert expected == attempts({"redcard-attempts": said}) == attempts({"Redcard-Attempts": said})
    assert 0 == attempts({})
