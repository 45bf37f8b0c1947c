"""`redcard lint`: messages checked before they are sent, by the code with which the door reads them.

The service tells the first thing wrong with a message; here every one is told. What only the log can say - whether the
project is known, the month open, the field granted - is decided when the message is sent.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from services.upstream.outgoing import Outgoing, Place, messages
from shared.deciding import Refused
from shared.letters import PROPOSABLE, Letter, read
from shared.subjects import inbox_subject
from shared.wording import refusal

ANYBODY = "anybody"
"""Who sends, as long as nobody says: it changes nothing about the content."""
STDIN = "-"

Files = Annotated[
    list[Path], typer.Argument(help="JSON (one message, or an array), JSON Lines, or - for standard input.")
]
MessageName = Annotated[
    str | None, typer.Option("--message", help="Which message it is, e.g. progress-reported; else the body's `type`.")
]
SourceName = Annotated[str | None, typer.Option("--source", help="Who sends it; else the body's `source`.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines: JSON.")]


class Level(StrEnum):
    """How bad it is: an error is refused at the door, a warning is not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a message, in the door's own words."""

    place: Place
    refused: Refused
    level: Level = Level.ERROR

    def __str__(self) -> str:
        refused = self.refused
        mark = "warning: " if self.level is Level.WARNING else ""
        return f"{self.place}: {mark}{refused.code}: {told(refused.field, refused.value, refused.rule)}"

    def record(self) -> dict[str, str | int | None]:
        """As a record for machines."""
        place, refused = self.place, self.refused
        return {
            "file": place.file,
            "line": place.line,
            "index": place.index,
            "level": self.level.value,
            "code": refused.code,
            "field": refused.field,
            "value": refused.value,
            "rule": refused.rule,
        }


def lint(files: Files, message: MessageName = None, source: SourceName = None, as_json: AsJson = False) -> None:
    """Check messages without sending them: the same errors as the service gives, but all of them at once.

    Each problem is told as FILE:LINE, or FILE[INDEX] in an array. Exit 1 where a message would be refused.
    """
    found = load(files)
    now = datetime.now(UTC)
    problems = [problem for each in found for problem in check(each, message, source, now)]
    problems += repeated(found, source)
    if as_json:
        told = {"messages": len(found), "problems": [problem.record() for problem in problems]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            typer.echo(str(problem))
        typer.echo(_summary(len(found), problems), err=True)
    if any(problem.level is Level.ERROR for problem in problems):
        raise typer.Exit(1)


def load(files: Iterable[Path]) -> list[Outgoing]:
    """Every message of the files, in order."""
    try:
        return [message for file in files for message in messages(*_content(file))]
    except OSError as error:
        raise typer.BadParameter(str(error)) from error


def told(field: str, value: str, rule: str) -> str:
    """What is wrong, in a line: `data.month = "2026-13": must be a month`."""
    found = f"{field} = {json.dumps(value, ensure_ascii=False)}" if value else field
    return f"{found}: {rule}" if found else rule


def check(outgoing: Outgoing, message: str | None, source: str | None, now: datetime) -> Iterator[Problem]:
    """What the door would find wrong with a message that it received now, all of it."""
    kind = message or outgoing.kind
    sender = source or outgoing.source or ANYBODY
    try:
        read(Letter(inbox_subject(sender, kind or _any_message()), outgoing.body, 1, now))
    except Refused as refused:
        if kind or refused.code == "broken-json":
            yield from (Problem(outgoing.place, each) for each in _all_of(refused))
            return
    if not kind:
        rule = "nothing says which message this is: add --message, or a CloudEvents `type` to the body"
        yield Problem(outgoing.place, Refused("unknown-message", "type", "", rule))


def repeated(found: Iterable[Outgoing], source: str | None) -> Iterator[Problem]:
    """Messages under the id of an earlier one that say something else: they would get that one's receipt."""
    first: dict[tuple[str, str], Outgoing] = {}
    for each in found:
        if not each.id:
            continue
        earlier = first.setdefault((source or each.source, each.id), each)
        if earlier.body != each.body:
            rule = f"the same id is the same message: only the one at {earlier.place} would count; give it a new id"
            yield Problem(each.place, Refused("repeated-id", "id", each.id, rule), Level.WARNING)


def _content(file: Path) -> tuple[str, bytes]:
    if str(file) == STDIN:
        return "stdin", sys.stdin.buffer.read()
    return str(file), file.read_bytes()


def _any_message() -> str:
    """Some message: what is no JSON is none of them."""
    return next(iter(PROPOSABLE))


def _all_of(refused: Refused) -> list[Refused]:
    """A refusal names the first thing that is wrong; here are all, each by itself and in the same words."""
    cause = refused.__context__
    if not isinstance(cause, ValidationError) or cause.error_count() == 1:
        return [refused]
    return [refusal(_alone(cause.title, details)) for details in cause.errors(include_url=False)]


def _alone(title: str, details: Any) -> ValidationError:
    kept: Any = {name: details[name] for name in ("type", "loc", "input", "ctx") if name in details}
    return ValidationError.from_exception_data(title, [kept], "json")


def _summary(messages: int, problems: list[Problem]) -> str:
    bad = len({problem.place for problem in problems if problem.level is Level.ERROR})
    warnings = Counter(problem.level for problem in problems)[Level.WARNING]
    told = f"{messages} messages: {messages - bad} can be sent, {bad} would be refused"
    return f"{told}, {warnings} warnings" if warnings else told
