"""The scoreboard: the card of every month and project as it stands, as a table.

A reissued card takes the place of the withdrawn one; a leader's card stands beside the computed one, also where
that was withdrawn.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import Boolean, Column, Connection, Integer, MetaData, String, Table, bindparam, insert, update

from shared.catalogue import Fact
from shared.catalogue.scoring import CardIssued, CardOverridden, CardsFinalised
from shared.envelope import Logged
from shared.projecting import Change, Projection, execute

METADATA = MetaData()
CARDS = Table(
    "cards",
    METADATA,
    Column("month", String, primary_key=True),
    Column("project", String, primary_key=True),
    Column("card", String, nullable=False),
    Column("override", String),
    Column("score", String),
    Column("rank", Integer, nullable=False),
    Column("rank_before", Integer),
    Column("category_rank", Integer, nullable=False),
    Column("previous", String),
    Column("streak", Integer, nullable=False),
    Column("trend", String),
    Column("final", Boolean, nullable=False),
    Column("edition", String, nullable=False),
    Column("reissued_for", String),
    Column("position", Integer, nullable=False),
)
_DECIDED = ("card score rank rank_before category_rank previous streak trend edition reissued_for position").split()
"""What a card says when it is issued, or reissued."""
_THIS_MONTH = CARDS.c.month == bindparam("this_month")
_THIS = _THIS_MONTH & (CARDS.c.project == bindparam("this_project"))
_ISSUE = insert(CARDS)
_REISSUE = update(CARDS).where(_THIS).values({column: bindparam(f"now_{column}") for column in _DECIDED})
_OVERRIDE = update(CARDS).where(_THIS).values(override=bindparam("leaders_card"))
_FINALISE = update(CARDS).where(_THIS_MONTH).values(final=True)


class Scoreboard(Projection):
    """One row a card that stands."""

    name = "scoreboard"
    metadata = METADATA

    def project_all(self, connection: Connection, entries: Sequence[Logged]) -> None:
        execute(connection, (change for logged in entries for change in _changes(logged.entry.fact, logged.position)))


def _changes(fact: Fact, position: int) -> Iterator[Change]:
    match fact:
        case CardIssued():
            yield _issued(fact, _row(fact, position))
        case CardOverridden():
            yield _OVERRIDE, {"this_month": fact.month, "this_project": fact.project, "leaders_card": fact.card}
        case CardsFinalised():
            yield _FINALISE, {"this_month": fact.month}


def _issued(fact: CardIssued, row: dict[str, object]) -> Change:
    if fact.reissued_for:
        now = {f"now_{column}": value for column, value in row.items()}
        return _REISSUE, {**now, "this_month": fact.month, "this_project": fact.project}
    return _ISSUE, {**row, "month": fact.month, "project": fact.project, "override": None, "final": False}


def _row(fact: CardIssued, position: int) -> dict[str, object]:
    return {
        "card": fact.card,
        "score": None if fact.score is None else str(fact.score),
        "rank": fact.rank,
        "rank_before": fact.rank_before,
        "category_rank": fact.category_rank,
        "previous": fact.previous,
        "streak": fact.streak,
        "trend": None if fact.trend is None else str(fact.trend),
        "edition": fact.edition,
        "reissued_for": fact.reissued_for,
        "position": position,
    }
