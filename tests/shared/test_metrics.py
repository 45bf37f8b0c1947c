"""Metrics: every letter is counted once when it is read and once when it is answered, however often that is tried."""

from prometheus_client.parser import text_string_to_metric_families

from shared.metrics import OUTCOMES, Metrics
from tests.samples import REPORT, letter

FIRST, SECOND, THIRD = (letter(REPORT, sequence=number) for number in (4, 5, 6))


def counted(metrics: Metrics) -> dict[str, float]:
    """What is above zero, by outcome and in all."""
    return {
        sample.labels.get("outcome", "received"): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
        if sample.name in ("redcard_letters_total", "redcard_letters_received_total") and sample.value
    }


def test_letters_that_are_read_again_are_not_counted_again() -> None:
    metrics = Metrics("intake", lambda: 0)
    metrics.read([FIRST, SECOND])
    assert {"received": 2} == counted(metrics)
    metrics.read([FIRST, SECOND])
    metrics.decided([FIRST, SECOND], ["accepted", "parked"], 0.1)
    metrics.read([FIRST, SECOND, THIRD])
    metrics.decided([FIRST, SECOND, THIRD], ["repeated", "parked", "refused"], 0.1)
    assert {"received": 3, "accepted": 1, "parked": 1, "refused": 1} == counted(metrics)


def test_every_outcome_is_there_from_the_beginning() -> None:
    text = Metrics("scoring", lambda: 7).text().decode()
    for outcome in OUTCOMES:
        assert f'redcard_letters_total{{outcome="{outcome}",service="scoring"}} 0.0' in text
    assert 'redcard_log_position{service="scoring"} 7.0' in text
