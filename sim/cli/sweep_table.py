"""A sweep on the terminal: what was varied, over which span each outcome moved, and what a dry run found out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap
from typing import Any

from sim.cli import output
from sim.cli.options import Manner

FEW = 5
"""With so many levers or fewer, what they are at the points that are named is printed; with more, points.csv has it."""

SHORT = 16
"""A name is broken into lines no shorter than this."""

HOUR, MINUTE = 3600, 60
"""In seconds."""


def show(sweep: Any, how: Manner) -> None:
    """Print all of it, under the title."""
    from rich.text import Text

    from sim.cli.answer_table import console_of
    from sim.world.calendar import month_label

    console = console_of(how)
    console.print(Text(sweep.title, style="bold"))
    span = f"{month_label(sweep.start)} - {month_label(sweep.start + sweep.months - 1)}, monthly"
    console.print(Text(f"{sweep.played} · {span} · seed {sweep.seed} · {sweep.design}"))
    if sweep.altered:
        console.print(Text("Altered: " + " · ".join(sweep.altered)))
    show_found(sweep, console)
    show_notes(sweep, console)


def show_found(sweep: Any, console: Any) -> None:
    """What was varied and what came of it, part by part."""
    from rich.text import Text

    from sim.results.sweep_part import wholes

    for name, whole in wholes(sweep):
        if name:
            console.print()
            console.print(Text(f"Part {name}: {whole.points:,} points", style="bold underline"))
        show_varied(whole, console)
        show_spans(whole, console)


def show_varied(sweep: Any, console: Any) -> None:
    """The levers."""
    from rich.text import Text

    from sim.results.sweep_spans import varied

    console.print()
    console.print(Text("Varied", style="bold"))
    for line in varied(sweep):
        console.print(Text(f"  {line}"))


def show_spans(sweep: Any, console: Any) -> None:
    """A block for each outcome, effects before levels, and what the levers are at the points that are named."""
    from rich.text import Text

    from sim.cli.answer_table import AIRY, block
    from sim.cli.spread_lines import told_apart
    from sim.experiments.sweep.by_construction import MARK, by_construction
    from sim.results.sweep_cells import HEAD, cells, heading
    from sim.results.sweep_spans import spans

    decided = by_construction(sweep)
    found = sorted(spans(sweep), key=lambda span: span.outcome.name in decided)
    for outcome, group in groupby(found, key=lambda span: span.outcome):
        rows = [[*HEAD], *(list(cells(span)) for span in group)]
        console.print()
        console.print(Text(heading(outcome) + (f" ({MARK})" if outcome.name in decided else ""), style="bold"))
        show_effects(sweep, outcome.name, console)
        console.print(block(rows, AIRY))
        for line in told_apart(sweep, outcome.name, console.width):
            console.print(Text(line))
    if len(sweep.levers) <= FEW:
        console.print()
        console.print(Text("The points", style="bold"))
        for line in named(sweep, sorted({point for span in found for point in (span.least_at, span.most_at) if span.least < span.most})):
            console.print(Text(f"  {line}"))


def show_notes(sweep: Any, console: Any) -> None:
    """What stands below all tables."""
    from rich.text import Text

    from sim.cli.spread_lines import SWEPT, YES_OR_NO, told_apart
    from sim.experiments.effect_cells import NOTE as EFFECTS
    from sim.results.sweep_cells import NOTE

    spread = [SWEPT, YES_OR_NO] if any(told_apart(sweep, info.name, console.width) for info in sweep.outcomes) else []
    console.print()
    for line in (EFFECTS, NOTE, *(spread if any(info.kind == "chance" for info in sweep.outcomes) else spread[:1]), sweep.foot):
        console.print(Text(line, style="dim"))


def show_effects(sweep: Any, outcome: str, console: Any) -> None:
    """What the variants and the levers do to an outcome; names as long as there is room."""
    from rich.text import Text

    from sim.cli.answer_table import AIRY, block
    from sim.experiments.effect_cells import left, table
    from sim.experiments.effects import effects

    found = effects(sweep, outcome)
    if not found:
        return
    rows = table(sweep, found)
    room = console.width - sum(max(len(row[place]) for row in rows) + AIRY for place in range(1, len(rows[0])))
    console.print(block([[wrapped(row[0], room), *row[1:]] for row in rows], AIRY))
    if left(sweep, found):
        console.print(Text(left(sweep, found)))
    console.print()


def wrapped(text: str, room: int) -> str:
    """A name that fits, in as many lines as it takes."""
    return "\n  ".join(wrap(text, max(room - 2, SHORT))) if len(text) > room else text


def named(sweep: Any, points: list[int]) -> Iterator[str]:
    """What the levers are at some points."""
    from sim.results.sweep_spans import at_point

    width = max((len(str(point)) for point in points), default=0)
    for point in points:
        shown = {name: f"{said:.3g}" if isinstance(said, float) else said for name, said in at_point(sweep, point).items()}
        yield f"#{point:<{width}}  " + ", ".join(f"{name}={said}" for name, said in shown.items())


def as_json(sweep: Any, **further: Any) -> str:
    """The manifest, how far it is, and the spans, for programs."""
    from sim.cli.spread_lines import bands_of
    from sim.experiments.effect_cells import plain
    from sim.experiments.effects import effects
    from sim.results.sweep_part import wholes
    from sim.results.sweep_spans import at_point, spans

    parts: list[tuple[dict[str, str], Any]] = [({"part": name} if name else {}, whole) for name, whole in wholes(sweep)]
    rows = [{**part, "outcome": span.outcome.name, "variant": span.variant, "points": span.points, "mean": span.mean, "least": span.least,
             "least_at": {"point": span.least_at, **at_point(whole, span.least_at)}, "most": span.most,
             "most_at": {"point": span.most_at, **at_point(whole, span.most_at)},
             "error": span.error if math.isfinite(span.error) else None} for part, whole in parts for span in spans(whole)]
    told = [part | plain(effect) for part, whole in parts for info in whole.outcomes for effect in effects(whole, info.name)]
    more = {"folder": str(sweep.folder), "done": int(sweep.done.sum()), "failed": sweep.failures,
            "effects": told, "spans": rows, "bands": bands_of(sweep)}
    return output.as_json(sweep.manifest | more | further)


def show_estimate(study: Any, found: Any, jobs: int, how: Manner) -> None:
    """What a sweep would be."""
    from rich.text import Text

    from sim.cli.answer_table import console_of
    from sim.experiments.sweep.cases import SWEPT
    from sim.results.account import size
    from sim.results.values import counted

    console = console_of(how)
    console.print(Text(f"{counted(found.points, 'point')} x {counted(found.variants, 'variant')} x {counted(found.worlds, 'world')} "
                       f"x {counted(found.months, 'month')}: {found.world_months:,} world-months in {counted(found.tasks, 'part')}", style="bold"))
    console.print(Text(f"About {duration(found.wall(jobs))} on {counted(jobs, 'process', 'processes')}, {size(round(found.bytes))} on disk "
                       f"({counted(found.tried, 'point')} really played)"))
    show_levers(study, console)
    for variant, idle in study.left_out.items():
        why = f"{', '.join(idle)} {'does' if len(idle) == 1 else 'do'} not act there" if idle else "not asked for"
        console.print(Text(f"  left out: {variant} ({why})"))
    played = "at each point the variant that it names" if study.variants == (SWEPT,) else ", ".join(study.variants)
    console.print(Text(f"  played: {played}"))


def show_levers(study: Any, console: Any) -> None:
    """What would be varied, and what has to be played value by value."""
    from rich.text import Text

    from sim.results.sweep_design import made_of
    from sim.results.sweep_spans import range_of

    console.print()
    console.print(Text(f"Varied ({made_of(study.design.kind, study.design.values, study.design.columns)})", style="bold"))
    width = max(len(lever.name) for lever in study.design.levers)
    for lever in study.design.levers:
        slow = "; value by value, which is slower" if lever.name in study.by_value else ""
        console.print(Text(f"  {lever.name:<{width}}  {range_of(lever)}{slow}"))
    console.print()


def duration(seconds: float) -> str:
    """A time for people."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))} s"
    return f"{seconds / MINUTE:.0f} min" if seconds < HOUR else f"{seconds / HOUR:.1f} h"


def estimate_json(study: Any, found: Any, jobs: int) -> str:
    """The same for programs."""
    from dataclasses import asdict

    levers = [asdict(lever) for lever in study.design.levers]
    return output.as_json(asdict(found) | {
        "world_months": found.world_months, "wall_seconds": found.wall(jobs), "jobs": jobs, "design": study.design.kind, "levers": levers,
        "played": list(study.variants), "left_out": {name: list(idle) for name, idle in study.left_out.items()}, "by_value": list(study.by_value),
    })
