"""Finds a scenario: a path, or the name of one that comes with the project."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from shlex import quote

from sim.errors import Fault, UsageError, nearest
from sim.scenario.marks import Mark, Text
from sim.world.theatre_files import theatre_folder, theatre_names

LARGEST = 250_000
"""Bytes that a scenario file may have."""

ENDINGS = (".yaml", ".yml")
STORY = "story.yaml"
"""What the story in the folder of a theatre is called."""

TO_COPY = "begin one with: sim new my_story"
"""What to do who has no scenario yet."""

HERE = ", which is here?"
"""How a suggestion ends that names a file of the user's own."""

ALL = "sim list"
"""The command that shows all stories."""


@cache
def shipped() -> tuple[str, ...]:
    """The names of the scenarios that come with the project."""
    entries = resources.files("sim.scenarios").iterdir()
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in entries if entry.name.endswith(".yaml")))


def shipped_path(name: str) -> Path:
    """Where a scenario that comes with the project lies."""
    return Path(str(resources.files("sim.scenarios").joinpath(f"{name}.yaml")))


def theatre_story(name: str) -> Path:
    """Where the story of a theatre lies."""
    return theatre_folder(name) / STORY


def short_name(path: Path) -> str:
    """What a story is called: by its file, or by the folder of its theatre."""
    theatre = path.name == STORY and path.parent.name in theatre_names() and path.resolve() == theatre_story(path.parent.name).resolve()
    return path.parent.name if theatre else path.stem


def locate(name: str, beside: Path | None = None) -> Path | None:
    """The file of a scenario given by path or name, looked up beside another file first; None where there is none."""
    given = Path(name)
    for place in [given] if beside is None else [beside / given, beside / f"{name}.yaml"]:
        if place.suffix in ENDINGS and place.exists():
            return place
    if beside is None and given.exists() and given.is_file():
        return given
    if name in theatre_names() and theatre_story(name).is_file():
        return theatre_story(name)
    return shipped_path(name) if name in shipped() else None


def located(name: str) -> Path:
    """The file of a scenario; raises `UsageError` with the nearest name where there is none."""
    path = locate(name)
    if path is None:
        raise UsageError(f"there is no scenario `{name}`", remedy=instead(name))
    return path


def instead(name: str) -> str:
    """What to do who named a story that is not there: the file here that is meant, or the nearest story."""
    folder = Path(name).parent
    own = {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in ENDINGS and path.is_file()} if folder.is_dir() else {}
    near = nearest(Path(name).stem, (*own, *shipped(), *theatre_names()))
    if near in own:
        return f"did you mean `{own[near]}`{HERE}"
    return f"did you mean `{near}`? see: {ALL}" if near else f"see: {ALL}"


def displayed(path: Path, given: str) -> str:
    """The name of a file in messages: as it was given, or its place in the project for one that comes with it."""
    if given in theatre_names() and path == theatre_story(given):
        return f"configs/theatres/{given}/{STORY}" if path.is_absolute() else str(path)
    return f"scenarios/{path.name}" if given in shipped() and path == shipped_path(given) else str(path)


def typed(name: str, shown: str) -> str:
    """What to type for a story in a command: its name where that leads to it, else its path; in quotes where a shell needs them."""
    found = locate(name)
    return quote(name if found is not None and displayed(found, name) == shown else shown)


def read_text(path: Path, name: str, faults: list[Fault]) -> str | None:
    """The text of a file; None, with a fault, where it is no text that a scenario could be."""
    top = Mark(Text(name, ()), 1, 1)
    try:
        if not path.is_file():
            faults.append(top.fault("not-a-file", "this is not a file", "give the path of a scenario in YAML"))
            return None
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as problem:
        faults.append(top.fault("unreadable", f"the file cannot be read: {problem.strerror}"))
        return None
    if size > LARGEST:
        faults.append(top.fault("too-large", f"the file has {size:,} bytes; a scenario has at most {LARGEST:,}"))
        return None
    return decoded(content, top, faults)


def decoded(content: bytes, top: Mark, faults: list[Fault]) -> str | None:
    """Bytes as text; a fault where they are no text in UTF-8."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        column = problem.start - (content.rfind(b"\n", 0, problem.start) + 1) + 1
        faults.append(Mark(top.text, line, column).fault("not-text", "this is not text in UTF-8", "save the file as UTF-8"))
        return None
    binary = next((place for place, letter in enumerate(text) if ord(letter) < ord(" ") and letter not in "\n\t\r"), None)
    if binary is not None:
        before = text[:binary]
        mark = Mark(top.text, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        faults.append(mark.fault("not-text", "this is not text: it holds control characters", "a scenario is plain text in YAML"))
        return None
    if not text.strip():
        faults.append(top.fault("empty-file", "the file is empty", TO_COPY))
        return None
    return text
