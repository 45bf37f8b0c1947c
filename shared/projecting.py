"""Projections: tables that show the log, and can be thrown away and rebuilt from it.

Rows and position go into the same transaction, with a digest of the entry at that position. When a projection is
opened, that entry is read again: if the log ends before it, or holds something else there, the log is not the one the
rows came from, and the service halts instead of going on with half-truths.
"""

import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from typing import ClassVar

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
)

from shared.envelope import Logged
from shared.recording import Recording

POSITIONS = Table(
    "positions",
    MetaData(),
    Column("projection", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("digest", String, nullable=False),
)


class LogMismatch(Exception):
    """The log is not the one that a projection was made from."""


class Projection:
    """A paper on the desk: subclasses name their tables and say how an entry changes them."""

    name: str
    metadata: ClassVar[MetaData]

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.position = 0
        self.digest = ""
        POSITIONS.metadata.create_all(engine)
        self.metadata.create_all(engine)
        with engine.connect() as connection:
            found = connection.execute(select(POSITIONS).where(POSITIONS.c.projection == self.name)).first()
        if found:
            self.position, self.digest = found.position, found.digest

    def check(self, log: Recording) -> None:
        """Raise `LogMismatch` unless the log holds, at our position, what we took in there."""
        if not self.position:
            return
        there = log.read(self.position - 1, self.position)
        found = digest(there[0]) if there else "nothing"
        if found != self.digest:
            raise LogMismatch(
                f"projection {self.name} stands at position {self.position} with digest {self.digest}, but the log "
                f"holds {found} there; if the log was replaced on purpose, run: redcard rebuild {self.name}"
            )

    def take(self, entries: Sequence[Logged]) -> None:
        """Take in entries: their rows and the position in one transaction."""
        last = entries[-1]
        position, found = last.position, digest(last)
        with self.engine.begin() as connection:
            self.project_all(connection, entries)
            connection.execute(delete(POSITIONS).where(POSITIONS.c.projection == self.name))
            connection.execute(insert(POSITIONS).values(projection=self.name, position=position, digest=found))
        self.position, self.digest = position, found

    def project_all(self, connection: Connection, entries: Sequence[Logged]) -> None:
        """Change the tables by entries, in order."""
        for logged in entries:
            self.project(connection, logged)

    def project(self, connection: Connection, logged: Logged) -> None:
        """Change the tables by one entry."""
        raise NotImplementedError

    def clear(self) -> None:
        """Drop everything; what follows starts from the first entry."""
        with self.engine.begin() as connection:
            connection.execute(delete(POSITIONS).where(POSITIONS.c.projection == self.name))
            self.metadata.drop_all(connection)
            self.metadata.create_all(connection)
        self.position, self.digest = 0, ""


def digest(logged: Logged) -> str:
    """SHA-256 of an entry as it stands on the log, hex."""
    return sha256(logged.stored).hexdigest()


def open_database(url: str) -> Engine:
    """The database in which a service keeps its projections, as the URL says.

    SQLite need not sync each commit: what a power cut takes from a table, the table takes from the log again.
    """
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _relax)
    return engine


def _relax(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
