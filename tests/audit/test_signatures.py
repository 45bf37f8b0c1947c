"""Signatures, audited: what was signed is what was recorded; a forged log is found out."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from services.audit.signatures import Signatures
from shared.catalogue import Fact
from shared.catalogue.intake import GrantGiven, MessageSigned, ProgressReported
from shared.envelope import Logged
from shared.letters import SIGNATURE, Letter
from shared.signing import sign
from tests.samples import CONTEST, NOON, STEELWORKS
from tests.samples.oversight import HOUSING_GRANT
from tests.samples.signatures import BODY, HOUSING_SEED
from tests.story import given

OFFICE = GrantGiven(grantee="office", grant="all", messages=("*",), projects=("*",), given_by="区政府")


def history() -> list[Logged]:
    """A log that ends with a signed report."""
    story = given(OFFICE, HOUSING_GRANT, CONTEST, STEELWORKS)
    headers = {SIGNATURE.lower(): sign(HOUSING_SEED, BODY)}
    story.when_letter(Letter("redcard.in.housing-bureau.progress-reported", BODY, 1, NOON, headers))
    return story.log.read(0)


def flaws(log: Sequence[Logged]) -> list[tuple[int, str]]:
    found = Signatures()
    told = [flaw for logged in log for flaw in found.check(logged)] + list(found.close())
    return [(flaw.logged.position, flaw.what) for flaw in told]


def forged(log: Sequence[Logged], kind: type[Fact], **changes: object) -> list[Logged]:
    """The log with one fact told otherwise."""
    return [
        replace(logged, entry=replace(logged.entry, fact=replace(logged.entry.fact, **changes)))
        if isinstance(logged.entry.fact, kind)
        else logged
        for logged in log
    ]


def test_an_honest_log() -> None:
    found = Signatures()
    assert [] == [flaw for logged in history() for flaw in found.check(logged)]
    assert 1 == found.verified


def test_a_figure_that_was_changed_on_the_log() -> None:
    assert [(6, "body")] == flaws(forged(history(), ProgressReported, narrative="改过"))


def test_a_body_that_was_changed_with_it() -> None:
    changed = BODY.decode().replace("3100.00", "3900.00")
    assert [(6, "signature"), (6, "body")] == flaws(forged(history(), MessageSigned, body=changed))


def test_a_signature_that_was_taken_away() -> None:
    assert [(5, "signature")] == flaws(history()[:-1])


def test_a_key_that_nobody_granted() -> None:
    assert [(6, "public_key")] == flaws(forged(history(), GrantGiven, public_key="U" + "A" * 55))


@pytest.mark.parametrize("body", ["{", "[]", BODY.decode().replace("P0142", "")])
def test_a_body_that_is_no_message(body: str) -> None:
    assert [(6, "signature"), (6, "body")] == flaws(forged(history(), MessageSigned, body=body))
