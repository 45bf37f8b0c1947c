"""The shelf of the rulebooks that come with redcard: `hanting`, `nyc-capital`, ..."""

from shared.shelf import Shelf

SHELF = Shelf("services.scoring", "rulebooks")
shelf = SHELF.texts
find = SHELF.find
