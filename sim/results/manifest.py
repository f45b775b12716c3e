"""How a result came about, so that it can be trusted, cited and played again."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import sim

FORMAT = 1
"""The version of the results folder. A reader refuses a later one."""

SHORT = 8
"""So many digits of a hash are shown."""

PACKAGES = ("click", "matplotlib", "mesa", "numpy", "pandas", "pyarrow", "pydantic", "pyyaml", "rich", "scipy")

HONEST_FOOT = "Priors set with 2016-2025 in view; fitted (by hand) on 2016-2019 only; blind from 2026"
"""What every table and picture says about where its numbers come from."""

FITTED_FOOT = HONEST_FOOT.replace(" (by hand)", "")
"""The same where the parameter sets were fitted by `sim calibrate`."""


def files_below(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """Every data file below a package folder with its relative path, in order."""
    for entry in sorted(folder.iterdir(), key=lambda entry: str(entry.name)):
        if entry.is_dir():
            yield from files_below(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".yaml", ".csv", ".json")):
            yield prefix + entry.name, entry.read_bytes()


BESIDE = ("claims.yaml", "experiments/", "export/", "glossary.yaml", "history/", "report/", "scenario.schema.json", "sources/", "synonyms.yaml",
          "themes.yaml")
"""What stands in `configs/` and is read by no rule: no number of a run changes with it."""


@cache
def config_hash() -> str:
    """A hash over every file of `configs/` that a run reads."""
    digest = hashlib.sha256()
    for path, content in files_below(resources.files("sim.configs")):
        if path.startswith(BESIDE):
            continue
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


PLAYING = ("world", "rules", "engine", "scenario", "experiments/outcomes.py", "experiments/sweep", "results/parts.py")
"""The packages and modules of the program whose code makes the numbers of a run or of a sweep."""


@cache
def program_hash() -> str:
    """A hash over the code that makes the numbers: two programs of one version can differ in it."""
    digest = hashlib.sha256()
    home = Path(sim.__file__).parent
    for path in (path for name in PLAYING for path in ([home / name] if name.endswith(".py") else sorted((home / name).rglob("*.py")))):
        digest.update(f"{path.relative_to(home).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def identity(*parts: Any) -> str:
    """A hash of whatever tells one run from another; its first eight digits name the folder."""
    text = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def versions() -> dict[str, str]:
    """The versions of what the numbers went through."""
    found = {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}", "sim": sim.__version__}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


@cache
def processor() -> str:
    """What numpy uses of this processor besides what all have: with other features, last digits can differ."""
    import numpy as np

    return " ".join(np.show_config(mode="dicts")["SIMD Extensions"].get("found", ())) or "nothing besides"


def commit() -> dict[str, Any]:
    """The commit of the checkout that was run and whether its code or its numbers had changes; empty outside a checkout."""
    home = Path(sim.__file__).parent
    if not git(home, "ls-files", "__init__.py"):
        return {}
    return {"commit": git(home, "rev-parse", "HEAD"), "dirty": bool(git(home, "status", "--porcelain", "--", ".", "../configs"))}


def made_by_another(facts: Mapping[str, Any]) -> str:
    """What must be said of a result that another version of the program made; nothing of one that this version made."""
    maker = facts["versions"].get("sim", "?")
    return "" if maker == sim.__version__ else f"made by sim {maker}, and this is sim {sim.__version__}: it may be read otherwise than it was meant"


def changes_since(facts: Mapping[str, Any]) -> Iterator[str]:
    """In what the program, the numbers and the packages are not those that a result was made with: `numpy: 1.26.4 -> 2.1.0`."""
    here, then = versions(), facts["versions"]
    for name in dict.fromkeys([*then, *here]):
        if name in then and then[name] != here.get(name):
            yield f"{name}: {then[name]} -> {here.get(name, 'not installed')}"
    if facts["config_hash"] != config_hash():
        yield f"numbers of configs/: {facts['config_hash'][:SHORT]} -> {config_hash()[:SHORT]}"
    now = commit()
    if facts.get("commit") and now.get("commit") and facts["commit"] != now["commit"]:
        yield f"commit: {facts['commit'][:SHORT]} -> {now['commit'][:SHORT]}"
    if facts.get("dirty"):
        yield "program: played with changes that no commit holds"
    elif now.get("dirty") and facts.get("commit"):
        yield "program: now with changes that no commit holds"


def git(folder: Path, *arguments: str) -> str:
    """What git says, or nothing where there is no git."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
