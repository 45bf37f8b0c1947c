"""The list against its targets, in words and as key figures; a chart of cards by month."""

from collections.abc import Iterable, Mapping

from services.scoring.papers.texts import Texts
from services.scoring.papers.values import Totals
from services.scoring.papers.words import Words, percent
from shared.catalogue.values import Card, Month
from shared.press.document import Chart, Figure, Series, Shape

TEXTS: Texts = {
    "list": (
        "截至{month}底，全区{projects}个重点项目{invested}，已开工{started}个，竣工{completed}个，投产{commissioned}个。",
        "By the end of {month}, of {projects} key projects {started} have started, {completed} are completed and "
        "{commissioned} commissioned; {invested}.",
    ),
    "invested against target": (
        "年内累计完成投资{invested}，占年度目标{target}的{share}",
        "{invested} has been invested this year, {share} of the target of {target}",
    ),
    "invested": ("年内累计完成投资{invested}", "{invested} has been invested this year"),
    "nothing told": ("尚未报送投资完成情况", "no investment has been reported yet"),
    "against plan": (
        "序时计划应完成{planned}，实际完成为计划的{share}。",
        "The plan to date asks for {planned}; {share} of it is done.",
    ),
    "untold": (
        "另有{count}个项目未报送投资数据，未计入上述金额。",
        "Projects without a figure, not in the sum: {count}.",
    ),
    "commissioned figure": ("投产达效", "Commissioned"),
    "speed up figure": ("加快建设（在建）", "Sped up, under way"),
    "started figure": ("已开工", "Started"),
    "invested figure": ("年内完成投资", "Invested this year"),
    "issues figure": ("未销号问题", "Open issues"),
    "of goal": ("目标{goal}", "goal {goal}"),
    "of projects": ("共{count}个", "of {count}"),
    "of target": ("目标{target}，完成{share}", "{share} of {target}"),
    "cards by month": ("各月评牌情况", "Cards by month"),
    "projects unit": ("个", "projects"),
}


def told(totals: Totals, unit: str, words: Words) -> str:
    """How the list stands, in two or three sentences."""
    text = words.also(TEXTS)
    invested = text("nothing told")
    if totals.invested is not None:
        amount, target = words.money(totals.invested, unit), words.money(totals.target, unit)
        share = percent(totals.invested / totals.target) if totals.target else None
        invested = (
            text("invested against target", invested=amount, target=target, share=share)
            if share
            else text("invested", invested=amount)
        )
    sentences = [
        text(
            "list",
            month=words.month(totals.month),
            projects=totals.projects,
            invested=invested,
            started=totals.started,
            completed=totals.completed,
            commissioned=totals.commissioned,
        )
    ]
    if totals.invested is not None and totals.planned:
        share = percent(totals.invested / totals.planned)
        sentences.append(text("against plan", planned=words.money(totals.planned, unit), share=share))
    if totals.unknown and totals.invested is not None:
        sentences.append(text("untold", count=totals.unknown))
    return words("sentences").join(sentences)


def figures(totals: Totals, unit: str, words: Words) -> tuple[Figure, ...]:
    """The same as key figures."""
    text = words.also(TEXTS)
    invested, note = None, ""
    if totals.invested is not None:
        invested = words.money(totals.invested, unit)
        if totals.target:
            share = percent(totals.invested / totals.target)
            note = text("of target", target=words.money(totals.target, unit), share=share)
    return (
        Figure(text("invested figure"), invested, note=note),
        Figure(text("commissioned figure"), totals.commissioned, note=text("of goal", goal=totals.to_commission)),
        Figure(text("speed up figure"), totals.under_way, note=text("of goal", goal=totals.to_speed_up)),
        Figure(text("started figure"), totals.started, note=text("of projects", count=totals.projects)),
        Figure(text("issues figure"), totals.open_issues),
    )


def cards_by_month(months: Iterable[tuple[Month, Mapping[Card, int]]], words: Words) -> Chart:
    """Cards of every colour, month by month."""
    told, text = list(months), words.also(TEXTS)
    return Chart(
        title=text("cards by month"),
        shape=Shape.STACKED,
        categories=tuple(words.short_month(month) for month, _ in told),
        series=tuple(Series(words(card), tuple(cards[card] for _, cards in told), card) for card in Card),
        unit=text("projects unit"),
    )
