"""CloudEvents 1.0: structured JSON and binary mode say the same as the plain form."""

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from shared.deciding import Refused
from shared.letters import Letter, Proposal, read
from tests.samples import NOON, REPORT, letter

SUBJECT = "redcard.in.industry-bureau.progress-reported"
DATA = msgspec.json.encode(REPORT)
ATTRIBUTES = {
    "specversion": "1.0",
    "id": "m1",
    "source": "industry-bureau",
    "type": "progress.reported",
    "time": "2026-02-01T09:30:00+08:00",
    "actor": "张三",
}
PLAIN = read(letter(REPORT, time="2026-02-01T09:30:00+08:00", actor="张三"))


def structured(**changes: Any) -> Letter:
    body = {**ATTRIBUTES, "data": json.loads(DATA), **changes}
    content = {"content-type": "application/cloudevents+json; charset=utf-8"}
    return Letter(
        SUBJECT, json.dumps({name: value for name, value in body.items() if value != ""}).encode(), 1, NOON, content
    )


def binary(body: bytes = DATA, **changes: str) -> Letter:
    headers = {f"ce-{name}": value for name, value in {**ATTRIBUTES, **changes}.items() if value}
    return Letter(SUBJECT, body, 1, NOON, headers)


def refusal(letter: Letter) -> Refused:
    with pytest.raises(Refused) as caught:
        read(letter)
    return caught.value


@pytest.mark.parametrize("letter", [structured(), binary()], ids=["structured", "binary"])
def test_both_forms_propose_what_the_plain_one_does(letter: Letter) -> None:
    assert replace(PLAIN, names_itself=True) == read(letter)
    assert "industry-bureau/m1" == letter.key


def test_plain_form_does_not_name_itself() -> None:
    assert isinstance(PLAIN, Proposal)
    assert not PLAIN.names_itself


@pytest.mark.parametrize("name", ["subject", "dataschema", "traceparent", "tracestate"])
def test_attributes_that_only_concern_the_way(name: str) -> None:
    assert read(structured()) == read(structured(**{name: "x"})) == read(binary(DATA, **{name: "x"}))


@pytest.mark.parametrize("name", ["specversion", "source", "type"])
@pytest.mark.parametrize(("form", "field"), [(structured, ""), (binary, "ce-")])
def test_what_every_cloud_event_says(form: Any, field: str, name: str) -> None:
    rule = f"a CloudEvent says its {name}: add it"
    assert Refused("missing-field", f"{field}{name}", "", rule) == refusal(form(**{name: ""}))


@pytest.mark.parametrize(("form", "field"), [(structured, ""), (binary, "ce-")])
def test_attributes_that_contradict_the_subject(form: Any, field: str) -> None:
    kind = "the subject says progress.reported: send both alike"
    assert Refused("wrong-type", f"{field}type", "issue.raised", kind) == refusal(form(type="issue.raised"))
    source = "the subject says industry-bureau: send both alike"
    assert Refused("wrong-source", f"{field}source", "other", source) == refusal(form(source="other"))


@pytest.mark.parametrize(("form", "field"), [(structured, ""), (binary, "ce-")])
def test_attributes_that_are_wrong(form: Any, field: str) -> None:
    assert (field + "specversion", "must be '1.0'") == _place(refusal(form(specversion="0.3")))
    rule = "must be 1 to 128 letters (a-z), digits, _ and -, with a letter or digit first: give it such an id"
    assert Refused("bad-id", f"{field}id", "a b", rule) == refusal(form(id="a b"))
    rule = "there is no such field: leave it out, or mend its name"
    assert Refused("unknown-field", f"{field}tme", "x", rule) == refusal(form(tme="x"))


def _place(refused: Refused) -> tuple[str, str]:
    return refused.field, refused.rule


def test_binary_data_is_named_as_in_the_other_forms() -> None:
    body = msgspec.json.encode({**json.loads(DATA), "month": "2026-13"})
    assert "data.month" == refusal(binary(body)).field
    assert ("broken-json", "data") == (refusal(binary(b"{")).code, refusal(binary(b"{")).field)


def test_binary_without_an_id_is_called_by_its_place_in_the_inbox() -> None:
    assert "industry-bureau/_inbox-1" == binary(id="").key
    assert ("bad-id", "ce-id") == (refusal(binary(id="")).code, refusal(binary(id="")).field)


def test_data_in_the_body_of_a_binary_event_is_not_taken_for_the_whole_message() -> None:
    whole = json.dumps({"data": json.loads(DATA)}).encode()
    assert ("missing-field", "data.project") == (refusal(binary(whole)).code, refusal(binary(whole)).field)
