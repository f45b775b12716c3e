"""Says in English what a story, a setting, a rule or a number is: what it means, who says so, where it stands, and what wins over what."""

from __future__ import annotations

from sim.errors import UsageError
from sim.explain.page import Page
from sim.explain.rule_pages import order as order_of_play
from sim.explain.story import story_page
from sim.explain.things import pages
from sim.scenario import load
from sim.scenario.files import locate

__all__ = ["explain"]


def explain(what: str | None, name: str | None = None, sets: tuple[str, ...] = (), variant: str | None = None, *, order: bool = False) -> list[Page]:
    """The pages that answer a question about a story, about a name in it, or about a name of the model."""
    if order:
        return [order_of_play()]
    if what is None:
        raise UsageError("nothing is asked", remedy="name a story, or something in the model: sim explain thaad_lift")
    if locate(what) is None:
        return pages(what)
    return [story_page(load(what, sets), variant or "")]
