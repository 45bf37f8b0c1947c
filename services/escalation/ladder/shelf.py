"""The shelf of the ladders that come with redcard: `hanting`."""

from shared.shelf import Shelf

SHELF = Shelf("services.escalation", "ladders")
shelf = SHELF.texts
find = SHELF.find
