"""Subjects: where messages and receipts go, and where no sender can make us publish."""

import pytest
from nats.js.api import AckPolicy

from shared.catalogue import DEFINITIONS, stream_of
from shared.provisioning import wanted_streams
from shared.subjects import DURABLES, LOG_PREFIX, TIMERS, inbox_subject, may_reply_to, receipt_subject, streams
from tests.samples import EVERY_FACT


def test_message_and_receipt() -> None:
    assert "redcard.in.housing-bureau.progress-reported" == inbox_subject("housing-bureau", "progress-reported")
    assert "redcard.receipt.housing-bureau.m1" == receipt_subject("housing-bureau", "m1")


@pytest.mark.parametrize("subject", ["_INBOX.8a7.1", "bureau.answers", "a", "redcards.answers", "回执.m1"])
def test_reply_to_a_subject_of_the_senders_own(subject: str) -> None:
    assert may_reply_to(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "redcard.log.intake.project.P0142",
        "redcard.in.clock.month-closed",
        "redcard.receipt.other-bureau.m1",
        "$JS.API.STREAM.DELETE.LOG",
        "$SYS.REQ.SERVER.PING",
        "",
        "a b",
        "a\r\nPUB x 0",
        "a..b",
        ".a",
        "a.",
        "a.*",
        "a.>",
        "a\tb",
        "a\x00",
    ],
)
def test_no_reply_to_where_redcard_or_the_server_listens_or_nobody_can(subject: str) -> None:
    assert not may_reply_to(subject)


def test_who_is_known_has_receipts_in_its_own_inbox_only() -> None:
    subjects = (
        "_INBOX.bureau.1",
        "_INBOX.bureau",
        "_INBOX.bureaux.1",
        "_INBOX.other.1",
        "bureau.answers",
        "_INBOX.bureau.*",
    )

    assert ["_INBOX.bureau.1"] == [subject for subject in subjects if may_reply_to(subject, "bureau")]


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_service_that_hears_the_log_listens_where_facts_are_said(name: str) -> None:
    """A filter that matches no fact would hear nothing, and say so nowhere."""
    fact = EVERY_FACT[name]
    service, noun, _ = stream_of(fact).split(".")
    subject = f"{LOG_PREFIX}.{stream_of(fact)}"
    heard = {durable.name for durable in DURABLES if any(matches(pattern, subject) for pattern in durable.subjects)}
    expected = {
        "intake.calendar": {"scoring-hears-closes", "escalation-hears-log"},
        "intake.inspection": {"escalation-hears-log"},
        "intake.issue": {"escalation-hears-log", "notices-hears-log"},
        "intake.project": {"escalation-hears-log"},
        "scoring.card": {"escalation-hears-log"},
        "escalation": {"notices-hears-log"},
    }
    assert expected.get(f"{service}.{noun}", expected.get(service, set())) == heard


def matches(pattern: str, subject: str) -> bool:
    """Whether a subject falls under a NATS pattern."""
    wanted, found = pattern.split("."), subject.split(".")
    if wanted[-1] == ">":
        return found[: len(wanted) - 1] == wanted[:-1] and len(found) >= len(wanted)
    return len(wanted) == len(found) and all(want in ("*", token) for want, token in zip(wanted, found, strict=True))


def test_streams_do_not_overlap() -> None:
    """NATS refuses two streams on one subject; the log is beside these."""
    prefixes = [subject.removesuffix(">") for stream in streams() for subject in stream.subjects or []]
    prefixes.append(f"{LOG_PREFIX}.")
    assert [] == [(one, other) for one in prefixes for other in prefixes if one != other and other.startswith(one)]


def test_only_the_timers_are_on_a_schedule() -> None:
    """Whoever may publish to a stream that has schedules may have it write by itself, later and again."""
    assert [TIMERS] == [config.name for config in wanted_streams().values() if config.allow_msg_schedules]


def test_only_who_reads_in_order_acknowledges_all_before() -> None:
    assert {
        "intake-hears-inbox",
        "scoring-hears-inbox",
        "escalation-hears-inbox",
        "escalation-hears-log",
    } == {durable.name for durable in DURABLES if durable.config().ack_policy == AckPolicy.ALL}
