"""What a card means on the ladder: its run, the steps it called for, and where the next card would lead."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.escalation.case import Case, StepFact, evolve, hear, next_step
from services.escalation.caseload import Caseload
from services.escalation.ladder import Ladder
from shared.catalogue.escalation import AccountabilityOpened, CaseClosed, InterviewOrdered, SupervisionOrderIssued
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card, Month, month_after
from shared.envelope import Logged

LadderFact = StepFact | CaseClosed
"""A step of the ladder, or the end of a case."""


@dataclass(frozen=True, slots=True)
class Called:
    """A step for which a card called."""

    step: LadderFact
    position: int | None
    """None where it is not on the log."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a project stands on the ladder after a card."""

    ladder: Ladder
    reds: int
    """Red cards running, this one included."""
    open_case: int | None
    """Number of the open case."""
    called: tuple[Called, ...]
    """Steps for which the month's card called."""
    following: Mapping[Card, LadderFact | None]
    """The step to which a card of this colour would lead next month."""


class OnTheLadder:
    """Follows the caseload, and keeps a project's case as it stood after a month's card and before the next."""

    def __init__(self, project: str, month: Month) -> None:
        self._project, self._month = project, month
        self._caseload = Caseload(shipped="")
        self._then: tuple[Case, Ladder] | None = None
        self._over = False
        self._steps: list[Called] = []

    def take(self, logged: Logged) -> None:
        """Take in the next entry."""
        self._caseload.evolve(logged)
        match logged.entry.fact:
            case CardIssued() as card if card.project == self._project:
                self._over = self._over or card.month > self._month
                self._reissued()
            case SupervisionOrderIssued() | InterviewOrdered() | AccountabilityOpened() | CaseClosed() as step if (
                step.project == self._project and month_of(step) == self._month
            ):
                self._steps.append(Called(step, logged.position))
        known, ladder = self._caseload.cases.get(self._project), self._caseload.ladder
        if known and ladder and not self._over:
            self._then = known, ladder

    def outlook(self) -> Outlook | None:
        """Where the project stands; none where no ladder was in force, or no card was heard yet."""
        if self._then is None or not self._then[0].heard:
            return None
        case, ladder = self._then
        called = list(self._steps)
        while due := next_step(case, ladder):
            if type(due) not in {type(one.step) for one in called}:
                called.append(Called(due, None))
            case = evolve(case, due, ladder)
        run = case.run
        return Outlook(
            ladder=ladder,
            reds=len(run) if run[-1].is_red else 0,
            open_case=case.opened if case.is_open else None,
            called=tuple(called),
            following={card: _after(case, ladder, month_after(self._month), card) for card in Card},
        )

    def _reissued(self) -> None:
        """The case as it stood then, with what stands now in the place of withdrawn cards."""
        if self._then and self._over:
            case, ladder = self._then
            standing = {hearing.month: hearing for hearing in self._caseload.cases[self._project].heard}
            heard = tuple(standing.get(hearing.month, hearing) for hearing in case.heard)
            self._then = replace(case, heard=heard), ladder


def month_of(step: LadderFact) -> Month:
    """The month whose card called for a step."""
    return step.recovered if isinstance(step, CaseClosed) else step.ground.trigger


def _after(case: Case, ladder: Ladder, month: Month, card: Card) -> LadderFact | None:
    """The step to which a card of a later month would lead."""
    later = replace(case.heard[-1], month=month, card=card)
    return next_step(hear(case, later, ladder), ladder)
