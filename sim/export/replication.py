"""A zip that a stranger can play again: the result of a run or of a sweep, the story, the program, the versions, and a page that says how."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from shlex import quote

import sim
from sim.errors import RunError, UsageError
from sim.experiments.rerun import rerun
from sim.export.hand_over import home
from sim.export.placing import placed
from sim.export.replication_page import page
from sim.results.manifest import SHORT, changes_since
from sim.results.part_names import PARTS
from sim.results.parts import whole
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.results.sweep_table import believed
from sim.world.theatre_files import HOMES, theatre_folder

NOT_DATA = ("figures", "export", "comparisons", "sensitivity", "report*.html")
"""What of a result is drawn, exported or worked out from it, and not needed to play it again."""

CODE = (".py", ".yaml", ".csv", ".json", ".mplstyle", ".html", ".css", ".typed")
BESIDE = ("setup.cfg", "pyproject.toml", "dev.py", "README.md", "LICENSE", "CITATION.cff")
"""What of a checkout makes the program: files of its packages, and files beside them."""

PROGRAM = ("sim", "configs", "scenarios")

NOT_PACKAGES = ("python", "system", "sim")
"""What stands among the versions of a manifest and is no package to be installed."""

def replication(result: Result | SweepResult, *, out: str | Path | None = None, overwrite: bool = False) -> Path:
    """Write the zip; returns where it is.

    Raises `RunError` for a damaged result, `UsageError` where a class that played is not to be found, or points of a sweep are missing.
    """
    if result.folder is None:
        raise UsageError("only a result in its folder can be made into a zip that plays again", where="--replication",
                         remedy="save it first: run.save(), or play it with sim run")
    changed, casts = of_a_run(result) if isinstance(result, Result) else of_a_sweep(result)
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


def of_a_run(result: Result) -> tuple[tuple[str, ...], dict[str, str]]:
    """What is not as it was when the result was made, and the files of the classes that played; raises where one is not to be found."""
    if result.damage:
        remedy = f"play it again: sim rerun {quote(str(result.folder))}"
        raise RunError(f"this result is damaged: {'; '.join(result.damage)}", where=str(result.folder), remedy=remedy)
    replay = rerun(result)
    return replay.changed, {capital: str(cast) for capital, cast in replay.settings.agents.items()}


def of_a_sweep(sweep: SweepResult) -> tuple[tuple[str, ...], dict[str, str]]:
    """The same of a sweep, which must be whole: every point is there, and every part is what its receipt says."""
    if not sweep.done.all():
        raise UsageError(f"{int(sweep.done.sum()):,} of {sweep.points:,} points of this sweep are there", where=str(sweep.folder),
                         remedy=f"go on with it first: sim sweep --resume {quote(str(sweep.folder))}")
    for points, part in believed(sweep).parts.items():
        if not whole(part, sweep.receipts[points]):
            remedy = f"remove {part} and go on: sim sweep --resume {quote(str(sweep.folder))}"
            raise RunError(f"this result is damaged: {PARTS}/{part.name} is not what its receipt says", where=str(sweep.folder), remedy=remedy)
    return tuple(changes_since(sweep.manifest)), {}


def contents(result: Result | SweepResult, casts: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every file of the zip but its page, by its path there."""
    folder = Path(result.folder or "")
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(fnmatch(inside.parts[0], name) for name in NOT_DATA) and not inside.name.startswith("."):
            yield f"result/{inside.as_posix()}", path.read_bytes()
    yield "requirements.txt", requirements(result).encode()
    for cast in casts.values():
        file = Path(cast.rpartition(":")[0])
        yield f"agents/{file.name}", file.read_bytes()
    yield from own_theatre(result)
    yield from program()


def requirements(result: Result | SweepResult) -> str:
    """The packages in the versions that were used."""
    return "".join(f"{name}=={version}\n" for name, version in result.manifest["versions"].items() if name not in NOT_PACKAGES)


def own_theatre(result: Result | SweepResult) -> Iterator[tuple[str, bytes]]:
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
