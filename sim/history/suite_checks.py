"""What a suite says against what there is: the story, the observed series, what the model says that they measure, and the dates."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib import resources

from sim.errors import nearest
from sim.history.observation import links
from sim.history.series import FOLDER, observed, table_names
from sim.history.suite_file import WINDOWS, Entry, SuiteFile
from sim.scenario import Scenario
from sim.scenario.notes import Note
from sim.scenario.tree import Path
from sim.world.calendar import month_date


def notes(file: SuiteFile, story: Scenario, unsound: Collection[str] = ()) -> Iterator[Note]:
    """Every fault of a suite that is well formed; of keys that hold something `unsound` nothing is said for what was taken out of them."""
    tables = file.tables or FOLDER
    yield from modes(file, story)
    yield from windows(file, story)
    if not resources.files("sim.configs").joinpath(tables).is_dir() or not table_names(tables):
        yield Note(("tables",), "unknown-tables", f"there are no tables of observed series in configs/{tables}", f"the usual ones are in {FOLDER}")
        return
    for place, entry in enumerate(file.series):
        yield from series(entry, ("series", place), tables, story)
    yield from cut_offs(file, tables)
    yield from happened(file, story)
    yield from gate(file, unsound)


def unknown(path: Path, code: str, what: str, name: str, known: Collection[str]) -> Note:
    """A name that does not exist, with the nearest one that does."""
    near = nearest(name, known)
    return Note(path, code, what, f"did you mean `{near}`?" if near else f"known: {', '.join(known)}")


def modes(file: SuiteFile, story: Scenario) -> Iterator[Note]:
    """Every mode is a variant of the story."""
    known = [variant.name for variant in story.variants]
    for mode, variant in file.modes.items():
        if variant not in known:
            yield unknown(("modes", mode), "unknown-mode", f"the story {story.name} has no variant `{variant}`", variant, known)


def windows(file: SuiteFile, story: Scenario) -> Iterator[Note]:
    """Every window lies within the story, and after the one before it."""
    last, before = story.start + story.months - 1, None
    for window in WINDOWS:
        span = getattr(file, window)
        for key, month in (("from", span.first), ("until", span.last)) if span is not None else ():
            if month is not None and not story.start <= month <= last:
                yield outside((window, key), month, story)
        if span is not None and before is not None and (span.first is None or span.first <= before):
            yield Note((window,), "overlap", f"`{window}` begins before the window in front of it ends", "a figure belongs to one window alone")
        before = last if span is not None and span.last is None else span.last if span is not None else before


def outside(path: Path, month: int, story: Scenario) -> Note:
    """A month that the story does not play."""
    first, last = month_date(story.start), month_date(story.start + story.months - 1)
    return Note(path, "date-outside", f"{month_date(month)} is outside the story {story.name}", f"it plays {first} to {last}")


def series(entry: Entry, path: Path, tables: str, story: Scenario) -> Iterator[Note]:
    """Every series exists, is linked to the model, and has a figure in the months that count."""
    for place, name in enumerate(entry.series):
        home = (*path, "series", place)
        if name not in observed(tables):
            yield unknown(home, "unknown-series", f"no table of configs/{tables} has a series `{name}`", name, observed(tables))
        elif name not in links(tables):
            yield unknown(home, "unknown-link", f"nothing says what `{name}` measures in the model", name, links(tables))
        elif (base := links(tables)[name].base) is not None and not story.start <= base[0] <= base[1] < story.start + story.months:
            yield outside(home, base[0], story)
    last = story.start + story.months - 1
    for key, month in (("from", entry.first), ("until", entry.last)):
        if month is not None and not story.start <= month <= last:
            yield outside((*path, key), month, story)
    first, end = entry.first or story.start, entry.last or last
    figures = [figure for name in entry.series for figure in observed(tables).get(name, ())]
    if figures and not any(first <= figure.first and figure.last <= end for figure in figures):
        spans = f"{month_date(min(figure.first for figure in figures))} to {month_date(max(figure.last for figure in figures))}"
        yield Note((*path, "series"), "no-figures", f"no figure from {month_date(first)} to {month_date(end)}", f"the figures are of {spans}")


def cut_offs(file: SuiteFile, tables: str) -> Iterator[Note]:
    """Every cut-off has a figure after it."""
    ends = [figure.last for entry in file.series for name in entry.series for figure in observed(tables).get(name, ())]
    for place, origin in enumerate(file.origins):
        if ends and origin >= max(ends):
            what = f"the cut-off {month_date(origin)} is after the data: nothing is left to be forecast"
            yield Note(("origins", place), "cut-off-after-data", what, f"the last figure of these series is of {month_date(max(ends))}")


def happened(file: SuiteFile, story: Scenario) -> Iterator[Note]:
    """What is known to have happened or not is asked by the story as a chance."""
    chances = [name for name, asked in story.outcomes.items() if "chance_of" in asked]
    for name in file.happened:
        if name not in chances:
            yield unknown(("happened", name), "unknown-outcome", f"the story {story.name} asks no chance `{name}`", name, chances)


def gate(file: SuiteFile, unsound: Collection[str]) -> Iterator[Note]:
    """The gate asks for a mode and a window of the suite, and for no more series than there are."""
    if file.gate is None:
        return
    if file.gate.mode not in file.modes and "modes" not in unsound:
        yield unknown(("gate", "mode"), "unknown-mode", f"`{file.gate.mode}` is not a mode of this suite", file.gate.mode, file.modes)
    if getattr(file, file.gate.window) is None and file.gate.window not in unsound:
        yield Note(("gate", "window"), "unknown-window", f"this suite has no window `{file.gate.window}`", "give its months above")
    if file.gate.series_with_skill > len(file.series) and "series" not in unsound:
        what = f"{file.gate.series_with_skill} series with skill are asked for, and there are {len(file.series)}"
        yield Note(("gate", "series_with_skill"), "out-of-range", what, f"at most {len(file.series)}")
