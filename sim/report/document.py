"""The order of a report: the brief, then what stands behind it, for each result; before them a comparison where there are several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.errors import UsageError
from sim.report import depends, limits, making, past, steady, tables
from sim.report.answer import answer, beside, counts
from sim.report.drawing import of_leading, of_run
from sim.report.leading import Told
from sim.report.model import Block, Brief, Document, Paragraph, Part, Section, reworded
from sim.report.story import Assumptions
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.world.theatres import speaker

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SWEPT = "A sweep answers at every point anew, so that there is no one answer here: this report says what the answers depend on."
FANS = "The cohesion of the alliances is an index that nobody has measured; read the differences between the columns, not the levels."
QUESTION = "The story does not say its question."


@dataclass(frozen=True)
class Reading:
    """A run as it is to be told: its theme, the sweep beside it, and the key before the addresses of its sections."""

    told: Told
    theme: str
    sweep: SweepResult | None
    key: str

    @property
    def result(self) -> Result:
        """The run."""
        return self.told.result

    @property
    def words(self) -> Callable[[str], str]:
        """Texts of the model in the words of the theatre."""
        return speaker(self.result.scenario) or str


def document(results: Sequence[Result | SweepResult], theme: str = "light") -> Document:
    """The report on one or several results; raises `UsageError` where there is none."""
    if not results:
        raise UsageError("there is nothing to report", remedy="name a result: sim report @last")
    runs = [found for found in results if isinstance(found, Result)]
    sweeps = [found for found in results if isinstance(found, SweepResult)]
    used = {run.name: next((sweep for sweep in sweeps if sweep.name == run.name), None) for run in runs}
    alone = [sweep for sweep in sweeps if all(sweep is not given for given in used.values())]
    told: list[Result | SweepResult] = [*runs, *alone]
    keys = [f"{LETTERS[place % len(LETTERS)]}{place // len(LETTERS) or ''}-" for place in range(len(told))] if len(told) > 1 else [""]
    parts = tuple(of_a_run(Reading(Told(found), theme, used[found.name], key)) if isinstance(found, Result) else of_a_sweep(found, theme, key)
                  for found, key in zip(told, keys, strict=True))
    title = told[0].title if len(told) == 1 else f"{len(told)} results side by side: " + "; ".join(dict.fromkeys(found.title for found in told))
    return Document(title, theme, parts, first(runs, theme))


def first(runs: Sequence[Result], theme: str) -> tuple[Section, ...]:
    """Several runs side by side."""
    if len(runs) < 2:
        return ()
    from sim.report.side_by_side import section

    return (section(runs, theme),)


def of_a_run(reading: Reading) -> Part:
    """One run."""
    result, key, story, found = reading.result, reading.key, Assumptions(reading.result), steady.steady(reading.told)
    depended = (depends.of_sweep(reading.sweep, reading.theme, f"{key}depends") if reading.sweep
                else depends.of_run(reading.told, reading.theme, f"{key}depends"))
    changes = Section(f"{key}changes", "What would change the answer", tuple(Paragraph(text) for text in steady.sentences(reading.told, found)))
    sections = [*outcomes(reading), *alliances(reading), *spread(reading), reworded(depended, reading.words), reworded(changes, reading.words)]
    sections += [past.section(result, f"{key}past"), limits.section(result, f"{key}limits"), story.section(f"{key}assumed"),
                 story.events(f"{key}events"), making.section(result, story.keys, f"{key}making"),
                 Section(f"{key}words", "The words of likelihood", (tables.likelihood(),))]
    return Part(key, brief(reading, found), tuple(sections))


def brief(reading: Reading, found: steady.Steady | None) -> Brief:
    """The first page."""
    told, words, result = reading.told, reading.words, reading.result
    drawn = of_leading(told, reading.theme, reading.key)
    changes = words(steady.short(found)) if told.leading and told.leading.others else ""
    few = limits.short(result, [one.quantity for one in reversed(told.beside)])
    more = tuple(words(text) for text in beside(told))
    return Brief(result.title, result.question.strip() or QUESTION, words(answer(told)), more, tuple(counts(told)), drawn, changes, few,
                 making.cited(result))


def outcomes(reading: Reading) -> Iterator[Section]:
    """The headline outcomes by variant, then the others."""
    groups = reading.told.outcomes
    headlines = [one for one in groups if one.answers[0].headline] or groups
    rest = [one for one in groups if one not in headlines]
    for name, title, chosen in (("outcomes", "The headline outcomes by variant", headlines), ("others", "The other outcomes", rest)):
        blocks: list[Block] = [tables.outcome(reading.told, one) for one in chosen]
        if blocks:
            yield Section(f"{reading.key}{name}", title, (*failures(reading.result, name), *blocks))


def failures(result: Result, name: str) -> Iterator[Block]:
    """That some worlds failed, which every number then leaves out."""
    rows = result.failures if name == "outcomes" else []
    if rows:
        lost = sum(int(row["count"]) for row in rows)
        yield Paragraph(f"{lost:,} plays of a world in a variant failed and are left out of every number here; "
                        "the list stands under how to make it again.", True)


def alliances(reading: Reading) -> Iterator[Section]:
    """The fans of the alliances."""
    drawn = tuple(of_run(reading.result, "cohesion_fan", reading.theme, reading.key))
    if drawn:
        yield Section(f"{reading.key}alliances", "The alliances over the months", (Paragraph(FANS), *drawn))


def spread(reading: Reading) -> Iterator[Section]:
    """Where the spread comes from, where the run carries it."""
    found = tuple(tables.bands(reading.result))
    if found:
        drawn = tuple(of_run(reading.result, "bands", reading.theme, reading.key))
        yield Section(f"{reading.key}spread", "Where the spread comes from", (*drawn, *found))


def of_a_sweep(sweep: SweepResult, theme: str, key: str) -> Part:
    """A sweep without a run: what its answers depend on."""
    story = Assumptions(sweep)
    found = depends.of_sweep(sweep, theme, f"{key}depends")
    said = [block.text for block in found.blocks if isinstance(block, Paragraph)][1:-1]
    top = Brief(sweep.title, sweep.question.strip() or QUESTION, SWEPT, tuple(said), (), None, "", limits.short(sweep), making.cited(sweep))
    rest = (past.section(sweep, f"{key}past"), limits.section(sweep, f"{key}limits"), story.section(f"{key}assumed"), story.events(f"{key}events"),
            making.section(sweep, story.keys, f"{key}making"))
    return Part(key, top, (found, *rest))
