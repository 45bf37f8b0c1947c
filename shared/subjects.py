"""Subjects, streams and durables: one table of everything that redcard has on NATS.

    redcard.in.<source>.<message>            INBOX      what upstream systems propose
    redcard.log.<service>.<noun>.<id>        LOG        what happened: the log
    redcard.receipt.<source>.<message id>    RECEIPTS   what became of each message
    redcard.notice.<who>.<number>            NOTICES    what those concerned are told, each numbered from 1
    redcard.parked.<service>.<sequence>      PARKED     what could not be decided, or not delivered
    redcard.timer.alarm, redcard.timer.ring  TIMERS     when the clock is to be woken, and that it is

Only `redcard provision` creates them; the services refuse to start where they are missing or different.
"""

import re
from dataclasses import dataclass

from nats.js.api import AckPolicy, ConsumerConfig, DiscardPolicy, RetentionPolicy, StorageType, StreamConfig

from shared.catalogue import DEFINITIONS, RETIRED
from shared.letters import definition_for

INBOX, LOG, RECEIPTS, NOTICES, PARKED, TIMERS = "INBOX", "LOG", "RECEIPTS", "NOTICES", "PARKED", "TIMERS"

IN = "redcard.in"
LOG_PREFIX = "redcard.log"
RECEIPT = "redcard.receipt"
NOTICE = "redcard.notice"
PARK = "redcard.parked"
ALARM = "redcard.timer.alarm"
"""The one alarm: set again, it rings at its new time only."""
RING = "redcard.timer.ring"

REPLY_TO = "Redcard-Reply-To"
"""Header in which a sender may name a subject of its own for the receipt."""
THIRTY_DAYS = 30 * 24 * 3600.0


def inbox_subject(source: str, message: str) -> str:
    """Where a source publishes a message: `redcard.in.housing-bureau.progress-reported`."""
    return f"{IN}.{source}.{message}"


def receipt_subject(source: str, message_id: str) -> str:
    """Where a source finds the receipt of a message."""
    return f"{RECEIPT}.{source}.{message_id}"


def notice_subject(who: str, number: int) -> str:
    """Where somebody finds its notice of this number: `redcard.notice.housing-bureau.7`."""
    return f"{NOTICE}.{who}.{number}"


_OTHERS_OWN = re.compile(r"(?!redcard\.|\$)[^\s.*>\x00-\x1f]+(\.[^\s.*>\x00-\x1f]+)*")


def may_reply_to(subject: str, known_as: str = "") -> bool:
    """Whether a sender may have its receipt there: never where we or the server listen, for it is we who publish.

    A sender that NATS knows by name has it in its own inbox, and in nobody else's.
    """
    return _OTHERS_OWN.fullmatch(subject) is not None and subject.startswith(f"_INBOX.{known_as}." if known_as else "")


@dataclass(frozen=True, slots=True)
class Durable:
    """A durable consumer: who hears what. The server announces (headers, no body), to one process at a time."""

    name: str
    stream: str
    subjects: tuple[str, ...]
    in_order: bool = False
    """Whether its hearer reads in order (`Listening`), so that the last one acknowledged stands for all before."""

    @property
    def deliver_subject(self) -> str:
        """Where the server announces."""
        return f"redcard.deliver.{self.name}"

    def config(self) -> ConsumerConfig:
        """As it must be on the server."""
        return ConsumerConfig(
            durable_name=self.name,
            filter_subjects=list(self.subjects),
            deliver_subject=self.deliver_subject,
            deliver_group=self.name,
            ack_policy=AckPolicy.ALL if self.in_order else AckPolicy.EXPLICIT,
            ack_wait=10.0,
            max_deliver=-1,
            max_ack_pending=20_000,
            headers_only=True,
        )


def _messages(service: str) -> tuple[str, ...]:
    """The inbox subjects of all messages that a service decides, older versions of them included."""
    names = [definition.message for definition in DEFINITIONS.values() if definition.proposed]
    return tuple(f"{IN}.*.{name}" for name in (*names, *RETIRED) if decided_by(name) == service)


def decided_by(message: str) -> str | None:
    """The service whose door decides a message of this name; none where there is no such message."""
    definition = definition_for(message)
    return definition.service if definition else None


INTAKE_HEARS_INBOX = Durable("intake-hears-inbox", INBOX, (f"{IN}.>",), in_order=True)
SCORING_HEARS_INBOX = Durable("scoring-hears-inbox", INBOX, _messages("scoring"), in_order=True)
ESCALATION_HEARS_INBOX = Durable("escalation-hears-inbox", INBOX, _messages("escalation"), in_order=True)
SCORING_HEARS_CLOSES = Durable("scoring-hears-closes", LOG, (f"{LOG_PREFIX}.intake.calendar.district",))
ESCALATION_HEARS_LOG = Durable(
    "escalation-hears-log",
    LOG,
    (
        f"{LOG_PREFIX}.intake.calendar.district",
        f"{LOG_PREFIX}.intake.inspection.*",
        f"{LOG_PREFIX}.intake.issue.*",
        f"{LOG_PREFIX}.intake.project.*",
        f"{LOG_PREFIX}.scoring.card.*",
    ),
    in_order=True,
)
NOTICES_HEARS_LOG = Durable("notices-hears-log", LOG, (f"{LOG_PREFIX}.escalation.>", f"{LOG_PREFIX}.intake.issue.*"))
CLOCK_HEARS_ALARM = Durable("clock-hears-alarm", TIMERS, (RING,))

DURABLES = (
    INTAKE_HEARS_INBOX,
    SCORING_HEARS_INBOX,
    ESCALATION_HEARS_INBOX,
    SCORING_HEARS_CLOSES,
    ESCALATION_HEARS_LOG,
    NOTICES_HEARS_LOG,
    CLOCK_HEARS_ALARM,
)


def streams() -> tuple[StreamConfig, ...]:
    """Every stream but the log, as it must be on the server; the log's own is `shared.eventlog.log_stream_config`.

    The window for dropping repeated `Nats-Msg-Id`s is as short as the server allows: a repeated message must
    reach the door, for it is owed its receipt.
    """
    return (
        _stream(INBOX, f"{IN}.>", max_age=THIRTY_DAYS),
        _stream(RECEIPTS, f"{RECEIPT}.>", max_age=THIRTY_DAYS, max_msgs_per_subject=1),
        _stream(NOTICES, f"{NOTICE}.>", max_msgs_per_subject=1, written_once=True),
        _stream(PARKED, f"{PARK}.>", max_msgs_per_subject=1),
        _stream(TIMERS, ALARM, RING, max_msgs_per_subject=1, allow_msg_schedules=True),
    )


def _stream(
    name: str,
    *subjects: str,
    max_age: float = 0.0,
    max_msgs_per_subject: int = -1,
    written_once: bool = False,
    allow_msg_schedules: bool = False,
) -> StreamConfig:
    return StreamConfig(
        name=name,
        subjects=list(subjects),
        storage=StorageType.FILE,
        retention=RetentionPolicy.LIMITS,
        max_age=max_age,
        duplicate_window=0.1,
        max_msgs_per_subject=max_msgs_per_subject,
        # What is there is kept, and what would take its place is refused.
        discard=DiscardPolicy.NEW if written_once else DiscardPolicy.OLD,
        discard_new_per_subject=written_once,
        allow_direct=True,
        allow_atomic=True,
        allow_msg_schedules=allow_msg_schedules,
        # A schedule that is set again rolls up the former.
        allow_rollup_hdrs=allow_msg_schedules,
    )
