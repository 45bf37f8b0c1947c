"""Envelopes: ids follow from cause, stream and name, so that saying it again gives the same id."""

from uuid import UUID

from shared.envelope import entry_id


def test_id_never_changes_between_releases() -> None:
    expected = UUID("7e7803e2-67cd-5e8d-b345-0550f5d0c6c4")
    assert expected == entry_id("industry-bureau/m1", "intake.project.P0142", "progress.reported")


def test_cause_stream_and_name_each_make_a_difference() -> None:
    ids = {
        entry_id("a/m1", "intake.project.P1", "progress.reported"),
        entry_id("a/m2", "intake.project.P1", "progress.reported"),
        entry_id("a/m1", "intake.project.P2", "progress.reported"),
        entry_id("a/m1", "intake.project.P1", "plan.revised"),
    }
    assert 4 == len(ids)
