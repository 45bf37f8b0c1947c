"""An explanation as a document: the card, every point, light and rule, what would have turned it, and the facts."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from services.audit.explain.explanation import Explanation, Issued
from services.audit.explain.history import Source
from services.audit.explain.outlook import Called
from services.audit.explain.phrases import Phrases
from services.audit.explain.rules_page import lights, points, rules, streak_says
from services.audit.explain.turning import Change
from services.scoring.rulebook.rules import SEVERITY, band_of
from shared.catalogue.values import Card
from shared.language import Language
from shared.press.document import (
    Block,
    Column,
    Document,
    Figure,
    Figures,
    Kind,
    Listing,
    Paragraph,
    Section,
    sections,
    table,
)

CENT = Decimal("0.01")


def compose(explanation: Explanation, language: Language, names: Mapping[str, str]) -> Document:
    """The explanation in one language; `names` are those of the log in English."""
    say = Phrases(language, names)
    words, project, card = say.words, explanation.project, explanation.card
    district = explanation.contest.district_en if words.index else explanation.contest.district
    notices = [words("differs")] if explanation.differences else []
    notices += [words("simulated")] if explanation.contest.simulated else []
    return Document(
        language=language,
        issuer=words("issuer", district=district),
        title=words("title"),
        period=words("subject", name=words.name(project.name), project=project.project, month=words.month(card.month)),
        notice=" ".join(notices),
        sections=sections(
            _differences(explanation, say),
            _card(explanation, say),
            Section(words("course"), tuple(_course(explanation, say))),
            points(explanation, say),
            lights(explanation, say),
            rules(explanation, say),
            _exemptions(explanation, say),
            _turning(explanation, say),
            _ladder(explanation, say),
            Section(words("facts"), tuple(_facts(explanation, say))),
        ),
        issued_on=None,
        vouched=tuple(_vouched(explanation, say)),
    )


def _differences(explanation: Explanation, say: Phrases) -> Section | None:
    words = say.words
    columns = [
        Column(words("position"), Kind.WHOLE),
        Column(words("field")),
        Column(words("recorded"), share=2),
        Column(words("again"), share=2),
    ]
    rows = [(one.position, one.field, one.recorded, one.decided) for one in explanation.differences]
    return Section(words("differences"), (table(columns, rows),)) if rows else None


def _card(explanation: Explanation, say: Phrases) -> Section:
    words, card = say.words, explanation.card
    shown = [
        Figure(words("card"), words.card(card.card), Kind.CARD),
        Figure(words("score"), card.score, Kind.POINTS),
        Figure(words("rank"), words("of", rank=card.rank, of=card.rank_of), Kind.TEXT),
        Figure(words("category rank"), words("of", rank=card.category_rank, of=card.category_of), Kind.TEXT),
        Figure(words("streak"), card.streak),
        Figure(words("trend"), card.trend, Kind.CHANGE),
    ]
    charge = explanation.charge
    blocks: list[Block] = [
        Figures(tuple(shown)),
        table(
            [
                Column(words("position"), Kind.WHOLE),
                Column(words("card"), Kind.CARD),
                Column(words("score"), Kind.POINTS),
                Column(words("status")),
            ],
            [
                (one.position, words.card(one.card.card), one.card.score, _status(one, explanation, say))
                for one in explanation.cards
            ],
        ),
        *(Paragraph(text) for text in _overrides(explanation, say)),
        Paragraph(
            words("in charge", unit=words.name(charge.responsible_unit), official=words.name(charge.lead_official))
        ),
    ]
    if not explanation.differences:
        blocks.append(Paragraph(words("same")))
    return Section(words("the card"), tuple(blocks))


def _status(issued: Issued, explanation: Explanation, say: Phrases) -> str:
    words, card = say.words, issued.card
    again = words("reissued", objection=card.reissued_for) if card.reissued_for else ""
    if issued.withdrawn_for:
        return words("withdrawn", objection=issued.withdrawn_for) + again
    open_still = words("objected", objection=explanation.objection) if explanation.objection else ""
    if explanation.final:
        return words("final") + again + open_still
    if card.objections_until is None:
        return words("provisional without day") + again + open_still
    return words("provisional", day=words.day(card.objections_until)) + again + open_still


def _overrides(explanation: Explanation, say: Phrases) -> Iterator[str]:
    words = say.words
    for told in explanation.overrides:
        yield words(
            "overridden",
            office=words.name(told.office),
            name=words.name(told.overridden_by),
            day=words.day(told.overridden_on),
            card=words(told.card),
            reason=words.name(told.reason),
        )


def _course(explanation: Explanation, say: Phrases) -> Iterator[Block]:
    """From the figures to the card, step by step."""
    words, card, book = say.words, explanation.card, explanation.decided.book
    by = book.card.by
    if book.card.band is None:
        worst = max((light.card for light in card.lights), key=SEVERITY.__getitem__, default=Card.BLUE)
        unlit = book.card.unlit if not card.lights and not card.exemptions else None
        first = words("unlit", card=words(unlit)) if unlit else words("by light", card=words(worst))
    else:
        value = card.score if by == "score" else explanation.decided.inputs.values.get("percentile")
        band = band_of(book.card.band, value or Decimal(0))
        span = say.span("rank", band.span)
        first = words(f"by {by}", score=value, card=words(band.card), range=span)
    steps = [first]
    for findings, table_of in ((card.caps, book.cap), (card.floors, book.floor)):
        kinds = {bound.rule: bound for bound in table_of}
        kind = "cap" if table_of is book.cap else "floor"
        steps += [words(kind, condition=say.condition(kinds[one.rule].when), card=words(one.card)) for one in findings]
    vetoes = {
        bound.rule: words("veto", condition=say.condition(bound.when), card=words(bound.card)) for bound in book.veto
    }
    vetoes |= {streak.rule: streak_says(streak, say) for streak in book.streak}
    steps += [vetoes[one.rule] for one in card.vetoes]
    yield Listing(tuple(steps))


def _exemptions(explanation: Explanation, say: Phrases) -> Section | None:
    words, used = say.words, explanation.card.exemptions
    blocks: list[Block] = []
    for exemption, facts in explanation.decided.exemptions.items():
        effects = [say.indicator(one.effect) for one in used if one.exemption == exemption]
        key = "removed" if effects else "removed nothing"
        blocks.append(Paragraph(words(key, exemption=exemption, effects=words("list").join(effects))))
        blocks.append(_sources(facts, "", say))
    return Section(words("exemptions"), tuple(blocks)) if blocks else None


def _turning(explanation: Explanation, say: Phrases) -> Section:
    words, turning = say.words, explanation.turning
    blocks: list[Block] = []
    if explanation.card.card is not Card.BLUE:
        if turning.better:
            blocks += [Paragraph(words("better")), _changes(turning.better, explanation, say)]
        elif turning.together:
            final = turning.together[-1].card
            blocks.append(Paragraph(words("together", card=words(final))))
            blocks.append(_changes(turning.together, explanation, say, "change together"))
        else:
            blocks.append(Paragraph(words("hopeless")))
    if turning.worse:
        blocks += [Paragraph(words("worse")), _changes(turning.worse, explanation, say)]
    elif explanation.card.card is not Card.RED:
        blocks.append(Paragraph(words("safe")))
    return Section(words("turning"), tuple(blocks))


def _changes(changes: Sequence[Change], explanation: Explanation, say: Phrases, key: str = "change") -> Listing:
    words = say.words
    return Listing(
        tuple(
            words(
                key,
                indicator=say.indicator(change.indicator),
                now=say.figure(change.indicator, change.now),
                range=say.change(change) + _in_money(change, explanation, say),
                card=words(change.card),
            )
            for change in changes
        )
    )


def _in_money(change: Change, explanation: Explanation, say: Phrases) -> str:
    """What a change of an indicator of investment is in money."""
    record, month = explanation.decided.history.record, explanation.card.month
    planned, target = record.current.figures.latest(month)[0], record.current.target(month)
    if planned is None or change.now is None:
        return ""
    if change.indicator == "investment_rate":
        amount = planned * change.nearest
    elif change.indicator == "schedule_gap_pp" and target is not None:
        amount = planned - change.nearest * target / 100
    else:
        return ""
    more = (change.nearest > change.now) is (change.indicator == "investment_rate")
    amount = amount.quantize(CENT, ROUND_CEILING if more else ROUND_FLOOR)
    unit = say.words(f"unit {explanation.project.money_unit}")
    return say.words("in money", amount=f"{amount:,f}", unit=unit)


def _ladder(explanation: Explanation, say: Phrases) -> Section:
    words, outlook = say.words, explanation.outlook
    if outlook is None:
        return Section(words("ladder"), (Paragraph(words("no ladder")),))
    standing = words("run", reds=outlook.reds) if outlook.reds else words("no red")
    case = words("case", number=outlook.open_case) if outlook.open_case else words("no case")
    called = [_called(one, say) for one in outlook.called]
    following = [
        words("next", card=words(card), step=say.steps(outlook.following[card]))
        for card in (Card.BLUE, Card.YELLOW, Card.RED)
    ]
    return Section(
        words("ladder"),
        (Paragraph((" " if words.index else "").join((standing, case))), Listing((*called, *following))),
    )


def _called(one: Called, say: Phrases) -> str:
    if one.position is None:
        return say.words("called, not taken", step=say.step_by(one.step))
    if one.withdrawn_at:
        return say.words("called, undone", step=say.step(one.step), position=one.position, at=one.withdrawn_at)
    return say.words("called", step=say.step_by(one.step), position=one.position)


def _facts(explanation: Explanation, say: Phrases) -> Iterator[Block]:
    values, unit = explanation.decided.inputs.values, say.words(f"unit {explanation.project.money_unit}")
    yield Paragraph(say.words("money in", unit=unit))
    for name, facts in explanation.sources.items():
        yield _sources(facts, f"{say.indicator(name)} = {say.figure(name, values.get(name))}", say)


def _sources(facts: Sequence[Source], caption: str, say: Phrases) -> Block:
    words = say.words
    columns = [
        Column(words("position"), Kind.WHOLE),
        Column(words("fact")),
        Column(words("who")),
        Column(words("when")),
        Column(words("content"), share=2),
    ]
    rows = [
        (one.position, say.kind(one), say.who(one), one.occurred_at.isoformat(" ", "minutes"), say.said(one))
        for one in facts
    ]
    return table(columns, rows, words("no facts"), caption)


def _vouched(explanation: Explanation, say: Phrases) -> Iterator[str]:
    words, card, decided = say.words, explanation.card, explanation.decided
    yield words("read to", position=explanation.position, at=explanation.cards[-1].position, closed=card.closed_at)
    yield words("book", edition=card.edition, at=decided.adopted_at, sha256=card.rulebook_sha256)
    if explanation.outlook:
        ladder = explanation.outlook.ladder
        yield words("ladder edition", edition=ladder.edition, sha256=ladder.sha256)
