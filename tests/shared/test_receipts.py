"""Receipts: what a sender hears, as JSON, made from what the log holds."""

from shared.deciding import Refused
from shared.receipts import Accepted, Answer, Rejected, receipt_of

MONTH_CLOSED = Refused("month-closed", "data.month", "2026-01", "2026-01 is closed")


def test_accepted_names_every_position() -> None:
    expected = Accepted(source="bureau", message_id="m1", positions=(7, 8))
    assert expected == receipt_of("bureau/m1", [Answer(7, None), Answer(8, None)])


def test_refused_names_code_field_value_and_rule() -> None:
    expected = Rejected(
        source="bureau",
        message_id="m1",
        positions=(7,),
        code="month-closed",
        field="data.month",
        value="2026-01",
        rule="2026-01 is closed",
    )
    assert expected == receipt_of("bureau/m1", [Answer(7, MONTH_CLOSED)])


def test_source_may_hold_a_slash() -> None:
    assert Accepted(source="a/b", message_id="m1", positions=(1,)) == receipt_of("a/b/m1", [Answer(1, None)])


def test_json_of_an_accepted_message() -> None:
    receipt = receipt_of("bureau/m1", [Answer(7, None)])
    assert '{"outcome":"accepted","source":"bureau","message_id":"m1","positions":[7]}' == receipt.model_dump_json()


def test_json_of_a_refused_message() -> None:
    receipt = receipt_of("bureau/m1", [Answer(8, MONTH_CLOSED)])
    assert (
        '{"outcome":"refused","source":"bureau","message_id":"m1","positions":[8],"code":"month-closed",'
        '"field":"data.month","value":"2026-01","rule":"2026-01 is closed"}'
    ) == receipt.model_dump_json()
