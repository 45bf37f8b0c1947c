"""The docket as a document: for each task force what is due, how it stands, who owes it, and why; overdue first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.escalation.docket.entry import Entry, Force, State
from services.escalation.docket.sentences import FORCES, Names, named, owner, stands, what, why
from services.escalation.notices.phrases import Pair, fill
from shared.catalogue.intake import ContestOpened
from shared.language import Language
from shared.press.document import Column, Document, Figure, Figures, Kind, Paragraph, Section, table
from shared.press.setting import day

TEXTS: Final[dict[str, Pair]] = {
    "issuer": ("{district}重点项目建设指挥部办公室", "{district}: Office of the Key Project Headquarters"),
    "title": ("督导台账", "Docket"),
    "as of": ("截至{day}", "As of {day}"),
    "as of for": ("{who}，截至{day}", "{who}, as of {day}"),
    "simulated": ("以下均为模拟数据", "All that follows is simulated"),
    "counts": ("总览", "In all"),
    "all": ("在办", "owed"),
    "overdue": ("逾期", "overdue"),
    "running": ("未到期", "running"),
    "waiting": ("未设期限", "without a day"),
    "standing-still": ("暂停计时", "standing still"),
    "force": ("{force}（{count}件，逾期{overdue}件）", "{force} ({count}; overdue: {overdue})"),
    "nothing": ("没有待办事项。", "Nothing is owed."),
    "due": ("期限", "Due"),
    "stands": ("状态", "State"),
    "what": ("事项", "What"),
    "owner": ("责任人", "Owed by"),
    "why": ("依据", "Why"),
    "official": ("；包靠{official}", "; lead official {official}"),
    "project": ("{name}（{project}）", "{project} {name}"),
    "position": ("依据日志第1条至第{position}条", "From the log up to entry {position}"),
    "edition": (
        "未注明版本的条款出自督办阶梯{edition}",
        "Rules without an edition are those of the ladder {edition}",
    ),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a docket is of."""

    contest: ContestOpened
    today: date
    position: int
    edition: str
    """Of the ladder in force; empty where none is."""
    who: Pair | None = None
    """Whose it is; none where it is everybody's."""


def compose(
    entries: Sequence[Entry], head: Head, language: Language, names: Names, more: Sequence[Section] = ()
) -> Document:
    """The docket in one language, with what follows it."""
    page = _Page(language, names, head)
    today = day(head.today, language)
    return Document(
        language=language,
        issuer=page.say("issuer", district=(head.contest.district, head.contest.district_en)),
        title=page.say("title"),
        period=page.say("as of for", who=head.who, day=today) if head.who else page.say("as of", day=today),
        notice=page.say("simulated") if head.contest.simulated else "",
        sections=(page.counts(entries), *page.forces(entries), *more),
        issued_on=None,
        vouched=tuple(page.vouched()),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    language: Language
    names: Names
    head: Head

    def say(self, key: str, **values: Pair | str | int) -> str:
        return self.pick(fill(TEXTS[key], **values))

    def pick(self, pair: Pair) -> str:
        return pair[self.language is Language.ENGLISH]

    def counts(self, entries: Sequence[Entry]) -> Section:
        states = [entry.state for entry in entries]
        figures = [Figure(self.say("all"), len(states)), *(Figure(self.say(one), states.count(one)) for one in State)]
        nothing = () if entries else (Paragraph(self.say("nothing")),)
        return Section(self.say("counts"), (Figures(tuple(figures)), *nothing))

    def forces(self, entries: Sequence[Entry]) -> Iterator[Section]:
        columns = [
            Column(self.say("due"), Kind.DAY),
            Column(self.say("stands"), share=4),
            Column(self.say("what"), share=11),
            Column(self.say("owner"), share=6),
            Column(self.say("why"), share=9),
        ]
        for force in Force:
            theirs = [entry for entry in entries if entry.force is force]
            overdue = sum(entry.state is State.OVERDUE for entry in theirs)
            heading = self.say("force", force=FORCES[force], count=len(theirs), overdue=overdue)
            if theirs:
                yield Section(heading, (table(columns, [self._row(entry) for entry in theirs]),))

    def vouched(self) -> Iterator[str]:
        yield self.say("position", position=self.head.position)
        if self.head.edition:
            yield self.say("edition", edition=self.head.edition)

    def _row(self, entry: Entry) -> tuple[date | None, str, str, str, str]:
        project = self.say("project", name=named(entry.name, self.names), project=entry.project)
        return (
            entry.due_on,
            self.pick(stands(entry, self.head.today)),
            f"{project}{self.pick(('：', ': '))}{self.pick(what(entry, self.names))}",
            self._owner(entry),
            self.pick(why(entry, self.head.edition)),
        )

    def _owner(self, entry: Entry) -> str:
        official = entry.charge.lead_official
        told = "" if official == entry.owed_by else self.say("official", official=named(official, self.names))
        return self.pick(owner(entry, self.names)) + told
