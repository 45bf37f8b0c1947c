"""Who deals with the issues of the simulated year: all assigned in time, the hard ones handed up."""

from collections import Counter

from shared.catalogue.intake import IssueConsulted, IssueLevel, IssueRaised, IssueSentExpress, IssueTriaged
from tests.upstream.year import played_year, recorded


def test_hard_issues_go_up_are_consulted_on_and_go_express() -> None:
    """Some are stood still for, one is found out; all of them make no headway in spite of the consultation."""
    played = played_year()
    assigned = recorded(played, IssueTriaged)
    up = [fact.issue for fact in assigned if fact.level is IssueLevel.JOINT_CONSULTATION]

    assert {IssueLevel.UNIT: 601, IssueLevel.TASK_FORCE: 153, IssueLevel.JOINT_CONSULTATION: 4} == Counter(
        fact.level for fact in assigned
    )
    assert up == [fact.issue for fact in recorded(played, IssueConsulted)]
    assert up == [fact.issue for fact in recorded(played, IssueSentExpress)]


def test_an_assignment_keeps_the_day_by_which_an_issue_is_to_be_solved() -> None:
    played = played_year()
    due = {fact.issue: fact.due_on for fact in recorded(played, IssueRaised)}

    assert [] == [fact for fact in recorded(played, IssueTriaged) if due[fact.issue] != fact.due_on]
