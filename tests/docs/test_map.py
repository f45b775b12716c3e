"""The map of theories names every rule of the model, and nothing that is not there."""

from __future__ import annotations

import re

from typed_commands import HOME, blocks_of

PAGE = (HOME / "docs" / "explanation" / "why_this_model.md").read_text(encoding="utf-8")
FOLDERS = ("mechanisms", "utilities", "doctrines", "diagnostics")


def test_the_map_names_every_rule_and_no_other() -> None:
    tree = next(block.text for block in blocks_of(PAGE) if block.text.startswith("sim/rules/"))
    for part in re.split(r"\n  (?=[a-z]+/)", tree)[1:]:
        folder = part.partition("/")[0]
        named = set(re.findall(r"[a-z_]+\.py", part))
        there = {path.name for path in (HOME / "sim" / "rules" / folder).glob("*.py")} - {"__init__.py"}
        assert named == (there if folder in FOLDERS else set()), folder
