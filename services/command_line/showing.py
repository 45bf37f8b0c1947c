"""What the demo shows: of each bulletin what a leader reads first, the year's ranks, and where to look next."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.console import RenderableType

from services.command_line import assessment
from services.command_line import tally as tallying
from services.command_line.first_reading import first_read, year_first_read
from services.command_line.tally import Tally
from services.scoring.papers import assessment as yearly
from services.scoring.papers import assessment_words, forms
from services.scoring.papers.fold import Papers
from services.scoring.papers.texts import Texts
from services.scoring.papers.words import Words
from services.scoring.printing import Made
from services.upstream import names
from shared.catalogue.scoring import CardIssued, PaperIssued, PaperKind
from shared.catalogue.values import Card, Month
from shared.language import Language
from shared.press import terminal
from shared.recording import Recording

TEXTS: Texts = {
    "stack is up": (
        "nats-server 与三个服务已就绪，用时 {seconds} 秒（{url}）。以下均为模拟数据。",
        "nats-server and three services are up after {seconds} s ({url}). All that follows is simulated.",
    ),
    "messages": ("消息", "messages"),
    "papers": (
        "全年自动编发文件 {count} 份：{kinds}。",
        "{count} papers were made without anybody asking: {kinds}.",
    ),
    "kind weekly-sorting": ("每周梳理 {count}", "{count} weekly"),
    "kind half-monthly-dispatch": ("半月调度 {count}", "{count} half-monthly"),
    "kind monthly-bulletin": ("月通报 {count}", "{count} monthly"),
    "kind quarterly-summary": ("季度总结 {count}", "{count} quarterly"),
    "kind half-yearly-observation": ("半年观摩 {count}", "{count} half-yearly"),
    "kind yearly-assessment": ("年度考核 {count}", "{count} yearly"),
    "list": ("、", ", "),
    "digest": ("日志 {entries} 条，内容摘要 {digest}", "log: {entries} entries, content digest {digest}"),
    "took": ("全程用时 {seconds} 秒。", "All in {seconds} s."),
    "stays up": (
        "系统继续运行：NATS {url}，数据与日志 {directory}。",
        "Still running: NATS at {url}, data and log files in {directory}.",
    ),
    "try": ("可在另一终端执行：", "In another terminal:"),
    "try papers": ("列出已编发的文件", "every paper that was issued"),
    "try replay": ("复算全部评牌、措施和文件", "decide every card, step and paper again"),
    "try paper": ("{period}月通报全文", "the whole bulletin of {period}"),
    "try pdf": ("年度考核全文，PDF 格式", "the whole of the year's assessment, as PDF"),
    "try explain": ("{project} {month}为何是红牌", "why {project} has a red card for {month}"),
    "try case": ("{project}的督办案件", "the case of {project}"),
    "try docket": ("督导台账：谁该办什么、何时到期", "the docket: who owes what, by when"),
    "ctrl-c": ("按 Ctrl-C 结束。", "Ctrl-C ends it."),
    "stopping": ("正在停止……", "Stopping ..."),
    "broke": ("演示中断：", "The demo broke off:"),
}


def words(language: Language) -> Words:
    """The demo's own words; the simulated district's names have their English."""
    return Words.of(language, {**TEXTS, **tallying.TEXTS}, names.english())


def bulletin(made: Made, language: Language) -> RenderableType:
    """Of a bulletin, what a leader reads first."""
    return terminal.render(first_read(forms.compose(made.paper, language, made.issued, names.english())))


def year(papers: Papers, year: int, language: Language) -> RenderableType | None:
    """What the year comes to; none while no card was issued."""
    found = yearly.write(papers, str(year))
    if found.assessment is None:
        return None
    said = Words.of(language, assessment_words.TEXTS, names.english())
    whole = assessment.document(found, found.assessment, papers.position, said)
    return terminal.render(replace(whole, sections=year_first_read(found, found.assessment, said)))


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to look at on the log."""

    papers: tuple[PaperIssued, ...]
    red: CardIssued | None
    """The last red card."""
    tally: Tally

    @classmethod
    def on(cls, log: Recording) -> "Found":
        """Read through the log."""
        papers: list[PaperIssued] = []
        red, tally = None, Tally()
        for logged in log.read_all():
            tally.evolve(logged.entry.fact)
            match logged.entry.fact:
                case PaperIssued() as issued:
                    papers.append(issued)
                case CardIssued(card=Card.RED) as card:
                    red = card
        return cls(tuple(papers), red, tally)

    def counted(self, words: Words) -> str:
        """How many papers of which kind were made."""
        counts = Counter(paper.kind for paper in self.papers)
        kinds = [words(f"kind {kind}", count=counts[kind]) for kind in PaperKind if counts[kind]]
        return words("papers", count=len(self.papers), kinds=words("list").join(kinds))

    def commands(self, program: str, words: Words) -> Iterator[str]:
        """Commands to look further with, each with what it shows."""
        last = {paper.kind: paper.period for paper in self.papers}
        lang = f" --lang {words.language}"
        tried = [("paper list", words("try papers"))]
        if period := last.get(PaperKind.MONTHLY_BULLETIN):
            told = words("try paper", period=words.month(Month(period)))
            tried.append((f"paper show {PaperKind.MONTHLY_BULLETIN} {period}{lang}", told))
        if period := last.get(PaperKind.YEARLY_ASSESSMENT):
            asked = f"paper show {PaperKind.YEARLY_ASSESSMENT} {period} --out {period}.pdf{lang}"
            tried.append((asked, words("try pdf")))
        if self.red:
            told = words("try explain", project=self.red.project, month=words.month(self.red.month))
            tried.append((f"explain {self.red.project} {self.red.month}{lang}", told))
            tried.append((f"case show {self.red.project}{lang}", words("try case", project=self.red.project)))
        tried.append((f"docket{lang}", words("try docket")))
        tried.append((f"audit replay{lang}", words("try replay")))
        widest = max(len(arguments) for arguments, _ in tried)
        for arguments, told in tried:
            yield f"  {program} {arguments.ljust(widest)}  # {told}"
