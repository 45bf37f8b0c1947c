"""A short history made by the real services over a log in memory: one project that stays red, one that is well."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from services.escalation.app import Escalation
from services.intake.app import door
from services.scoring import app as scoring
from services.scoring.rulebook.shelf import shelf
from shared.envelope import Logged
from shared.letters import Letter
from shared.receipts import Accepted
from shared.recording import Recording
from shared.subjects import decided_by

BOOK = shelf()["hanting"]
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06")


def _messages() -> Iterator[tuple[str, dict[str, Any]]]:
    """Well does as planned; Stuck spends nothing for three months, then catches up at once."""
    yield (
        "contest-opened",
        {
            "district": "某区",
            "district_en": "A district",
            "first_month": "2026-01",
            "money_unit": "CNY-10k",
            "investment_target": "240",
            "projects": 2,
            "to_commission": 1,
            "to_speed_up": 1,
        },
    )
    digest = sha256(BOOK.encode()).hexdigest()
    yield (
        "rulebook-adopted",
        {"edition": "hanting-2025.2", "text": BOOK, "sha256": digest, "adopted_by": "调度办公室"},
    )
    for project in ("Well", "Stuck"):
        yield (
            "project-registered",
            {
                "project": project,
                "name": project,
                "category": "industry",
                "lead_official": "甲",
                "responsible_unit": "乙局",
                "task_force": "丙专班",
                "money_unit": "CNY-10k",
                "annual_target": "100",
                "plan": [{"month": month, "investment": str(40 + index)} for index, month in enumerate(MONTHS)],
            },
        )
    for index, month in enumerate(MONTHS[:-1]):
        done = {"Well": 40 + index, "Stuck": (0, 0, 1, 50, 50)[index]}
        for project, investment in done.items():
            yield (
                "progress-reported",
                {"project": project, "month": month, "money_unit": "CNY-10k", "investment": str(investment)},
            )
        yield "month-opened", {"month": MONTHS[index + 1]}
        yield "month-closed", {"month": month}
        if index == 1:
            yield from _people()


def _people() -> Iterator[tuple[str, dict[str, Any]]]:
    """What people do about two red cards: the second is objected to, and stays; others take over before the third."""
    stuck = {"project": "Stuck", "case": 1}
    yield (
        "order-answered",
        stuck | {"kind": "plan", "answer": "补齐", "answered_by": "乙局", "answered_on": "2026-03-02"},
    )
    yield (
        "interview-held",
        stuck | {"held_on": "2026-03-03", "held_by": "丁", "attended": ["甲"], "minutes": "承诺补齐"},
    )
    yield (
        "appeal-raised",
        stuck
        | {
            "appeal": "A1",
            "step": "supervision-order",
            "ground": "天气",
            "raised_by": "甲",
            "raised_on": "2026-03-04",
        },
    )
    yield (
        "objection-raised",
        {
            "objection": "O1",
            "project": "Stuck",
            "month": "2026-02",
            "ground": "天气",
            "raised_by": "甲",
            "raised_on": "2026-03-04",
        },
    )
    yield (
        "report-corrected",
        {"project": "Stuck", "month": "2026-02", "reason": "重复", "money_unit": "CNY-10k", "investment": "1"},
    )
    yield (
        "objection-decided",
        {"objection": "O1", "upheld": True, "reason": "数字有误", "decided_by": "丁", "decided_on": "2026-03-05"},
    )
    yield (
        "project-assigned",
        {
            "project": "Stuck",
            "lead_official": "戊",
            "reason": "分工调整",
            "assigned_by": "区委办",
            "assigned_on": "2026-03-05",
        },
    )


@pytest.fixture(scope="session")
def history() -> tuple[Logged, ...]:
    """The whole log, as recorded."""
    log = Recording({"PERSISTENCE_MODULE": "eventsourcing.popo"})
    intake, score, escalate = door(log, _memory()), scoring.Scoring(log, _memory()), Escalation(log, _memory())
    escalate.settle()
    doors = {door.service: door for door in (intake, score.door, escalate.door)}
    for sequence, (kind, data) in enumerate(_messages(), start=1):
        body = json.dumps({"id": f"m{sequence}", "data": data}).encode()
        letter = Letter(f"redcard.in.office.{kind}", body, sequence, datetime(2026, 7, 1, tzinfo=UTC))
        answers = doors[decided_by(kind) or ""].receive([letter])
        assert isinstance(answers[0], Accepted), answers
        score.settle()
        escalate.settle()
    return tuple(log.read_all())


def _memory() -> Engine:
    return create_engine("sqlite://", poolclass=StaticPool)
