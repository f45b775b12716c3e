"""Checks the variants against each other and against what they overrule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.errors import Fault
from sim.scenario.extend import single
from sim.scenario.schema import Story
from sim.scenario.tree import Branch, Path, at, leaves
from sim.scenario.validate import spelled

BESIDES = frozenset({"title", "events", "leaders"})
"""What a variant names or adds rather than overrules."""


def same_variants(tree: Branch, stories: Mapping[str, Story]) -> Iterator[Fault]:
    """A warning for every variant that says the same as an earlier one."""
    seen: dict[str, Story] = {}
    home = tree.entries.get("variants")
    for name, story in stories.items():
        untitled = story.model_copy(update={"title": None})
        twin = next((other for other, said in seen.items() if all(getattr(said, key) == getattr(untitled, key) for key in Story.model_fields)), None)
        if twin is not None and isinstance(home, Branch):
            yield home.keys[name].fault("same-variant", f"`{name}` says the same as `{twin}`", "take one out, or let them differ", warning=True)
        seen[name] = untitled


def overruled(base: Branch, composed: Mapping[str, Branch]) -> Iterator[Fault]:
    """A warning for what every variant overrules, and for a `--set` that some do."""
    told: set[Path] = set()
    for path, leaf in leaves(base):
        setting = setting_of(path)
        if path[0] in BESIDES or setting in told:
            continue
        others = [name for name, tree in composed.items() if at(tree, *path) is not leaf]
        by_hand = leaf.mark.text.name.startswith("--set")
        if others and (by_hand or len(others) == len(composed)):
            told.add(setting)
            what = f"`{spelled(setting)}` is overruled by {'every variant' if len(others) == len(composed) else ', '.join(others)}"
            yield leaf.mark.fault("overruled", what, f"to change it there: variants.{others[0]}.{spelled(setting)}", warning=True)


def setting_of(path: Path) -> Path:
    """The setting that a value is part of."""
    texts = tuple(str(step) for step in path)
    return next((path[:end] for end in range(1, len(path)) if single(texts[:end])), path)
