"""Numbers as the sentences of a report say them."""

from sim.findings.words import SIGNS, level_places, number, percent, quoted, signed, value

__all__ = ["SIGNS", "level_places", "number", "percent", "quoted", "signed", "value"]
