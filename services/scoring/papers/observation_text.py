"""The half-yearly observation in words."""

from collections.abc import Iterator

from services.scoring.assessment.tours import Judged
from services.scoring.papers.observation import Observation, Toured, Visited
from services.scoring.papers.texts import Texts
from services.scoring.papers.words import Words
from shared.press.document import (
    Block,
    Cell,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Section,
    Table,
    sections,
    table,
)

TEXTS: Texts = {
    "title": ("重点项目建设半年观摩通报", "Half-yearly Observation of Key Projects"),
    "summary": ("观摩概况", "The tours"),
    "no tours": ("本期没有组织观摩。", "No tour was held in this half year."),
    "tours": ("观摩批次", "Tours"),
    "visited": ("观摩项目", "Projects visited"),
    "given": ("收到评分（份）", "Scores given"),
    "outstanding": ("未交评分（份）", "Scores missing"),
    "rule": (
        "每个项目收到 {drop_from} 份及以上评分的，去掉一个最高分、一个最低分后取平均；不足 {drop_from} 份的，全部计入。"
        "表中方括号内为去掉的评分。得分相同的，名次并列。",
        "From {drop_from} scores up, one highest and one lowest score of a project are dropped before the mean is "
        "taken; below that all count. Scores in brackets are those dropped. Equals share a rank.",
    ),
    "no rule": (
        "现行规则未规定去分办法，全部评分计入平均。得分相同的，名次并列。",
        "The book in force drops no scores: the mean is over all of them. Equals share a rank.",
    ),
    "when": (
        "{first}至{last}，评委 {judges} 人，观摩项目 {projects} 个。",
        "From {first} to {last}: {judges} judges, {projects} projects.",
    ),
    "standing": ("评分与名次", "Scores and ranks"),
    "scores": ("各评委评分", "Scores by judge"),
    "mean": ("平均", "Mean"),
    "dropped": ("[{score}]", "[{score}]"),
    "by judge": ("{judge} {score}", "{judge} {score}"),
    "on tour": ("观摩项目名单", "Projects on the tour"),
    "comments": ("观摩点评", "Comments"),
    "judge": ("评委", "Judge"),
    "comment": ("点评", "Comment"),
    "no comments": ("尚无评分。", "Nobody has scored yet."),
    "missing": ("{project}：{judges}尚未评分。", "{project}: not scored by {judges}."),
}

MOST_COLUMNS = 9
"""Judges who get a column of their own; more share one."""


def compose(paper: Observation, words: Words) -> tuple[Section, ...]:
    """What holds for all tours, and each tour."""
    if not paper.tours:
        return (Section(words("summary"), (Paragraph(words("no tours")),)),)
    rule = Paragraph(words("rule" if paper.drop_from else "no rule", drop_from=paper.drop_from))
    return sections(
        Section(words("summary"), (_summary(paper, words), rule)),
        *(Section(words.name(tour.name), tuple(_tour(tour, words))) for tour in paper.tours),
    )


def _summary(paper: Observation, words: Words) -> Figures:
    visits = [visit for tour in paper.tours for visit in tour.visits]
    return Figures(
        (
            Figure(words("tours"), len(paper.tours)),
            Figure(words("visited"), len({visit.project.project for visit in visits})),
            Figure(words("given"), sum(len(visit.scores) for visit in visits)),
            Figure(words("outstanding"), sum(len(visit.missing) for visit in visits)),
        )
    )


def _tour(tour: Toured, words: Words) -> Iterator[Block]:
    first, last = words.day(tour.starts_on), words.day(tour.ends_on)
    yield Paragraph(words("when", first=first, last=last, judges=len(tour.judges), projects=len(tour.visits)))
    yield _listed(tour, words)
    yield _standing(tour, words)
    for visit in tour.visits:
        if visit.missing:
            judges = words("list").join(words.name(judge) for judge in visit.missing)
            yield Paragraph(words("missing", project=words.name(visit.project.name), judges=judges))
    yield _comments(tour, words)


def _listed(tour: Toured, words: Words) -> Table:
    columns = (
        Column(words("project"), share=3),
        Column(words("category")),
        Column(words("unit"), share=2),
        Column(words("lead official")),
    )
    rows = [
        (
            words.name(project.name),
            words.one_of("category", project.category),
            words.name(project.responsible_unit),
            words.name(project.lead_official),
        )
        for project in sorted((visit.project for visit in tour.visits), key=lambda project: project.project)
    ]
    return table(columns, rows, caption=words("on tour"))


def _standing(tour: Toured, words: Words) -> Table:
    """A column for each judge, or one for all where they are many."""
    if len(tour.judges) <= MOST_COLUMNS:
        judged = tuple(Column(words.name(judge)) for judge in tour.judges)
    else:
        judged = (Column(words("scores"), share=4),)
    columns = (Column(words("rank"), Kind.WHOLE), Column(words("project"), share=3), *judged)
    rows = [
        (visit.rank, words.name(visit.project.name), *_scores(tour, visit, words), visit.mean) for visit in tour.visits
    ]
    return table((*columns, Column(words("mean"), Kind.POINTS)), rows, caption=words("standing"))


def _scores(tour: Toured, visit: Visited, words: Words) -> Iterator[Cell]:
    if len(tour.judges) > MOST_COLUMNS:
        yield words("list").join(
            words("by judge", judge=words.name(judged.judge), score=_score(judged, words)) for judged in visit.scores
        )
        return
    given = {judged.judge: _score(judged, words) for judged in visit.scores}
    for judge in tour.judges:
        yield given.get(judge)


def _score(judged: Judged, words: Words) -> str:
    score = f"{judged.score:.2f}"
    return words("dropped", score=score) if judged.dropped else score


def _comments(tour: Toured, words: Words) -> Table:
    columns = (Column(words("project"), share=2), Column(words("judge")), Column(words("comment"), share=4))
    rows = [
        (words.name(visit.project.name), words.name(judged.judge), words.name(judged.comment))
        for visit in tour.visits
        for judged in visit.scores
    ]
    return table(columns, rows, words("no comments"), words("comments"))
