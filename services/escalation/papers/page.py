"""The course of a case as a document for a terminal, in either language: what is due, and what happened so far."""

from collections.abc import Mapping
from typing import Final

from services.escalation.papers.course import Course
from services.escalation.papers.fold import Register
from services.escalation.papers.owed import Owed, owed
from services.escalation.papers.telling import Teller
from services.escalation.papers.texts import Pair
from services.escalation.papers.words import Words
from shared.catalogue.escalation import StepWithdrawn
from shared.language import Language
from shared.press.document import Column, Document, Kind, Section, table

TEXTS: Final[Mapping[str, Pair]] = {
    "issuer": ("{district}重点项目建设指挥部办公室", "{district}: Office of the Key Project Headquarters"),
    "simulated": (
        "模拟数据：本文所涉地区、单位、人员和项目均为虚构。",
        "Simulated data: the district, units, people and projects in this paper are made up.",
    ),
    "title": ("{name}（{project}）第{case}案", "Case {case} of {name} ({project})"),
    "open": ("办理中", "open"),
    "closed": ("{day}结案：{outcome}", "closed on {day}: {outcome}"),
    "due": ("待办事项", "What is due"),
    "nothing due": ("无待办事项。", "Nothing is due."),
    "became": ("已了结的期限", "Deadlines that are settled"),
    "steps": ("措施", "Steps"),
    "course": ("经过", "Course of the case"),
    "number": ("文号", "Number"),
    "step": ("措施", "Step"),
    "issued": ("签发日期", "Issued on"),
    "decided by": ("决定机关", "Decided by"),
    "state": ("状态", "State"),
    "stands": ("有效", "stands"),
    "withdrawn": ("已撤销", "withdrawn"),
    "what": ("事项", "What"),
    "by": ("责任人", "By whom"),
    "due on": ("期限", "Due on"),
    "result": ("结果", "Became"),
    "position": ("日志位置", "Log"),
    "day": ("日期", "Day"),
    "story": ("内容", "Story"),
    "vouched": ("截至日志位置 {position}", "as of log position {position}"),
}


def compose(register: Register, course: Course, words: Words) -> Document:
    """The course of a case."""
    return _Page(register, course, words).document()


class _Page:
    def __init__(self, register: Register, course: Course, words: Words) -> None:
        self._register = register
        self._course = course
        self._words = words
        self._teller = Teller(register, words)

    def document(self) -> Document:
        contest, registered = self._register.contest, self._register.registered
        name = self._words.name(registered.name) if registered else ""
        english = self._words.language is Language.ENGLISH
        district = (contest.district_en if english else contest.district) if contest else ""
        return Document(
            language=self._words.language,
            issuer=self._say("issuer", district=district),
            title=self._say("title", name=name, project=self._course.project, case=self._course.case),
            period=f"{self._course.number}  {self._state()}",
            notice=self._say("simulated") if contest and contest.simulated else "",
            sections=(self._due(), self._steps(), self._settled(), self._story()),
            issued_on=self._register.today,
            vouched=(self._say("vouched", position=self._register.position),),
        )

    def _say(self, key: str, **values: object) -> str:
        return self._words.pick(TEXTS[key]).format(**values)

    def _state(self) -> str:
        closed = self._course.closed
        if closed is None:
            return self._say("open")
        outcome = self._words.value("outcome", closed.outcome)
        return self._say("closed", day=self._teller.day(closed.closed_on), outcome=outcome)

    def _due(self) -> Section:
        return self._owed("due", [one for one in owed(self._course) if one.asked])

    def _settled(self) -> Section:
        return self._owed("became", [one for one in owed(self._course) if not one.asked])

    def _owed(self, heading: str, these: list[Owed]) -> Section:
        titles = [self._say(key) for key in ("what", "by", "due on", "result")]
        columns = [Column(titles[0]), Column(titles[1]), Column(titles[2], Kind.DAY), Column(titles[3])]
        rows = [
            (
                self._words.name(one.what) or self._words.value("clock", one.clock),
                self._words.name(one.by),
                one.due_on,
                self._words.value("became", one.became),
            )
            for one in these
        ]
        return Section(self._say(heading), (table(columns, rows, self._say("nothing due")),))

    def _steps(self) -> Section:
        titles = [self._say(key) for key in ("number", "step", "issued", "decided by", "state")]
        kinds = (Kind.TEXT, Kind.TEXT, Kind.DAY, Kind.TEXT, Kind.TEXT)
        rows = [
            (
                str(taken.number),
                self._words.value("step", taken.step),
                taken.fact.issued_on,
                self._words.name(taken.fact.decided_by),
                self._say("withdrawn" if taken.all(StepWithdrawn) else "stands"),
            )
            for taken in self._course.steps
        ]
        columns = [Column(title, kind) for title, kind in zip(titles, kinds, strict=True)]
        return Section(self._say("steps"), (table(columns, rows),))

    def _story(self) -> Section:
        titles = [self._say(key) for key in ("position", "day", "what", "story")]
        columns = [Column(titles[0], Kind.WHOLE), Column(titles[1], Kind.DAY), Column(titles[2]), Column(titles[3])]
        told = [(item, self._teller.tell(item)) for item in self._course.items]
        rows = [(item.position, item.day, one.title, one.story) for item, one in told]
        return Section(self._say("course"), (table(columns, rows),))
