"""The canonical form of a paper's values, which its digest is over: one text for one content, in no language.

JSON with sorted keys and no spaces; decimals as text, with the places they were decided with; days in ISO form.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from shared.catalogue.scoring import PaperKind


def canonical(kind: PaperKind, form: int, period: str, values: object) -> bytes:
    """A paper's values with what they are the values of."""
    told = {"kind": kind, "form": form, "period": period, "values": _plain(values)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(kind: PaperKind, form: int, period: str, values: object) -> str:
    """SHA-256 of the canonical form, hex."""
    return sha256(canonical(kind, form, period, values)).hexdigest()


def _plain(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(told) for key, told in value.items()}
        case list() | tuple():
            return [_plain(told) for told in value]
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    raise TypeError(f"no canonical form: {type(value).__name__}")
