"""Wording: what pydantic finds wrong in a letter, told as a refusal that says what to do."""

import json
from typing import Any

from pydantic import ValidationError

from shared.catalogue.values import LINE, MEDIA_TYPE, MONTH, NKEY, PATTERN, PROSE, SHA256, TOKEN, URI
from shared.deciding import Refused

_CODES = {
    "json_invalid": "broken-json",
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "unexpected_keyword_argument": "unknown-field",
    "greater_than": "out-of-range",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
}

_RULES = {
    "json_invalid": "send one JSON object in UTF-8; the parser says: {error}",
    "missing": "this field is required: add it",
    "extra_forbidden": "there is no such field: leave it out, or mend its name",
    "unexpected_keyword_argument": "there is no such field: leave it out, or mend its name",
    "greater_than": "must be more than {gt}: correct it and send it again",
    "greater_than_equal": "must be {ge} or more: correct it and send it again",
    "less_than_equal": "must be {le} or less: correct it and send it again",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must have at least {min_length} items",
    "too_long": "must have at most {max_length} items",
    "decimal_max_digits": "must have at most {max_digits} digits",
    "decimal_max_places": "must have at most {decimal_places} decimals: round it",
    "decimal_parsing": "must be a number, as JSON number or text, without unit or thousands separator",
    "decimal_type": "must be a number, as JSON number or text, without unit or thousands separator",
    "finite_number": "must be a number; leave the field out where the figure is unknown",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "string_type": "must be JSON text",
    "tuple_type": "must be a JSON array",
    "model_type": "must be a JSON object",
    "dataclass_type": "must be a JSON object",
    "date_type": "must be a day as text, YYYY-MM-DD",
    "date_parsing": "must be a day that exists, YYYY-MM-DD",
    "value_error": "must be a time with its offset, as text: 2023-05-08T09:30:00+08:00",
}

_PATTERNS = {
    TOKEN: "must be 1 to 64 letters (a-z), digits, _ and -, with a letter or digit first",
    MONTH: "must be a month as YYYY-MM, e.g. 2023-05",
    LINE: "must be one line, not blank, without control characters",
    PROSE: "must not be blank, and have no control characters but line ends and tabs",
    URI: "must be an absolute URI without spaces, e.g. https://files.example/P0142.jpg",
    MEDIA_TYPE: "must be a media type, e.g. image/jpeg",
    PATTERN: "must be a name, or the beginning of names before a *, or * alone",
    NKEY: "must be the public half of an nkey of a user: 56 letters and digits from U on",
    SHA256: "must be a SHA-256 digest: 64 hex digits, lower case",
}

_BAD_ID = "must be 1 to 128 letters (a-z), digits, _ and -, with a letter or digit first: give it such an id"


def refusal(error: ValidationError, within: str = "", header: str = "") -> Refused:
    """The refusal of a letter: its first problem in words, and how many more there are.

    `within` is where what was validated stands in the message; `header` is how the headers begin that it came from.
    """
    problems = error.errors(include_url=False)
    first = problems[0]
    problem, context = first["type"], first.get("ctx", {})
    field = header + ".".join(str(part) for part in (within, *first["loc"]) if part != "")
    value = "" if problem in ("missing", "json_invalid") else _shown(first["input"])
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    if field in ("id", f"{header}id"):
        return Refused("bad-id", field, value, f"{_BAD_ID}{more}")
    if field.endswith("money_unit") and problem == "enum":
        rule = f"money is told in {context['expected']}: convert the amounts and send it again"
        return Refused("wrong-unit", field, value, f"{rule}{more}")
    return Refused(_CODES.get(problem, "bad-value"), field, value, f"{_rule(problem, context, first['msg'])}{more}")


def _rule(problem: str, context: dict[str, Any], otherwise: str) -> str:
    if problem == "string_pattern_mismatch":
        return _PATTERNS[context["pattern"]]
    if context.get("min_length") == 1:
        return "must not be empty: say it, or leave the field out where that is allowed"
    return _RULES.get(problem, "{otherwise}").format(**context, otherwise=otherwise)


def _shown(value: object) -> str:
    """A value as a person would recognise it in the message, not more of it than is needed."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text[:200]
