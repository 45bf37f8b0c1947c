"""Letters: a good one becomes the fact it proposes; whatever else comes, there is exactly one refusal and no crash."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import JsonValue

from shared.catalogue import Fact
from shared.deciding import Refused
from shared.envelope import Origin
from shared.letters import PROPOSABLE, Letter, Proposal, read
from tests.samples import NOON, REPORT, letter
from tests.shared.strategies import JSON, PROPOSED

KINDS = st.sampled_from(sorted(PROPOSABLE)) | st.sampled_from(["", "nonsense", "a.progress-reported"])


@given(PROPOSED)
def test_proposed_fact_comes_through_as_it_was_sent(fact: Fact) -> None:
    assert fact == read(letter(fact)).fact


def test_letter_speaks_for_its_source_when_it_says_nothing_else() -> None:
    expected = Origin(
        actor="industry-bureau",
        source="industry-bureau",
        causation="industry-bureau/m1",
        correlation="industry-bureau/m1",
        occurred_at=NOON,
    )
    assert Proposal(REPORT, expected, names_itself=False) == read(letter(REPORT))


def test_actor_and_time_are_taken_from_the_letter() -> None:
    said_at = datetime(2026, 6, 30, 17, 30, tzinfo=timezone(timedelta(hours=8)))
    origin = read(letter(REPORT, actor="王建国", time=said_at)).origin
    assert ("王建国", said_at) == (origin.actor, origin.occurred_at)


def test_time_in_utc_and_a_little_ahead_of_our_clock() -> None:
    ahead = read(letter(REPORT, time="2026-07-01T04:05:00Z")).origin.occurred_at
    assert datetime(2026, 7, 1, 4, 5, tzinfo=UTC) == ahead


def test_cloud_events_attributes_are_welcome_where_they_are_true() -> None:
    attributes = b'"specversion":"1.0","type":"progress.reported","source":"industry-bureau"'
    body = b'{"id":"m1",' + attributes + b',"datacontenttype":"application/json","data":%b}'
    assert REPORT == read(letter(body % msgspec.json.encode(REPORT), kind="progress-reported")).fact


def test_attributes_that_are_none_are_as_good_as_left_out() -> None:
    assert REPORT == read(letter(REPORT, actor=None, time=None, type=None)).fact


def test_numbers_are_exact_as_json_number_or_text() -> None:
    told = msgspec.json.encode(REPORT).decode()
    assert '"investment":"2800.50"' in told
    as_number = told.replace('"investment":"2800.50"', '"investment":2800.50')
    body = f'{{"id":"m1","data":{as_number}}}'.encode()
    assert REPORT == read(letter(body, kind="progress-reported")).fact


def test_of_an_id_given_twice_the_last_counts_for_key_and_cause_alike() -> None:
    body = b'{"id":"a","id":"b","data":' + msgspec.json.encode(REPORT) + b"}"
    twice = letter(body, kind="progress-reported")
    assert "industry-bureau/b" == twice.key == read(twice).origin.causation


def judged(letter: Letter) -> Proposal | Refused:
    """A proposal or a refusal: anything else that is raised fails the test."""
    try:
        return read(letter)
    except Refused as refused:
        return refused


def check(letter: Letter) -> None:
    source, _, message_id = letter.key.rpartition("/")
    assert "industry-bureau" == source
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}|_inbox-[0-9]+", message_id)
    found = judged(letter)
    if isinstance(found, Proposal):
        assert f"industry-bureau/{message_id}" == found.origin.causation
    else:
        assert found.code
        assert len(found.rule) < 500


@given(st.binary(max_size=200), KINDS)
@example(b'{"id":"\\ud800"}', "progress-reported")
@example(b"\xef\xbb\xbf{}", "progress-reported")
@example(b"[" * 100_000, "progress-reported")
@example(b'{"id":' + b"1" * 10_000 + b"}", "progress-reported")
@example(b'{"id":"m1","data":{"project":"\\u0000"}}', "progress-reported")
def test_any_bytes_get_one_judgement(body: bytes, kind: str) -> None:
    check(letter(body, kind=kind))


@given(JSON, KINDS)
def test_any_json_gets_one_judgement(body: JsonValue, kind: str) -> None:
    check(letter(json.dumps(body).encode(), kind=kind))


@given(PROPOSED, st.data())
def test_a_good_letter_with_one_thing_spoilt_gets_one_judgement(fact: Fact, data: st.DataObject) -> None:
    body = msgspec.to_builtins(fact)
    field = data.draw(st.sampled_from(sorted(body)))
    spoilt = body | {field: data.draw(JSON)}
    kind = letter(fact).kind
    check(letter(json.dumps({"id": "m1", "data": spoilt}).encode(), kind=kind))


@pytest.mark.parametrize("subject", ["redcard.in.industry-bureau", "redcard.in.industry-bureau.a.b.c"])
def test_any_subject_of_the_inbox_gets_one_judgement(subject: str) -> None:
    check(Letter(subject, b"{}", 7, NOON))
