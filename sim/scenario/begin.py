"""The text of a new story: from a template, from another story with its comments, or from a story as it was played."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from shlex import quote
from typing import Any
from unicodedata import normalize

import yaml

from sim.errors import Fault, ScenarioError, UsageError
from sim.scenario.catalogue import template_note, template_text
from sim.scenario.export import HOME as SCHEMA
from sim.scenario.export import kept
from sim.scenario.files import ENDINGS, locate, located, read_text, shipped
from sim.world.worlds import world_names

SCHEMA_LINE = re.compile(r"\A# yaml-language-server:.*\n")
BEGUN_LINE = re.compile(r"\A# [\w-]+, begun from .*\n")
COMMENT = re.compile(r"(^|\s)#.*$", re.MULTILINE)
WITHOUT_SCHEMA = f"# To let an editor complete and underline: sim schema --write {SCHEMA}, then write above this line:\n" \
    f"#   # yaml-language-server: $schema={SCHEMA}\n"
"""The first lines of a story from where no schema is to be found."""

TEMPLATE_LINE = re.compile(r"^# Template: .*\n", re.MULTILINE)
PLACEHOLDER = "my_story"
"""What a template calls the story that is made of it."""

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
TAKEN = ("last",)
"""Names that mean something else: `@last` is the last result."""

SLASHES = ("/", "\\")
"""How the name of a folder ends."""


def target(name: str, force: bool) -> Path:
    """The file of a new story; raises `UsageError` for a bad name, a folder that is not there, a file that is."""
    if name.endswith(SLASHES):
        raise UsageError(f"`{name}` is a folder, not a story", where="NAME", remedy=f"name a file in it: {name}my_story")
    path = Path(name)
    path = path if path.suffix in ENDINGS else path.with_name(f"{path.name}.yaml") if path.name else path
    if not NAME.match(path.stem):
        letters = normalize("NFKD", path.stem).encode("ascii", "ignore").decode()
        better = re.sub(r"[^A-Za-z0-9]+", "_", letters).strip("_").lower()
        remedy = "letters, digits, _ and - only" + (f"; for example {better}" if NAME.match(better) else "; for example my_story")
        raise UsageError(f"`{path.stem or name}` cannot be the name of a story", where="NAME", remedy=remedy)
    if path.stem in (*TAKEN, *shipped(), *world_names()):
        what = "means the last result" if path.stem in TAKEN else "is the name of a world" if path.stem in world_names() else "comes with the project"
        raise UsageError(f"`{path.stem}` {what}", where="NAME", remedy=f"choose a name of your own, for example my_{path.stem}")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder `{path.parent}`", where="NAME", remedy="make it first, or give a name in this folder")
    if path.is_dir() or (path.exists() and not force):
        raise UsageError(f"`{path}` is there already", where="NAME", remedy="choose another name; or --force, which writes over it")
    return path


def from_template(name: str, path: Path) -> str:
    """The text of a template, made out to a file."""
    note = f"# {path.stem}, begun from the template `{name}`: {template_note(name)}.\n"
    text = TEMPLATE_LINE.sub(lambda _: note, template_text(name), count=1)
    return headed(text.replace(f"{PLACEHOLDER}.yaml", quote(path.as_posix())), path)


def from_story(given: str, path: Path) -> str:
    """The text of another story with all its comments: its title says what it comes from, and what it extends is still found."""
    source = located(given)
    if source.resolve() == path.resolve():
        raise UsageError(f"`{path}` cannot begin from itself", where="--from")
    faults: list[Fault] = []
    text = read_text(source, given, faults)
    if text is None:
        raise ScenarioError(faults=faults)
    text = without_head(with_value(text, "extends", lambda value: extended(value, source, path)))
    text = with_value(text, "title", lambda title: title.removeprefix(f"{spoken(source)}: "))
    renamed = COMMENT.sub(lambda said: said[0].replace(f" {source.name}", f" {quote(path.as_posix())}"), text)
    return headed(f"# {path.stem}, begun from the story `{source.stem}`.\n" + retitled(renamed, path), path)


def from_played(text: str, told: str, path: Path) -> str:
    """The text of a story as it was played, with all that it extends worked in; `told` says which result it is."""
    return headed(f"# {path.stem}, begun from the story as it was played in {told}, with all that it extends and every --set worked in.\n"
                  + retitled(text, path), path)


def headed(text: str, path: Path) -> str:
    """A text with a first line by which an editor finds the schema, or with how to come by one."""
    place = schema_beside(path)
    line = f"# yaml-language-server: $schema={place}\n" if place else WITHOUT_SCHEMA
    return line + SCHEMA_LINE.sub("", text)


def without_head(text: str) -> str:
    """A text without the first lines that `sim new` has given it: where the schema is, and what it was begun from."""
    return BEGUN_LINE.sub("", SCHEMA_LINE.sub("", text.removeprefix(WITHOUT_SCHEMA)))


def schema_beside(path: Path) -> str:
    """Where the schema lies, seen from a file: beside it, or in the project that it is part of; empty where in neither."""
    if (path.parent / SCHEMA).is_file():
        return SCHEMA
    folder, schema = path.parent.resolve(), kept().resolve()
    project = schema.parent.parent
    inside = schema.is_file() and (folder == project or project in folder.parents)
    return Path(os.path.relpath(schema, folder)).as_posix() if inside else ""


def retitled(text: str, path: Path) -> str:
    """A story whose title begins with its own name."""
    return with_value(text, "title", lambda title: f"{spoken(path)}: {' '.join(title.split())}")


def spoken(path: Path) -> str:
    """The name of a story as a title says it: `Two_thaws.yaml` is `Two thaws`."""
    words = path.stem.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def extended(value: str, source: Path, path: Path) -> str:
    """What a copied story must say that it extends, so that it still finds the same."""
    found = locate(value, source.parent)
    if value in world_names() or found is None:
        return value
    there = locate(value, path.parent)
    itself = (path.parent / f"{value}.yaml").resolve() == path.resolve()
    if there is not None and there.resolve() == found.resolve() and not itself:
        return value
    return relative(found.resolve(), path.parent.resolve())


def relative(file: Path, folder: Path) -> str:
    """A file seen from a folder; in full where they are on different drives."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return file.as_posix()


def with_value(text: str, key: str, change: Any) -> str:
    """A text with the value of one of its topmost keys changed and nothing else; as it is where it has no such key."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for name, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if name.value == key and isinstance(value, yaml.ScalarNode):
            new = change(value.value)
            end = value.end_mark.index if value.style not in ("|", ">") else len(text[: value.end_mark.index].rstrip())
            return text if new == value.value else text[: value.start_mark.index] + spelled(new) + text[end:]
    return text


def spelled(value: str) -> str:
    """A text as YAML reads it back: in quotes where it must be."""
    plain = re.fullmatch(r"[A-Za-z0-9./][\w./-]*", value) is not None
    return value if plain else json.dumps(value, ensure_ascii=False)
