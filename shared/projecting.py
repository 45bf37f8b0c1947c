"""Projections: tables that show the log, and can be thrown away and rebuilt from it.

Rows and position go into the same transaction, with a digest of the entry at that position. When a projection is
opened, that entry is read again: if the log ends before it, or holds something else there, the log is not the one the
rows came from, and the service halts instead of going on with half-truths. Tables of another shape than this release
wants are thrown away, and made again.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any, ClassVar

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Executable,
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
from sqlalchemy.schema import CreateTable

from shared.envelope import Logged
from shared.recording import Recording

POSITIONS = Table(
    "projections",
    MetaData(),
    Column("projection", String, primary_key=True),
    Column("shape", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("digest", String, nullable=False),
)


Change = tuple[Executable, dict[str, Any]]
"""A prepared statement, and the values of its parameters."""


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
        self._shape = _shape(self.metadata)
        POSITIONS.metadata.create_all(engine)
        with engine.connect() as connection:
            found = connection.execute(select(POSITIONS).where(POSITIONS.c.projection == self.name)).first()
        if found and found.shape == self._shape:
            self.position, self.digest = found.position, found.digest
        else:
            self.clear()

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
        here = {"projection": self.name, "shape": self._shape, "position": position, "digest": found}
        with self.engine.begin() as connection:
            self.project_all(connection, entries)
            connection.execute(delete(POSITIONS).where(POSITIONS.c.projection == self.name))
            connection.execute(insert(POSITIONS).values(here))
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


def _shape(metadata: MetaData) -> str:
    """SHA-256 of the tables' definitions, hex: a later release may want other columns."""
    definitions = [str(CreateTable(table)) for table in metadata.sorted_tables]
    return sha256("".join(definitions).encode()).hexdigest()


def execute(connection: Connection, changes: Iterable[Change]) -> None:
    """Execute changes in order; those that follow each other with the same statement go to the database together."""
    for _, run in groupby(changes, key=lambda change: id(change[0])):
        together = list(run)
        connection.execute(together[0][0], [values for _, values in together])


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
