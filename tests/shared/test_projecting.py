"""Projections: rows and position go together, rebuild to the same rows, and belong to one log only."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, insert, select

from services.intake.register import Register
from services.intake.tables import PROJECTS
from shared.envelope import Logged
from shared.following import Follower
from shared.projecting import LogMismatch, Projection, digest, open_database
from shared.recording import Recording
from tests.samples import CONTEST, FEBRUARY_OPENED, REPORT, SCHOOL, STEELWORKS, entry
from tests.story import memory_database, memory_log, record


class Diary(Projection):
    """Every entry in a line; breaks down where it is told to."""

    name = "diary"
    metadata = MetaData()
    table = Table("diary", metadata, Column("position", Integer, primary_key=True), Column("stream", String))
    trouble = 0

    def project(self, connection: Connection, logged: Logged) -> None:
        connection.execute(insert(self.table).values(position=logged.position, stream=logged.entry.originator_id))
        if logged.position == self.trouble:
            raise RuntimeError("disk full")

    def rows(self) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(select(self.table))]


ROWS = [(1, "intake.calendar.district"), (2, "intake.project.P0142"), (3, "intake.project.P0207")]


@pytest.fixture
def log() -> Recording:
    log = memory_log()
    record(log, CONTEST, STEELWORKS, SCHOOL)
    return log


@pytest.fixture
def engine() -> Engine:
    return memory_database()


def followed(log: Recording, engine: Engine) -> Diary:
    diary = Diary(engine)
    Follower(log, "intake", diary).start()
    return diary


def test_rows_and_position_outlive_the_process(log: Recording, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'intake.db'}"
    followed(log, open_database(url)).engine.dispose()
    reopened = Diary(open_database(url))
    assert (3, digest(log.read(2)[0])) == (reopened.position, reopened.digest)
    assert ROWS == reopened.rows()


def test_only_what_is_new_is_taken_in_after_a_restart(log: Recording, engine: Engine) -> None:
    followed(log, engine)
    log.append([entry(REPORT, 2)])
    assert [*ROWS, (4, "intake.project.P0142")] == followed(log, engine).rows()


def test_rows_and_position_are_rolled_back_together(log: Recording, engine: Engine) -> None:
    diary = Diary(engine)
    diary.trouble = 2
    follower = Follower(log, "intake", diary)
    with pytest.raises(RuntimeError, match="disk full"):
        follower.start()
    assert (0, []) == (diary.position, diary.rows())
    assert 0 == Diary(engine).position
    diary.trouble = 0
    follower.catch_up()
    assert (3, ROWS) == (diary.position, diary.rows())


def test_cleared_projection_is_rebuilt_to_the_same_rows(log: Recording, engine: Engine) -> None:
    live = followed(log, engine)
    live.clear()
    assert (0, []) == (live.position, live.rows())
    assert ROWS == followed(log, engine).rows()


def test_clearing_leaves_other_projections_alone(log: Recording, engine: Engine) -> None:
    class Other(Diary):
        name = "other"
        metadata = MetaData()
        table = Table("other", metadata, Column("position", Integer, primary_key=True), Column("stream", String))

    followed(log, engine)
    other = Other(engine)
    Follower(log, "intake", other).start()
    other.clear()
    assert (3, ROWS) == (Diary(engine).position, Diary(engine).rows())


# Another log than before --------------------------------------------------------------------------------------------


def test_log_that_ends_before_the_projection_is_refused(log: Recording, engine: Engine) -> None:
    diary = followed(log, engine)
    shorter = memory_log()
    record(shorter, CONTEST, STEELWORKS)
    with pytest.raises(LogMismatch) as caught:
        followed(shorter, engine)
    assert (
        f"projection diary stands at position 3 with digest {diary.digest}, but the log holds nothing there; "
        "if the log was replaced on purpose, run: redcard rebuild diary"
    ) == str(caught.value)


def test_log_that_holds_something_else_there_is_refused(log: Recording, engine: Engine) -> None:
    followed(log, engine)
    other = memory_log()
    record(other, CONTEST, STEELWORKS, FEBRUARY_OPENED, SCHOOL)
    found = digest(other.read(2)[0])
    with pytest.raises(LogMismatch, match=f"but the log holds {found} there"):
        followed(other, engine)


def test_refused_projection_is_left_as_it_was(log: Recording, engine: Engine) -> None:
    followed(log, engine)
    with pytest.raises(LogMismatch):
        followed(memory_log(), engine)
    assert (3, ROWS) == (Diary(engine).position, Diary(engine).rows())


def test_longer_log_of_the_same_history_fits(log: Recording, engine: Engine) -> None:
    followed(log, engine)
    longer = memory_log()
    record(longer, CONTEST, STEELWORKS, SCHOOL, REPORT)
    assert 4 == followed(longer, engine).position


def test_rows_are_cleared_together_with_the_position(
    log: Recording, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Empty tables at an old position would never be filled again."""

    def fall_over(*_: object) -> None:
        raise KeyboardInterrupt

    diary = followed(log, engine)
    with monkeypatch.context() as broken:
        broken.setattr(MetaData, "create_all", fall_over)
        with pytest.raises(KeyboardInterrupt):
            diary.clear()
    assert (3, ROWS) == (Diary(engine).position, Diary(engine).rows())


# Upgrading ----------------------------------------------------------------------------------------------------------


def test_tables_of_another_release_are_made_again() -> None:
    """An upgrade loses nothing: what an older release left is thrown away, and the log tells everything again."""
    engine, log = memory_database(), memory_log()
    record(log, CONTEST, STEELWORKS)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE projects (project VARCHAR PRIMARY KEY, name VARCHAR)")
        connection.exec_driver_sql("INSERT INTO projects VALUES ('P0001', '旧表')")
    register = Register(engine)
    assert 0 == register.position
    Follower(log, "intake", register).catch_up()
    with engine.connect() as connection:
        assert ["P0142"] == [row.project for row in connection.execute(select(PROJECTS))]
    assert 2 == Register(engine).position
