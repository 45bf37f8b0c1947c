"""Permissions: what the server is told to hold everybody to."""

import pytest

from shared.permissions import (
    ACCOUNT,
    AUDIT,
    AUDITOR,
    CLOCK,
    DECIDING,
    NOTIFYING,
    OPERATOR,
    OURS,
    PROVISION,
    USERS,
    accounts,
    permissions,
)
from shared.subjects import DURABLES, Durable
from tests.shared.test_subjects import matches

KEYS = {name: f"U-{name}" for name in (*USERS, "bureau")}


def test_source_says_its_own_and_hears_its_own() -> None:
    bureau = permissions("bureau")

    assert (
        "redcard.in.bureau.>",
        "$JS.API.DIRECT.GET.RECEIPTS.redcard.receipt.bureau.>",
        "$JS.API.DIRECT.GET.NOTICES.redcard.notice.bureau.>",
    ) == bureau.publish
    assert ("redcard.receipt.bureau.>", "redcard.notice.bureau.>", "_INBOX.bureau.>") == bureau.subscribe


def test_every_source_is_an_account_of_its_own_and_takes_nothing_else_out_of_ours() -> None:
    found = accounts(KEYS)

    assert {ACCOUNT, AUDIT, "source-bureau", "source-clock"} == found.keys()
    assert {
        "users": [
            {
                "nkey": "U-bureau",
                "permissions": {
                    "publish": [
                        "redcard.in.bureau.>",
                        "$JS.API.DIRECT.GET.RECEIPTS.redcard.receipt.bureau.>",
                        "$JS.API.DIRECT.GET.NOTICES.redcard.notice.bureau.>",
                    ],
                    "subscribe": ["redcard.receipt.bureau.>", "redcard.notice.bureau.>", "_INBOX.bureau.>"],
                },
            }
        ],
        "imports": [
            {"service": {"account": ACCOUNT, "subject": "redcard.in.bureau.>"}},
            {"service": {"account": ACCOUNT, "subject": "$JS.API.DIRECT.GET.RECEIPTS.redcard.receipt.bureau.>"}},
            {"service": {"account": ACCOUNT, "subject": "$JS.API.DIRECT.GET.NOTICES.redcard.notice.bureau.>"}},
            {"stream": {"account": ACCOUNT, "subject": "redcard.receipt.bureau.>"}},
            {"stream": {"account": ACCOUNT, "subject": "redcard.notice.bureau.>"}},
            {"stream": {"account": ACCOUNT, "subject": "_INBOX.bureau.>"}},
        ],
    } == found["source-bureau"]


def test_the_whole_api_of_the_server_is_lent_to_the_audit_and_the_clock_only() -> None:
    whole = {"service": {"account": ACCOUNT, "subject": "$JS.API.>"}}
    assert [AUDIT, "source-clock"] == [
        name for name, account in accounts(KEYS).items() if whole in account.get("imports", [])
    ]


def test_no_two_exports_overlap() -> None:
    """Of two that do, nats-server asks either, as chance has it, and then may or may not start."""
    exports = [
        export["service"].removesuffix(">") for export in accounts(KEYS)[ACCOUNT]["exports"] if "service" in export
    ]
    assert [] == [(one, other) for one in exports for other in exports if one != other and one.startswith(other)]


@pytest.mark.parametrize("user", [*USERS, "bureau"])
def test_nobody_may_alter_empty_or_delete_a_stream(user: str) -> None:
    verbs = ("STREAM.UPDATE.LOG", "STREAM.PURGE.INBOX", "STREAM.DELETE.RECEIPTS", "STREAM.MSG.DELETE.INBOX")

    assert [] == [verb for verb in verbs if may_publish(user, f"$JS.API.{verb}")]


@pytest.mark.parametrize("subject", ["$JS.API.STREAM.CREATE.LOG", "$JS.API.CONSUMER.DURABLE.CREATE.LOG.x"])
def test_only_provision_creates_streams_and_durables(subject: str) -> None:
    assert [PROVISION] == [user for user in (*USERS, "bureau") if may_publish(user, subject)]


@pytest.mark.parametrize("service", DECIDING)
def test_only_a_service_appends_to_its_part_of_the_log(service: str) -> None:
    subject = f"redcard.log.{service}.noun.id"

    assert [service] == [user for user in (*USERS, "bureau") if may_publish(user, subject)]


def test_only_the_service_of_notices_tells_anybody_anything() -> None:
    subject = "redcard.notice.bureau.1"
    heard = [user for user in (*USERS, "bureau", "other") if any(matches(to, subject) for to in hears(user))]
    read = [user for user in (*USERS, "bureau", "other") if may_publish(user, f"$JS.API.DIRECT.GET.NOTICES.{subject}")]

    assert [NOTIFYING] == [user for user in (*USERS, "bureau") if may_publish(user, subject)]
    assert (["bureau"], [OPERATOR, "bureau"]) == (heard, read)


def test_the_service_of_notices_says_nothing_on_the_log() -> None:
    assert [] == [service for service in OURS if may_publish(NOTIFYING, f"redcard.log.{service}.noun.id")]


@pytest.mark.parametrize("durable", DURABLES, ids=lambda durable: durable.name)
def test_every_durable_is_heard_and_acknowledged_by_its_service_alone(durable: Durable) -> None:
    heard = [user for user in USERS if any(matches(to, durable.deliver_subject) for to in permissions(user).subscribe)]
    acknowledged = [user for user in USERS if may_publish(user, f"$JS.ACK.{durable.stream}.{durable.name}.1.1.1.1.1")]

    assert [[durable.name.partition("-")[0]]] * 2 == [heard, acknowledged]


def test_the_auditor_asks_and_hears_answers() -> None:
    auditor = permissions(AUDITOR)

    assert ("$JS.API.STREAM.INFO.*", "$JS.API.CONSUMER.INFO.*.*", "$JS.API.DIRECT.GET.LOG") == auditor.publish
    assert ("_INBOX.auditor.>",) == auditor.subscribe


def test_the_clock_says_its_own_sets_its_alarm_and_asks_what_the_auditor_asks() -> None:
    clock, account = permissions(CLOCK), accounts(KEYS)["source-clock"]
    says = ("redcard.in.clock.>", "redcard.timer.alarm", "$JS.ACK.TIMERS.clock-hears-alarm.>")
    hears = ("redcard.receipt.clock.>", "redcard.deliver.clock-hears-alarm", "_INBOX.clock.>")

    assert (*permissions(AUDITOR).publish, *says) == clock.publish
    assert hears == clock.subscribe
    assert [
        *({"service": {"account": ACCOUNT, "subject": subject}} for subject in ("$JS.API.>", *says)),
        *({"stream": {"account": ACCOUNT, "subject": subject}} for subject in hears),
    ] == account["imports"]


def test_the_alarm_is_lent_to_the_clock_only() -> None:
    lent = [export for export in accounts(KEYS)[ACCOUNT]["exports"] if export.get("accounts") == ["source-clock"]]

    assert [
        {"service": "redcard.timer.alarm", "accounts": ["source-clock"]},
        {"service": "$JS.ACK.TIMERS.clock-hears-alarm.>", "accounts": ["source-clock"]},
        {"stream": "redcard.deliver.clock-hears-alarm", "accounts": ["source-clock"]},
    ] == lent


@pytest.mark.parametrize(("subject", "users"), [("redcard.timer.alarm", [CLOCK]), ("redcard.timer.ring", [])])
def test_only_the_clock_sets_the_alarm_and_only_the_server_rings_it(subject: str, users: list[str]) -> None:
    assert users == [user for user in (*USERS, "bureau") if may_publish(user, subject)]


def hears(user: str) -> tuple[str, ...]:
    return permissions(user).subscribe


def may_publish(user: str, subject: str) -> bool:
    return any(matches(to, subject) for to in permissions(user).publish)
