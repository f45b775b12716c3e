"""What the shipped stories say of rules and names, read from their files without playing them."""

from __future__ import annotations

from functools import cache
from typing import Any

from sim.scenario.extend import layers, read_source, stacked
from sim.scenario.files import shipped, shipped_path
from sim.scenario.names import mechanism
from sim.scenario.tree import plain


@cache
def told(name: str) -> dict[str, Any]:
    """A shipped story as plain values, with what it extends."""
    source = read_source(shipped_path(name), name, [])
    found: dict[str, Any] = plain(stacked(layers(source, []))) if source is not None else {}
    return found


def parts_of(story: dict[str, Any]) -> list[dict[str, Any]]:
    """A story and its variants."""
    return [story, *(variant for variant in (story.get("variants") or {}).values() if isinstance(variant, dict))]


def switched_off_in(name: str) -> list[str]:
    """The shipped stories that switch a mechanism off, in all variants or in some."""
    code = mechanism(name)
    found = []
    for story in shipped():
        switches = [entry for part in parts_of(told(story)) for entry in (part.get("mechanisms") or {}).items()]
        if any(mechanism(key) == code and value in (False, "off") for key, value in switches):
            found.append(story)
    return found


def with_theme(theme: str) -> dict[str, str]:
    """The shipped stories of a theme, with their titles."""
    return {story: str(told(story).get("title", "")) for story in shipped() if told(story).get("theme") == theme}


def with_event(event: str) -> list[str]:
    """The shipped stories in which an event of the library happens."""
    return [story for story in shipped() if any(entry.get("event") == event for part in parts_of(told(story)) for entry in part.get("events") or [])]


def citing(key: str) -> list[str]:
    """The shipped stories that cite a source of the project."""
    return [story for story in shipped() if cites(told(story), key)]


def cites(value: Any, key: str) -> bool:
    """Whether something says `source: KEY` or `because: KEY`."""
    if isinstance(value, dict):
        return key in (value.get("source"), value.get("because")) or any(cites(entry, key) for entry in value.values())
    return isinstance(value, list) and any(cites(entry, key) for entry in value)


def setting_parameter(name: str) -> list[str]:
    """The shipped stories that set a parameter."""
    found = []
    for story in shipped():
        said = [part.get("parameters") for part in parts_of(told(story))]
        if any(isinstance(entry, dict) and name in (entry.get("set") or {}) for entry in said):
            found.append(story)
    return found
