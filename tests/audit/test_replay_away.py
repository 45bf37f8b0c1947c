"""A replay agrees where escalation was away for months, and says everything at once."""

from dataclasses import replace
from unittest.mock import patch

from services.audit.replay import Replay
from shared.catalogue import stream_of
from shared.catalogue.escalation import FindingMade
from tests.audit.test_replay_properties import BOOKS, PLAN, PROJECTS, People, entries
from tests.samples import STEELWORKS


def test_the_same_fault_is_found_in_several_months_at_once() -> None:
    people = People(restarts=False)
    people.send(*(replace(STEELWORKS, project=project, plan=PLAN) for project in PROJECTS[:2]), *BOOKS[:1])
    people.act((0, "raise", "P1", 1, 0, True))
    people.act((9, "suspend", "P2", 1, 0, True))
    office = people._office
    with patch.object(office, "settle", office.scoring.settle):
        for _ in range(10):
            people.act((9, "workdays", "P1", 3, 0, True))
    office.settle()
    found = [stream_of(one.entry.fact) for one in entries(people.log) if isinstance(one.entry.fact, FindingMade)]
    assert len(found) > len({*found})
    assert [] == Replay().run(people.log.read_all()).differences
