"""A zip that a stranger can play again: the result, the story, the program, the versions, and a page that says how."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from shlex import quote
from typing import Any

import sim
from sim.errors import RunError, UsageError
from sim.experiments.rerun import rerun
from sim.export.about import LIMITS, answer
from sim.export.hand_over import home
from sim.export.placing import placed
from sim.findings.words import change, change_span, estimate, span
from sim.results.account import citation
from sim.results.manifest import SHORT
from sim.results.result import Result
from sim.results.rounding import PLACES
from sim.results.values import Answer
from sim.world.theatre_files import HOMES, theatre_folder

NOT_DATA = ("figures", "export")
"""Folders of a result that are drawn or exported from it, and not needed to play it again."""

CODE = (".py", ".yaml", ".csv", ".json", ".mplstyle", ".typed")
BESIDE = ("setup.cfg", "pyproject.toml", "dev.py", "README.md", "LICENSE", "CITATION.cff")
"""What of a checkout makes the program: files of its packages, and files beside them."""

PROGRAM = ("sim", "configs", "scenarios")

NOT_PACKAGES = ("python", "system", "sim")
"""What stands among the versions of a manifest and is no package to be installed."""

INSTALL = "python -m pip install -r requirements.txt ./program"

PAGE = """# {title}

To play this result again and to compare. {question}

**The answer.** {answer}

## Two commands

In this folder, with Python {python} (on {system}; another version plays too, though last digits may move), in an environment of your own
(`python3 -m venv .venv`, then `. .venv/bin/activate`):

```
{install}
{check}
```

The second plays {played} again with seed {seed}, which took {seconds:.0f} s, and compares every data file. It ends with *The same, byte for byte*.
Where it does not, compare with the answers below: with the same program they agree to three digits.{changed}

To play on: `sim explain result/scenario.yaml`, `sim run result/scenario.yaml --worlds 200`.

## The answers to compare with

{answers}

The interval is the 95 % sampling interval.

## What is here

{contents}

## Before you quote a number

{limits}

{foot}

To cite: {citation}
"""


def replication(result: Result, *, out: str | Path | None = None, overwrite: bool = False) -> Path:
    """Write the zip; returns where it is. Raises `RunError` for a damaged result, `UsageError` where a class that played is not to be found."""
    if not isinstance(result, Result) or result.folder is None:
        raise UsageError("only the result of a run, in its folder, can be made into a zip that plays again", where="--replication",
                         remedy="of a sweep hand over the whole folder: its scenario.yaml and manifest.json say how it was asked for")
    if result.damage:
        remedy = f"play it again: sim rerun {quote(str(result.folder))}"
        raise RunError(f"this result is damaged: {'; '.join(result.damage)}", where=str(result.folder), remedy=remedy)
    changed, casts = rerun_of(result)
    name = f"{result.name}-{result.manifest['hash'][:SHORT]}-replication"
    target = home(result, out) / f"{name}.zip"
    parts = dict(contents(result, casts))
    parts["README.md"] = page(result, changed, casts, "program/setup.cfg" in parts).encode()
    with placed(target, overwrite) as hidden, zipfile.ZipFile(hidden, "w", zipfile.ZIP_DEFLATED) as file:
        moment = datetime.fromisoformat(result.manifest["finished"]).timetuple()[:6]
        for path in sorted(parts):
            entry = zipfile.ZipInfo(f"{name}/{path}", moment)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            file.writestr(entry, parts[path])
    return target


def rerun_of(result: Result) -> tuple[tuple[str, ...], dict[str, str]]:
    """What is not as it was when the result was made, and the files of the classes that played; raises where one is not to be found."""
    replay = rerun(result)
    return replay.changed, {capital: str(cast) for capital, cast in replay.settings.agents.items()}


def contents(result: Result, casts: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every file of the zip but its page, by its path there."""
    folder = Path(result.folder or "")
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and inside.parts[0] not in NOT_DATA and not inside.name.startswith("."):
            yield f"result/{inside.as_posix()}", path.read_bytes()
    yield "requirements.txt", requirements(result).encode()
    for cast in casts.values():
        file = Path(cast.rpartition(":")[0])
        yield f"agents/{file.name}", file.read_bytes()
    yield from own_theatre(result)
    yield from program()


def requirements(result: Result) -> str:
    """The packages in the versions that were used."""
    return "".join(f"{name}=={version}\n" for name, version in result.manifest["versions"].items() if name not in NOT_PACKAGES)


def own_theatre(result: Result) -> Iterator[tuple[str, bytes]]:
    """The files of a theatre that does not come with the program."""
    name = result.scenario.get("theatre")
    folder = theatre_folder(str(name)) if name else None
    if folder is not None and folder.parent == HOMES[0]:
        yield from ((f"theatres/{name}/{path.name}", path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file())


def program() -> Iterator[tuple[str, bytes]]:
    """The program as it is here; nothing where it was installed without its source."""
    checkout = Path(sim.__file__).parent.parent
    if not (checkout / BESIDE[0]).is_file():
        return
    for name in BESIDE:
        if (checkout / name).is_file():
            yield f"program/{name}", (checkout / name).read_bytes()
    for package in PROGRAM:
        for path in sorted((checkout / package).rglob("*")):
            if path.is_file() and path.suffix in CODE:
                yield f"program/{path.relative_to(checkout).as_posix()}", path.read_bytes()


def page(result: Result, changed: tuple[str, ...], casts: dict[str, str], whole: bool) -> str:
    """The page that says how to play it again and what to expect."""
    facts = result.manifest
    agents = "".join(f" --agent {capital}=agents/{Path(cast).name}" for capital, cast in casts.items())
    differs = f"\n\nThe program here is not quite the one that made the result: {'; '.join(changed)}." if changed else ""
    made = {key: facts[key] for key in ("seed", "seconds")} | {key: facts["versions"][key] for key in ("python", "system")}
    return PAGE.format(
        **made, title=result.title, question=result.question.strip(), answer=" ".join(answer(result)), install=installation(facts, whole),
        check=f"sim rerun result --check{agents}", played=result.played, changed=differs, answers=table(result),
        contents=listing(bool(casts), whole), limits="\n".join(f"- {line}" for line in LIMITS), foot=result.foot, citation=citation(result),
    )


def installation(facts: dict[str, Any], whole: bool) -> str:
    """The command that installs the program and what it needs; without the source, which program that must be."""
    if whole:
        return INSTALL
    made_with = f"sim {facts['versions']['sim']}" + (f", commit {facts['commit'][:SHORT]}" if facts.get("commit") else "")
    return f"python -m pip install -r requirements.txt    # and {made_with}, whose source is not in this folder"


def table(result: Result) -> str:
    """The answers as a table: differences to the baseline first, levels second."""
    rows = ["| outcome | variant | against the baseline | 95 % sampling | estimate | 95 % sampling |", "|---|---|---|---|---|---|"]
    for _, group in groupby(result.answers, key=lambda one: one.outcome):
        rows += [row(one) for one in group]
    return "\n".join(rows)


def row(one: Answer) -> str:
    """One answer."""
    count = 1 if one.kind == "chance" else PLACES
    cells = (one.label, one.variant, change(one, count), change_span(one, count), estimate(one, count), span(one, count))
    return f"| {' | '.join(cells)} |"


def listing(agents: bool, whole: bool) -> str:
    """What lies where."""
    said: dict[str, Any] = {
        "result/": "the result: `scenario.yaml` (the whole story as it was played), `manifest.json` (seed, worlds, versions), answers and tables",
        "requirements.txt": "the packages in the versions that were used",
        "program/": "the program with all its numbers" if whole else None,
        "agents/": "the classes that played a capital" if agents else None,
    }
    return "\n".join(f"- `{name}` {what}" for name, what in said.items() if what)
