"""The stories that there are, each in a line: name, title, question, theme. Reads no more of a file than that, and imports little."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from sim.errors import UsageError, unknown_name
from sim.scenario.files import locate, shipped, shipped_path, theatre_story
from sim.world.numbers import table
from sim.world.theatre_files import theatre_names

UNREADABLE = "(cannot be read; see sim check)"
HOME = "scenarios"
"""The folder here whose files are listed beside those of the project."""

TEMPLATES = "templates"
TEMPLATE_NOTE = re.compile(r"^# Template: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A story as a list shows it; `theme` is empty where neither the file nor what it extends has one."""

    name: str
    title: str
    question: str = ""
    theme: str = ""
    variants: tuple[str, ...] = ()


def scenario_files() -> dict[str, Path]:
    """Every scenario by what the commands call it: a shipped one by its name, one in a `scenarios` folder here by its path."""
    own = {path.as_posix(): path for path in Path(HOME).glob("*.yaml") if not comes_with_the_project(path)}
    return dict(sorted(({name: shipped_path(name) for name in shipped()} | own).items()))


def comes_with_the_project(path: Path) -> bool:
    """Whether a file is a shipped scenario, as in a checkout."""
    return path.stem in shipped() and path.resolve() == shipped_path(path.stem).resolve()


def themes() -> Mapping[str, str]:
    """The headings under which stories stand, by name, in order."""
    found: Mapping[str, str] = table("themes.yaml")
    return found


def entries() -> list[Entry]:
    """Every story, in the order of the themes and then of the names; those without a theme come last."""
    order = {theme: place for place, theme in enumerate(themes())}
    found = [entry(name, file) for name, file in scenario_files().items()]
    return sorted(found, key=lambda one: (order.get(one.theme, len(order)), one.name))


def theatre_entries() -> list[Entry]:
    """The story of every theatre, in the order of the names."""
    return [entry(name, theatre_story(name)) for name in sorted(theatre_names()) if theatre_story(name).is_file()]


def entry(name: str, file: Path) -> Entry:
    """One story, or that it cannot be read."""
    said = said_by(file)
    if said is None:
        return Entry(name, UNREADABLE)
    chain = [said, *above(said, file)]
    title, question, theme = (next((str(one[key]) for one in chain if one.get(key)), "") for key in ("title", "question", "theme"))
    names = dict.fromkeys(variant for one in reversed(chain) if isinstance(one.get("variants"), dict) for variant in one["variants"])
    return Entry(name, " ".join(title.split()), " ".join(question.split()), theme, tuple(names))


def said_by(file: Path) -> dict[str, Any] | None:
    """What a file says, without places and checks; None where it cannot be read."""
    try:
        return plain_text(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


@cache
def plain_text(text: str) -> dict[str, Any] | None:
    """The mapping that a text holds; None where it holds none."""
    try:
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (ValueError, yaml.YAMLError):
        return None
    return content if isinstance(content, dict) else None


def above(said: Mapping[str, Any], file: Path | None) -> list[dict[str, Any]]:
    """What the stories say that a file extends, the nearest first."""
    found: list[dict[str, Any]] = []
    while file is not None and isinstance(said.get("extends"), str) and len(found) < len(scenario_files()):
        file = locate(said["extends"], file.parent)
        content = said_by(file) if file is not None else None
        if content is None:
            break
        said = content
        found.append(content)
    return found


def variants_of(name_or_path: str) -> tuple[str, ...]:
    """The names of the variants of a story; none where there is no such file."""
    file = locate(name_or_path)
    return entry("", file).variants if file is not None and file.is_file() else ()


def labels(name_or_path: str) -> list[str]:
    """The titles of the variants of a story and the labels of its outcomes, of all that it extends too."""
    file = locate(name_or_path)
    said = said_by(file) if file is not None else None
    parts = [one.get(key) for one in ([said, *above(said, file)] if said else []) for key in ("variants", "outcomes")]
    entries = [entry for part in parts if isinstance(part, dict) for entry in part.values() if isinstance(entry, dict)]
    return [str(entry[key]) for entry in entries for key in ("title", "label") if entry.get(key)]


def templates() -> dict[str, Any]:
    """The files that `sim new` begins a story with, by name."""
    folder = resources.files("sim.scenarios").joinpath(TEMPLATES)
    return dict(sorted((file.name[:-5], file) for file in folder.iterdir() if file.name.endswith(".yaml")))


def template_text(name: str) -> str:
    """The text of a template; raises `UsageError` with the nearest name."""
    known = templates()
    if name not in known:
        raise unknown_name("a template", name, known, where="--template")
    return str(known[name].read_text(encoding="utf-8"))


def template_note(name: str) -> str:
    """What a template teaches, in a line: its own comment says it."""
    found = TEMPLATE_NOTE.search(template_text(name))
    if found is None:
        raise UsageError(f"the template `{name}` does not say what it is", remedy="give it a line: # Template: ...")
    return found[1]
