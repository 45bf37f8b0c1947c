"""The schemas say what the door does: what they accept it can read, and every field of them is explained."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docs.contract_generation import chinese, examples, notices
from docs.contract_generation.contract import schemas
from docs.contract_generation.schemas import Schema
from docs.facts import TOPICS, values
from shared.catalogue import DEFINITIONS
from shared.deciding import Refused
from shared.letters import PROPOSABLE, Letter, Message, read
from shared.receipts import Accepted, Discarded, Rejected, SetAside
from tests.contract.drawing import EDGES, values_of

SCHEMAS = schemas()
BY_MESSAGE = pytest.mark.parametrize("message", PROPOSABLE)
LATER = datetime(9999, 12, 31, tzinfo=UTC)


def validator(schema: Schema) -> jsonschema.Draft202012Validator:
    kind = jsonschema.Draft202012Validator
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def refusal(message: str, body: object, **headers: str) -> Refused | None:
    """What the door says to a letter, as far as it can be told from the letter alone."""
    subject = f"redcard.in.{examples.SOURCE}.{message}"
    try:
        read(Letter(subject, json.dumps(body).encode(), 1, LATER, headers))
    except Refused as refused:
        return refused
    return None


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


# Explained --------------------------------------------------------------------------------------------------------


def unexplained(schema: Schema) -> Iterator[str]:
    """Fields, at any depth, without a Chinese name, a meaning, or an example that they take."""
    parts = schema.get("$defs", {})
    for part in (schema, *parts.values()):
        for name, field in part.get("properties", {}).items():
            named = any("\u4e00" <= letter <= "\u9fff" for letter in field.get("title", ""))
            shown = field.get("examples", [])
            takes = validator({**field, "$defs": parts}).is_valid
            if not (named and field.get("description") and shown and all(takes(example) for example in shown)):
                yield name


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_has_a_chinese_name_a_meaning_and_an_example(name: str) -> None:
    assert [] == list(unexplained(SCHEMAS[name]))


def test_an_unexplained_field_is_seen() -> None:
    good = {"type": "string", "title": "名称", "description": "name", "examples": ["a"]}
    bad = {
        "english": good | {"title": "name"},
        "meaningless": good | {"description": ""},
        "unshown": good | {"examples": []},
        "wrongly_shown": good | {"examples": [1]},
    }
    assert list(bad) == list(unexplained({"properties": {"good": good} | bad}))
    assert list(bad) == list(unexplained({"$defs": {"Part": {"properties": {"good": good} | bad}}}))


def test_every_message_list_and_topic_has_its_chinese() -> None:
    proposed = [definition.cls for definition in PROPOSABLE.values()]
    spoken = {
        value.__name__: {member.value for member in value} for value in values(proposed) if issubclass(value, Enum)
    }
    assert set(PROPOSABLE) == set(chinese.MESSAGES)
    assert list(TOPICS) == list(chinese.TOPICS)
    assert spoken == {name: set(words) for name, words in chinese.WORDS.items()}


# Examples ---------------------------------------------------------------------------------------------------------


def unfilled(value: object, place: str = "") -> Iterator[str]:
    """Where an example leaves something out."""
    if value in (None, []):
        yield place
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from unfilled(inner, f"{place}.{key}")


@BY_MESSAGE
def test_example_is_complete(message: str) -> None:
    assert [] == list(unfilled(examples.message(PROPOSABLE[message])))


def test_what_an_example_leaves_out_is_seen() -> None:
    assert [".a", ".b.0.c", ".d"] == list(unfilled({"a": None, "b": [{"c": None, "e": 0}], "d": []}))


@BY_MESSAGE
def test_example_fits_its_schema_and_envelope_and_is_read_at_the_door(message: str) -> None:
    definition = PROPOSABLE[message]
    plain, event = examples.message(definition), examples.cloud_event(definition)
    for envelope, whole in (("plain", plain), ("plain", event), ("cloudevent", event)):
        assert [] == list(validator(SCHEMAS[f"envelope-{envelope}"]).iter_errors(whole))
    assert [] == list(validator(SCHEMAS[message]).iter_errors(plain["data"]))
    assert [None, None] == [refusal(message, plain), refusal(message, event)]


# The door ---------------------------------------------------------------------------------------------------------


def fields() -> dict[str, tuple[str, str]]:
    """Every kind of field there is, and a message that has it under a name."""
    explaining = ("title", "description", "examples", "default")
    return {
        json.dumps({key: value for key, value in field.items() if key not in explaining}): (message, name)
        for message in PROPOSABLE
        for name, field in SCHEMAS[message]["properties"].items()
    }


@pytest.mark.parametrize(("message", "name"), fields().values())
def test_what_lies_at_the_edge_of_a_field_the_door_reads_where_the_schema_accepts_it(message: str, name: str) -> None:
    schema = SCHEMAS[message]  # Formats are not looked at: many validators do not.
    takes = jsonschema.Draft202012Validator({**schema["properties"][name], "$defs": schema.get("$defs", {})}).is_valid
    whole = examples.message(PROPOSABLE[message])
    refused = [
        edge
        for edge in EDGES
        if takes(edge) and refusal(message, {**whole, "data": {**whole["data"], name: edge}}) is not None
    ]
    assert [] == refused


@pytest.mark.parametrize("name", ["id", "time", "actor"])
def test_what_lies_at_the_edge_of_an_attribute_the_door_reads_where_the_schema_accepts_it(name: str) -> None:
    takes = jsonschema.Draft202012Validator(SCHEMAS["envelope-plain"]["properties"][name]).is_valid
    whole = examples.message(PROPOSABLE["progress-reported"])
    assert [] == [edge for edge in EDGES if takes(edge) and refusal("progress-reported", {**whole, name: edge})]


@BY_MESSAGE
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_field_of_the_schema_accepts_the_door_reads(message: str, data: st.DataObject) -> None:
    schema = SCHEMAS[message]
    whole = examples.message(PROPOSABLE[message])
    name = data.draw(st.sampled_from(sorted(schema["properties"])))
    value = data.draw(values_of(schema["properties"][name], schema.get("$defs", {})))
    assert refusal(message, {**whole, "data": {**whole["data"], name: value}}) is None


@pytest.mark.parametrize("form", ["plain", "cloudevent"])
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_an_attribute_of_the_envelope_accepts_the_door_reads(form: str, data: st.DataObject) -> None:
    schema = SCHEMAS[f"envelope-{form}"]
    whole = examples.cloud_event(PROPOSABLE["progress-reported"])
    name = data.draw(st.sampled_from(sorted(set(schema["properties"]) - {"data", "type", "source"})))
    value = data.draw(values_of(schema["properties"][name], {}))
    assert refusal("progress-reported", {**whole, name: value}) is None


@BY_MESSAGE
def test_what_the_schema_requires_the_door_does_and_nothing_else(message: str) -> None:
    whole = examples.message(PROPOSABLE[message])
    missed = []
    for name in whole["data"]:
        rest = {key: value for key, value in whole["data"].items() if key != name}
        if (refused := refusal(message, {**whole, "data": rest})) is not None:
            assert ("missing-field", f"data.{name}") == (refused.code, refused.field)
            missed.append(name)
    assert sorted(SCHEMAS[message].get("required", [])) == sorted(missed)


@pytest.mark.parametrize(
    ("field", "value", "accepted"),
    [
        ("investment", "0", True),
        ("investment", "99999999999999.9999", True),
        ("investment", 2800.5, True),
        ("investment", None, True),
        ("investment", "100000000000000", False),
        ("investment", 100000000000000, False),
        ("investment", "1.00001", False),
        ("investment", "-1", False),
        ("investment", -1, False),
        ("investment", "1,000", False),
        ("investment", True, False),
        ("physical", "100.00", True),
        ("physical", "7.5", True),
        ("physical", "100.01", False),
        ("physical", 101, False),
        ("physical", "5.123", False),
        ("forecast_completion", "2026-02-28", True),
        ("forecast_completion", "2026-02-30", False),
        ("forecast_completion", "20260228", False),
        ("month", "2026-13", False),
        ("project", "P 1", False),
        ("narrative", " ", False),
        ("evidence", [{}], False),
        ("colour", "red", False),
    ],
)
def test_schema_and_door_agree_on_a_report(field: str, value: object, accepted: bool) -> None:
    whole = examples.message(PROPOSABLE["progress-reported"])
    data = {**whole["data"], field: value}
    assert accepted is validator(SCHEMAS["progress-reported"]).is_valid(data)
    assert accepted is (refusal("progress-reported", {**whole, "data": data}) is None)


@pytest.mark.parametrize(
    ("points", "accepted"),
    [
        ("20", 1),
        ("0.01", 1),
        ("20.00", 1),
        (0.5, 1),
        ("0", 0),
        ("0.00", 0),
        (0, 0),
        ("20.01", 0),
        (21, 0),
        ("1.234", 0),
    ],
)
def test_schema_and_door_agree_on_points(points: object, accepted: int) -> None:
    whole = examples.message(PROPOSABLE["mark-given"])
    data = {**whole["data"], "points": points}
    assert bool(accepted) is validator(SCHEMAS["mark-given"]).is_valid(data)
    assert bool(accepted) is (refusal("mark-given", {**whole, "data": data}) is None)


def test_envelope_has_the_attributes_that_the_door_knows() -> None:
    for form in ("plain", "cloudevent"):
        assert set(Message.model_fields) == set(SCHEMAS[f"envelope-{form}"]["properties"])
    event = examples.cloud_event(PROPOSABLE["progress-reported"])
    for name in SCHEMAS["envelope-cloudevent"]["required"]:
        lacking = {key: value for key, value in event.items() if key != name}
        refused = refusal("progress-reported", lacking, **{"content-type": "application/cloudevents+json"})
        assert refused is not None
        assert ("bad-id" if name == "id" else "missing-field", name) == (refused.code, refused.field)


@pytest.mark.parametrize(
    "receipt",
    [
        Accepted(source="housing-bureau", message_id="m-1", positions=(7, 8)),
        Rejected(source="housing-bureau", message_id="m-1", positions=(7,), code="a", field="", value="", rule=""),
        SetAside(source="housing-bureau", message_id="m-1"),
        Discarded(source="housing-bureau", message_id="m-1", positions=(7,), reason="sent again by telephone"),
    ],
)
def test_receipt_fits_its_schema(receipt: Accepted | Discarded | Rejected | SetAside) -> None:
    assert [] == list(validator(SCHEMAS["receipt"]).iter_errors(json.loads(receipt.model_dump_json())))


def test_every_notice_fits_its_schema() -> None:
    assert [] == list(validator(SCHEMAS["notice"]).iter_errors(notices.example()))


def test_no_schema_says_what_only_redcard_records() -> None:
    decided = {definition.message for definition in DEFINITIONS.values() if not definition.proposed}
    assert set() == decided & set(SCHEMAS)
