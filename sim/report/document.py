"""The order of a report: the brief, then what stands behind it, for each result; before them a comparison where there are several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.errors import UsageError
from sim.findings.leading import Told
from sim.report import depends, first_page, limits, making, past, side_by_side, steady, tables
from sim.report.drawing import of_run
from sim.report.expected import Expected
from sim.report.kin import same_story
from sim.report.model import Block, Brief, Document, Paragraph, Part, Section, reworded
from sim.report.story import Assumptions
from sim.report.swept import Swept, parts_told
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.world.theatres import speaker

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SWEPT = "A sweep answers at every point anew, so that there is no one answer here: this report says what the answers depend on."
FANS = "The cohesion of the alliances is an index that nobody has measured; read the differences between the columns, not the levels."


@dataclass(frozen=True)
class Reading:
    """A run as it is to be told: its theme, the sweeps beside it, and the key before the addresses of its sections."""

    told: Told
    theme: str
    sweeps: tuple[SweepResult, ...]
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
    told = parts_of(results)
    keys = [f"{LETTERS[place % len(LETTERS)]}{place // len(LETTERS) or ''}-" for place in range(len(told))] if len(told) > 1 else [""]
    parts = tuple(of_a_run(Reading(Told(found), theme, sweeps, key)) if isinstance(found, Result) else of_a_sweep(found, theme, key)
                  for (found, sweeps), key in zip(told, keys, strict=True))
    if len(told) == 1:
        return Document(parts[0].brief.title, theme, parts)
    every = [found for found, _ in told]
    runs = [found for found in every if isinstance(found, Result)]
    title = f"{len(every)} results side by side: " + "; ".join(dict.fromkeys(found.title for found in every))
    found = side_by_side.compared(runs)[0] if len(runs) > 1 else None
    return Document(title, theme, parts, side_by_side.top(every, title), (side_by_side.section(found, runs, theme),) if found else ())


def parts_of(results: Sequence[Result | SweepResult]) -> list[tuple[Result | SweepResult, tuple[SweepResult, ...]]]:
    """What is told by itself, with the sweeps that stand beside it: those of its story, beside the first run of it."""
    sweeps = [found for found in results if isinstance(found, SweepResult)]
    told: list[tuple[Result | SweepResult, tuple[SweepResult, ...]]] = []
    for run in (found for found in results if isinstance(found, Result)):
        beside = tuple(sweep for sweep in sweeps if same_story(sweep, run))
        sweeps = [sweep for sweep in sweeps if not same_story(sweep, run)]
        told.append((run, beside))
    return told + [(sweep, ()) for sweep in sweeps]


def of_a_run(reading: Reading) -> Part:
    """One run."""
    result, key, story, found = reading.result, reading.key, Assumptions(reading.result), steady.steady(reading.told)
    expected = Expected(result)
    spoken = reading.told.moved.name if reading.told.moved else ""
    sweeps = [swept for sweep in reading.sweeps for swept in parts_told(sweep, spoken)]
    depended = depends.of_run(reading.told, reading.theme, f"{key}depends", sweeps)
    changes = Section(f"{key}changes", "What would change the answer", tuple(Paragraph(text) for text in steady.sentences(reading.told, found)))
    likelihood = Section(f"{key}words", "The words of likelihood", (tables.likelihood(),))
    sections = [*outcomes(reading), likelihood, *alliances(reading), reworded(depended, reading.words),
                reworded(changes, reading.words), *spread(reading), *expected.sections(f"{key}expected"), past.section(result, f"{key}past"),
                limits.section(result, f"{key}limits"),
                story.section(f"{key}assumed"), story.events(f"{key}events"), making.section(result, story.keys, f"{key}making", reading.sweeps)]
    turned = steady.short(found) if reading.told.leading and reading.told.leading.others else ""
    return Part(key, first_page.brief(reading.told, expected, reading.theme, key, turned), tuple(sections))


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
    """A sweep without a run: what its answers depend on, part by part where it has parts."""
    story, every, words = Assumptions(sweep), parts_told(sweep), speaker(sweep.scenario) or str
    first, *others = every
    drawn = next(first.drawn(theme, f"{key}brief-", tuple(first.outcomes[:1])), None)
    question, more = sweep.question.strip() or first_page.QUESTION, tuple(words(text) for one in others for text in (one.what, leading(one)))
    top = Brief(sweep.title, question, words(leading(first)), (SWEPT, words(first.what), *more), tuple(first.counts()), drawn, "",
                limits.short(sweep), making.cited(sweep))
    rest = (*(reworded(part, words) for part in depends.of_sweep(every, theme, f"{key}depends")), past.section(sweep, f"{key}past"),
            limits.section(sweep, f"{key}limits"), story.section(f"{key}assumed"), story.events(f"{key}events"),
            making.section(sweep, story.keys, f"{key}making"))
    return Part(key, top, rest)


def leading(swept: Swept) -> str:
    """What a sweep says first: by how much its levers move the outcome that is spoken of first."""
    return "In the model, " + next(swept.moved.sentences(swept.first), "nothing that was asked differs between the points.")
