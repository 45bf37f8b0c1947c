"""Notices that a webhook did not take, sent to it once more from here."""

import httpx

from services.command_line.parked_letters import ParkedLetter, Parking
from services.escalation.notices.app import hooks_of
from services.escalation.notices.delivering import DELIVERED, SET_ASIDE, Patience, UndeliveredError, deliver
from shared.settings import Settings


async def deliver_again(parking: Parking, letter: ParkedLetter) -> tuple[str, str]:
    """Try once, and remove it where it was taken; the outcome, and a word on it."""
    hook = next((hook for hook in hooks_of(Settings().webhooks) if hook.name == letter.hook), None)
    if hook is None:
        return SET_ASIDE, f"REDCARD_WEBHOOKS names no hook {letter.hook} here: discard it, or run this where it does"
    try:
        async with httpx.AsyncClient() as http:
            await deliver(http, hook, letter.body, Patience().seconds)
    except UndeliveredError as error:
        return SET_ASIDE, str(error)
    await parking.remove(letter)
    return DELIVERED, f"to {hook.url}"
