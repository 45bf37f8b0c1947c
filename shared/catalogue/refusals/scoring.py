"""Refusals of scoring: rulebooks, and objections to cards."""

from shared.catalogue.refusals.refusal import Refusal

ROWS = (
    Refusal(
        code="bad-rulebook",
        messages="rulebook-adopted",
        meaning="The text is not a rulebook that can be followed.",
        meaning_zh="文本不是可执行的规则手册。",
        remedy="Mend the place that the field names, and try the book with the tests of rulebooks.",
        remedy_zh="按字段提示的位置修改，并先行测试。",
    ),
    Refusal(
        code="wrong-edition",
        messages="rulebook-adopted",
        meaning="The text says it is another edition.",
        meaning_zh="文本所写版本与消息不一致。",
        remedy="Send the edition that the text names.",
        remedy_zh="按文本所写的版本填报。",
    ),
    Refusal(
        code="wrong-digest",
        messages="rulebook-adopted",
        meaning="The digest is not that of the text.",
        meaning_zh="摘要与文本不符。",
        remedy="Take the SHA-256 of the text's UTF-8 bytes.",
        remedy_zh="对文本的 UTF-8 字节计算 SHA-256。",
    ),
    Refusal(
        code="edition-exists",
        messages="rulebook-adopted",
        meaning="This edition was adopted before.",
        meaning_zh="该版本已采用。",
        remedy="Give a changed book a new edition.",
        remedy_zh="修改后的手册须用新版本号。",
    ),
    Refusal(
        code="no-card",
        messages="objection-raised",
        meaning="No card was issued to this project for this month.",
        meaning_zh="该项目该月没有牌。",
        remedy="Check project and month; an objection is to a card.",
        remedy_zh="核对项目编号和月份；异议只能针对已发出的牌。",
    ),
    Refusal(
        code="objection-exists",
        messages="objection-raised",
        meaning="An objection of this id was raised before.",
        meaning_zh="该编号的异议已存在。",
        remedy="Use a new id.",
        remedy_zh="使用新的编号。",
    ),
    Refusal(
        code="objection-open",
        messages="objection-raised",
        meaning="Another objection to this card is open.",
        meaning_zh="对该牌的另一异议尚未决定。",
        remedy="Wait until it is decided.",
        remedy_zh="等待其决定。",
    ),
    Refusal(
        code="unknown-objection",
        messages="objection-decided",
        meaning="No objection of this id was raised.",
        meaning_zh="没有此编号的异议。",
        remedy="Check the id; send `objection-raised` first.",
        remedy_zh="核对编号；先发送 `objection-raised`。",
    ),
    Refusal(
        code="already-decided",
        messages="objection-decided appeal-decided",
        meaning="It was decided before.",
        meaning_zh="已经作出决定。",
        remedy="Nothing; the first decision stays.",
        remedy_zh="无须再报；以首次决定为准。",
    ),
)
