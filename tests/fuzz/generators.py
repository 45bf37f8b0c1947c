"""Generators: any number of messages that are wrong in some way, always the same ones for the same seed.

    an example of a fact ──► plausible changes ──► one thing spoilt ──► letter
                             (other ids, days,     (a field, the envelope, bytes, subject, headers,
                              amounts, names)       a replay, nothing at all)

Plausible changes come past the definitions and try the deciders; what is spoilt tries the reading.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from random import Random
from typing import Any
from urllib.parse import quote

from services.scoring.rulebook.shelf import shelf
from shared.catalogue import DEFINITIONS
from shared.letters import MAX_BODY, PROPOSABLE, Letter
from shared.signing import sign
from tests.fuzz.oddities import (
    BOOK_VALUES,
    HEADERS,
    HUGE,
    IDS,
    NUMBERS,
    ODD_KINDS,
    ODD_SOURCES,
    ODDITIES,
    TIMES,
    Pairs,
    written,
)
from tests.fuzz.plausible import EXAMPLES, leaves, mixed, put, sort_of
from tests.samples import NOON
from tests.samples.signatures import HOUSING_SEED

SOURCES = ("industry-bureau", "housing-bureau", "stranger")
"""Who sends all this."""
SIGNER = "housing-bureau"
"""Who has the seed to sign with."""
EDITION = "hanting-2025.2"
BOOK = shelf()["hanting"]


@dataclass
class Draft:
    """A message while it is being made."""

    source: str
    kind: str
    name: str
    envelope: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    whole: Any = None
    """What is written in place of the envelope, if anything is."""
    body: bytes = b""
    """The body as it is sent, where it is not just written down."""

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = self.envelope["data"]
        return found


class Rubbish:
    """An endless supply of messages; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._sent: list[Letter] = []
        self._spoilers: dict[Callable[[Draft], None], int] = {
            self._nothing: 30, self._odd_value: 25, self._fields: 12, self._envelope: 12, self._bytes: 12,
            self._subject: 5, self._header: 6, self._binary: 6, self._book: 3, self._huge: 1,
        }  # fmt: skip

    def letter(self, sequence: int) -> Letter:
        """The next letter, at this place in the inbox."""
        if self._sent and self.random.random() < 0.08:
            return self._replay(sequence)
        draft = self._draft(sequence)
        [spoil] = self.random.choices(list(self._spoilers), list(self._spoilers.values()))
        spoil(draft)
        body = draft.body or self._written(draft)
        if draft.source == SIGNER and self.random.random() < 0.8:
            draft.headers["redcard-signature"] = sign(HOUSING_SEED, body)
        letter = Letter(f"redcard.in.{draft.source}.{draft.kind}", body, sequence, NOON, draft.headers)
        if len(body) < 10_000:
            self._sent.append(letter)
        return letter

    def _draft(self, sequence: int) -> Draft:
        name = self.random.choice([definition.name for definition in PROPOSABLE.values()])
        source = self.random.choices(SOURCES, (8, 3, 1))[0]
        envelope: dict[str, Any] = {"id": f"r{sequence}", "data": mixed(self.random, name)}
        if source == SIGNER or self.random.random() < 0.3:
            envelope |= {"specversion": "1.0", "type": name, "source": source}
        return Draft(source, DEFINITIONS[name].message, name, envelope)

    def _written(self, draft: Draft) -> bytes:
        whole = draft.envelope if draft.whole is None else draft.whole
        return written(whole, self.random.random() < 0.5).encode("utf-8", "surrogatepass")

    def _replay(self, sequence: int) -> Letter:
        """A letter once more, or its id with the content of another."""
        letter = self.random.choice(self._sent)
        other = self.random.choice((letter, letter, self.random.choice(self._sent)))
        return replace(other, sequence=sequence, headers=letter.headers, received_at=NOON + timedelta(seconds=sequence))

    def _nothing(self, draft: Draft) -> None:
        pass

    def _odd_value(self, draft: Draft) -> None:
        path, leaf = self.random.choice(list(leaves(draft.data)))
        pools = {"number": NUMBERS, "int": NUMBERS, "month": TIMES, "day": TIMES}
        pool = pools.get(sort_of(leaf), ODDITIES) if self.random.random() < 0.6 else ODDITIES
        where = path[: self.random.choice((len(path), len(path), 1))]
        draft.envelope["data"] = put(draft.data, where, self.random.choice(pool))

    def _fields(self, draft: Draft) -> None:
        data, names = draft.data, list(draft.data) or ["project"]
        one, other = self.random.choice(names), self.random.choice(names)
        changes: tuple[Any, ...] = (
            {name: value for name, value in data.items() if name != one},
            {**data, one: data.get(other), other: data.get(one)},
            {**data, self.random.choice(("unknown", "Project", "项目", "", "__class__", "a.b", "k" * 300)): 1},
            Pairs((*data.items(), (one, data.get(other)))),
            Pairs((*data.items(), (one, data.get(one)))),
            EXAMPLES[self.random.choice(list(EXAMPLES))],
            [data],
            list(data.values()),
            written(data),
            {"data": data},
            {**data, one: [data.get(one)]},
            dict.fromkeys(data),
        )
        draft.envelope["data"] = self.random.choice(changes)

    def _envelope(self, draft: Draft) -> None:
        whole = draft.envelope
        odd = self.random.choice(ODDITIES)
        name = self.random.choice(
            ("time", "actor", "specversion", "type", "source", "datacontenttype", "dataschema", "data")
        )
        changes: tuple[Any, ...] = (
            {key: value for key, value in whole.items() if key != "id"},
            {**whole, "id": self.random.choice(IDS)},
            {**whole, "id": self.random.choice(IDS)},
            {**whole, "time": self.random.choice(TIMES)},
            {**whole, "time": self.random.choice(TIMES)},
            {**whole, name: odd},
            {**whole, "type": self.random.choice(list(EXAMPLES))},
            {**whole, "source": self.random.choice((*SOURCES, *ODD_SOURCES))},
            {**whole, "specversion": self.random.choice(("0.3", "1", 1.0, "2.0"))},
            {**whole, self.random.choice(("unknown", "ID", "data_base64", "k" * 300)): odd},
            Pairs((*whole.items(), ("data", EXAMPLES[draft.name]))),
            Pairs((*whole.items(), ("id", self.random.choice(IDS)))),
            {key: value for key, value in whole.items() if key != "data"},
            whole["data"],
            [whole],
            odd,
        )
        draft.whole = self.random.choice(changes)

    def _bytes(self, draft: Draft) -> None:
        whole = self._written(draft)
        text = written(draft.envelope, escaped=False)
        place = self.random.randrange(len(whole))
        changes = (
            whole[:place],
            whole[place:],
            whole[:place] + bytes([whole[place] ^ 1 << self.random.randrange(8)]) + whole[place + 1 :],
            whole[:place] + self.random.randbytes(self.random.randrange(1, 9)) + whole[place:],
            whole + self.random.choice((b"\x00", b"\n\n", b"{}", whole, b",", b"\xff")),
            b"\xef\xbb\xbf" + whole,
            self.random.randbytes(self.random.randrange(1, 300)),
            text.encode("utf-16", "replace"),
            text.encode("utf-16-le", "replace"),
            text.encode("utf-32", "replace"),
            text.encode("gbk", "replace"),
            text.encode("big5", "replace"),
            text.encode("latin-1", "replace"),
            text.encode("utf-7", "replace"),
            text.encode("utf-8", "replace").replace("项".encode(), b"\xc0\xaf").replace("局".encode(), b"\xed\xa0\x80"),
            b"\x1f\x8b" + whole,
            b"id: r1\ndata:\n  project: P0142\n",
            b"<message><id>r1</id></message>",
            b" ",
        )
        draft.body = self.random.choice(changes) or b"{"

    def _subject(self, draft: Draft) -> None:
        match self.random.randrange(4):
            case 0:
                draft.source = self.random.choice(ODD_SOURCES)
            case 1:
                draft.kind = self.random.choice(ODD_KINDS)
            case 2:
                draft.kind = self.random.choice(list(PROPOSABLE))
            case _:
                draft.kind += self.random.choice((".x", "-v2", "s", "%20", ".", "\ufffd"))

    def _header(self, draft: Draft) -> None:
        draft.headers |= dict(self.random.sample(HEADERS, self.random.choice((1, 1, 2, 4))))

    def _binary(self, draft: Draft) -> None:
        """A CloudEvent in binary mode, mostly with something wrong; headers as they were before they were encoded."""
        attributes = {
            "ce-id": str(draft.envelope["id"]),
            "ce-specversion": "1.0",
            "ce-type": draft.name,
            "ce-source": draft.source,
            "content-type": "application/json",
        }
        told = draft.envelope if self.random.random() < 0.2 else draft.data
        odd = str(self.random.choice([one for one in (*ODDITIES, *IDS) if isinstance(one, str) and len(one) < 5_000]))
        name = self.random.choice([*attributes, "ce-time", "ce-actor", "ce-subject", "ce-data", "ce-项目"])
        match self.random.randrange(5):
            case 0:
                del attributes[self.random.choice(list(attributes))]
            case 1 | 2:
                attributes[name] = odd
            case 3:
                attributes[name] = quote(odd)
            case _:
                pass
        draft.headers |= attributes
        draft.whole = told

    def _book(self, draft: Draft) -> None:
        """A rulebook in which a few lines are not what they were; its digest is right."""
        lines = BOOK.replace(EDITION, f"{EDITION}-{draft.envelope['id']}").splitlines()
        for _ in range(self.random.randrange(4)):
            place = self.random.randrange(len(lines))
            name, _, value = lines[place].partition("=")
            odd = self.random.choice((*BOOK_VALUES, *lines))
            spoilt = (f"{name}= {odd}", f"{name}= {odd}", f"odd ={value}", "", f"{lines[place]}\n{lines[place]}", odd)
            lines[place] = self.random.choice(spoilt)
        text = "\n".join(lines)
        draft.kind, draft.name = "rulebook-adopted", "rulebook.adopted"
        draft.envelope = {
            "id": draft.envelope["id"],
            "data": {
                "edition": f"{EDITION}-{draft.envelope['id']}",
                "text": text,
                "sha256": sha256(text.encode()).hexdigest(),
                "adopted_by": "调度办",
            },
        }

    def _huge(self, draft: Draft) -> None:
        match self.random.randrange(4):
            case 0:
                draft.body = self._written(draft).ljust(MAX_BODY + self.random.choice((0, 1)))
            case 1:
                draft.whole = self.random.choice(HUGE)
            case 2:
                draft.whole = {**draft.envelope, "k" * 500_000: 1}
            case _:
                path, _ = self.random.choice(list(leaves(draft.data)))
                draft.envelope["data"] = put(draft.data, path, self.random.choice(HUGE))
