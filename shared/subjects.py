"""Subjects, streams and durables: one table of everything that redcard has on NATS.

    redcard.in.<source>.<message>            INBOX      what upstream systems propose
    redcard.log.<service>.<noun>.<id>        LOG        what happened: the log
    redcard.receipt.<source>.<message id>    RECEIPTS   what became of each message
    redcard.parked.<service>.<sequence>      PARKED     what could not be decided

Only `redcard provision` creates them; the services refuse to start where they are missing or different.
"""

import re
from dataclasses import dataclass

from nats.js.api import AckPolicy, ConsumerConfig, RetentionPolicy, StorageType, StreamConfig

from shared.catalogue import DEFINITIONS, RETIRED
from shared.letters import definition_for

INBOX, LOG, RECEIPTS, PARKED = "INBOX", "LOG", "RECEIPTS", "PARKED"

IN = "redcard.in"
LOG_PREFIX = "redcard.log"
RECEIPT = "redcard.receipt"
PARK = "redcard.parked"

REPLY_TO = "Redcard-Reply-To"
"""Header in which a sender may name a subject of its own for the receipt."""
THIRTY_DAYS = 30 * 24 * 3600.0


def inbox_subject(source: str, message: str) -> str:
    """Where a source publishes a message: `redcard.in.housing-bureau.progress-reported`."""
    return f"{IN}.{source}.{message}"


def receipt_subject(source: str, message_id: str) -> str:
    """Where a source finds the receipt of a message."""
    return f"{RECEIPT}.{source}.{message_id}"


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

    @property
    def deliver_subject(self) -> str:
        """Where the server announces."""
        return f"redcard.deliver.{self.name}"

    def config(self) -> ConsumerConfig:
        """As it must be on the server. Letters are read in order, so the last one acknowledged stands for all."""
        return ConsumerConfig(
            durable_name=self.name,
            filter_subjects=list(self.subjects),
            deliver_subject=self.deliver_subject,
            deliver_group=self.name,
            ack_policy=AckPolicy.ALL if self.stream == INBOX else AckPolicy.EXPLICIT,
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


INTAKE_HEARS_INBOX = Durable("intake-hears-inbox", INBOX, (f"{IN}.>",))
SCORING_HEARS_INBOX = Durable("scoring-hears-inbox", INBOX, _messages("scoring"))
ESCALATION_HEARS_INBOX = Durable("escalation-hears-inbox", INBOX, _messages("escalation"))
SCORING_HEARS_CLOSES = Durable("scoring-hears-closes", LOG, (f"{LOG_PREFIX}.intake.calendar.district",))
ESCALATION_HEARS_CARDS = Durable("escalation-hears-cards", LOG, (f"{LOG_PREFIX}.scoring.card.*",))

DURABLES = (
    INTAKE_HEARS_INBOX,
    SCORING_HEARS_INBOX,
    ESCALATION_HEARS_INBOX,
    SCORING_HEARS_CLOSES,
    ESCALATION_HEARS_CARDS,
)


def streams() -> tuple[StreamConfig, ...]:
    """Every stream but the log, as it must be on the server; the log's own is `shared.eventlog.log_stream_config`.

    The window for dropping repeated `Nats-Msg-Id`s is as short as the server allows: a repeated message must
    reach the door, for it is owed its receipt.
    """
    return (
        _stream(INBOX, f"{IN}.>", max_age=THIRTY_DAYS),
        _stream(RECEIPTS, f"{RECEIPT}.>", max_age=THIRTY_DAYS, max_msgs_per_subject=1),
        _stream(PARKED, f"{PARK}.>", max_msgs_per_subject=1),
    )


def _stream(name: str, subject: str, *, max_age: float = 0.0, max_msgs_per_subject: int = -1) -> StreamConfig:
    return StreamConfig(
        name=name,
        subjects=[subject],
        storage=StorageType.FILE,
        retention=RetentionPolicy.LIMITS,
        max_age=max_age,
        duplicate_window=0.1,
        max_msgs_per_subject=max_msgs_per_subject,
        allow_direct=True,
        allow_atomic=True,
    )
