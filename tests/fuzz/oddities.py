"""Oddities: values that no field of a message should hold, and how they are written as JSON.

`Raw` is written as it is, so that a message can say what no JSON library would write: `1e400`, `NaN`, half a surrogate.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Raw:
    """This very text in the place of a JSON value."""

    text: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """A JSON object with these names, of which some may come twice."""

    pairs: tuple[tuple[str, Any], ...]


def nested(depth: int, opening: str = "[", closing: str = "]", inmost: str = "") -> Raw:
    """A value in a value in a value."""
    return Raw(opening * depth + inmost + closing * depth)


_NO_NUMBERS = (
    "-0", "-0.0", "1e400", "-1e400", "1e-400", "1E+308", "NaN", "Infinity", "-Infinity", "01", "+1", ".5",
    "1.", "0x10", "1_000", "1" * 5_000, f"0.{'1' * 30}", f"1{'0' * 400}", f"1e{'9' * 30}", "12345678901234.1234",
)  # fmt: skip
NUMBERS: tuple[Any, ...] = (
    0, 1, -1, 2**31, 2**53 + 1, 2**63, 2**64, -(2**63) - 1, 10**17, 0.1, -0.5, 1e22, *map(Raw, _NO_NUMBERS),
    "0", "-0", "-0.00", "1e400", "NaN", "sNaN", "-Infinity", "1_000", "1,000", "１２", "٣", "1e5", "1E-3", " 1 ", "+1",
    "1" * 5_000, f"0.{'3' * 30}", "99999999999999.9999", "100.00", "100.01", "三千", "12万元", "0x1F",
)  # fmt: skip
TIMES: tuple[Any, ...] = (
    "0000-00", "2026-00", "2026-13", "1900-01", "2099-12", "2100-01", "2026-1", "２０２６-０１", "2026-01 ",
    "2026-01\n", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-29", "2026-02-30",
    "2026-1-5", "2026-01-32", "20260105", "2026-W01-1", "2026-005", "2026-01-05T00:00:00", "2026-01-05T00:00:00Z",
    "2026-01-05 00:00:00+08:00", "2027-01-01T00:00:00+08:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
    "2026-06-30T24:00:00+08:00", "2026-06-30T23:59:60+08:00", "2026-06-30T12:00:00+25:00",
    "2026-06-30T12:00:00.123456789Z", "2026-06-30T12Z", "Tue, 30 Jun 2026 12:00:00 GMT", "昨天", "now", 20260105,
    1782864000, 1782864000.5, -1, Raw("1e400"),
)  # fmt: skip
_NO_TEXTS = (
    r'"\ud800"', r'"\udc00\ud800"', r'"\u0000"', '"\\x"', "'single'", '"open', '"tab\tin it"', "undefined", "True",
)  # fmt: skip
TEXTS: tuple[Any, ...] = (
    "", " ", "\u3000", "\n", "\t", "\x00", "a\x00b", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe",
    "\U0010ffff", "\u202e王建国", "e\u0301" * 90, "\u200b", "👩\u200d👧\u200d👦🟥", "王建国 ", "a\r\nb",
    *map(Raw, _NO_TEXTS), "字" * 200, "字" * 201, "字" * 4_000, "字" * 4_001, "k" * 70_000,
    "*", ">", "a.b", "a b", "-a", "_a", "P0142.", "P0142*", "../../etc/passwd", "'; DROP TABLE messages; --", "{ge}",
    "{0.__class__}", "%s%n", "%00", "${jndi:ldap://x}", "<script>", "=1+1", "null", "true", "javascript:alert(1)",
)  # fmt: skip
THINGS: tuple[Any, ...] = (
    None, True, False, [], {}, [None], [[]], {"": ""}, {"a": None}, [{}] * 30, ["P0142"] * 300, {"$ref": "#"},
    {"__class__": "x", "__proto__": {}}, nested(150), nested(250), nested(150, '{"a":', "}", "1"), Raw(""), Raw(","),
    Raw("[1,]"), Raw('{"a":1,}'), Raw("{1:2}"), Raw("/**/1"),
)  # fmt: skip
ODDITIES = (*NUMBERS, *TIMES, *TEXTS, *THINGS)
HUGE = (
    nested(100_000),
    nested(100_000, '{"a":', "}", "1"),
    Raw(f'"{"x" * (1024 * 1024 + 1)}"'),
    Raw(f"[{'0,' * 200_000}0]"),
    Raw("9" * 200_000),
    Raw("{" + ",".join(f'"k{number}":{number}' for number in range(20_000)) + "}"),
)
"""What takes some time to read; seldom sent."""
ODD_SOURCES = (
    "", "局", "$SYS", "_unknown", "-a", "x" * 65, "x" * 200, "a/b", "bur\ufffdeau", "intake", "redcard", "INBOX",
    "a%2e", "*",
)  # fmt: skip
ODD_KINDS = (
    "", "nonsense", "progress.reported", "progress-reported.", "progress-reported.x.y", "x.progress-reported",
    "Progress-Reported", "progress-reported-v1", "progress-reported-v2", "progress-reported-v999", "message-refused",
    "card-issued", "case-closed", "月报", "k" * 150, "*", "%2e",
)  # fmt: skip
HEADERS = (
    ("status", "100"), ("status", "503"), ("description", "No Messages"), ("nats-subject", "redcard.in.office.x"),
    ("nats-sequence", "1"), ("nats-time-stamp", "yesterday"), ("nats-stream", "LOG"), ("nats-num-pending", "x"),
    ("content-type", "application/cloudevents+json"), ("content-type", "application/cloudevents+json; charset=GBK"),
    ("content-type", "text/plain; charset=utf-16"), ("content-type", "\x00"), ("redcard-signature", ""),
    ("redcard-signature", "局"), ("redcard-signature", "AAAA"), ("redcard-signature", "A" * 88),
    ("redcard-signature", "=" * 5_000), ("redcard-subject", "x"), ("redcard-reply-to", "redcard.log.intake.project.P1"),
    ("redcard-reply-to", ">"), ("redcard-reply-to", "$SYS.x"), ("redcard-reply-to", "a..b"), ("ce-", ""),
    ("ce-id", ""), ("ce-id", "%"), ("ce-data", "{}"), ("ce-nonsense", "%ff%fe"), ("ce-time", "%00"),
    ("ce-specversion", "0.3"), ("ce-specversion", "1.0"), ("ce-type", "x" * 10_000), ("x-" + "h" * 500, "v" * 5_000),
)  # fmt: skip
IDS: tuple[Any, ...] = (
    None, 7, True, 1.5, [], {}, "", " ", "a/b", "a.b", "*", ">", "-a", "_inbox-7", "项目", "a\n", "a" * 129,
    "a" * 70_000, "\u202ea", "m\u0301", "%61", Raw(r'"\ud800"'), Raw("1" * 5_000), Raw(r'"\u006d1"'),
)  # fmt: skip
BOOK_VALUES = (
    "0", "-1", "1", "1e400", "nan", "inf", "-inf", "9" * 30, "0.00000000001", "true", "[]", "{}", "1979-05-27",
    "2025-02-30", "2025-01-01T00:00:00Z", "[[score]]", "[card]", "[x", "\x00", "\ufeff", '""', '"x"', '"score"',
    '"share"', '"steps"', '"investment_rate"', '"1e400"', '"NaN"', '"0"', '"-0.01"', '"1E+9"', '"1E-9"',
    f'"{"字" * 300}"', "\'\'\'",
)  # fmt: skip


def written(value: Any, escaped: bool = True) -> str:
    """A value as JSON, or as near to it as it comes."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, Pairs | Mapping):
        pairs = value.pairs if isinstance(value, Pairs) else value.items()
        return "{" + ",".join(f"{json.dumps(str(name))}:{written(inner, escaped)}" for name, inner in pairs) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ",".join(written(inner, escaped) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=escaped)
