"""The door itself: who may say what, what it refused, and what was given up after it could not be decided."""

from typing import Annotated

from pydantic import Field

from shared.catalogue.fact import fact
from shared.catalogue.values import NKEY, PATTERN, SHA256, Reason, Text, Token

Grantee = Annotated[
    Token,
    Field(title="来源", description="source that holds the grant, as in its subject", examples=["housing-bureau"]),
]
GrantId = Annotated[
    Token, Field(title="授权编号", description="id among the grantee's grants", examples=["reports-2026"])
]


@fact("grant.given", stream="intake.grant.{0.grantee}", proposed=True)
class GrantGiven:
    """A source may send these messages, for these projects, with these fields; given again, it replaces the former."""

    grantee: Grantee
    grant: GrantId
    messages: Annotated[
        tuple[Annotated[str, Field(pattern=PATTERN)], ...],
        Field(
            title="消息种类",
            description="names of messages; `*` is all, `issue-*` all that begin so",
            min_length=1,
            max_length=100,
        ),
    ]
    projects: Annotated[
        tuple[Annotated[str, Field(pattern=PATTERN)], ...],
        Field(
            title="项目范围",
            description="ids of projects; `*` is all, `P01*` all that begin so; empty: messages about no project",
            max_length=1000,
        ),
    ] = ()
    fields: Annotated[
        tuple[Annotated[str, Field(pattern=PATTERN)], ...],
        Field(
            title="可填字段",
            description="fields that may be filled in besides those a message cannot do without; `*` is all",
            max_length=100,
        ),
    ] = ("*",)
    public_key: Annotated[
        str | None,
        Field(title="公钥", description="nkey with which the source signs; unsigned is refused then", pattern=NKEY),
    ] = None
    given_by: Annotated[Text, Field(title="授权人", description="who decided it")]


@fact("grant.revoked", stream="intake.grant.{0.grantee}", proposed=True)
class GrantRevoked:
    """A grant was taken back: what was said under it stays, nothing more is accepted under it."""

    grantee: Grantee
    grant: GrantId
    reason: Reason
    revoked_by: Annotated[Text, Field(title="撤销人", description="who decided it")]


@fact("message.refused", stream="{0.service}.refusal.{0.refusal}")
class MessageRefused:
    """A door refused a message and said why; nothing else was changed by it."""

    refusal: Annotated[str, Field(title="退回编号", description="uuid5 of source and message id, hex")]
    service: Annotated[str, Field(title="受理服务", description="the service whose door refused")]
    source: Annotated[str, Field(title="来源", description="source in the subject")]
    message_id: Annotated[
        str, Field(title="消息编号", description="its id, or _inbox-<sequence> where it had no usable one")
    ]
    subject: Annotated[str, Field(title="主题", description="inbox subject it came on")]
    code: Annotated[str, Field(title="错误代码", description="stable error code")]
    field: Annotated[str, Field(title="字段", description="dotted path of the field; empty for the whole message")]
    value: Annotated[str, Field(title="原值", description="value found, at most 200 characters")]
    rule: Annotated[str, Field(title="规则", description="rule broken and what to do")]
    size: Annotated[int, Field(title="字节数", description="bytes of the body")]
    sha256: Annotated[str, Field(title="摘要", description="digest of the body, hex")]


@fact("message.signed", stream="{0.service}.signature.{0.signature_id}")
class MessageSigned:
    """The bytes of a message as its source signed them, beside the facts that they proposed: it cannot disown them."""

    signature_id: Annotated[str, Field(title="签名编号", description="uuid5 of source and message id, hex")]
    service: Annotated[str, Field(title="受理服务", description="the service that recorded the message")]
    source: Annotated[str, Field(title="来源", description="source that signed")]
    message_id: Annotated[str, Field(title="消息编号", description="its id")]
    subject: Annotated[str, Field(title="主题", description="inbox subject it came on")]
    public_key: Annotated[str, Field(title="公钥", description="nkey it was verified with", pattern=NKEY)]
    signature: Annotated[str, Field(title="签名", description="Ed25519 signature of the body, base64")]
    body: Annotated[str, Field(title="原文", description="the body, byte for byte")]


@fact("message.discarded", stream="intake.parked.{0.service}-{0.sequence}", proposed=True)
class MessageDiscarded:
    """A person gave up a parked message that no door could decide, and said why; its digest stays on record."""

    service: Annotated[Token, Field(title="受理服务", description="the service that parked it", examples=["intake"])]
    sequence: Annotated[int, Field(title="序号", description="its sequence in the inbox", ge=1, examples=[4711])]
    subject: Annotated[Text, Field(title="主题", description="inbox subject it came on")]
    message_id: Annotated[Text, Field(title="消息编号", description="its id, or _inbox-<sequence>")]
    sha256: Annotated[str, Field(title="摘要", description="digest of the body, hex", pattern=SHA256)]
    reason: Reason
    discarded_by: Annotated[Text, Field(title="处理人", description="who gave it up")]
