"""message-discarded: once for each parked message, whether a contest is open or not."""

from dataclasses import replace

import pytest

from tests.samples.oversight import DISCARDED
from tests.story import given


def test_recorded() -> None:
    given().when(DISCARDED).then(DISCARDED)


@pytest.mark.parametrize(("service", "sequence"), [("intake", 4712), ("scoring", 4711)])
def test_recorded_for_another_place_or_another_service(service: str, sequence: int) -> None:
    other = replace(DISCARDED, service=service, sequence=sequence)
    given(DISCARDED).when(other).then(other)


def test_refused_the_second_time() -> None:
    given(DISCARDED).when(replace(DISCARDED, reason="另一个理由", discarded_by="另一人")).then_refused(
        "already-discarded", "data.sequence", "4711", "值班员 gave this message up before"
    )


def test_repeat_ignored() -> None:
    given().when(DISCARDED).and_again().then_nothing()
