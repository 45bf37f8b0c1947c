"""The page to browse the contract: one file that needs no network, in both languages, with a search box."""

import dataclasses
import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, NewType, get_args, get_origin, get_type_hints

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from docs.contract_generation import chinese, examples
from docs.contract_generation.errors import TITLES, codes_of, of_every_message
from docs.contract_generation.schemas import VERSION, Schema, data_schema, envelopes, receipt_schema
from docs.facts import PLAIN, TOPICS, Words, in_order, sentence, told, topic
from shared.catalogue import Definition
from shared.catalogue.refusals import PAGES, REFUSALS
from shared.subjects import inbox_subject

_OBJECT, _CHOICE = Words("object", "对象"), Words("one of", "选项")
_JSON = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?[0-9]+(?:\.[0-9]+)?)')


@dataclasses.dataclass(frozen=True)
class Row:
    """One field of a message, as the page shows it."""

    path: str
    title: str
    kind: Words
    required: bool
    description: str
    limits: Words
    choices: tuple[Words, ...]
    example: str

    @property
    def depth(self) -> int:
        """How deep inside it stands."""
        return self.path.count(".")


def rows(cls: type[Any], schema: Schema, within: str = "", root: Schema | None = None) -> Iterator[Row]:
    """The fields of a fact or a part, each followed by the fields of what stands inside it."""
    root = root or schema
    for name, hint in get_type_hints(cls, include_extras=True).items():
        found, (inner, is_list) = told(hint), _inside(hint)
        path = f"{within}{name}{'[]' if is_list else ''}"
        kind = _kind(inner)
        shown = schema["properties"][name]["examples"]
        yield Row(
            path=path,
            title=found.title,
            kind=Words(f"list of {kind.en}", f"{kind.zh}列表") if is_list else kind,
            required=name in schema["required"],
            description=found.description,
            limits=Words("; ".join(limit.en for limit in found.limits), "；".join(limit.zh for limit in found.limits)),
            choices=_choices(inner),
            example="" if kind is _OBJECT or not shown else json.dumps(shown[0], ensure_ascii=False),
        )
        if dataclasses.is_dataclass(inner):
            assert isinstance(inner, type)
            yield from rows(inner, root["$defs"][inner.__name__], f"{path}.", root)


def _inside(hint: Any) -> tuple[Any, bool]:
    """What a field is made of, less names, notes and none; and whether it is a list of it."""
    while True:
        origin, args = get_origin(hint), get_args(hint)
        if isinstance(hint, NewType):
            hint = hint.__supertype__
        elif origin is Annotated:
            hint = args[0]
        elif origin is tuple:
            return _inside(args[0])[0], True
        elif type(None) in args:
            hint = args[0]
        else:
            return hint, False


def _kind(inner: type[Any]) -> Words:
    if dataclasses.is_dataclass(inner):
        return _OBJECT
    return _CHOICE if issubclass(inner, Enum) else PLAIN[inner]


def _choices(inner: type[Any]) -> tuple[Words, ...]:
    if not issubclass(inner, Enum):
        return ()
    return tuple(Words(member.value, chinese.WORDS[inner.__name__][member.value]) for member in inner)


def _shown(definition: Definition) -> dict[str, Any]:
    """A message, as the template needs it."""
    message = definition.message
    return {
        "name": message,
        "zh": chinese.MESSAGES[message],
        "sentence": sentence(definition.cls),
        "sentence_zh": chinese.SENTENCES[message],
        "fact": definition.name,
        "subject": inbox_subject("<source>", message),
        "rows": list(rows(definition.cls, data_schema(definition))),
        "example": coloured(examples.message(definition)),
        "codes": [REFUSALS[code] for code in codes_of(message)],
    }


def coloured(value: object) -> Markup:
    """JSON with its keys, texts and figures marked."""

    def mark(found: re.Match[str]) -> str:
        text, colon, word, number = found.groups()
        if text is None:
            return str(Markup('<i class="n">{}</i>').format(word or number))
        return str(Markup('<i class="{}">{}</i>{}').format("k" if colon else "s", text, colon or ""))

    plain = json.dumps(value, ensure_ascii=False, indent=2)
    pieces, end = [], 0
    for found in _JSON.finditer(plain):
        pieces += [str(escape(plain[end : found.start()])), mark(found)]
        end = found.end()
    return Markup("".join(pieces) + str(escape(plain[end:])))


def with_codes(text: str) -> Markup:
    """A sentence, what stands between backticks set as code."""
    return Markup(re.sub("`([^`]*)`", r"<code>\1</code>", str(escape(text))))


def page() -> str:
    """The page."""
    folder = FileSystemLoader(Path(__file__).parent)
    room = Environment(
        loader=folder, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined,
        keep_trailing_newline=True,
    )  # fmt: skip
    room.filters["codes"] = with_codes
    definitions = [definition for definition in in_order() if definition.proposed]
    report = next(definition for definition in definitions if definition.name == "progress.reported")
    text = room.get_template("page.html.j2").render(
        version=VERSION,
        topics=[
            {"en": words, "zh": chinese.TOPICS[name], "messages": [_shown(d) for d in definitions if topic(d) == name]}
            for name, words in TOPICS.items()
        ],
        total=len(definitions),
        envelope=envelopes()["cloudevent"],
        plain=coloured(examples.message(report)),
        cloud_event=coloured(examples.cloud_event(report)),
        receipts=receipt_schema()["$defs"],
        everywhere=[row for row in REFUSALS.values() if of_every_message(row)],
        pages={TITLES[name]: refusals for name, refusals in PAGES.items() if refusals},
    )
    return "\n".join(line.rstrip() for line in text.split("\n"))
