"""Who is heard in a simulated district: in interviews, in accountability, under a suspicion; and second looks.

interview ordered ──► held, with commitments ──► each confirmed by somebody else, or not kept
accountability opened ──► heard ──► concluded
concealment suspected ──► heard ──► confirmed where an inspection has found it, else dismissed
case recovered ──► looked at again
"""

from services.upstream import names, sayings
from services.upstream.agenda import Agenda
from services.upstream.courses import Habit
from services.upstream.due_process import COMMAND
from services.upstream.incidents import DISPATCH_OFFICE
from services.upstream.manners import manner_of
from services.upstream.oversight import INSPECTORS
from services.upstream.sites import Site
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AccountabilityOpened,
    CaseClosed,
    CaseReviewed,
    Commitment,
    CommitmentKept,
    ConcealmentConfirmed,
    ConcealmentDismissed,
    FindingMade,
    InterviewHeld,
    InterviewOrdered,
)
from shared.catalogue.intake import InspectionHeld

HELD = 3
"""Working days from the summons to the interview."""
DONE = (5, 10)
"""Working days that are undertaken for each commitment."""
SPARE = 2
"""Working days that are left of them when it is confirmed."""
HEARD, CONCLUDED = 6, 12
"""Working days from the opening of accountability."""
EXPLAINED, JUDGED = 3, 5
"""Working days from a suspicion."""
LOOKED = 20
"""Working days before its day on which a case is looked at again."""
RELAPSES = 2
"""Which of the second looks finds that the recovery did not last."""
TASK_FORCE = "accountability-desk"


class Hearings:
    """What is noted about interviews, accountability, suspicions and recovered cases."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._interviews: dict[str, int] = {}
        """The interview of each project that was ordered last."""
        self._broken: set[str] = set()
        """Projects that have not kept their word: once is enough."""
        self._inspected: dict[str, InspectionHeld] = {}
        """What the last inspection of each project has found."""
        self._looks = 0
        self._closed: dict[str, int] = {}
        """The case of each project that has recovered last."""

    def summoned(self, position: int, ordered: InterviewOrdered) -> None:
        """The head of the district speaks with the official and the head of the unit."""
        site, held_on = self._agenda.sites[ordered.project], self._agenda.after(HELD)
        head = names.head_of(site.unit).zh
        if before := self._interviews.get(site.id):
            self._agenda.strike(before)
        self._interviews[site.id] = position
        commitments = tuple(
            Commitment(commitment=undertaken.zh, owner=head, due_on=self._agenda.almanac.next(held_on, days))
            for undertaken, days in zip(sayings.COMMITMENTS, DONE, strict=True)
        )
        held = InterviewHeld(
            project=site.id,
            case=ordered.case,
            held_on=held_on,
            held_by=names.COMMANDER.zh,
            attended=(site.official.zh, head),
            minutes=sayings.MINUTES.zh,
            commitments=commitments,
        )
        self._agenda.note(held_on, COMMAND, f"interview-{site.id}", held, held.held_by, position)

    def interviewed(self, held: InterviewHeld) -> None:
        """The dispatch office confirms what was kept; one unit keeps the first of its commitments alone."""
        site, position = self._agenda.sites[held.project], self._interviews[held.project]
        kept = held.commitments
        if not manner_of(site.habit).keeps_word and site.id not in self._broken:
            self._broken.add(site.id)
            kept = kept[:1]
        for number, commitment in enumerate(kept, start=1):
            kept_on = self._agenda.before(commitment.due_on, SPARE)
            fact = CommitmentKept(
                project=site.id,
                case=held.case,
                commitment=number,
                proof=sayings.KEPT.zh,
                confirmed_by=names.DISPATCH_OFFICE.zh,
                kept_on=kept_on,
            )
            name = f"kept-{site.id}-{held.case}"
            self._agenda.note(kept_on, DISPATCH_OFFICE, name, fact, fact.confirmed_by, position)

    def opened(self, position: int, opened: AccountabilityOpened) -> None:
        """They are heard, and then the accountability task force concludes."""
        site = self._agenda.sites[opened.project]
        conclusion = manner_of(site.habit).concluded
        fact = AccountabilityConcluded(
            project=site.id,
            case=opened.case,
            conclusion=conclusion,
            concerning=names.head_of(site.unit).zh,
            reason=sayings.CONCLUDED[conclusion].zh,
            heard_on=self._agenda.after(HEARD),
            concluded_by=names.ACCOUNTABILITY_TASK_FORCE.zh,
            concluded_on=self._agenda.after(CONCLUDED),
        )
        self._agenda.note(fact.concluded_on, TASK_FORCE, f"concluded-{site.id}", fact, fact.concluded_by, position)

    def inspected(self, held: InspectionHeld) -> None:
        """What was measured on site is kept for whoever has to judge."""
        self._inspected[held.project] = held

    def suspected(self, finding: FindingMade) -> None:
        """The unit explains its figures, and then a person, not a computer, says whether it was concealment."""
        site, inspection = self._agenda.sites[finding.project], self._inspected.get(finding.project)
        if inspection and site.habit is Habit.HIDING:
            fact: Fact = self._confirmed(site, inspection)
        else:
            fact = self._dismissed(site, finding)
        judge = names.INSPECTORS[0].zh
        self._agenda.note(self._agenda.after(JUDGED), INSPECTORS, f"concealment-{site.id}", fact, judge)

    def _confirmed(self, site: Site, inspection: InspectionHeld) -> ConcealmentConfirmed:
        return ConcealmentConfirmed(
            project=site.id,
            month=inspection.month,
            finding=names.CONCEALED.zh,
            inspection=inspection.inspection,
            heard=names.head_of(site.unit).zh,
            heard_on=self._agenda.after(EXPLAINED),
            confirmed_by=names.INSPECTORS[0].zh,
            confirmed_on=self._agenda.after(JUDGED),
        )

    def _dismissed(self, site: Site, finding: FindingMade) -> ConcealmentDismissed:
        return ConcealmentDismissed(
            project=site.id,
            month=finding.month,
            reason=sayings.CLEARED.zh,
            heard=names.head_of(site.unit).zh,
            heard_on=self._agenda.after(EXPLAINED),
            dismissed_by=names.INSPECTORS[0].zh,
            dismissed_on=self._agenda.after(JUDGED),
        )

    def stepped(self, project: str) -> None:
        """A step was taken: nobody looks again at the case before it."""
        if closed := self._closed.pop(project, None):
            self._agenda.strike(closed)

    def closed(self, position: int, closed: CaseClosed) -> None:
        """What has recovered is looked at again months later; one of these projects has relapsed."""
        if closed.review_on is None:
            return
        self._closed[closed.project] = position
        self._looks += 1
        holds = self._looks != RELAPSES
        fact = CaseReviewed(
            project=closed.project,
            case=closed.case,
            holds=holds,
            finding=(sayings.HOLDS if holds else sayings.RELAPSED).zh,
            reviewed_by=names.INSPECTORS[1].zh,
            reviewed_on=self._agenda.before(closed.review_on, LOOKED),
        )
        self._agenda.note(fact.reviewed_on, INSPECTORS, f"looked-{closed.project}", fact, fact.reviewed_by, position)
