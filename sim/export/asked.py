"""What may be asked for: the forms, the tables of a run and of a sweep, the layout; and what is said where it is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sim.errors import UsageError, unknown_name

ALL = "all"
"""The word for every table but the paths of single worlds, which are large."""


@dataclass(frozen=True)
class Form:
    """A form of file: its module, what it is, what people also call it, the extra that it needs and the packages in it."""

    module: str
    meaning: str
    also: tuple[str, ...] = ()
    extra: str = ""
    packages: tuple[str, ...] = ()


FORMS = {
    "csv": Form("sim.export.text_files", "one CSV file per table"),
    "xlsx": Form("sim.export.workbook", "an Excel workbook with charts", ("excel", "xls", "spreadsheet"), "office", ("xlsxwriter",)),
    "parquet": Form("sim.export.text_files", "one Parquet file per table", ("arrow", "feather")),
    "stata": Form("sim.export.stata", "one Stata file per table", ("dta",)),
    "netcdf": Form("sim.export.netcdf", "one NetCDF file per table, with named dimensions", ("nc", "cdf", "xarray"), "netcdf", ("xarray",)),
}
"""The forms, by the word after `--format`."""


@dataclass(frozen=True)
class Kind:
    """A kind of table: its module, whether it is usually wide, what it holds, and whether a block of it is a block of columns.

    The function in the module has its name.
    """

    module: str
    wide: bool
    meaning: str
    wide_block: bool = True


OF_A_RUN = {
    "outcomes": Kind("sim.export.tables", False, "the answers: estimate, interval, word, difference to the baseline", False),
    "series": Kind("sim.export.tables", False, "every quantity in every month: mean, spread, quantiles"),
    "differences": Kind("sim.export.tables", False, "the same, less the baseline in the same worlds"),
    "worlds": Kind("sim.export.tables", True, "every outcome in every world"),
    "parameters": Kind("sim.export.tables", True, "what was drawn anew in every world"),
    "bands": Kind("sim.export.bands", False, "where the spread of each outcome comes from: chance, parameters, decision rule, scenario", False),
    "country_month": Kind("sim.export.countries", True, "what is recorded about each country, with COW and ISO codes"),
    "dyad_month": Kind("sim.export.countries", True, "what is recorded about each directed pair of countries, with the codes"),
    "paths": Kind("sim.export.tables", True, "the whole path of every world, where the run kept them (large)"),
}
"""The tables of a run."""

OF_A_SWEEP = {"points": Kind("sim.export.sweeps", True, "the levers and the outcomes at every point")}
"""The tables of a sweep."""

USUAL = {"run": ("outcomes", "series"), "sweep": ("points",)}
"""What is exported where nothing is asked for."""

OF_A_WORKBOOK = USUAL | {"run": ("outcomes", "bands")}
"""The same of a workbook, whose charts bring the months of what they show: all months of all quantities make it large and slow."""


def form_of(text: str) -> Form:
    """A form by its word; raises `UsageError` with the nearest one, or with what to install where a package is missing."""
    if text not in FORMS:
        meant = next((name for name, form in FORMS.items() if text.lower() in (name, *form.also)), text)
        wrong = unknown_name("a form of export", meant, FORMS, where="--format")
        raise UsageError(f"`{text}` is not a form of export", where="--format", remedy=wrong.remedy)
    form = FORMS[text]
    for package in form.packages:
        try:
            import_module(package)
        except ImportError as error:
            remedy = f"in the folder of the project: python3 -m pip install -e \".[{form.extra}]\", or: python3 dev.py export ..."
            what = f"{form.meaning} needs the package {package}, which is not installed"
            raise UsageError(what, where=f"--format {text}", remedy=remedy) from error
    return form


def kinds_of(result: Any) -> Mapping[str, Kind]:
    """The tables that a result may have."""
    return OF_A_SWEEP if result.manifest.get("kind") == "sweep" else OF_A_RUN


def usual(result: Any, form: str) -> tuple[str, ...]:
    """The names of the tables that are exported where nothing is asked for."""
    return (OF_A_WORKBOOK if form == "xlsx" else USUAL)[str(result.manifest.get("kind", "run"))]


def chosen(result: Any, what: Iterable[str], form: str = "csv") -> tuple[str, ...]:
    """The names of the tables that are asked for, each once; raises `UsageError` for one that there is not."""
    kinds, asked = kinds_of(result), tuple(dict.fromkeys(what))
    for name in asked:
        if name in OF_A_RUN | OF_A_SWEEP and name not in kinds:
            kind = str(result.manifest.get("kind", "run"))
            raise UsageError(f"a {kind} has no table `{name}`", where="--what", remedy=f"it has: {', '.join((*kinds, ALL))}")
        if name != ALL and name not in kinds:
            raise unknown_name("a table of this result", name, [*kinds, ALL], where="--what")
    if ALL in asked:
        return tuple(name for name in kinds if name != "paths" or name in asked)
    return asked or usual(result, form)


def tables_of(result: Any, what: Sequence[str], layout: Callable[[Kind], bool], form: str = "csv") -> list[Any]:
    """The tables that are asked for; `layout` says of each whether it is wide.

    What the result does not have is left out of `all`, and refused where it is asked for by name.
    """
    found = []
    for name in chosen(result, what, form):
        kind = kinds_of(result)[name]
        build: Callable[[Any, bool], Any] = getattr(import_module(kind.module), name)
        try:
            found.append(build(result, layout(kind)))
        except UsageError:
            if name in what:
                raise
    return found
