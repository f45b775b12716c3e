"""Writes docs/explanation/history.md: what was observed in 2016-2019 beside what the model makes of it. Run `python docs/generate_history.py`."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.engine.simulate import Ensemble
from sim.history.checks import Verdict, checks, judge, past_played
from sim.history.series import observed as all_observed
from sim.history.series import series
from sim.world.axes import CULTURE
from sim.world.numbers import sources, table
from sim.world.parameters import defaults
from sim.world.rows import Array

TITLES = {"scripted": "Chinese pressure scripted", "endogenous": "Beijing endogenous"}

INTRODUCTION = """# The past: 2016 to 2019

The story `thaad_2016` starts in January 2016 and is told what happened outside the model: the deployment decisions, who governed
in Seoul and Washington, the disputes over history, the talks with Pyongyang. It is played in two modes. In one, Beijing's pressure
and reward follow a coding of the dated measures; in the other Beijing chooses for itself.

**How much this shows.** {foot}
The coding of the pressure was made knowing the outcome, so a fit in the scripted mode is weak evidence; the endogenous mode also
tests Beijing's choices, whose weights were set by hand with this episode in view. To most of the figures below, with Beijing choosing, the
parameters were fitted ([how](calibration.md)): what holds there is no test of the model. Nothing here is a blind test.
The years from 2020 on, beside what naive forecasts say of them, have [a page of their own](past_and_forecasts.md).

**How it is judged.** Each observation has three claims, and each is a test (`tests/history/`):
*right*: the 90 % band, with the error of observation laid over it, holds the observed value, or, where only a span is known, the median
lies in it; *narrow*: the band itself is no wider than a cap that was written beforehand with its reason (`configs/history/checks.yaml`, which also
names three things that were settled after a first look, each of which let something pass);
*better*: the score (continuous ranked probability score, 0 at best) is below that of "no change", January 2016 for good.
Where nothing changed, "no change" cannot be beaten and is not asked to be. {worlds} worlds a mode, seed {seed}.
"""

FOOT = "Priors were set with 2016-2025 in view; the parameters are fitted on 2016-2019 only, and the model is blind from 2026 on."


def page(ensemble: Ensemble, before: Ensemble) -> str:
    """The whole page: the story as it comes, and with parameters as they were before any fit."""
    told = table("history/checks.yaml")
    parts = [INTRODUCTION.format(foot=FOOT, worlds=told["worlds"], seed=told["seed"])]
    for variant in ensemble.variants:
        tables = (table_of(verdicts(ensemble, variant)), yearly(ensemble, variant), monthly(ensemble, variant))
        parts += [f"## {TITLES.get(variant, variant)}\n", *tables]
    return "\n".join([*parts, failures(ensemble), why(ensemble), beside(before), cited()]) + "\n"


def verdicts(ensemble: Ensemble, variant: str) -> list[Verdict]:
    """Every check of one mode."""
    told = table("history/checks.yaml")
    return [judge(check, path(ensemble, variant, check.quantity), ensemble.start, told["coverage"], told["seed"]) for check in checks()]


def path(ensemble: Ensemble, variant: str, quantity: str) -> Array:
    """A quantity in every world, `[month, world]`."""
    return np.asarray(ensemble.paths[variant][ensemble.names.index(quantity)])


def table_of(found: list[Verdict]) -> str:
    """Observed beside model, one row a check."""
    rows = ["| | unit | observed | median | 90 % band | width | cap | score | no change | right | narrow | better |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for v in found:
        rows.append(f"| {v.check.label} | {v.check.unit} | {observed(v)} | {v.median:.3f} | {v.band[0]:.3f} to {v.band[1]:.3f} | {v.width:.3f} "
                    f"| {v.check.cap:.2f} | {number(v.score)} | {number(v.no_change_score)} | {word(v.right)} | {word(v.narrow)} "
                    f"| {word(v.better) if v.check.better else '-'} |")
    return "\n".join(rows) + "\n"


def observed(verdict: Verdict) -> str:
    """The observed value with its error, or the span that is known."""
    check = verdict.check
    if check.observed is not None:
        return f"{check.observed:.3f} ± {check.error:.2f}"
    low, high = check.between or (np.nan, np.nan)
    return f"{low:g} to {high:g}"


def number(value: float | None) -> str:
    """A score, or a dash where there is none."""
    return "-" if value is None else f"{value:.3f}"


def word(passed: bool) -> str:
    """Whether a claim holds."""
    return "yes" if passed else "**no**"


QUANTITIES = {"flow.tourism": "Chinese visitors", "flow.culture": "Cultural exports", "opinion.china": "Opinion of China", "engagement": "Engagement",
              "cohesion.us_rok": "US-ROK cohesion", "cohesion.rok_japan": "ROK-Japan cohesion", "economic_loss": "Output lost, % of GDP",
              "flow.goods": "Goods exports"}


def yearly(ensemble: Ensemble, variant: str) -> str:
    """Means by year."""
    years = range(ensemble.months // 12)
    rows = ["Means by year:\n", "| | " + " | ".join(str(ensemble.start // 12 + year) for year in years) + " |", "|---" * (len(years) + 1) + "|"]
    for quantity, label in QUANTITIES.items():
        means = path(ensemble, variant, quantity)[1:].mean(axis=1)
        rows.append(f"| {label} | " + " | ".join(f"{means[12 * year: 12 * year + 12].mean():.2f}" for year in years) + " |")
    return "\n".join(rows) + "\n"


def months_seen(ensemble: Ensemble, variant: str) -> tuple[np.ndarray, np.ndarray]:
    """Chinese visitors against the same month of 2016: what was observed, `[month]`, and what was played, `[month, world]`."""
    seen = {figure.first: figure.value for figure in series("visitors_same_month_index")}
    return np.array(list(seen.values())), path(ensemble, variant, "flow.tourism")[[month - ensemble.start + 1 for month in seen]]


def inside(values: np.ndarray, worlds: np.ndarray) -> float:
    """The share of months whose observed value lies inside the 90 % band of the worlds."""
    low, high = np.quantile(worlds, [0.05, 0.95], axis=1)
    return float(((low <= values) & (values <= high)).mean())


def monthly(ensemble: Ensemble, variant: str) -> str:
    """Chinese visitors month by month against the same month of 2016."""
    values, worlds = months_seen(ensemble, variant)
    mean = worlds.mean(axis=1)
    return (f"Against the {len(values)} same-month indices of visitors, 2017 to 2019: root mean square error of the mean "
            f"{np.sqrt(((mean - values) ** 2).mean()):.3f} (no change {np.sqrt(((1 - values) ** 2).mean()):.3f}), correlation "
            f"{np.corrcoef(mean, values)[0, 1]:.2f}, inside the 90 % band {inside(values, worlds):.0%}. "
            "Seasons and the summer peak of 2016 are not modelled.\n")


def failures(ensemble: Ensemble) -> str:
    """What does not hold, with its number; the months of visitors come first, since years hide them."""
    lines = ["## What fails\n"]
    for variant in ensemble.variants:
        title, covered = TITLES.get(variant, variant), inside(*months_seen(ensemble, variant))
        lines.append(f"- {title}: Chinese visitors by month: {covered:.0%} of the observed months lie inside the 90 % band, which should hold 90 %")
        for v in verdicts(ensemble, variant):
            lines += [f"- {title}: {v.check.label}: {sentence}" for sentence in sentences(v)]
    return "\n".join(lines) + "\n"


def sentences(verdict: Verdict) -> list[str]:
    """A sentence for each claim that does not hold."""
    return [text for passed, text in (
        (verdict.right, f"observed {observed(verdict)}, median {verdict.median:.3f}, band {verdict.band[0]:.3f} to {verdict.band[1]:.3f}"),
        (verdict.narrow, f"the band is {verdict.width:.3f} wide, the cap is {verdict.check.cap:.2f}"),
        (verdict.better, f"score {number(verdict.score)}, no better than no change ({number(verdict.no_change_score)})"),
    ) if not passed]


WHY = """Why, as far as it is known.

- *Visitors by month*: with the pressure scripted, hardly anything is left to chance in the model, while months differ by season, by
  holidays and by the unusual summer of 2016; yearly means hide this. The band is that of the worlds, not of what a month can bring.
- *Cultural exports*: the observed fall is that of television programmes, the line that was hit hardest; the model's channel is all of
  Korean content, and full pressure takes at most {share:.2f} of it.
- *Output lost*: a part is booked before the dispute begins, for ordinary barriers to critical inputs and for monthly noise, of which a
  shortfall counts and a surplus does not. Against the first half of 2016 the mean loss of 2017 is, in % of GDP, {beyond}.
- *Widths with Beijing endogenous*: in some worlds Beijing forgives within two years, in others it keeps on; the choice, not the noise,
  spreads the band. Beijing is also too forgiving: visitors recover further by 2019 than they did.
- *Widths of opinion*: four years of surveys narrow what a sudden ban costs, and say little of how fast views come back.
"""


def why(ensemble: Ensemble) -> str:
    """Reasons for what fails."""
    beyond = ", ".join(f"{loss_beyond_before(ensemble, variant):.2f} ({TITLES.get(variant, variant)})" for variant in ensemble.variants)
    return WHY.format(share=float(np.asarray(defaults().values["trade_coercion.pressure_effect"])[CULTURE, 0]), beyond=beyond)


def loss_beyond_before(ensemble: Ensemble, variant: str) -> float:
    """The mean loss of 2017 less that of the first half of 2016."""
    losses = path(ensemble, variant, "economic_loss")[1:].mean(axis=1)
    return float(losses[12:24].mean() - losses[:6].mean())


def beside(before: Ensemble) -> str:
    """The same checks with parameters as they were before any fit."""
    claims = [claim for variant in before.variants for verdict in verdicts(before, variant) for claim in made(verdict)]
    parts = [BEFORE.format(failures=claims.count(False), claims=len(claims))]
    for variant in before.variants:
        parts += [f"### {TITLES.get(variant, variant)}\n", table_of(verdicts(before, variant)), yearly(before, variant), monthly(before, variant)]
    return "\n".join(parts)


def made(verdict: Verdict) -> tuple[bool, ...]:
    """Whether each claim that a check makes holds."""
    return (verdict.right, verdict.narrow, verdict.better)[: 3 if verdict.check.better else 2]


BEFORE = """## Before the fit

The tables above play the story as it comes, with the parameter sets that were fitted to these years. With the ensemble `wide` (parameters
spread by .30 around their defaults, the same noise), as before the fit, {failures} of {claims} claims fail:
"""


def cited() -> str:
    """The sources of the observed series."""
    keys = sorted({key for figures in all_observed().values() for figure in figures for key in figure.source.split(", ")})
    lines = [f"- {source['author']} ({source['year']}). {source['title']}." + (f" <{source['url']}>" if source.get("url") else "")
             for source in (sources()[key] for key in keys)]
    heading = "## Sources of the observed series\n\nThe series are in `configs/history/`, each value with its unit, grade and source.\n"
    return "\n".join([heading, *lines])


if __name__ == "__main__":
    (Path(__file__).parent / "explanation" / "history.md").write_text(page(past_played(), past_played(("parameters=wide",))), encoding="utf-8")
