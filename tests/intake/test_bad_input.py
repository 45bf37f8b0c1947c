"""Whatever upstream systems get wrong, the receipt says where, what and what to do, and the door stays open."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from shared.catalogue import Fact
from shared.catalogue.values import MoneyUnit
from shared.letters import MAX_BODY, PROPOSABLE, Letter
from shared.receipts import Accepted, Rejected
from tests.samples import (
    CONTEST,
    FEBRUARY_OPENED,
    FEBRUARY_REPORT,
    JANUARY_CLOSED,
    NOON,
    REPORT,
    SCHOOL,
    STEELWORKS,
    letter,
)
from tests.samples.oversight import MERIT
from tests.story import given

BAD_ID = "must be 1 to 128 letters (a-z), digits, _ and -, with a letter or digit first: give it such an id"
NOT_A_TIME = "must be a time with its offset, as text: 2023-05-08T09:30:00+08:00"


def report(**changes: object) -> dict[str, Any]:
    """The data of a good report, and what is wrong with it."""
    data: dict[str, Any] = msgspec.to_builtins(REPORT)
    return data | changes


def body(**changes: object) -> bytes:
    """The body of a good letter, and what is wrong with it."""
    return msgspec.json.encode({"id": "m1", "data": report(), **changes})


def receipt(bad: Letter, *before: Fact) -> Rejected:
    """The receipt of a bad letter; the good one after it is recorded all the same."""
    story = given(CONTEST, STEELWORKS, *before)
    school = replace(SCHOOL, project="P0300")
    refused, accepted = story.door.receive([bad, letter(school, sequence=99)])
    assert isinstance(accepted, Accepted)
    assert isinstance(refused, Rejected)
    assert [school] == [logged.entry.fact for logged in story.log.read(accepted.positions[0] - 1)]
    return refused


def rejected(message_id: str, code: str, field: str, value: str, rule: str, position: int = 3) -> Rejected:
    return Rejected(
        source="industry-bureau",
        message_id=message_id,
        positions=(position,),
        code=code,
        field=field,
        value=value,
        rule=rule,
    )


@pytest.mark.parametrize(
    "bad_id",
    ["*", ">", "a.>", "a b", " ", "", "a.b", "-a", "项目", "a\n", "../a", "a" * 129, "a" * 500],
)
def test_id_that_cannot_stand_in_a_subject(bad_id: str) -> None:
    expected = rejected("_inbox-7", "bad-id", "id", bad_id[:200], BAD_ID)
    assert expected == receipt(letter(body(id=bad_id), kind="progress-reported", sequence=7))


@pytest.mark.parametrize(("bad_id", "value"), [(7, "7"), (None, "null"), ({"a": [1]}, '{"a": [1]}'), (True, "true")])
def test_id_that_is_no_text(bad_id: object, value: str) -> None:
    expected = rejected("_inbox-7", "bad-id", "id", value, BAD_ID)
    assert expected == receipt(letter(body(id=bad_id), kind="progress-reported", sequence=7))


def test_no_id_at_all() -> None:
    nameless = msgspec.json.encode({"data": report()})
    expected = rejected("_inbox-7", "bad-id", "id", "", BAD_ID)
    assert expected == receipt(letter(nameless, kind="progress-reported", sequence=7))


def test_longest_id() -> None:
    story = given(CONTEST, STEELWORKS)
    longest = letter(REPORT, message_id="a" * 128)
    accepted = Accepted(source="industry-bureau", message_id="a" * 128, positions=(3,))
    assert [accepted] == story.door.receive([longest])


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (b'{"id":', "EOF while parsing a value at line 1 column 6"),
        (b"", "EOF while parsing a value at line 1 column 0"),
        (b"\xff\xfe", "expected value at line 1 column 1"),
        (b"[" * 1000, "recursion limit exceeded at line 1 column 202"),
    ],
)
def test_broken_json(broken: bytes, complaint: str) -> None:
    rule = f"send one JSON object in UTF-8; the parser says: {complaint}"
    expected = rejected("_inbox-7", "broken-json", "", "", rule)
    assert expected == receipt(letter(broken, kind="progress-reported", sequence=7))


def test_broken_json_behind_a_readable_id_is_answered_under_that_id() -> None:
    """Python reads UTF-16 and finds the id; the contract says UTF-8."""
    rule = "send one JSON object in UTF-8; the parser says: expected value at line 1 column 1"
    expected = rejected("m1", "broken-json", "", "", rule)
    assert expected == receipt(letter(body().decode().encode("utf-16"), kind="progress-reported"))


@pytest.mark.parametrize(("odd", "value"), [(b"[1]", "[1]"), (b'"x"', "x"), (b"null", "null"), (b"7", "7")])
def test_json_that_is_no_object(odd: bytes, value: str) -> None:
    expected = rejected("_inbox-7", "bad-value", "", value, "must be a JSON object")
    assert expected == receipt(letter(odd, kind="progress-reported", sequence=7))


def test_two_megabytes() -> None:
    big = b'{"id":"m1","data":"' + b"a" * 2_000_000 + b'"}'
    rule = "a message has at most 1048576 bytes: send evidence by reference"
    expected = rejected("_inbox-7", "too-large", "", f"{len(big)} bytes", rule)
    assert expected == receipt(letter(big, kind="progress-reported", sequence=7))


def test_largest_body() -> None:
    story = given(CONTEST, STEELWORKS)
    padded = body() + b" " * (MAX_BODY - len(body()))
    accepted = Accepted(source="industry-bureau", message_id="m1", positions=(3,))
    assert [accepted] == story.door.receive([letter(padded, kind="progress-reported")])


@pytest.mark.parametrize(
    ("kind", "near"),
    [
        ("progress-report", "progress-reported"),
        ("progress.reported", "progress-reported"),
        ("message-refused", "message-discarded"),
        ("card-issued", "tour-listed"),
    ],
)
def test_unknown_message(kind: str, near: str) -> None:
    subject = f"redcard.in.industry-bureau.{kind}"
    rule = f"no message is called so; the nearest is {near}: mend the last token of the subject"
    expected = rejected("m1", "unknown-message", "subject", subject, rule)
    assert expected == receipt(letter(body(), kind=kind))


def test_subject_that_ends_with_the_source() -> None:
    rule = f"no message is called so; the nearest is {sorted(PROPOSABLE)[-1]}: mend the last token of the subject"
    expected = rejected("m1", "unknown-message", "subject", "redcard.in.industry-bureau", rule)
    assert expected == receipt(Letter("redcard.in.industry-bureau", body(), 7, NOON))


@pytest.mark.parametrize("source", ["district/office", "局", "a b", "$x", "_unknown", "x" * 65, "bur\ufffdeau"])
def test_source_that_is_no_name(source: str) -> None:
    """Nobody answers to it, so its messages have no id of their own either."""
    rule = "the token behind redcard.in names you: 1 to 64 letters (a-z), digits, _ and -, a letter or digit first"
    subject = f"redcard.in.{source}.progress-reported"
    expected = rejected("_inbox-7", "bad-source", "subject", subject, rule).model_copy(update={"source": "_unknown"})
    assert expected == receipt(letter(body(), kind="progress-reported", source=source, sequence=7))


@pytest.mark.parametrize("unit", ["CNY", "万元", "cny-10k", ""])
def test_wrong_unit(unit: str) -> None:
    rule = "money is told in 'CNY-10k' or 'USD': convert the amounts and send it again"
    expected = rejected("m1", "wrong-unit", "data.money_unit", unit, rule)
    assert expected == receipt(letter(report(money_unit=unit), kind="progress-reported"))


def test_unit_of_another_project() -> None:
    rule = "this project's money is told in CNY-10k: convert and resend"
    expected = rejected("m1", "wrong-unit", "data.money_unit", "USD", rule)
    assert expected == receipt(letter(replace(REPORT, money_unit=MoneyUnit.USD)))


@pytest.mark.parametrize(("amount", "value"), [("-0.01", "-0.01"), (-1, "-1"), (-2.5, "-2.5")])
def test_negative_amount(amount: object, value: str) -> None:
    rule = "must be 0 or more: correct it and send it again"
    expected = rejected("m1", "out-of-range", "data.investment", value, rule)
    assert expected == receipt(letter(report(investment=amount), kind="progress-reported"))


def test_more_than_everything() -> None:
    rule = "must be 100 or less: correct it and send it again"
    expected = rejected("m1", "out-of-range", "data.physical", "100.01", rule)
    assert expected == receipt(letter(replace(REPORT, physical=Decimal("100.01"))))


def test_month_not_begun() -> None:
    rule = "2026-02 has not begun: the calendar stands at 2026-01; send it when it has happened"
    expected = rejected("m1", "month-not-begun", "data.month", "2026-02", rule)
    assert expected == receipt(letter(FEBRUARY_REPORT))


def test_unknown_project() -> None:
    rule = "no project of this id is registered: send project-registered first"
    expected = rejected("m1", "unknown-project", "data.project", "P0143", rule)
    assert expected == receipt(letter(replace(REPORT, project="P0143")))


def test_closed_month() -> None:
    rule = "2026-01 is closed: give it in 2026-02"
    expected = rejected("m1", "month-closed", "data.month", "2026-01", rule, position=5)
    assert expected == receipt(letter(MERIT), FEBRUARY_OPENED, JANUARY_CLOSED)


def test_field_name_of_a_megabyte_is_not_repeated_in_full() -> None:
    """Otherwise the refusal would not fit on the log, and the letter come for ever."""
    name = "k" * 1_000_000
    rule = "there is no such field: leave it out, or mend its name"
    expected = rejected("m1", "unknown-field", "k" * 200, "1", rule)
    assert expected == receipt(letter(body(**{name: 1}), kind="progress-reported"))
