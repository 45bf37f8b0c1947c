"""The terms of a map, held against the catalogue before anything is sent: unknown or missing fields, wrong units."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from services.upstream.cells import Scalar, Term, convertible
from shared.catalogue.values import MoneyUnit, Month

Terms = Term | Scalar | dict[str, "Terms"] | list["Terms"]
"""A value of a message: taken from a row, constant, or put together of more."""
Place = tuple[str | int, ...]


class MapError(Exception):
    """The map is wrong: the place in it, and why."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}" if place else reason)


def read(found: Any, place: str) -> Terms:
    """Tables that name a column or a text are terms; other tables and lists hold more of them."""
    if isinstance(found, list):
        return [read(inner, f"{place}.{index}") for index, inner in enumerate(found)]
    if not isinstance(found, dict):
        constant: Scalar = found
        return constant
    if "column" in found or "text" in found:
        try:
            return Term.model_validate(found)
        except ValidationError as error:
            raise map_error(place, error) from error
    return {name: read(inner, f"{place}.{name}") for name, inner in found.items()}


def check(terms: Terms, hint: Any, place: str, money_unit: str, *, droppable: bool) -> None:
    """Hold terms against the type of what they are to become."""
    bare = _bare(hint)
    if isinstance(terms, Term):
        _check_term(terms, hint, place, money_unit)
    elif isinstance(terms, list):
        if get_origin(bare) is not tuple:
            raise MapError(place, "one value is wanted here, not a list")
        for index, inner in enumerate(terms):
            check(inner, get_args(bare)[0], f"{place}.{index}", money_unit, droppable=True)
    elif isinstance(terms, dict):
        if not is_dataclass(bare):
            raise MapError(place, "a term names a `column` or a `text`")
        _check_fields(terms, bare, place, money_unit, droppable=droppable)
    else:
        _check_constant(terms, hint, place)


def _check_fields(terms: dict[str, Terms], cls: Any, place: str, money_unit: str, *, droppable: bool) -> None:
    hints = get_type_hints(cls, include_extras=True)
    required = {known.name for known in fields(cls) if known.default is MISSING and known.default_factory is MISSING}
    for name in terms:
        if name not in hints:
            raise MapError(f"{place}.{name}", f"there is no such field; there are {', '.join(hints)}")
    for name in hints:
        if name in required and name not in terms:
            raise MapError(f"{place}.{name}", "this field must be told")
    for name, inner in terms.items():
        if isinstance(inner, Term) and inner.missing == "leave out" and name in required and not droppable:
            raise MapError(f"{place}.{name}", "this field must be told: let a missing cell refuse, or have a default")
        check(inner, hints[name], f"{place}.{name}", money_unit, droppable=droppable)


def _check_term(term: Term, hint: Any, place: str, money_unit: str) -> None:
    bare = _bare(hint)
    wanted = {Decimal: "unit", date: "date", Month: "month"}.get(bare)
    if wanted != (term.kind if term.kind in ("unit", "date", "month") else None):
        reason = f"say how the cell tells it: `{wanted}`" if wanted else f"this field is a text, not a `{term.kind}`"
        raise MapError(place, reason)
    if term.unit is not None:
        if money_unit not in list(MoneyUnit):
            raise MapError(place, "amounts need a constant `money_unit` in the same message")
        if not convertible(term.unit, money_unit):
            raise MapError(f"{place}.unit", f"{term.unit} cannot be told in {money_unit}")
    for value in (term.values or {}).values():
        _check_constant(value, hint, f"{place}.values")
    if term.default is not None:
        _check_constant(term.default, hint, f"{place}.default")


def _check_constant(value: Scalar, hint: Any, place: str) -> None:
    try:
        TypeAdapter(hint).validate_python(value)
    except ValidationError as error:
        raise MapError(place, f"{value!r}: {error.errors(include_url=False)[0]['msg']}") from error


def _bare(hint: Any) -> Any:
    """A type without its annotations and without None."""
    if get_origin(hint) is Annotated:
        return _bare(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        [inner] = [each for each in get_args(hint) if each is not NoneType]
        return _bare(inner)
    return hint


def leaves(terms: Terms, at: Place) -> Iterator[tuple[Place, Term]]:
    if isinstance(terms, Term):
        yield at, terms
    elif isinstance(terms, dict):
        for name, inner in terms.items():
            yield from leaves(inner, (*at, name))
    elif isinstance(terms, list):
        for index, inner in enumerate(terms):
            yield from leaves(inner, (*at, index))


def map_error(place: str, error: ValidationError) -> MapError:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part + 1) if isinstance(part, int) and not place else str(part) for part in first["loc"])
    return MapError(".".join(filter(None, (place, where))), first["msg"].removeprefix("Value error, "))
