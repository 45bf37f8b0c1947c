"""A prospect: a lead that is negotiated, signed and lands, one stage after the other, or is dropped on the way.

Once landed it may be registered as a key project, once; from then on it is that project's history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.intake.calendar import Calendar, check_day, opened
from shared.catalogue.intake import ProspectAdvanced, ProspectDropped, ProspectRecorded, ProspectStage
from shared.deciding import Refused

ProspectFact = ProspectRecorded | ProspectAdvanced | ProspectDropped
STAGES = list(ProspectStage)


@dataclass(frozen=True, slots=True)
class Prospect:
    """How far a prospect has come, since when, and what became of it."""

    since: date
    stage: ProspectStage = ProspectStage.LEAD
    dropped: bool = False
    project: str = ""
    """The project that it became."""


def decide(prospect: Prospect | None, proposal: ProspectFact, calendar: Calendar | None) -> list[ProspectFact]:
    """Accept a step of a prospect, or refuse."""
    calendar = opened(calendar)
    match proposal:
        case ProspectRecorded():
            if prospect:
                raise Refused(
                    "prospect-exists",
                    "data.prospect",
                    proposal.prospect,
                    "a prospect of this id was recorded before: use a new id",
                )
            check_day(calendar, "data.recorded_on", proposal.recorded_on)
        case ProspectAdvanced():
            prospect = _under_way(prospect, proposal.prospect)
            _check_stage(prospect, proposal)
            check_day(calendar, "data.advanced_on", proposal.advanced_on, _told(prospect), prospect.since)
        case ProspectDropped():
            prospect = _under_way(prospect, proposal.prospect)
            if prospect.project:
                raise _taken(prospect, proposal.prospect, "use project-withdrawn")
            check_day(calendar, "data.dropped_on", proposal.dropped_on, _told(prospect), prospect.since)
    return [proposal]


def evolve(prospect: Prospect | None, fact: ProspectFact) -> Prospect:
    """The prospect after a step."""
    match fact:
        case ProspectRecorded():
            return Prospect(fact.recorded_on)
        case ProspectAdvanced():
            return replace(_known(prospect), stage=fact.stage, since=fact.advanced_on)
        case ProspectDropped():
            return replace(_known(prospect), dropped=True, since=fact.dropped_on)


def became(prospect: Prospect | None, project: str) -> Prospect:
    """The prospect after it was registered as a project."""
    return replace(_known(prospect), project=project)


def check_landed(prospects: Mapping[str, Prospect], prospect_id: str) -> None:
    """Refuse to register a project from a prospect that has not landed, or that another project grew from."""
    prospect = _recorded(prospects.get(prospect_id), prospect_id)
    if prospect.project:
        raise _taken(prospect, prospect_id, "register another one, or leave prospect out")
    if prospect.dropped or prospect.stage is not ProspectStage.LANDED:
        standing = "dropped" if prospect.dropped else prospect.stage
        raise Refused(
            "prospect-not-landed",
            "data.prospect",
            prospect_id,
            f"this prospect is {standing}: a project grows from a landed one",
        )


def _check_stage(prospect: Prospect, proposal: ProspectAdvanced) -> None:
    if prospect.stage is ProspectStage.LANDED:
        due = f"it landed on {prospect.since}: nothing comes after; name it in project-registered"
    elif proposal.stage is not (following := STAGES[STAGES.index(prospect.stage) + 1]):
        due = f"it is {_told(prospect)}; stages come one by one: next is {following}"
    else:
        return
    raise Refused("prospect-order", "data.stage", proposal.stage, due)


def _told(prospect: Prospect) -> str:
    return "a lead" if prospect.stage is ProspectStage.LEAD else prospect.stage


def _under_way(prospect: Prospect | None, prospect_id: str) -> Prospect:
    prospect = _recorded(prospect, prospect_id)
    if prospect.dropped:
        raise Refused(
            "prospect-dropped",
            "data.prospect",
            prospect_id,
            f"it was dropped on {prospect.since}: where it comes back, record it under a new id",
        )
    return prospect


def _recorded(prospect: Prospect | None, prospect_id: str) -> Prospect:
    if prospect is None:
        raise Refused(
            "unknown-prospect",
            "data.prospect",
            prospect_id,
            "no prospect of this id was recorded: send prospect-recorded first",
        )
    return prospect


def _taken(prospect: Prospect, prospect_id: str, then: str) -> Refused:
    return Refused("prospect-taken", "data.prospect", prospect_id, f"it is project {prospect.project} now: {then}")


def _known(prospect: Prospect | None) -> Prospect:
    assert prospect is not None, "the log never holds a step of a prospect before it was recorded"
    return prospect
