"""The papers in a terminal: the monthly bulletin and the paper of the year, as tables that people like to read.

Every colour has its word beside it, so that the papers read the same without colours, in a file or on a printer.
"""

from collections.abc import Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from services.command_line.texts import Language, Words, percent, shown
from services.scoring.paper import Because, Bulletin, CasePaper, Head, Row, Step, StepFact, Totals, YearPaper, YearRow
from shared.catalogue.escalation import AccountabilityOpened, CaseClosed, InterviewOrdered, SupervisionOrderIssued
from shared.catalogue.values import Card

STYLES = {Card.BLUE: "bold white on blue", Card.YELLOW: "bold black on yellow", Card.RED: "bold white on red"}
STEPS: Mapping[type[StepFact], tuple[str, str]] = {
    SupervisionOrderIssued: ("supervision", "yellow"),
    InterviewOrdered: ("interview", "red"),
    AccountabilityOpened: ("accountability", "bold red"),
    CaseClosed: ("closed", "green"),
}
"""Every step with its name and its colour, in the order of the ladder."""
TOP = 3
"""Projects at the top that a bulletin names."""
MOST_LOSSES = 2
"""Indicators with lost points that a bulletin names, beside all rules that spoke."""
MOST_MONTHS = 12
"""Months that a row of the year has room for."""
LONGEST_NAME = 36
"""Columns that a project's name may take: what is left tells why."""
UNKNOWN = "-"


def bulletin(paper: Bulletin, words: Words) -> RenderableType:
    """The bulletin of a month."""
    behind = [row for row in paper.rows if row.card != Card.BLUE]
    best = [row for row in paper.rows[:TOP] if row.card == Card.BLUE]
    others = len(paper.rows) - len(behind) - len(best)
    parts: list[RenderableType] = [
        _title(words("bulletin"), words.month(paper.month), paper.head, words),
        _summary(paper.totals, paper.cards, paper.head, words),
        _ranking(best, behind, words),
    ]
    if not behind:
        parts.append(Text(words("none behind"), style="dim"))
    if others:
        parts.append(Text(words("others", count=others), style="dim"))
    if paper.steps:
        parts.append(_steps(paper.steps, words))
    parts += [Text(line, style="dim") for line in _desk(paper, words)]
    return Group(*parts)


def year(paper: YearPaper, words: Words) -> RenderableType:
    """The paper of the year: a row a project with its cards, the cases, the totals."""
    span = f"{paper.months[0]} - {paper.months[-1]}" if paper.months else ""
    return Group(
        _title(words("year"), span, paper.head, words),
        _projects(paper, words),
        _cases(paper.cases, words) if paper.cases else Text(words("no cases")),
        _summary(paper.totals, paper.cards, paper.head, words),
        Text(words("refused in all", count=paper.refused), style="dim"),
    )


def tile(card: Card | None, words: Words) -> Text:
    """A card as a coloured tile with its sign on it."""
    return Text(UNKNOWN, style="dim") if card is None else Text.assemble((words.card(card), STYLES[card]))


def _title(title: str, of: str, head: Head, words: Words) -> RenderableType:
    district = head.district_en if words.language is Language.ENGLISH else head.district
    text = Text.assemble((f"{district}  {title}  ", "bold"), (of, "bold cyan"))
    if head.simulated:
        text.append(f"  [{words('simulated')}]", style="bold magenta")
    return Padding(text, (1, 0, 0, 0))


def _summary(totals: Totals, cards: Mapping[Card, int], head: Head, words: Words) -> RenderableType:
    """Cards by colour, money against the target, milestones against theirs."""
    counted = Text()
    for card, count in cards.items():
        counted.append(f" {words(card)} ", style=STYLES[card]).append(f" {count}   ")
    if head.edition:
        counted.append(f"{words('edition')} {head.edition}", style="dim")
    nothing_told = totals.unknown == totals.projects
    invested = words("unknown value") if nothing_told else words.money(totals.invested, head.money_unit)
    money = f"{words('invested')} {invested}"
    if totals.target:
        money += words(
            "of target",
            target=words.money(totals.target, head.money_unit),
            share=percent(totals.invested / totals.target),
            planned=words.money(totals.planned, head.money_unit),
        )
    counts = [
        words("commissioned", done=totals.commissioned, goal=totals.to_commission),
        words("to speed up", count=totals.to_speed_up),
        words("started", done=totals.started, goal=totals.projects),
        words("open issues", count=totals.open_issues),
    ]
    if totals.unknown:
        counts.append(words("unknown", count=totals.unknown))
    return Group(counted, Text(money), Text("  ".join(counts)))


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style="bold")
    for heading, justify in columns:
        table.add_column(
            heading,
            justify="right" if justify == "right" else "left",
            no_wrap=justify != "wrap",
            overflow="ellipsis" if justify == "name" else "fold",
            max_width=LONGEST_NAME if justify == "name" else None,
        )
    return table


def _ranking(best: Sequence[Row], behind: Sequence[Row], words: Words) -> Table:
    table = _table(
        (words("rank"), "right"),
        (words("change"), "right"),
        (words("card"), "left"),
        (words("score"), "right"),
        (words("project"), "name"),
        (words("why"), "wrap"),
    )
    for rows in (best, behind):
        for row in rows:
            table.add_row(
                str(row.rank),
                _move(row.rank_change),
                tile(row.card, words).append(f" x{row.streak}" if row.streak > 1 else ""),
                UNKNOWN if row.score is None else shown(row.score),
                words.name(row.name),
                _why(row, words),
            )
        table.add_section()
    return table


def _move(change: int | None) -> Text:
    if change is None:
        return Text(UNKNOWN, style="dim")
    if change == 0:
        return Text("=", style="dim")
    return Text(f"+{change}", style="green") if change > 0 else Text(f"-{-change}", style="red")


def _why(row: Row, words: Words) -> str:
    """Every rule that spoke and the heaviest losses, each said once; nothing to explain on a blue card."""
    if row.card == Card.BLUE:
        return ""
    rules = [reason for reason in row.reasons if reason.kind is not Because.POINTS]
    losses = [reason for reason in row.reasons if reason.kind is Because.POINTS][:MOST_LOSSES]
    return words("and").join(dict.fromkeys(words.reason(reason, row.inputs) for reason in (*rules, *losses)))


def _steps(steps: Sequence[Step], words: Words) -> Table:
    table = _table((words("steps"), "left"), (words("project"), "name"), (words("who and when"), "wrap"))
    for step in steps:
        table.add_row(_step_name(step.fact, words), words.name(step.name), _due(step.fact, words))
    return table


def _step_name(fact: StepFact, words: Words) -> Text:
    key, style = STEPS[type(fact)]
    return Text(words(key), style=style)


def _due(fact: StepFact, words: Words) -> str:
    match fact:
        case SupervisionOrderIssued():
            return words("plan due", unit=words.name(fact.responsible_unit), day=fact.plan_due_on)
        case InterviewOrdered():
            return words("hold by", unit=words.name(fact.responsible_unit), day=fact.hold_by)
        case AccountabilityOpened():
            return words("conclude by", unit=words.name(fact.responsible_unit), day=fact.conclude_by)
        case CaseClosed():
            return words("recovered")


def _desk(paper: Bulletin, words: Words) -> Iterator[str]:
    desk = paper.desk
    yield words("desk", reports=desk.reports, late=desk.late, missing=desk.missing, corrected=desk.corrected)
    for late in desk.after_close:
        yield words(
            "after close", name=words.name(late.name), month=words.month(late.month), reason=words.name(late.reason)
        )
    if desk.refused:
        codes = words("and").join(f"{code} {count}" for code, count in desk.refused.items())
        yield words("refused", count=sum(desk.refused.values()), codes=codes)


def _projects(paper: YearPaper, words: Words) -> Table:
    months = paper.months[-MOST_MONTHS:]
    table = _table(
        (words("rank"), "right"),
        (words("project"), "left"),
        ("".join(month[-2:].lstrip("0").rjust(2) for month in months), "left"),
        (words("mean"), "right"),
        (words("this year"), "right"),
    )
    if len(months) < len(paper.months):
        table.caption = words("last months", count=len(months))
    for row in paper.rows:
        cards = row.cards[-MOST_MONTHS:]
        table.add_row(
            UNKNOWN if row.rank is None else str(row.rank),
            words.name(row.name),
            Text("").join(_small(card, words) for card in cards),
            UNKNOWN if row.mean is None else shown(row.mean),
            _done(row),
        )
    return table


def _small(card: Card | None, words: Words) -> Text:
    """A tile of two columns in either language."""
    small = tile(card, words)
    return small if small.cell_len == 2 else Text(" ").append_text(small)


def _done(row: YearRow) -> str:
    """What was done of the year's target; unknown where either is."""
    return percent(row.invested / row.target) if row.invested is not None and row.target else UNKNOWN


def _cases(cases: Sequence[CasePaper], words: Words) -> Table:
    """A row a case, a column a step: the months whose cards called for it."""
    table = _table((words("cases"), "wrap"), *((words(key), "left") for key, _ in STEPS.values()))
    for case in cases:
        months = [
            Text("\n".join(step.month for step in case.steps if isinstance(step.fact, kind)), style=style)
            for kind, (_, style) in STEPS.items()
        ]
        if case.open:
            months[-1] = Text(words("open"), style="bold red")
        name = words.name(case.name) + (f" ({case.number})" if case.number > 1 else "")
        table.add_row(name, *months)
    return table
