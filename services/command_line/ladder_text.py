"""A ladder told to people, in Chinese or English: what calls for which step, who decides it, and how long it has."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from services.command_line.policy import Row, page
from services.escalation.ladder import OFFICES, STEPS, Clocks, Findings, Issues, Ladder, Recovery, Rule, Rung
from services.scoring.papers.texts import Texts
from services.scoring.papers.words import Words
from services.upstream.names import DECIDERS
from shared.language import Language

TEXTS: Texts = {
    "valid from": ("自 {day} 起施行", "valid from {day}"),
    "step reminder": ("提醒", "reminder"),
    "rules": ("何种情形采取何种措施", "What calls for which step"),
    "yellow-card": ("黄牌", "a yellow card"),
    "red-cards 1": ("红牌", "a red card"),
    "red-cards": ("连续 {count} 个月红牌", "{count} red cards running"),
    "issue-overdue 1": ("问题逾期超过 1 天", "an issue more than a day overdue"),
    "issue-overdue": ("问题逾期超过 {count} 天", "an issue more than {count} days overdue"),
    "reports-missing 1": ("1 个月未报送进展", "a month without a report"),
    "reports-missing": ("{count} 个月未报送进展", "{count} months without a report"),
    "order-unanswered": ("督办逾期未答复", "an order not answered in time"),
    "remedy-refused 1": ("整改被退回", "a remedy refused"),
    "remedy-refused": ("整改被退回 {count} 次", "a remedy refused {count} times"),
    "commitment-broken": ("约谈承诺到期未兑现", "a commitment of the interview not kept in time"),
    "concealment-confirmed": ("瞒报经认定（可越级）", "concealment confirmed, which may skip the steps below"),
    "relapse": ("复查发现反弹", "a relapse, found at the second look"),
    "deciders": ("由谁决定", "Who decides"),
    "clocks": ("时限", "Clocks"),
    "plan": ("整改方案", "plan of the remedy"),
    "plan days": ("督办后 {days} 天内", "{days} days from the order"),
    "result": ("整改结果", "proof of its result"),
    "result days": ("方案期限后至少 {days} 天，至当月月末", "{days} days from then at least, to the end of that month"),
    "no result": ("不设期限", "no day is set"),
    "hold": ("约谈", "interview"),
    "hold days": ("通知后 {days} 天内", "{days} days from the summons"),
    "hold workdays": ("通知后 {days} 个工作日内", "{days} working days from the summons"),
    "conclude": ("问责结论", "conclusion of accountability"),
    "conclude days": ("启动后 {days} 天内", "{days} days from its opening"),
    "recovered": ("恢复销案", "recovered"),
    "recovered after": ("连续 {months} 个月非红牌", "out of red for {months} months running"),
    "review": ("复查", "second look"),
    "review after": ("销案后 {months} 个月", "{months} months after that"),
    "issues": ("问题逐级上升", "How issues climb"),
    "level days": ("{days} 天", "{days} days"),
    "the top": ("最高一级", "the top"),
    "owner responsible-unit": ("项目责任单位", "the project's unit"),
    "owner lead-official": ("项目包靠领导", "the project's lead official"),
    "owner task-force": ("项目专班", "the project's task force"),
    "factors": ("要素问题", "factor issues"),
    "express": ("直通车", "express channel"),
    "express per quarter": ("每个项目每季度 {count} 次", "{count} a quarter for each project"),
    "findings": ("慢、拖、瞒", "Slow, dragging, concealing"),
    "slow": ("慢", "slow"),
    "slow when": (
        "连续 {slow_months} 个月落后计划 {slow_gap_pp} 个百分点及以上，又无正当理由",
        "behind by {slow_gap_pp} percentage points or more for {slow_months} months running, without cause",
    ),
    "dragging": ("拖", "dragging"),
    "dragging when": (
        "应办未办，或问题被重新打开 {reopened} 次",
        "what was due was missed, or an issue reopened {reopened} times",
    ),
    "concealing": ("涉嫌瞒报", "suspected of concealing"),
    "less found": (
        "检查所见低于上报超过 {tolerance_pp} 个百分点",
        "an inspection finds less than reported by more than {tolerance_pp} percentage points",
    ),
    "not raised": ("障碍超过 {blocker_days} 天未上报", "a blocker not raised for more than {blocker_days} days"),
    "unchanged": ("连续 {unchanged_reports} 期数据不变", "{unchanged_reports} reports running with the same figures"),
}
Section = tuple[str, list[Row]]


class Reader:
    """Reads a ladder out in one language."""

    def __init__(self, language: Language) -> None:
        self._words = Words.of(language, TEXTS)
        self._english = {one.zh: one.en for one in DECIDERS} if language is Language.ENGLISH else {}

    def read(self, ladder: Ladder) -> RenderableType:
        """The whole ladder."""
        title = (ladder.title_zh, ladder.title_en)[self._words.index]
        about = f"{self._words('valid from', day=ladder.valid_from)}\nSHA-256 {ladder.sha256}"
        return page(f"{title} ({ladder.edition})", about, [*self._sections(ladder)])

    def _sections(self, ladder: Ladder) -> Iterator[Section]:
        said = self._words
        rungs = [rung for rung in Rung if any(rule.rung is rung for rule in ladder.rule)]
        rules = (rule for rung in rungs for rule in ladder.rule if rule.rung is rung)
        yield said("rules"), [(self._rung(rule.rung), self._when(rule), rule.id) for rule in rules]
        yield said("deciders"), [(self._rung(rung), self._name(ladder.decided_by.of(rung))) for rung in rungs]
        yield said("clocks"), [*self._clocks(ladder.clocks), *self._recovery(ladder.recovery)]
        if ladder.issues:
            yield said("issues"), [*self._issues(ladder.issues)]
        if ladder.findings:
            yield said("findings"), [*self._findings(ladder.findings)]

    def _rung(self, rung: Rung) -> Text:
        return Text(self._words.one_of("step", rung), style="red" if rung in STEPS else "yellow")

    def _when(self, rule: Rule) -> str:
        one = f"{rule.trigger} 1"
        return self._words(one if rule.count == 1 and one in TEXTS else rule.trigger, count=rule.count)

    def _clocks(self, clocks: Clocks) -> Iterator[Row]:
        said = self._words
        yield said("plan"), said("plan days", days=clocks.plan_days)
        yield said("result"), said("result days" if clocks.result_days else "no result", days=clocks.result_days)
        if clocks.hold_workdays is not None:
            yield said("hold"), said("hold workdays", days=clocks.hold_workdays)
        else:
            yield said("hold"), said("hold days", days=clocks.hold_days)
        yield said("conclude"), said("conclude days", days=clocks.conclude_days)

    def _recovery(self, recovery: Recovery) -> Iterator[Row]:
        said = self._words
        yield said("recovered"), said("recovered after", months=recovery.months)
        if recovery.review_months is not None:
            yield said("review"), said("review after", months=recovery.review_months)

    def _issues(self, issues: Issues) -> Iterator[Row]:
        said = self._words
        for level in issues.levels:
            days = said("the top") if level.days is None else said("level days", days=level.days)
            owner = said.one_of("owner", level.owner) if level.owner in OFFICES else self._name(level.owner)
            yield said.one_of("level", level.level), days, owner
        yield said("factors"), said.one_of("level", "task-force"), self._name(issues.factor_owner)
        yield said("express"), said("express per quarter", count=issues.express_per_quarter), ""

    def _name(self, name: str) -> str:
        """Those whom the shipped ladder names have a name in English; others stand as they are."""
        return self._english.get(name, name)

    def _findings(self, findings: Findings) -> Iterator[Row]:
        said, measures = self._words, findings.model_dump()
        yield said("slow"), said("slow when", **measures)
        yield said("dragging"), said("dragging when", **measures)
        for told in ("less found", "not raised", "unchanged"):
            yield said("concealing"), said(told, **measures)
