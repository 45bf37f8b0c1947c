"""The catalogue of errors: every refusal code, what it means and what to do, in both languages."""

from fnmatch import fnmatchcase

from shared.catalogue.refusals import PAGES, REFUSALS, Refusal

TITLES = {
    "door": "At every door · 受理入口",
    "intake": "Intake · 数据接入",
    "projects": "Projects · 项目",
    "oversight": "Oversight · 检查、观摩与日常管理",
    "scoring": "Scoring · 评分",
    "escalation": "Escalation · 督办问责",
}


def of_every_message(row: Refusal) -> bool:
    """Whether any message can be refused so."""
    return "*" in row.messages.split()


def codes_of(message: str) -> list[str]:
    """The codes with which this message can be refused, besides those of every message."""
    return [
        code
        for code, row in REFUSALS.items()
        if not of_every_message(row) and any(fnmatchcase(message, glob) for glob in row.messages.split())
    ]


def page() -> str:
    """The page of all codes."""
    lines = [
        "# Errors",
        "",
        "Every code with which redcard refuses a message, generated from `shared/catalogue/refusals` with",
        "`python -m docs.generate`. A code is never renamed and never gets another meaning: programs may branch on it.",
        "The receipt's `field`, `value` and `rule` say where and why in this very message.",
        "A message that was refused has changed nothing: mend it and send it again, **with a new id**.",
        "",
        "每个退回代码的含义与处理办法。代码永不改名、永不改义，程序可据此分支。被退回的消息没有产生任何影响：",
        "改正后请**用新的编号**重新发送。",
    ]
    for name, rows in PAGES.items():
        lines += ["", f"## {TITLES[name]}", "", "| code | meaning · 含义 | what to do · 怎么办 | messages |"]
        lines += ["|---|---|---|---|", *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _row(row: Refusal) -> str:
    messages = "every" if of_every_message(row) else ", ".join(f"`{glob}`" for glob in row.messages.split())
    meaning, remedy = f"{row.meaning}<br>{row.meaning_zh}", f"{row.remedy}<br>{row.remedy_zh}"
    return f"| `{row.code}` | {meaning} | {remedy} | {messages} |"
