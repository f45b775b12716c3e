"""Where theatres lie, and their tables with the line of every key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from sim.errors import ConfigError, unknown_name

HOMES = (Path("theatres"), Path(str(resources.files("sim.configs").joinpath("theatres"))))
"""Where theatres are looked for: in the folder that one works in, then in the project."""

TABLE = "theatre.yaml"


def theatre_names() -> tuple[str, ...]:
    """The names of the theatres, in order."""
    return tuple(sorted({folder.name for home in HOMES if home.is_dir() for folder in home.iterdir() if (folder / TABLE).is_file()}))


def theatre_folder(name: str) -> Path:
    """The folder of a theatre; raises `UsageError` for a name that none has."""
    found = next((home / name for home in HOMES if (home / name / TABLE).is_file()), None)
    if found is None:
        raise unknown_name("a theatre", name, theatre_names())
    return found


@dataclass(frozen=True)
class OwnTable:
    """A table of a theatre: what it says, and where."""

    name: str
    text: str
    said: Mapping[str, Any]

    def at(self, key: str = "") -> str:
        """The file, with the line on which a key stands."""
        found = re.search(rf"^[ {{-]*{re.escape(key)}:", self.text, re.MULTILINE) if key else None
        return f"{self.name}:{self.text.count(chr(10), 0, found.start()) + 1}" if found else self.name

    def need(self, *keys: str) -> None:
        """Refuse a table without one of some keys."""
        missing = [key for key in keys if key not in self.said]
        if missing:
            raise ConfigError(f"`{missing[0]}` is missing", where=self.name)


def own_table(path: Path) -> OwnTable:
    """A table of a theatre; raises `ConfigError` where it cannot be read."""
    where = f"theatres/{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, ValueError, yaml.YAMLError) as problem:
        raise ConfigError(f"this cannot be read: {' '.join(str(problem).split())}", where=where) from problem
    if not isinstance(content, dict):
        raise ConfigError("this is not a table of settings", where=where, remedy="copy one from configs/theatres/norway_2010/")
    return OwnTable(where, text, content)
