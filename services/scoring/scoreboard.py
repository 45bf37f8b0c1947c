"""The scoreboard: every card ever issued, by month and project, as a table."""

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert

from shared.catalogue.scoring import CardIssued
from shared.envelope import Logged
from shared.projecting import Projection

METADATA = MetaData()
CARDS = Table(
    "cards",
    METADATA,
    Column("month", String, primary_key=True),
    Column("project", String, primary_key=True),
    Column("card", String, nullable=False),
    Column("score", String),
    Column("rank", Integer, nullable=False),
    Column("category_rank", Integer, nullable=False),
    Column("previous", String),
    Column("streak", Integer, nullable=False),
    Column("edition", String, nullable=False),
    Column("position", Integer, nullable=False),
)


class Scoreboard(Projection):
    """One row a card."""

    name = "scoreboard"
    metadata = METADATA

    def project(self, connection: Connection, logged: Logged) -> None:
        match logged.entry.fact:
            case CardIssued() as fact:
                row = {
                    "month": fact.month,
                    "project": fact.project,
                    "card": fact.card,
                    "score": None if fact.score is None else str(fact.score),
                    "rank": fact.rank,
                    "category_rank": fact.category_rank,
                    "previous": fact.previous,
                    "streak": fact.streak,
                    "edition": fact.edition,
                    "position": logged.position,
                }
                connection.execute(insert(CARDS).values(row))
