"""`sim list`: what there is to run, to look at and to name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from os.path import commonprefix
from shutil import get_terminal_size
from typing import Any

import click

from sim.cli import results_list
from sim.cli.options import manner, shared_options
from sim.cli.output import as_json
from sim.cli.speech import say

Rows = list[dict[str, Any]]

UNSORTED = "Without a theme"
"""The heading of stories that name none."""

WIDEST = 100
"""No row of stories is longer than so many characters."""


def scenarios() -> Rows:
    """Stories by theme, with their titles."""
    from sim.scenario.catalogue import entries

    return [{"name": entry.name, "title": entry.title, "theme": entry.theme, "question": entry.question} for entry in entries()]


def theatres() -> Rows:
    """Stories of other pairs of capitals."""
    from sim.scenario.catalogue import theatre_entries

    return [{"name": entry.name, "title": entry.title} for entry in theatre_entries()]


def results() -> Rows:
    """Results, runs and sweeps, the latest first, each with what was varied and what was set in its story."""
    from sim.results.overview import overview

    return overview()


def quantities() -> Rows:
    """Everything that outcomes, conditions and figures can name."""
    from sim.rules.recorded import quantities as recorded

    return [{"name": item.name, "unit": item.unit, "label": item.label} for item in recorded().values()]


def parameters() -> Rows:
    """Every number of the rules, with its default and plausible range."""
    from sim.world.parameters import catalogue

    return [{"name": name, "value": item.value, "low": item.low, "high": item.high, "unit": item.unit, "grade": item.grade}
            for name, item in catalogue().items()]


def figures() -> Rows:
    """The kinds of figure, and of what each is drawn."""
    from sim.plots import FIGURES, OF_A_SENSITIVITY, OF_A_SWEEP

    sets = {"run": FIGURES, "sweep": OF_A_SWEEP, "sensitivity": OF_A_SENSITIVITY}
    return [{"name": name, "of": kind} for kind, names in sets.items() for name in names]


def events() -> Rows:
    """The events of the library, which a story can use by name."""
    from sim.world.numbers import table

    return [{"name": name, "label": entry["label"], "meaning": entry["meaning"], "takes": list(entry.get("arguments", {}))}
            for name, entry in table("events.yaml")["events"].items()]


def instruments() -> Rows:
    """What each capital can do, and what 0 and 1 mean."""
    from sim.world.actors import actor, rows_of
    from sim.world.axes import CAPITALS

    return [{"capital": capital, "name": row, "0": item.zero, "1": item.one}
            for capital in CAPITALS for item in actor(capital).instruments for row in rows_of(item)]


def postures() -> Rows:
    """The postures on the menu of each capital."""
    from sim.world.axes import CAPITALS
    from sim.world.numbers import table

    menus = {capital: table(f"actors/{capital}.yaml")["postures"] for capital in CAPITALS}
    return [{"capital": capital, "name": name, "meaning": entry["meaning"]} for capital, menu in menus.items() for name, entry in menu.items()]


def themes() -> Rows:
    """The headings under which stories stand, with how many there are."""
    from sim.scenario.catalogue import entries
    from sim.scenario.catalogue import themes as known

    told = [entry.theme for entry in entries()]
    return [{"name": name, "stories": told.count(name), "label": label} for name, label in known().items()]


def sources() -> Rows:
    """The bibliography that numbers and stories cite."""
    from sim.world.numbers import sources as known

    return [{"name": key, "year": entry["year"], "author": entry.get("author", ""), "title": entry["title"]} for key, entry in known().items()]


def templates() -> Rows:
    """What `sim new` begins a story with."""
    from sim.scenario.catalogue import template_note
    from sim.scenario.catalogue import templates as known

    return [{"name": name, "teaches": template_note(name)} for name in known()]


WHAT: dict[str, Callable[[], Rows]] = {
    "scenarios": scenarios, "theatres": theatres, "results": results, "quantities": quantities, "parameters": parameters, "figures": figures,
    "events": events, "instruments": instruments, "postures": postures, "themes": themes, "sources": sources, "templates": templates,
}
USUAL = ("scenarios", "theatres", "results")


class Kind(click.Choice[str]):
    """A kind of thing to list; any other word is looked for in the stories."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        return str(value)


@click.command()
@click.argument("what", required=False, type=Kind(list(WHAT)))
@click.argument("words", nargs=-1, metavar="[WORD]...")
@shared_options
@click.pass_context
def command(context: click.Context, /, what: str | None, words: tuple[str, ...]) -> None:
    """Show stories and results, or the names of WHAT there is; with WORDs, the rows that have them all.

    Examples: sim list; sim list taiwan; sim list parameters opinion
    """
    how = manner(context)
    if what not in (None, *WHAT):
        what, words = "scenarios", (str(what), *words)
    found = {name: matching(name, WHAT[name](), words) for name in ([what] if what else USUAL)}
    if what == "scenarios" and words and not found[what]:
        meant(words[0])
    if how.json:
        click.echo(as_json(found[what] if what else found))
        return
    for name, rows in found.items():
        for text in shown(name, rows, alone=what is not None):
            click.echo(text)
    if what is None:
        say("Also: sim list " + " | ".join(name for name in WHAT if name not in USUAL) + "; sim list WORD", how)
    elif words and not found[what]:
        say(f"none of the {what} has: {' '.join(words)}; see: sim list {what}", how)


def meant(word: str) -> None:
    """Refuse a word that no story has and that is nearly the name of a kind; raises `UsageError`."""
    from sim.errors import UsageError, nearest

    near = nearest(word, WHAT)
    if near:
        raise UsageError(f"no story has `{word}`, and there is no list of that name", remedy=f"did you mean: sim list {near}?")


def matching(what: str, rows: Rows, words: tuple[str, ...]) -> Rows:
    """The rows that have all the words; where none has, those with words that begin alike, `shipbuilder` and `shipbuilding`."""
    if not words:
        return rows
    texts = [searched(what, row) for row in rows]
    found = [row for row, text in zip(rows, texts, strict=True) if all(word.lower() in text for word in words)]
    return found or [row for row, text in zip(rows, texts, strict=True) if all(begun(word.lower(), text) for word in words)]


def searched(what: str, row: dict[str, Any]) -> str:
    """The text of a row in small letters; of a story also its heading, the titles of its variants and the labels of its outcomes."""
    from sim.scenario.catalogue import labels
    from sim.scenario.catalogue import themes as known

    heading = [known().get(str(row["theme"]), UNSORTED)] if "theme" in row else []
    inside = labels(row["name"]) if what in ("scenarios", "theatres") else []
    return " ".join([*(cell(value) for value in row.values()), *heading, *inside]).lower()


def begun(word: str, text: str) -> bool:
    """Whether a text has a word that begins like another, over more than half of the longer."""
    return any(len(commonprefix((word, other))) * 5 > max(len(word), len(other)) * 3 for other in text.replace("_", " ").split())


def shown(name: str, rows: Rows, alone: bool) -> list[str]:
    """The lines of one kind of thing; under a heading where several kinds are shown."""
    head = [] if alone else [f"{name.title()}" + ("" if rows else ": none yet")]
    if name == "scenarios":
        return [*head, *stories(rows)]
    lines = results_list.lines(rows, get_terminal_size().columns - len("  ")) if name == "results" else (line(row, rows) for row in rows)
    return [*head, *(("" if alone else "  ") + text for text in lines)]


def stories(rows: Rows) -> list[str]:
    """Stories, each in a line, under the headings of their themes."""
    from sim.scenario.catalogue import themes as known

    width = max((len(row["name"]) for row in rows), default=0)
    found = []
    for heading, group in groupby(rows, key=lambda row: known().get(row["theme"], UNSORTED)):
        found.append(f"  {heading}")
        found += [short(f"    {row['name']:<{width}}  {row['title']}".rstrip()) for row in group]
    return found


def short(text: str) -> str:
    """A line that is not too long."""
    return text if len(text) <= WIDEST else text[: WIDEST - 1].rstrip() + "…"


def line(row: dict[str, Any], rows: Rows) -> str:
    """One row, its cells as wide as the widest of their column."""
    widths = {key: max(len(cell(other[key])) for other in rows) for key in row}
    return "  ".join(f"{cell(value):<{widths[key]}}" for key, value in row.items()).rstrip()


def cell(value: Any) -> str:
    """A value as text; a number along an axis is shown as all of its numbers."""
    if isinstance(value, list):
        return "; ".join(cell(item) for item in value)
    if isinstance(value, tuple):
        return " ".join(cell(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
