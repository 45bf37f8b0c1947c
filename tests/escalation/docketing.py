"""Dockets in tests: what one shows of a log, a line an entry; and offices to which anything may happen in a year.

"2026-02-28 overdue work-dispatch 发改局: 报送整改结果（第1号案件）"
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

from services.escalation.caseload import Caseload
from services.escalation.docket.entries import entries
from services.escalation.docket.entry import Entry
from services.escalation.docket.notes import Notes
from services.escalation.docket.sentences import owner, what
from services.intake.district import District
from shared.catalogue import Fact, definition_of
from shared.catalogue.escalation import (
    AccountabilityConcluded,
    AnswerKind,
    AnswerReviewed,
    AppealDecided,
    AppealRaised,
    CaseReviewed,
    Commitment,
    CommitmentKept,
    ConcealmentDismissed,
    Conclusion,
    ExemptionGranted,
    ExemptionKind,
    Fault,
    FindingMade,
    InterviewHeld,
    OrderAnswered,
    Seen,
    Sign,
    Step,
)
from shared.catalogue.intake import (
    ConsultationDecision,
    DayBegun,
    FactorBlocked,
    FactorGuaranteed,
    FactorNeeded,
    FactorPending,
    IssueAccepted,
    IssueConsulted,
    IssueLevel,
    IssueRaised,
    IssueReopened,
    IssueSentExpress,
    IssueSolved,
    IssueTriaged,
    MonthOpened,
    ProjectResumed,
    ProjectSuspended,
    SuspensionReason,
    TaskDone,
)
from shared.catalogue.values import Card, Factor, Month, month_after, month_of
from shared.deciding import Refused
from shared.envelope import Logged
from tests import memory
from tests.escalation.story import SHIPPED, card, contest, ladder, registered


def read(log: Iterable[Logged]) -> tuple[Caseload, Notes]:
    """The folds of a docket over a log, from its first entry on."""
    caseload, notes = Caseload(SHIPPED), Notes()
    for logged in log:
        caseload.evolve(logged)
        notes.evolve(logged)
    return caseload, notes


def docket(log: memory.Log) -> list[Entry]:
    """The docket of a log."""
    return entries(*read(log.entries))


def shown(found: Iterable[Entry], language: int = 0) -> list[str]:
    """Entries as lines, Chinese by default."""
    return [
        f"{entry.due_on or '-'} {entry.state} {entry.force} {owner(entry, {})[language]}: {what(entry, {})[language]}"
        for entry in found
    ]


def suspected(month: str = "2026-01", project: str = "P1") -> FindingMade:
    """What was reported of a month is in doubt."""
    return FindingMade(
        project=project,
        month=Month(month),
        fault=Fault.CONCEALING,
        signs=(Seen(sign=Sign.LESS_THAN_REPORTED, evidence=(1,)),),
        edition="hanting-ladder-2025.2",
        ladder_sha256="0" * 64,
        found_on=date(2026, 2, 1),
    )


class Office:
    """An office at work: what comes to the doors is judged there, and escalation says what is due at once."""

    def __init__(self) -> None:
        self.log, self.caseload, self.notes, self.district = memory.Log(), Caseload(SHIPPED), Notes(), District()
        self.say(contest(), ladder(), registered("P1"), registered("P2"))

    def say(self, *facts: Fact) -> None:
        """Facts come on the log, each followed by what escalation has to say."""
        for fact in facts:
            self.log.tell(fact)
            self._follow()
            while said := self.caseload.next_step():
                self.log.append(said)
                self._follow()

    def propose(self, proposal: Fact) -> None:
        """What is refused at the door does not come on the log."""
        intake = definition_of(proposal).service == "intake"
        decide = self.district.decide if intake else self.caseload.proposals.decide
        try:
            self.say(*decide(proposal))
        except Refused:
            return

    def _follow(self) -> None:
        for logged in self.log.entries[self.notes.position :]:
            self.caseload.evolve(logged)
            self.notes.evolve(logged)
            self.district.evolve(logged.entry.fact)


Move = Callable[[date, int], Fact]
HOW_MANY = 6
"""Whatever a move may choose among, it chooses by a number below this."""


def _two(n: int) -> str:
    return ("P1", "P2")[n % 2]


def _one_of(n: int) -> str:
    return f"I{n % 3}"


def _in(today: date, n: int) -> date:
    return today + timedelta(days=(2, 9, 30)[n % 3])


MOVES: list[Move] = [
    lambda day, n: IssueRaised(
        issue=_one_of(n), project=_two(n), title="供电迁改未批复", raised_by="单位", raised_on=day, due_on=_in(day, n),
        factor=[None, Factor.LAND][n % 2],
    ),
    lambda day, n: IssueTriaged(
        issue=_one_of(n), level=list(IssueLevel)[n % 5], owner="住建局", due_on=_in(day, n), triaged_by="调度办",
        triaged_on=day,
    ),
    lambda day, n: IssueConsulted(
        issue=_one_of(n), held_on=day, chaired_by="张三", participants=("住建局",),
        decisions=(ConsultationDecision(decision="迁改", owner="供电公司", due_on=_in(day, n)),) * 2,
    ),
    lambda day, n: TaskDone(issue=_one_of(n), consultation=1, decision=1, proof="完成", done_by="供电局", done_on=day),
    lambda day, n: IssueSentExpress(issue=_one_of(n), reason="紧急", sent_by="项目部", sent_on=day),
    lambda day, n: IssueSolved(issue=_one_of(n), solved_by="住建局", solved_on=day, proof="照片"),
    lambda day, n: IssueAccepted(issue=_one_of(n), accepted_by="督查室", accepted_on=day),
    lambda day, n: IssueReopened(
        issue=_one_of(n), reason="未解决", reopened_by="督查室", reopened_on=day, due_on=_in(day, n)
    ),
    lambda day, n: FactorNeeded(
        project=_two(n), factor=Factor.LAND, guarantor="自然资源局", due_on=_in(day, n), needed_on=day
    ),
    lambda day, n: FactorPending(project=_two(n), factor=Factor.LAND, guarantor="自然资源局", pending_on=day),
    lambda day, n: FactorBlocked(project=_two(n), factor=Factor.LAND, reason="指标", blocked_on=day, blocked_by="省厅"),
    lambda day, n: FactorGuaranteed(project=_two(n), factor=Factor.LAND, guaranteed_on=day, guaranteed_by="局"),
    lambda day, n: ProjectSuspended(
        project=_two(n), reason_class=SuspensionReason.FORCE_MAJEURE, reason="汛期", approver="指挥部", suspended_on=day
    ),
    lambda day, n: ProjectResumed(project=_two(n), reason="水退", resumed_on=day),
    lambda day, n: ExemptionGranted(
        exemption=f"E{day:%j}{n}", project=_two(n), kind=ExemptionKind.FORCE_MAJEURE, effects=("clocks",),
        from_on=day - timedelta(days=5 * n), until=_in(day, n), reason="台风", requested_by="发改局", approver="指挥部",
        approved_on=day,
    ),
    lambda day, n: OrderAnswered(
        project=_two(n), case=1, kind=[*AnswerKind][n // 2 % 2], answer="整改", answered_by="局长", answered_on=day
    ),
    lambda day, n: AnswerReviewed(
        project=_two(n), case=1, kind=[*AnswerKind][n // 2 % 2], accepted=n < 3, reason="核查", reviewed_by="督查室",
        reviewed_on=day,
    ),
    lambda day, n: InterviewHeld(
        project=_two(n), case=1, held_on=day, held_by="书记", attended=("局长",), minutes="约谈",
        commitments=(Commitment(commitment="封顶", owner="局长", due_on=_in(day, n)),),
    ),
    lambda day, n: CommitmentKept(
        project=_two(n), case=1, commitment=1, proof="照片", confirmed_by="督查室", kept_on=day
    ),
    lambda day, n: AccountabilityConcluded(
        project=_two(n), case=1, conclusion=Conclusion.CRITICISM, concerning="局长", reason="红牌", heard_on=day,
        concluded_by="问责专班", concluded_on=day,
    ),
    lambda day, n: AppealRaised(
        appeal=f"A{n}", project=_two(n), case=1, step=[*Step][n % 3], ground="不服", raised_by="局长", raised_on=day
    ),
    lambda day, n: AppealDecided(appeal=f"A{n}", upheld=n % 3 == 0, reason="核查", decided_by="监委", decided_on=day),
    lambda day, n: CaseReviewed(
        project=_two(n), case=1, holds=n < 3, finding="复查", reviewed_by="督查室", reviewed_on=day
    ),
    lambda day, n: ConcealmentDismissed(
        project=_two(n), month=month_of(day), reason="属实", heard="局长", heard_on=day, dismissed_by="审计局",
        dismissed_on=day,
    ),
]  # fmt: skip

MONTHS = [month_after(Month("2026-01"), count) for count in range(12)]
Happening = tuple[int, int]
"""Which move, and the number by which it chooses."""
Months = list[tuple[str, list[Happening], list[Happening]]]
"""P1's card of each month, and what happened on its two days."""
happenings = st.lists(st.tuples(st.integers(0, len(MOVES) - 1), st.integers(0, HOW_MANY - 1)), min_size=1, max_size=5)
years = st.lists(st.tuples(st.sampled_from("BYR"), happenings, happenings), min_size=5, max_size=12)


def year(months: Months) -> Office:
    """An office after some months: on the first and the tenth day things happen, then P1 gets its card."""
    office = Office()
    for month, (letter, first, tenth) in zip(MONTHS, months, strict=False):
        for number, happened in ((1, first), (10, tenth)):
            day = date.fromisoformat(f"{month}-{number:02}")
            office.say(DayBegun(day=day))
            for move, choice in happened:
                office.propose(MOVES[move](day, choice))
        colour = {"B": Card.BLUE, "Y": Card.YELLOW, "R": Card.RED}[letter]
        office.say(MonthOpened(month=month_after(month)), card(month, colour))
        if letter == "Y":
            office.say(suspected(month, "P2"))
    return office
