"""Permissions: who may say and hear what on NATS. The server itself holds everyone to this table.

    account           users                                      reaches
    REDCARD           intake, scoring, escalation, notices,      the streams, each as far as its work goes
                      provision, operator
    AUDIT             auditor                                    the log and the state of streams, to read
    source-<source>   <source>                                   its own messages in, its own receipts and notices out
    source-clock      clock                                      the same, what the auditor reads, and its alarm

Every source is an account of its own, because permissions alone are not enough: JetStream answers wherever a request
says, by rights of its own, so a source among us could have the acknowledgement of its message put onto the log, or into
the inbox as somebody else's. From one account to another goes what is exported and imported here, and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from shared.subjects import (
    ALARM,
    CLOCK_HEARS_ALARM,
    DURABLES,
    IN,
    INBOX,
    LOG,
    LOG_PREFIX,
    NOTICE,
    NOTICES,
    NOTICES_HEARS_LOG,
    PARK,
    PARKED,
    RECEIPT,
    RECEIPTS,
    Durable,
)

PROVISION, OPERATOR, AUDITOR, CLOCK = "provision", "operator", "auditor", "clock"
DECIDING: Final = ("intake", "scoring", "escalation")
"""The services that append to the log, each to its own part of it."""
NOTIFYING: Final = "notices"
"""The service that tells people what was decided."""
OURS: Final = (PROVISION, *DECIDING, NOTIFYING, OPERATOR)
"""The users of our own account."""
USERS: Final = (*OURS, AUDITOR, CLOCK)
"""Everyone whom redcard itself needs; no upstream system may have one of these names."""

ACCOUNT: Final = "REDCARD"
AUDIT: Final = "AUDIT"

_API: Final = "$JS.API"
_SURVEY: Final = (f"{_API}.STREAM.INFO.*", f"{_API}.CONSUMER.INFO.*.*")
"""What is there, and with what settings: everyone checks that before starting."""
_GET: Final = f"{_API}.DIRECT.GET"
_READING: Final = (*_SURVEY, f"{_GET}.{LOG}")
_PULL: Final = tuple(f"{_API}.CONSUMER.{verb}.{LOG}.*" for verb in ("CREATE", "MSG.NEXT", "DELETE"))
"""Reading far on the log goes through a consumer of the reader's own."""

_OPERATING: Final = (
    *(f"{_GET}.{stream}" for stream in (LOG, RECEIPTS, PARKED)),
    f"{_GET}.{RECEIPTS}.{RECEIPT}.>",
    f"{_GET}.{NOTICES}.{NOTICE}.>",
    f"{_GET}.{PARKED}.{PARK}.>",
    f"{_API}.CONSUMER.CREATE.{RECEIPTS}",
    f"{_API}.CONSUMER.DELETE.{RECEIPTS}.*",
    f"$JS.FC.{RECEIPTS}.>",
    f"{_API}.STREAM.MSG.DELETE.{PARKED}",
    f"{IN}.>",
    f"{RECEIPT}.>",
    "_INBOX.>",
)
"""Looking after receipts and what is parked: a parked letter is sent again as it came, so in its sender's name."""


@dataclass(frozen=True, slots=True)
class Permissions:
    """Subjects on which a user may publish, and to which it may subscribe."""

    publish: tuple[str, ...]
    subscribe: tuple[str, ...]


def inbox_prefix(user: str) -> str:
    """Where a user has its answers sent."""
    return f"_INBOX.{user}"


def permissions(user: str) -> Permissions:
    """What a user may say and hear; who is none of ours is a source."""
    if user in DECIDING:
        return _deciding(user)
    answers = f"{inbox_prefix(user)}.>"
    if user == NOTIFYING:
        return Permissions(_NOTIFYING, (NOTICES_HEARS_LOG.deliver_subject, answers))
    if user == PROVISION:
        creating = (f"{_API}.STREAM.CREATE.*", f"{_API}.CONSUMER.DURABLE.CREATE.*.*", f"{_API}.CONSUMER.CREATE.*.*.>")
        return Permissions((*_SURVEY, *creating), (answers,))
    if user == OPERATOR:
        return Permissions((*_SURVEY, *_OPERATING), (f"{RECEIPT}.>", answers))
    if user == AUDITOR:
        return Permissions(_READING, (answers,))
    if user == CLOCK:
        heard = CLOCK_HEARS_ALARM.deliver_subject
        return Permissions((*_READING, *_CLOCK_SAYS), (_receipts(user), heard, answers))
    return Permissions(
        (_messages(user), _receipts_kept(user), _notices_kept(user)), (_receipts(user), _notices(user), answers)
    )


def accounts(users: Mapping[str, str]) -> dict[str, Any]:
    """The accounts of nats-server for users and their public nkeys, as its configuration has them."""
    sources = sorted(users.keys() - {*OURS, AUDITOR})
    return {
        ACCOUNT: {
            "jetstream": "enabled",
            "users": _users(users, OURS),
            "exports": [
                {"service": f"{IN}.>"},
                {"stream": f"{RECEIPT}.>"},
                {"stream": f"{NOTICE}.>"},
                {"stream": "_INBOX.>"},
                {"service": ALARM, "accounts": [_account(CLOCK)]},
                {"service": _acknowledging(CLOCK_HEARS_ALARM), "accounts": [_account(CLOCK)]},
                {"stream": CLOCK_HEARS_ALARM.deliver_subject, "accounts": [_account(CLOCK)]},
                # One export for all: of two that overlap the server asks either, as chance has it. What a source
                # may do with it is what it imports.
                {"service": f"{_API}.>", "response_type": "stream", "accounts": [AUDIT, *map(_account, sources)]},
            ],
        },
        AUDIT: {
            "users": _users(users, (AUDITOR,)),
            "imports": [_WHOLE_API],
        },
        **{_account(source): _source(source, users) for source in sources},
    }


def _deciding(service: str) -> Permissions:
    durables = [durable for durable in DURABLES if durable.name.startswith(f"{service}-")]
    publish = (
        *_READING,
        *_PULL,
        f"{LOG_PREFIX}.{service}.>",
        *map(_acknowledging, durables),
    )
    if any(durable.stream == INBOX for durable in durables):
        publish += (f"{_GET}.{INBOX}", f"{RECEIPT}.>", f"{PARK}.{service}.>", "_INBOX.>")
    return Permissions(publish, (*(durable.deliver_subject for durable in durables), f"{inbox_prefix(service)}.>"))


def _account(source: str) -> str:
    return f"source-{source}"


def _source(source: str, users: Mapping[str, str]) -> dict[str, Any]:
    may = permissions(source)
    if source == CLOCK:
        services = [_WHOLE_API, *(_imported("service", subject) for subject in _CLOCK_SAYS)]
    else:
        services = [_imported("service", subject) for subject in may.publish]
    return {
        "users": _users(users, (source,)),
        "imports": services + [_imported("stream", subject) for subject in may.subscribe],
    }


def _imported(kind: str, subject: str) -> dict[str, Any]:
    return {kind: {"account": ACCOUNT, "subject": subject}}


_WHOLE_API: Final = _imported("service", f"{_API}.>")
"""Only as a whole does it take the place of the API that the server gives to every account."""


def _users(users: Mapping[str, str], names: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {
            "nkey": users[name],
            "permissions": {side: list(subjects) for side, subjects in asdict(permissions(name)).items()},
        }
        for name in names
    ]


def _messages(source: str) -> str:
    return f"{IN}.{source}.>"


def _acknowledging(durable: Durable) -> str:
    return f"$JS.ACK.{durable.stream}.{durable.name}.>"


def _receipts(source: str) -> str:
    return f"{RECEIPT}.{source}.>"


def _receipts_kept(source: str) -> str:
    """The last receipt of each message, asked for directly by its subject."""
    return f"{_GET}.{RECEIPTS}.{_receipts(source)}"


def _notices(source: str) -> str:
    return f"{NOTICE}.{source}.>"


def _notices_kept(source: str) -> str:
    """Each of its notices, asked for directly by its number."""
    return f"{_GET}.{NOTICES}.{_notices(source)}"


_NOTIFYING: Final = (
    *_READING,
    *_PULL,
    _acknowledging(NOTICES_HEARS_LOG),
    f"{NOTICE}.>",
    f"{_API}.STREAM.MSG.GET.{NOTICES}",
    f"{_API}.CONSUMER.DURABLE.CREATE.{NOTICES}.*",
    f"{_API}.CONSUMER.MSG.NEXT.{NOTICES}.*",
    f"$JS.ACK.{NOTICES}.>",
    f"{PARK}.{NOTIFYING}.>",
)
"""Reading the log, telling what it says, and delivering that: every webhook has a durable of its own."""
_CLOCK_SAYS: Final = (_messages(CLOCK), ALARM, _acknowledging(CLOCK_HEARS_ALARM))
"""Its messages, when to wake it, and that it woke."""
