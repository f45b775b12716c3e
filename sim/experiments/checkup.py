"""Looks whether everything is in place: packages, tables, stories, schema, fonts, a place for results; and plays three months."""

from __future__ import annotations

import operator
import os
import platform
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from shlex import join
from typing import Literal

State = Literal["ok", "warn", "fail"]

GIGABYTE = 1_000_000_000
LITTLE = 1.0
"""Gigabytes of memory or disk below which long runs may fail."""

GIVES = {"docs": "builds the manual as web pages", "dev": "runs the tests and the checks of the code",
         "office": "writes Excel workbooks", "netcdf": "writes NetCDF files", "cluster": "plays sweeps on several machines"}
"""What each extra is for."""

REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)\s*(?P<range>[^;]*?)\s*(?:;.*extra\s*==\s*['\"](?P<extra>\w+)['\"].*)?$")
CLAUSE = re.compile(r"^\s*(>=|<=|==|!=|>|<)\s*([\w.]+)\s*$")
COMPARED = {">=": operator.ge, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt}
SMOKE = ("baseline_2026", ("time.months=3",))
"""What is played to see whether anything plays."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: how it is, what was found, what to do where it is not well."""

    name: str
    state: State
    said: str
    remedy: str = ""


def checkup() -> Iterator[Check]:
    """Every check, one after the other; one that raises has failed."""
    for check in CHECKS:
        try:
            yield from check()
        except Exception as error:  # whatever is wrong is what this is for
            yield Check(check.__name__, "fail", f"{type(error).__name__}: {' '.join(str(error).split())}", "see the lines above; or install sim anew")


def python() -> Iterator[Check]:
    """The version of Python."""
    asked = wanted_python()
    well = within(platform.python_version(), asked)
    yield Check("python", "ok" if well else "fail", f"{platform.python_version()} ({asked or 'any'}), {platform.system()} {platform.machine()}",
                "" if well else "install a newer Python, and sim in it")


def packages() -> Iterator[Check]:
    """The packages that sim needs, against the ranges that it was tried with."""
    import sim

    yield Check("sim", "ok", f"{sim.__version__} in {Path(sim.__file__).parent}")
    for name, asked, extra in requirements():
        if not extra:
            yield package(name, asked)


def package(name: str, asked: str) -> Check:
    """One package."""
    found = installed(name)
    if found is None:
        return Check(name, "fail", f"not installed ({asked})", f"pip install \"{name}{asked}\"")
    well = within(found, asked)
    return Check(name, "ok" if well else "warn", f"{found} ({asked})", "" if well else f"not tried with this version: pip install \"{name}{asked}\"")


def extras() -> Iterator[Check]:
    """What is installed of each extra, and what it gives."""
    every = requirements()
    for extra in dict.fromkeys(extra for *_, extra in every if extra):
        wanted = [(name, asked) for name, asked, of in every if of == extra]
        lacking = [name for name, _ in wanted if installed(name) is None]
        odd = [f"{name} {installed(name)} ({asked})" for name, asked in wanted if name not in lacking and not within(installed(name) or "", asked)]
        remedy = f"in the folder of the project: python3 -m pip install -e \".[{extra}]\"" if odd or lacking else ""
        said = f"not all of it here, without {', '.join(lacking)}" if lacking else ", ".join(odd) or "all of it here"
        yield Check(f"extra {extra}", "warn" if odd else "ok", f"{GIVES.get(extra, 'more')}: {said}", remedy)


def machine() -> Iterator[Check]:
    """Cores and memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    yield Check("cores", "ok", f"{cores}: so many processes play unless --jobs says otherwise")
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    except (AttributeError, ValueError, OSError):
        return
    little = memory < LITTLE
    yield Check("memory", "warn" if little else "ok", f"{memory:.1f} GB", "play fewer --worlds, without --keep-worlds" if little else "")


def results() -> Iterator[Check]:
    """Where results go, and whether they can."""
    from sim.results.find import listing, results_root

    root = results_root()
    place = next(folder for folder in (root, *root.absolute().parents) if folder.exists())
    by = "SIM_RESULTS" if os.environ.get("SIM_RESULTS") else "the folder here; SIM_RESULTS or --out name another"
    if not place.is_dir() or not os.access(place, os.W_OK):
        yield Check("results", "fail", f"{root} cannot be written ({by})", "give another folder with --out, or set SIM_RESULTS")
        return
    free = shutil.disk_usage(place).free / GIGABYTE
    little = free < LITTLE
    yield Check("results", "warn" if little else "ok", f"{root} ({by}): results so far {len(listing(root))}, free {free:.1f} GB",
                "make room, or set SIM_RESULTS" if little else "")


def numbers() -> Iterator[Check]:
    """Every table of `configs/`, and that all of them add up."""
    from sim.rules.recorded import quantities
    from sim.scenario.library import library
    from sim.world.actors import actor
    from sim.world.axes import CAPITALS
    from sim.world.numbers import sources, table
    from sim.world.parameters import catalogue
    from sim.world.worlds import starting_world, world_names

    home = Path(str(resources.files("sim.configs")))
    names = sorted(path.relative_to(home).as_posix() for path in home.rglob("*.yaml"))
    for name in names:
        table(name)
    held = {
        "tables": names, "parameters": catalogue(), "quantities": quantities(), "events": library(), "sources": sources(),
        "capitals": [actor(capital) for capital in CAPITALS], "worlds": [starting_world(name) for name in world_names()],
    }
    yield Check("configs", "ok", f"{home}: " + ", ".join(f"{len(kind)} {name}" for name, kind in held.items()))


def stories() -> Iterator[Check]:
    """Where stories are found, and whether each can be read."""
    from sim.scenario.catalogue import HOME, UNREADABLE, entries, templates

    found = entries()
    broken = [entry.name for entry in found if entry.title == UNREADABLE]
    home = Path(str(resources.files("sim.scenarios")))
    said = f"{home}" + (f" and {Path(HOME)} here" if Path(HOME).is_dir() else "") + f": {len(found)} stories, {len(templates())} templates"
    yield Check("scenarios", "warn" if broken else "ok", said + (f"; not to be read: {', '.join(broken)}" if broken else ""),
                f"sim check {join(broken)}" if broken else "")


def schema() -> Iterator[Check]:
    """Whether the schema that editors use says what the program reads."""
    from sim.scenario.export import kept, schema_text

    fresh = kept().read_text(encoding="utf-8") == schema_text()
    yield Check("schema", "ok" if fresh else "warn", f"{kept()}" + ("" if fresh else ": not what this version would write"),
                "" if fresh else "python -m sim.scenario.export; editors may complete less until then")


def fonts() -> Iterator[Check]:
    """The font of the pictures."""
    import matplotlib
    from matplotlib.font_manager import findfont

    place = Path(findfont("DejaVu Sans", fallback_to_default=False))
    own = Path(matplotlib.get_data_path()) in place.parents
    yield Check("fonts", "ok", "DejaVu Sans, " + ("which comes with matplotlib" if own else f"from {place}"))


def play() -> Iterator[Check]:
    """Three months of a story."""
    from sim.experiments.run import run
    from sim.experiments.settings import Settings
    from sim.scenario import load

    began = time.perf_counter()
    name, sets = SMOKE
    result = run(load(name, sets=sets), Settings(worlds=2))
    failed = result.table("failures").num_rows
    said = f"{result.months} months of {name} in {time.perf_counter() - began:.1f} s"
    yield Check("play", "fail" if failed else "ok", said + ("; not all worlds could be played" if failed else ""),
                f"sim run {name} --worlds 2 -vv shows why" if failed else "")


CHECKS: tuple[Callable[[], Iterator[Check]], ...] = (python, packages, machine, results, numbers, stories, schema, fonts, extras, play)
"""What is looked at, in this order."""


def requirements() -> list[tuple[str, str, str]]:
    """What sim was installed to need: package, range, and the extra that it belongs to, if any."""
    found = (REQUIREMENT.match(line) for line in metadata.requires("sim") or ())
    return [(match["name"], ",".join(sorted(match["range"].strip("() ").split(","), reverse=True)), match["extra"] or "") for match in found if match]


def wanted_python() -> str:
    """The versions of Python that sim runs on."""
    return str(metadata.metadata("sim")["Requires-Python"] or "")


def installed(name: str) -> str | None:
    """The version of a package; None where it is not there."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def within(version: str, asked: str) -> bool:
    """Whether a version lies within a range such as `>=8.1,<9`."""
    clauses = (CLAUSE.match(clause) for clause in asked.split(","))
    return all(bool(COMPARED[clause[1]](*padded(version, clause[2]))) for clause in clauses if clause)


def padded(*versions: str) -> list[tuple[int, ...]]:
    """Versions as numbers of the same length, for comparing: what follows a letter or + does not count."""
    numbers = [[int(part) for part in re.match(r"[\d.]*", version)[0].split(".") if part] for version in versions]  # type: ignore[index]
    longest = max(map(len, numbers))
    return [tuple(parts + [0] * (longest - len(parts))) for parts in numbers]
