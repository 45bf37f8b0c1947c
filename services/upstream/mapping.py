"""A map: which file this is, and which messages its rows make. A map that does not hold together is refused whole.

    source, actor    who sends
    [file]           encoding, delimiter, sheet, which texts mean a missing cell, how numbers are written
    [contest]        the contest.opened of the import; `first_month` and `projects` are the data's own where left out
    [rulebook]       the book that is adopted before the first month closes
    [row]            project and date: what every row must have
    [[message]]      the fact that rows propose: when it is sent, and each of its fields as a term (see `cells`)

`send` says which rows make a message: `once` the first of a project, `monthly` the first of a project and month,
`again` those after it, `changed` those in which a column of `watch` differs from before, `every` all of them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from services.upstream.cells import BadCell, Numerals, Reading, Term, plain
from services.upstream.table import Row
from services.upstream.terms import MapError, Place, Terms, check, leaves, map_error, read
from shared.catalogue import DEFINITIONS, Definition, Fact
from shared.catalogue.intake import ContestOpened
from shared.catalogue.values import TOKEN, Text

ROW_FACTS = {
    name: known for name, known in DEFINITIONS.items() if known.proposed and not known.stream.endswith(".district")
}
"""What a row can say: something about one project or issue, not about the district."""


ADAPTERS: Mapping[str, TypeAdapter[Any]] = {
    name: TypeAdapter(known.cls) for name, known in DEFINITIONS.items() if known.proposed
}
"""What makes and writes each fact that can be proposed."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileFormat(_Part):
    """How the file is written."""

    encoding: str = "utf-8-sig"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    sheet: str | None = None
    missing: tuple[str, ...] = ("",)
    numerals: Numerals = Numerals()


class Adoption(_Part):
    """The rulebook of the import: a file beside the map, or the name of a shipped one."""

    book: Annotated[str, Field(min_length=1)]
    adopted_by: Text


class RowTerms(_Part):
    """What places a row: whose it is, and the day it speaks of."""

    project: Term
    date: Term


class _Message(_Part):
    fact: str
    send: Literal["once", "monthly", "again", "changed", "every"]
    watch: tuple[str, ...] = ()
    needs_any: tuple[str, ...] = ()
    data: dict[str, Any]


class _Map(_Part):
    source: Annotated[str, Field(pattern=TOKEN)]
    actor: Text
    file: FileFormat = FileFormat()
    contest: dict[str, Any]
    rulebook: Adoption
    row: RowTerms
    message: Annotated[tuple[_Message, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A fact made from a row, and the columns that its fields came from."""

    fact: Fact
    columns: Mapping[str, str]
    """Dotted path of a field, as receipts name it, to its columns."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Which rows make a message, and how."""

    definition: Definition
    send: str
    watch: tuple[str, ...]
    needs_any: tuple[str, ...]
    data: dict[str, Terms]

    def mapped(self, row: Row, reading: Reading) -> Mapped | None:
        """The fact of a row; None where none of `needs_any` is told. Raises `BadCell`."""
        sources: dict[Place, Term] = {}
        data = _built(self.data, row, reading, str(self.data.get("money_unit", "")), (), sources)
        if self.needs_any and not any(name in data for name in self.needs_any):
            return None
        columns = {".".join(map(str, ("data", *place))): ", ".join(term.columns) for place, term in sources.items()}
        try:
            return Mapped(ADAPTERS[self.definition.name].validate_python(data), columns)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            term = next((term for place, term in sources.items() if first["loc"][: len(place)] == place), None)
            names = term.columns if term else ()
            value = " | ".join(plain(row.cells[name]) for name in names) if names else str(first["input"])
            raise BadCell(", ".join(names), value[:200], first["msg"]) from error


@dataclass(frozen=True, slots=True)
class Map:
    """A map, whole and checked against the catalogue."""

    source: str
    actor: str
    file: FileFormat
    contest: Mapping[str, Any]
    rulebook: Adoption
    row: RowTerms
    rules: tuple[Rule, ...]

    @property
    def reading(self) -> Reading:
        return Reading(frozenset(self.file.missing), self.file.numerals)

    def check_columns(self, columns: tuple[str, ...]) -> None:
        """Raise `MapError` where the map looks for a column that the file does not have."""
        for place, name in self._columns():
            if name not in columns:
                raise MapError(place, f"the file has no column {name!r}; it has {', '.join(columns)}")

    def _columns(self) -> Iterator[tuple[str, str]]:
        for name in self.row.project.columns:
            yield "row.project", name
        for name in self.row.date.columns:
            yield "row.date", name
        for number, rule in enumerate(self.rules, start=1):
            for name in rule.watch:
                yield f"message.{number}.watch", name
            for place, term in leaves(rule.data, ()):
                for name in term.columns:
                    yield f"message.{number}.data." + ".".join(map(str, place)), name


def parse(text: str) -> Map:
    """Read a map; raises `MapError` with the place and the reason."""
    try:
        found = _Map.model_validate(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise MapError("", f"not TOML: {error}") from error
    except ValidationError as error:
        raise map_error("", error) from error
    if found.row.date.kind != "date":
        raise MapError("row.date", "needs `date`: how days are written")
    _check_contest(found.contest)
    rules = tuple(_rule(f"message.{number}", message) for number, message in enumerate(found.message, start=1))
    return Map(found.source, found.actor, found.file, found.contest, found.rulebook, found.row, rules)


def _check_contest(contest: dict[str, Any]) -> None:
    try:
        TypeAdapter(ContestOpened).validate_python({"first_month": "2000-01", "projects": 0, **contest})
    except ValidationError as error:
        raise map_error("contest", error) from error


def _rule(place: str, message: _Message) -> Rule:
    definition = ROW_FACTS.get(message.fact)
    if definition is None:
        raise MapError(f"{place}.fact", f"no row can say {message.fact!r}; there are {', '.join(sorted(ROW_FACTS))}")
    if (message.send == "changed") != bool(message.watch):
        raise MapError(f"{place}.watch", '`watch` belongs to `send = "changed"`, and it needs columns')
    data = read(message.data, f"{place}.data")
    assert isinstance(data, dict)
    check(data, definition.cls, f"{place}.data", str(data.get("money_unit", "")), droppable=False)
    for name in message.needs_any:
        if name not in data:
            raise MapError(f"{place}.needs_any", f"{name!r} is not among the fields of this message's data")
    return Rule(definition, message.send, message.watch, message.needs_any, data)


def _built(
    terms: dict[str, Terms], row: Row, reading: Reading, money_unit: str, at: Place, sources: dict[Place, Term]
) -> dict[str, Any]:
    """The data of a row; what is missing is left out, and with it the element of a list that it belongs to."""
    data: dict[str, Any] = {}
    for name, term in terms.items():
        match term:
            case Term():
                value = term.value(row, reading, money_unit)
                sources[*at, name] = term
                if value is not None:
                    data[name] = value
            case dict():
                data[name] = _built(term, row, reading, money_unit, (*at, name), sources)
            case list():
                data[name] = _elements(term, row, reading, money_unit, (*at, name), sources)
            case _:
                data[name] = term
    return data


def _elements(
    terms: list[Terms], row: Row, reading: Reading, money_unit: str, at: Place, sources: dict[Place, Term]
) -> list[Any]:
    found: list[Any] = []
    for term in terms:
        if isinstance(term, dict):
            element = _built(term, row, reading, money_unit, (*at, len(found)), sources)
            if element.keys() == term.keys():
                found.append(element)
        else:
            found.append(term)
    return found
