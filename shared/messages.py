"""The index of messages: which was answered where on the log, one table for each door, made from the log."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Row, String, Table, bindparam, insert, select

from shared.catalogue.intake import MessageDiscarded, MessageRefused
from shared.deciding import Refused
from shared.envelope import Logged
from shared.projecting import Projection
from shared.receipts import Answer

_DISCARDED = "discarded"
"""Stands in the index for the code of a refusal: the message was given up."""


class Messages(Projection):
    """Which message was answered where on the log; one index for each door."""

    metadata = MetaData()
    table = Table(
        "messages",
        metadata,
        Column("message", String, primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("code", String),
        Column("field", String),
        Column("value", String),
        Column("rule", String),
    )

    _found = select(table).where(table.c.message.in_(bindparam("messages", expanding=True))).order_by(table.c.position)

    def __init__(self, engine: Engine, service: str) -> None:
        self.name = f"{service}-messages"
        self._service = service
        super().__init__(engine)

    def project_all(self, connection: Connection, entries: Sequence[Logged]) -> None:
        rows = [_row(*answer) for logged in entries for answer in answers_in(logged, self._service)]
        if rows:
            connection.execute(insert(self.table), rows)

    def find(self, messages: Sequence[str]) -> dict[str, list[Answer]]:
        """The answers to messages, by message; those never seen are left out."""
        found: dict[str, list[Answer]] = {}
        with self.engine.connect() as connection:
            for row in connection.execute(self._found, {"messages": list(messages)}):
                found.setdefault(row.message, []).append(_answer(row))
        return found


def _row(message: str, answer: Answer) -> dict[str, str | int | None]:
    refused = answer.refused
    if answer.discarded is not None:
        refused = Refused(_DISCARDED, "", answer.sha256, answer.discarded)
    told = {name: getattr(refused, name, None) for name in ("code", "field", "value", "rule")}
    return {"message": message, "position": answer.position, **told}


def _answer(row: Row[Any]) -> Answer:
    if row.code == _DISCARDED:
        return Answer(row.position, None, row.rule, row.value)
    return Answer(row.position, Refused(row.code, row.field, row.value, row.rule) if row.code else None)


def answers_in(logged: Logged, service: str) -> Iterator[tuple[str, Answer]]:
    """What an entry answers at a service's door, by message: the one that caused it, or one that it gives up."""
    fact, message = logged.entry.fact, logged.entry.causation
    if "/" in message and logged.entry.originator_id.startswith(f"{service}."):
        refused = Refused(fact.code, fact.field, fact.value, fact.rule) if isinstance(fact, MessageRefused) else None
        yield message, Answer(logged.position, refused)
    if isinstance(fact, MessageDiscarded) and (message_id := given_up(fact, service)) not in ("", message):
        yield message_id, gives_up(fact, logged.position)


def gives_up(fact: MessageDiscarded, position: int) -> Answer:
    """The answer that a message was given up."""
    return Answer(position, None, fact.reason, fact.sha256)


def given_up(fact: MessageDiscarded, service: str) -> str:
    """The message of a service's door that a fact gives up; empty where it is another service's."""
    if fact.service != service:
        return ""
    source = [*fact.subject.split("."), "", "", ""][2]
    return f"{source}/{fact.message_id}"
