"""Writes docs/explanation/calibration.md: what the fit of the parameter sets that come with the project says, and how they do beside `wide`.

Run `python docs/generate_calibration.py`; it plays. The fit itself is not run again: it is read from `configs/parameter_sets/`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from generate_figures import WIDTH, small
from PIL import Image

from sim.history.backtest import Backtest, backtest
from sim.history.calibrate.played import play, shortened, window_of
from sim.history.calibrate.prior import design, from_scores, settings
from sim.history.calibrate.targets import targets
from sim.history.lines import Line
from sim.history.observation import links
from sim.history.scores import covered, crps
from sim.history.suite import Suite, load_suite
from sim.plots.drawing.files import content
from sim.plots.drawing.prior_posterior import Fitted, figure
from sim.world.calendar import month_date
from sim.world.numbers import table
from sim.world.parameter_sets import parameter_sets
from sim.world.parameters import catalogue, jittered
from sim.world.shocks import Shocks

HOME = Path(__file__).parent
NAME, PRIOR = "calibrated_2016_2019", "wide"
WORLDS, SHARE = 1000, 0.9

HEAD = """# Parameters fitted to 2016-2019

The numbers of the rules are mostly judgements. This page says what four years of figures teach of {parameters} of them, the sensitivity
set, and what they do not. The outcome is a table of {sets:,} parameter sets, `configs/parameter_sets/{name}.csv`. A story between Seoul and
Beijing plays one of them in each world unless it says otherwise. They are the default although they forecast no better than what was there
before, `wide`: [why](decisions/0010-fitted-parameters-are-the-default.md). That is `parameters: wide` in a story, and for one run

```sh
sim run thaad_lift --set parameters=wide
```

The page is written by `docs/generate_calibration.py`. The table is made again, byte by byte, by

```text
sim calibrate {suite} --seed {seed} --points {points} --out configs/parameter_sets/{name}.csv --force
```

It takes minutes; `--dry-run` says how many. Another machine's linear algebra may differ in a last digit.

## What was fitted to what

- *Before*: each parameter on its own, triangular on its plausible range, most likely at its default. Reasons: `configs/history/calibration.yaml`.
- *Worlds*: {points:,}, each with parameters of its own from a scrambled Sobol sequence, in one ensemble; the story `{story}`,
  {window}, with {mode} pressure: Beijing chooses. The scripted variant is not used. Its measures were coded by people who knew what
  came of them, and a story that is told when to press says nothing of why Beijing presses. Shocks are {noise:g} times as set, as in `wide`.
- *Figures*: {used} of the window, from {series} series, through the [observation model](history.md): in every world with noise of
  their own, and with the errors of offset and loading that the figures of a series share. Copies of a series are left out{left_out}.
- *Method*: approximate Bayesian computation. The figures are taken together into {combinations} combinations on which the parameters
  depend by more than chance; the {near:,} worlds nearest to what was seen are kept, weighted, and moved by a weighted regression.
"""

TRUTHS = """## Whether it can be trusted

{truths} worlds of the design were taken for the truth in turn and fitted to their own figures. An honest interval of 90 % holds the truth
90 times of 100, one of 50 % half the time; {low} to {high} is taken for fine. *Narrowed* are the parameters whose spread falls
below {informed:g} of what it was; coverage is over these. *Spread* and *score* (of Dawid and Sebastiani, lower is better) are over
all {parameters} parameters. The method with the best score among those that are fine was taken: **{method}**.

| method | narrowed | 50 % | 90 % | mean spread | score |
|---|---|---|---|---|---|
{rows}

This says that the fit does its sums right where the model is right. It says nothing of figures that come from a world which the model
does not describe, and the real ones do.
"""

LEARNED = """## What was learned

A parameter is *informed* where the standard deviation of the sets is below {informed:g} of what it was, and the coverage on known truths
is fine: **{count} of {parameters}**. In the columns before and after: the median, and in brackets the 5th and the 95th percentile.

| parameter | meaning | before | after | left of the spread | 50 % | 90 % |
|---|---|---|---|---|---|---|
{rows}

![{headline}: the prior as an outline, the fitted sets filled](../figures/prior_posterior.png)

## What was not

Of these {others} parameters the figures say too little to narrow them: their sets are spread nearly as they were before. What the four
years say of combinations of parameters does not show in single columns; the sets keep it.

{names}
"""

BESIDE = """## Beside `wide`, on the years of the fit

{worlds:,} worlds of each, with the errors of observation. The score is the continuous ranked probability score, in the unit of the series,
0 at best, and the mean over its figures; a ratio below 1 is in favour of the fitted sets. **This is no test**: the endogenous columns are
the figures that the sets were fitted to. The scripted ones are the same figures under pressure as it was, which the fit did not see.

| series | figures | {columns} |
|---|---|{bars}
{rows}

{coverage}
"""

HELD = """## Beside `wide`, on years that were not fitted

The back-test of the suite `{suite}`, {first} to {last}, {mode} pressure, {worlds:,} worlds of each (all of the fitted sets, told with every null
model and failure: [the past as a forecast](past_and_forecasts.md)). Skill is over the best naive forecast,
series by series, 0 is no better than that; the interval of 90 % is from drawing years anew. A parameter of which the figures say nothing
keeps its prior, and that is wider than `wide`: its standard deviation is {wider:.1f} times as large in the middle of all parameters. What the
fit gains on what it saw it can lose there.

| | figures | score, `wide` | score, fitted | ratio | skill, `wide` | skill, fitted | 90 % band holds, `wide` | fitted |
|---|---|---|---|---|---|---|---|---|
{rows}

{said}
"""


@dataclass(frozen=True)
class Beside:
    """One mode over the fitting window: scores by series, and the share of all figures in the 90 % band."""

    scores: Mapping[str, float]
    held: float


def percent(share: float) -> str:
    """A share in per cent."""
    return f"{100 * share:.0f} %"


def main() -> None:
    """Play, draw and write."""
    fitted_figure()
    parts = [head(), truths(), learned(), beside(), held_out()]
    (HOME / "explanation" / "calibration.md").write_text("\n".join(parts), encoding="utf-8")


def told() -> Mapping[str, Any]:
    """What is written beside the table of the sets."""
    found: Mapping[str, Any] = table(f"parameter_sets/{NAME}.yaml")
    return found


@cache
def suite(parameters: str = NAME) -> Suite:
    """The suite of the fit, with its story's parameters from an ensemble."""
    return load_suite(told()["about"]["suite"], (f"parameters={parameters}",))


def informed() -> dict[str, Mapping[str, Any]]:
    """The informed parameters, the most narrowed first."""
    found = {name: one for name, one in told()["parameters"].items() if one["informed"]}
    return dict(sorted(found.items(), key=lambda entry: float(entry[1]["ratio"])))


def head() -> str:
    """What was fitted on what."""
    about, figures = told()["about"], told()["figures"]
    out = [name.split()[0] for name, one in figures.items() if not one["used"]]
    said = f"; so are {len(out)} figures that hardly a world reaches, {listed(out)}" if out else ""
    used = [name.split()[0] for name, one in figures.items() if one["used"]]
    first, last = about["window"].split("..")
    return HEAD.format(**about | {"window": f"{first} to {last}"}, name=NAME, parameters=len(told()["parameters"]), used=len(used),
                       series=len(set(used)), left_out=said)


def listed(names: list[str]) -> str:
    """Labels of series, each once."""
    return ", ".join(dict.fromkeys(links()[name].label for name in names))


def truths() -> str:
    """Coverage by method."""
    rows = [f"| {name} | {one['narrowed']} | {percent(one['coverage_50'])} | {percent(one['coverage_90'])} | {one['spread']:.3f} "
            f"| {one['score']:.3f} |" for name, one in told()["methods"].items()]
    how = settings()
    return TRUTHS.format(truths=int(how["truths"]), low=percent(how["sure_low"]), high=percent(how["sure_high"]), informed=how["informed"],
                         parameters=len(told()["parameters"]), method=told()["about"]["method"], rows="\n".join(rows))


def learned() -> str:
    """What was informed, and the list of what was not."""
    rows = [f"| `{name}` | {catalogue()[name].meaning} ({catalogue()[name].unit}) | {band(one['before'])} | {band(one['after'])} "
            f"| {one['ratio']:.2f} | {percent(one['coverage_50'])} | {percent(one['coverage_90'])} |" for name, one in informed().items()]
    others = [f"`{name}`" for name in told()["parameters"] if name not in informed()]
    return LEARNED.format(informed=settings()["informed"], count=len(rows), parameters=len(told()["parameters"]), rows="\n".join(rows),
                          headline=headline(), others=len(others), names=", ".join(others) + ".")


def band(values: list[float]) -> str:
    """A median with its ends."""
    low, middle, high = values
    return f"{middle:.3g} ({low:.3g} to {high:.3g})"


def headline() -> str:
    """What the figure says."""
    count, whole = len(informed()), len(told()["parameters"])
    return f"Four years of figures narrow {count} of {whole} parameters"


def fitted_figure() -> None:
    """Draw the informed parameters before and after."""
    sets, about = parameter_sets(NAME), told()["about"]
    shown = [Fitted(name, catalogue()[name], sets.values[sets.parameters.index(name)]) for name in informed()]
    foot = f"{sets.values.shape[1]:,} parameter sets of {NAME}, from {about['points']:,} worlds, seed {about['seed']}"
    drawn = Image.open(io.BytesIO(content(figure(shown, headline(), foot), "png"))).convert("RGB")
    small(drawn, WIDTH).save(HOME / "figures" / "prior_posterior.png", optimize=True)


def beside() -> str:
    """Scores over the fitting window by series, `wide` and fitted, in each mode."""
    found = {(mode, name): scored(mode, name) for mode in suite().modes for name in (PRIOR, NAME)}
    columns = [column for mode in suite().modes for column in (f"{mode}, `wide`", f"{mode}, fitted", "ratio")]
    asked = targets(suite(), window_of(suite()))
    rows = []
    for series in dict.fromkeys(one.series for one in asked):
        link, figures, cells = links(suite().tables)[series], [one for one in asked if one.series == series], []
        for mode in suite().modes:
            before, fitted = (found[mode, name].scores[link.series] for name in (PRIOR, NAME))
            cells += [f"{before:.3g}", f"{fitted:.3g}", f"{fitted / before:.2f}"]
        rows.append(f"| {link.label} | {len(figures)} | {' | '.join(cells)} |")
    held = "; ".join(f"{mode}, `wide` {percent(found[mode, PRIOR].held)}, fitted {percent(found[mode, NAME].held)}" for mode in suite().modes)
    return BESIDE.format(worlds=WORLDS, columns=" | ".join(columns), bars="---|" * len(columns), rows="\n".join(rows),
                         coverage=f"Of all {len(asked)} figures the 90 % band holds: {held}.")


def scored(mode: str, name: str) -> Beside:
    """The worlds of one mode with one kind of parameters, scored."""
    asked = targets(suite(), window_of(suite()))
    values = play(shortened(suite(name), mode), asked, WORLDS, suite().seed, jobs=2)
    marks: dict[str, list[float]] = {}
    for one, row in zip(asked, values, strict=True):
        marks.setdefault(one.series, []).append(float(crps(row, one.value)))
    inside = [covered(row, one.value, SHARE) for one, row in zip(asked, values, strict=True)]
    return Beside({series: float(np.mean(found)) for series, found in marks.items()}, float(np.mean(inside)))


def held_out() -> str:
    """The back-test on the window that was held out."""
    window, mode = "hold_out", told()["about"]["mode"]
    before, fitted = (backtest(suite(name), (mode,), WORLDS, 0, jobs=2) for name in (PRIOR, NAME))
    first, last = (month_date(month) for month in suite().windows[window])
    pairs = [pair for pair in zip(of(before, window), of(fitted, window), strict=True) if pair[0].figures]
    better = sum(two.score < one.score for one, two in pairs)
    pooled = [next(item for item in found.together if item.window == window) for found in (before, fitted)]
    said = (f"The fitted sets have the lower score on {better} of {len(pairs)} things observed. The energy score of all at once is "
            f"{pooled[0].score:.3f} with `wide` and {pooled[1].score:.3f} with the fitted sets, less being better; "
            f"the 90 % bands hold {percent(pooled[0].coverage_90)} and {percent(pooled[1].coverage_90)} of all figures. "
            f"{verdict(pooled[1].score < pooled[0].score)}")
    return HELD.format(suite=suite().name, first=first, last=last, mode=mode, worlds=WORLDS, rows="\n".join(rows_of(pairs)), said=said, wider=wider())


def verdict(better: bool) -> str:
    """What the years that were held out say of the fit."""
    if better:
        return "As a whole the fitted sets are better there."
    return "As a whole the fitted sets are no better there: a fit to four years is no licence for the next six."


def wider() -> float:
    """By what the standard deviation of the prior is larger than that of `wide`, the median over parameters."""
    before = from_scores(design(WORLDS, suite().seed))
    around = jittered(Shocks(suite().seed, 0, WORLDS), table("ensembles.yaml")[PRIOR]["jitter"]["value"])
    return float(np.median([row.std() / np.std(around[name]) for name, row in zip(around, before, strict=True)]))


def of(found: Backtest, window: str) -> list[Line]:
    """The lines of a window."""
    return [line for line in found.lines if line.window == window]


def rows_of(pairs: list[tuple[Line, Line]]) -> Iterator[str]:
    """One thing observed, with both kinds of parameters."""
    for one, two in pairs:
        yield (f"| {one.label} | {one.figures} | {one.score:.3g} | {two.score:.3g} | {two.score / one.score:.2f} | {skill_of(one)} | {skill_of(two)} "
               f"| {percent(one.coverage_90)} | {percent(two.coverage_90)} |")


def skill_of(line: Line) -> str:
    """A skill with its interval; a dash where no naive forecast could be made."""
    if line.skill is None:
        return "-"
    interval = f" ({line.skill.low:.2f} to {line.skill.high:.2f})" if np.isfinite(line.skill.low) else ""
    return f"{line.skill.value:.2f}{interval}"


if __name__ == "__main__":
    main()
