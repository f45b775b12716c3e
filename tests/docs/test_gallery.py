"""The gallery shows every kind of picture once, and names commands that are there."""

from __future__ import annotations

import re
import shlex
from importlib import import_module

from typed_commands import HOME

from sim.cli import COMMANDS
from sim.plots import FIGURES, OF_A_SENSITIVITY, OF_A_SUITE, OF_A_SWEEP
from sim.plots.comparisons import OF_A_COMPARISON

PAGE = (HOME / "docs" / "reference" / "gallery.md").read_text(encoding="utf-8")
KINDS = [*FIGURES, *OF_A_COMPARISON, *OF_A_SWEEP, *OF_A_SENSITIVITY, *OF_A_SUITE]


def test_every_kind_of_picture_is_shown_once() -> None:
    for kind in KINDS:
        assert PAGE.count(f"### {kind}\n") == 1, kind
        assert PAGE.count(f"(../figures/{kind}.png)") == 1, kind
        assert (HOME / "docs" / "figures" / f"{kind}.png").is_file()


def test_every_command_of_the_gallery_is_there_with_its_options() -> None:
    lines = [shlex.split(line)[1:] for line in re.findall(r"`(sim [^`]+)`", PAGE.replace("\n", " "))]
    assert len(lines) > len(KINDS)
    for name, *words in lines:
        assert name in COMMANDS
        known = {option for parameter in import_module(f"sim.cli.{name}").command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, words
        kinds = {words[place + 1] for place, word in enumerate(words) if word == "--kind"} - {"NAME"}
        assert kinds <= set(KINDS)
