"""`sim list`: what there is to run, to look at and to name."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from sim.cli.options import manner, shared_options
from sim.cli.output import as_json
from sim.cli.speech import say


def scenarios() -> list[dict[str, Any]]:
    """Scenario files by name, with their titles."""
    from sim.cli.places import scenario_files

    return [{"name": name, "title": title_of(entry)} for name, entry in scenario_files().items()]


def title_of(entry: Any) -> str:
    """The title of a scenario file, or that it cannot be read."""
    import yaml

    try:
        content = yaml.load(entry.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return str(content.get("title", ""))
    except (OSError, ValueError, AttributeError, yaml.YAMLError):
        return "(cannot be read; see sim check)"


def results() -> list[dict[str, Any]]:
    """Results, the latest first, each with what was set in its story."""
    from sim.results.find import listing, results_root

    found = []
    for folder in listing(results_root()):
        facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        name, altered = f"{folder.parent.name}/{folder.name}", facts.get("altered", [])
        found.append({"name": name, "worlds": facts["worlds"], "seed": facts["seed"], "title": facts["title"], "altered": altered})
    return found


def quantities() -> list[dict[str, Any]]:
    """Everything that outcomes, conditions and figures can name."""
    from sim.rules.recorded import quantities as recorded

    return [{"name": item.name, "unit": item.unit, "label": item.label} for item in recorded().values()]


def parameters() -> list[dict[str, Any]]:
    """Every number of the rules, with its default and plausible range."""
    from sim.world.parameters import catalogue

    return [{"name": name, "value": item.value, "low": item.low, "high": item.high, "unit": item.unit, "grade": item.grade}
            for name, item in catalogue().items()]


def figures() -> list[dict[str, Any]]:
    """The kinds of figure."""
    from sim.plots import FIGURES

    return [{"name": name} for name in FIGURES]


WHAT: dict[str, Callable[[], list[dict[str, Any]]]] = {
    "scenarios": scenarios, "results": results, "quantities": quantities, "parameters": parameters, "figures": figures,
}


@click.command()
@click.argument("what", required=False, type=click.Choice(list(WHAT)))
@shared_options
@click.pass_context
def command(context: click.Context, /, what: str | None) -> None:
    """Show scenarios and results, or the names of WHAT there is."""
    how = manner(context)
    found = {name: WHAT[name]() for name in ([what] if what else ["scenarios", "results"])}
    if how.json:
        click.echo(as_json(found[what] if what else found))
        return
    for name, rows in found.items():
        if not what:
            click.echo(f"{name.title()}" + ("" if rows else ": none yet"))
        for row in rows:
            click.echo(("" if what else "  ") + line(row, rows))
    if what is None:
        say("Also: sim list quantities | parameters | figures", how)


def line(row: dict[str, Any], rows: list[dict[str, Any]]) -> str:
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
