"""An override: a leader puts another card beside the computed one, by name, with a reason, and with the right to do so.

The rulebook names the offices that have the right. Nobody overrides a card of a project they are in charge of. The
computed card stays: ranks, streaks and the ladder go by it, and every paper shows both.
"""

from collections.abc import Mapping

from services.scoring.issued import Charge, IssuedMonth, no_card
from services.scoring.rulebook import Rulebook
from shared.catalogue.scoring import CardOverridden
from shared.catalogue.values import Card, Month, last_day
from shared.days import check_begun, check_order
from shared.deciding import Refused

Overrides = Mapping[tuple[str, Month], Card]
"""The leader's card of a project and month, where there is one."""


def decide(
    overrides: Overrides,
    months: Mapping[Month, IssuedMonth],
    charge: Charge | None,
    book: Rulebook | None,
    proposal: CardOverridden,
    current: Month,
) -> list[CardOverridden]:
    """Accept an override of a card, or refuse with the rule it breaks."""
    issued = months.get(proposal.month)
    if issued is None or charge is None or proposal.project not in issued.cards:
        raise no_card(proposal.project, proposal.month)
    if issued.final and proposal.month != max(months):
        rule = f"its cards are final, and later ones were issued: only those of {max(months)} can be overridden"
        raise Refused("override-too-late", "data.month", proposal.month, rule)
    offices = book.override.offices if book else ()
    if proposal.office not in offices:
        rule = f"the rulebook gives the right to {', '.join(offices) or 'nobody'}"
        raise Refused("not-entitled", "data.office", proposal.office, rule)
    charge.check_not("data.overridden_by", proposal.overridden_by)
    if proposal.card == overrides.get((proposal.project, proposal.month), issued.cards[proposal.project]):
        raise Refused("same-card", "data.card", proposal.card, "this is the card that stands already")
    check_begun(current, "data.overridden_on", proposal.overridden_on)
    check_order("data.overridden_on", proposal.overridden_on, "the month was over", last_day(proposal.month))
    return [proposal]
