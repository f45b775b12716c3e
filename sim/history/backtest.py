"""The back-test: a story in its modes, scored per series, window and horizon beside naive forecasts and null models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.history.compared import event_months, rivals
from sim.history.lines import FigureLine, Line, Together, figure_lines, line, skills_over, together
from sim.history.played import Forecast, Progress, mode_plans, play_modes, play_nulls
from sim.history.scores import brier
from sim.history.skill import Skill
from sim.history.suite import Suite


@dataclass(frozen=True)
class Chance:
    """What a mode said of an outcome that is known by now."""

    mode: str
    outcome: str
    label: str
    chance: float
    happened: bool
    brier: float


@dataclass(frozen=True)
class Null:
    """A null model: the skill of the mode over it, by thing observed, both in the same worlds."""

    name: str
    skills: Mapping[str, Skill]


@dataclass(frozen=True)
class Backtest:
    """All that a back-test found; the null models are those of `null_mode`, over `null_window`."""

    suite: Suite
    worlds: int
    null_worlds: int
    lines: tuple[Line, ...]
    figures: tuple[FigureLine, ...]
    together: tuple[Together, ...]
    chances: tuple[Chance, ...]
    nulls: tuple[Null, ...]
    null_mode: str
    null_window: str


def backtest(suite: Suite, modes: tuple[str, ...], worlds: int, null_worlds: int, *, jobs: int | None = None,
             progress: Progress | None = None) -> Backtest:
    """Play some modes of a suite and score them; without worlds for them, null models are left out."""
    played = play_modes(suite, modes, worlds, jobs, progress)
    told = {mode: event_months(plan) for mode, plan in zip(modes, mode_plans(suite, modes), strict=True)}
    found = {(events, window): {part.name: list(rivals(suite, part, window, events)) for part in suite.parts}
             for events in dict.fromkeys(told.values()) for window in suite.windows}
    lines = [line(suite, part, window, forecast, found[told[forecast.name], window][part.name])
             for forecast in played for window in suite.windows for part in suite.parts]
    pooled = [together(suite, window, forecast, found[told[forecast.name], window]) for forecast in played for window in suite.windows]
    mode = next((forecast for forecast in played if suite.gate and forecast.name == suite.gate.mode), played[-1])
    window = suite.gate.window if suite.gate else next(iter(suite.windows))
    beside = beside_nulls(suite, window, mode, null_worlds, jobs=jobs, progress=progress) if null_worlds else ()
    figures = [item for forecast in played for span in suite.windows for part in suite.parts for item in figure_lines(part, suite, span, forecast)]
    known = tuple(chances(suite, played))
    return Backtest(suite, worlds, null_worlds if beside else 0, tuple(lines), tuple(figures), tuple(pooled), known, beside, mode.name, window)


def beside_nulls(suite: Suite, window: str, mode: Forecast, worlds: int, *, jobs: int | None, progress: Progress | None) -> tuple[Null, ...]:
    """The null models of a mode, which is played anew in their worlds if it was played in another number of them."""
    same = mode if mode.worlds == worlds else play_modes(suite, (mode.name,), worlds, jobs, progress)[0]
    nulls = play_nulls(suite, mode.name, worlds, jobs, progress)
    return tuple(Null(null.name, dict(skills_over(suite, window, same, null))) for null in nulls)


def chances(suite: Suite, played: list[Forecast]) -> Iterator[Chance]:
    """What each mode said of the outcomes that are known by now."""
    for forecast in played:
        for name, happened in suite.happened.items():
            label = str(suite.story.outcomes[name].get("label") or name)
            yield Chance(forecast.name, name, label, forecast.chances[name], happened, brier(forecast.chances[name], happened))


@dataclass(frozen=True)
class Verdict:
    """What the gate says of a back-test. Without the gate's mode, or where there is no gate, `reached` is None.

    `without` are the series that have no skill; `unjudged` those of them of which there is no figure. `coverage` is pooled over all
    figures; `whole` is the number of series all of whose figures lie in the 90 % bands, `none_held` are those of which not one does.
    """

    reached: bool | None
    with_skill: int = 0
    surely: int = 0
    of: int = 0
    asked: int = 0
    coverage: float = 0.0
    span: tuple[float, float] = (0.0, 1.0)
    without: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()
    whole: int = 0
    none_held: tuple[str, ...] = ()


def gate(found: Backtest) -> Verdict:
    """Whether enough series have positive skill over their best baseline, and whether the 90 % bands hold as many figures as they should.

    A series without a figure in the window cannot be judged; it counts as one without skill.
    """
    asked = found.suite.gate
    pooled = next((item for item in found.together if asked and (item.mode, item.window) == (asked.mode, asked.window)), None)
    if asked is None or pooled is None:
        return Verdict(None)
    lines = [item for item in found.lines if item.counts and (item.mode, item.window) == (asked.mode, asked.window)]
    without = tuple(item.label for item in lines if item.skill is None or not item.skill.value > 0)
    with_skill = len(lines) - len(without)
    low, high = asked.coverage_90
    reached = with_skill >= asked.series_with_skill and low <= pooled.coverage_90 <= high
    surely = sum(item.skill is not None and item.skill.low > 0 for item in lines)
    unjudged = tuple(item.label for item in lines if not item.figures)
    whole, none_held = sum(item.coverage_90 == 1 for item in lines), tuple(item.label for item in lines if item.coverage_90 == 0)
    return Verdict(reached, with_skill, surely, len(lines), asked.series_with_skill, pooled.coverage_90, (low, high), without, unjudged,
                   whole, none_held)
