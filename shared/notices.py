"""The notice: what an upstream system or a task force hears, unasked, of a step, a deadline or a finding.

One fact of the log gives each of those whom it concerns one notice, and the same fact always gives the same one, byte
for byte. It is a CloudEvent in structured mode, so whoever can read those can read it.
"""

from datetime import date, datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

WORK_DISPATCH: Final = "work-dispatch"
FACTOR_GUARANTEE: Final = "factor-guarantee"
ACCOUNTABILITY: Final = "accountability"
TASK_FORCES: Final = (WORK_DISPATCH, FACTOR_GUARANTEE, ACCOUNTABILITY)
"""The three task forces (专班) that hear of what is theirs; no upstream system may have one of these names."""


class Due(BaseModel):
    """What somebody has to do by a day."""

    model_config = ConfigDict(frozen=True)

    what: str
    """Name of the clock that runs."""
    by: str | None
    """Who owes it; none where the fact does not say."""
    on: date | None
    """Last day on which it is in time; none where the clock stands still, or no day is set."""


class Grounds(BaseModel):
    """Why: the rule that called for it, and the facts that it rests on."""

    model_config = ConfigDict(frozen=True)

    rule: str | None = None
    edition: str | None = None
    evidence: tuple[int, ...] = ()
    """Positions on the log."""


class Content(BaseModel):
    """What a notice says."""

    model_config = ConfigDict(frozen=True)

    who: str
    project: str
    case: int | None
    zh: str
    en: str
    due: tuple[Due, ...]
    grounds: Grounds
    position: int
    """Where the fact stands on the log."""


class Notice(BaseModel):
    """A notice, with the attributes of a CloudEvent."""

    model_config = ConfigDict(frozen=True)

    specversion: Literal["1.0"] = "1.0"
    id: str
    """The fact's own id and who hears of it: what comes twice has the same one."""
    source: Literal["redcard"] = "redcard"
    type: str
    """Name of the fact that it tells of."""
    subject: str
    """The project."""
    time: datetime
    """When it happened, as the log says."""
    datacontenttype: Literal["application/json"] = "application/json"
    data: Content
