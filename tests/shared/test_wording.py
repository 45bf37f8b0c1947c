"""Every way in which a letter can fail to be what its definition says: the code, the field, the value, the words."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from shared.deciding import Refused
from shared.letters import Letter, read
from tests.samples import CONTEST, NOON, REPORT, SCHOOL, letter

TOKEN = "must be 1 to 64 letters (a-z), digits, _ and -, with a letter or digit first"
MONTH = "must be a month as YYYY-MM, e.g. 2023-05"
NUMBER = "must be a number, as JSON number or text, without unit or thousands separator"
UNIT = "money is told in 'CNY-10k' or 'USD': convert the amounts and send it again"
UNKNOWN = "must be a number; leave the field out where the figure is unknown"
TIME = "must be a time with its offset, as text: 2023-05-08T09:30:00+08:00"
NO_FIELD = "there is no such field: leave it out, or mend its name"
NEGATIVE = "must be 0 or more: correct it and send it again"


def refused(letter: Letter) -> Refused:
    with pytest.raises(Refused) as caught:
        read(letter)
    return caught.value


def report(**attributes: object) -> Letter:
    """A good report in a letter with these attributes."""
    body = {"id": "m1", "data": REPORT, **attributes}
    return letter(msgspec.json.encode(body), kind="progress-reported")


def spoilt(fact: Any, **changes: object) -> dict[str, Any]:
    """The data of a good message, and what is wrong with it."""
    data: dict[str, Any] = msgspec.to_builtins(fact)
    return data | changes


@pytest.mark.parametrize(
    ("changes", "code", "value", "rule"),
    [
        ({"project": "P.1"}, "bad-value", "P.1", TOKEN),
        ({"project": ""}, "bad-value", "", TOKEN),
        ({"project": "P" * 65}, "bad-value", "P" * 65, TOKEN),
        ({"project": 5}, "bad-value", "5", "must be JSON text"),
        ({"month": "2026-13"}, "bad-value", "2026-13", MONTH),
        ({"month": "２０２６-01"}, "bad-value", "２０２６-01", MONTH),
        ({"month": "0000-01"}, "bad-value", "0000-01", MONTH),
        ({"money_unit": "元"}, "wrong-unit", "元", UNIT),
        (
            {"narrative": "　 "},
            "bad-value",
            "　 ",
            "must not be blank, and have no control characters but line ends and tabs",
        ),
        ({"narrative": ""}, "bad-value", "", "must not be empty: say it, or leave the field out where that is allowed"),
        ({"narrative": "长" * 4001}, "bad-value", "长" * 200, "must have at most 4000 characters"),
        ({"investment": "1,000"}, "bad-value", "1,000", NUMBER),
        ({"investment": "10万元"}, "bad-value", "10万元", NUMBER),
        ({"investment": True}, "bad-value", "true", NUMBER),
        ({"investment": "NaN"}, "bad-value", "NaN", UNKNOWN),
        ({"investment": "-0.01"}, "out-of-range", "-0.01", NEGATIVE),
        ({"investment": "1.00001"}, "bad-value", "1.00001", "must have at most 4 decimals: round it"),
        ({"investment": "9" * 19}, "bad-value", "9" * 19, "must have at most 18 digits"),
        ({"physical": "100.01"}, "out-of-range", "100.01", "must be 100 or less: correct it and send it again"),
        ({"forecast_completion": "2026-02-30"}, "bad-value", "2026-02-30", "must be a day that exists, YYYY-MM-DD"),
        ({"forecast_completion": 1767571200}, "bad-value", "1767571200", "must be a day as text, YYYY-MM-DD"),
        ({"colour": "red"}, "unknown-field", "red", NO_FIELD),
    ],
)
def test_field_of_a_report(changes: dict[str, object], code: str, value: str, rule: str) -> None:
    (field,) = changes
    expected = Refused(code, f"data.{field}", value, rule)
    assert expected == refused(report(data=spoilt(REPORT, **changes)))


def test_missing_field() -> None:
    data = spoilt(REPORT)
    del data["month"]
    assert Refused("missing-field", "data.month", "", "this field is required: add it") == refused(report(data=data))


def test_first_of_several_problems_and_their_number() -> None:
    data = spoilt(REPORT, month="2026-1", investment=-1, colour="red")
    assert Refused("bad-value", "data.month", "2026-1", f"{MONTH} (and 2 more)") == refused(report(data=data))


@pytest.mark.parametrize(
    ("kind", "data", "field", "value", "rule"),
    [
        ("contest-opened", spoilt(CONTEST, projects=-1), "projects", "-1", NEGATIVE),
        ("contest-opened", spoilt(CONTEST, projects="50"), "projects", "50", "must be a whole number"),
        ("contest-opened", spoilt(CONTEST, simulated="no"), "simulated", "no", "must be true or false"),
        (
            "project-registered",
            spoilt(SCHOOL, category="hospital"),
            "category",
            "hospital",
            "must be 'industry', 'infrastructure' or 'livelihood'",
        ),
        ("project-registered", spoilt(SCHOOL, plan={}), "plan", "{}", "must be a JSON array"),
        ("project-registered", spoilt(SCHOOL, plan=[7]), "plan.0", "7", "must be a JSON object"),
        (
            "project-registered",
            spoilt(SCHOOL, plan=[{"month": "2026-01", "physical": -1}]),
            "plan.0.physical",
            "-1",
            NEGATIVE,
        ),
        (
            "project-registered",
            spoilt(SCHOOL, factors_needed=["land"] * 8),
            "factors_needed",
            '["land", "land", "land", "land", "land", "land", "land", "land"]',
            "must have at most 7 items",
        ),
        (
            "rulebook-adopted",
            {"edition": "1", "text": "", "sha256": "ABC", "adopted_by": "甲"},
            "sha256",
            "ABC",
            "must be a SHA-256 digest: 64 hex digits, lower case",
        ),
    ],
)
def test_field_of_another_message(kind: str, data: object, field: str, value: str, rule: str) -> None:
    found = refused(letter(msgspec.json.encode({"id": "m1", "data": data}), kind=kind))
    assert (f"data.{field}", value, rule) == (found.field, found.value, found.rule)


@pytest.mark.parametrize("data", ["x", None, [REPORT]])
def test_data_that_is_no_object(data: object) -> None:
    found = refused(report(data=data))
    assert ("bad-value", "data", "must be a JSON object") == (found.code, found.field, found.rule)


@pytest.mark.parametrize("time", ["2026-07-01", "2026-07-01T09:30:00", "20260701", "1767571200", 1767571200, "noon"])
def test_time_without_offset_or_no_time(time: object) -> None:
    assert Refused("bad-value", "time", str(time), TIME) == refused(report(time=time))


def test_time_in_the_future() -> None:
    soon = NOON + timedelta(minutes=5, seconds=1)
    rule = "not after it was received, at 2026-07-01T04:00:00+00:00"
    assert Refused("future-time", "time", soon.isoformat(), rule) == refused(report(time=soon))


@pytest.mark.parametrize(
    ("attribute", "value", "code", "rule"),
    [
        ("type", "report.corrected", "wrong-type", "the subject says progress.reported: send both alike"),
        ("source", "housing-bureau", "wrong-source", "the subject says industry-bureau: send both alike"),
        ("specversion", "0.3", "bad-value", "must be '1.0'"),
        ("datacontenttype", "text/xml", "bad-value", "must be 'application/json'"),
        ("partitionkey", "P0142", "unknown-field", NO_FIELD),
        ("actor", " ", "bad-value", "must be one line, not blank, without control characters"),
        ("actor", "\x1b[31m红", "bad-value", "must be one line, not blank, without control characters"),
    ],
)
def test_attribute(attribute: str, value: str, code: str, rule: str) -> None:
    assert Refused(code, attribute, value, rule) == refused(report(**{attribute: value}))


def test_complaint_without_words_of_its_own_is_told_as_it_comes() -> None:
    found = refused(report(data=spoilt(REPORT, investment="123456789012345")))
    rule = "Decimal input should have no more than 14 digits before the decimal point"
    assert Refused("bad-value", "data.investment", "123456789012345", rule) == found
