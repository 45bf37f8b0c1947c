"""A file's messages are found where they stand, and go out byte for byte as they stand there."""

import pytest

from services.upstream.outgoing import Outgoing, Place, messages

ONE = b'{"id": "r-1", "source": "bureau", "type": "progress.reported", "data": {"investment": 1.10}}'


def found(content: bytes, file: str = "f.json") -> list[tuple[str, bytes]]:
    """Where each message stands, and its bytes."""
    return [(str(message.place), message.body) for message in messages(file, content)]


def test_a_message_alone_is_known_by_what_it_says() -> None:
    assert [Outgoing(Place("f.json"), ONE, "r-1", "bureau", "progress-reported")] == messages("f.json", ONE)


@pytest.mark.parametrize(
    "body", [b'{"id": 7, "source": null, "type": []}', b"7", b'"r-1"', b'"a"\n"b"', b"", b'{"id":', b"\xff"]
)
def test_what_names_nothing_goes_out_as_it_is(body: bytes) -> None:
    assert [Outgoing(Place("f.json"), body)] == messages("f.json", body)


@pytest.mark.parametrize(
    ("content", "bodies"),
    [
        (b"[]", []),
        (b" [ ] \n", []),
        (b"[" + ONE + b"]", [ONE]),
        (b'[\n  {"a": 1.10} ,\n{"b": "\xe4\xb8\x80, ]"}\n]\n', [b'{"a": 1.10}', b'{"b": "\xe4\xb8\x80, ]"}']),
        (b"[7, [8], null]", [b"7", b"[8]", b"null"]),
    ],
)
def test_an_array_is_taken_apart(content: bytes, bodies: list[bytes]) -> None:
    assert [(f"f.json[{index}]", body) for index, body in enumerate(bodies)] == found(content)


@pytest.mark.parametrize(
    ("content", "bodies"),
    [
        (b"[", [b""]),
        (b'[{"a": 1}, {"b": ]', [b'{"a": 1}', b'{"b": ]']),
        (b'[{"a": 1}, ]', [b'{"a": 1}', b"]"]),
        (b'[{"a": 1} {"b": 2}]', [b'{"a": 1} {"b": 2}]']),
        (b'[{"a": 1}', [b'{"a": 1}']),
        (b'[{"a": 1}] x', [b'{"a": 1}] x']),
        (b"[\xff]", [b"[\xff]"]),
        (b"[" * 100_000, [b"[" * 99_999]),
    ],
)
def test_from_where_an_array_is_broken_the_rest_is_one_message(content: bytes, bodies: list[bytes]) -> None:
    assert [(f"f.json[{index}]", body) for index, body in enumerate(bodies)] == found(content)


def test_lines_keep_their_numbers() -> None:
    assert [("f.json:1", b'{"a": 1}'), ("f.json:3", b'{"b":')] == found(b'{"a": 1}\r\n\n  {"b":\n')


def test_a_file_of_lines_may_begin_with_a_broken_one() -> None:
    assert [("f.jsonl:1", b"{"), ("f.jsonl:2", b"{}")] == found(b"{\n{}\n", "f.jsonl")
    assert [("f.ndjson:1", b"{")] == found(b"{", "f.ndjson")


def test_one_message_over_many_lines_is_one() -> None:
    assert [("f.json", b'{\n"a": {\n"b": 1}}\n')] == found(b'{\n"a": {\n"b": 1}}\n')


def test_the_mark_that_windows_writes_is_not_part_of_a_message() -> None:
    assert [("f.json", b"{}")] == found(b"\xef\xbb\xbf{}")


def test_an_empty_file_of_lines_has_no_message() -> None:
    assert [] == found(b"\n\n", "f.jsonl")
