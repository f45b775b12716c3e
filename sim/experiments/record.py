"""From what the engine returns to a `Result`: tables, answers, and the manifest that says how they came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import sim
from sim.engine.simulate import Ensemble
from sim.experiments.answers import answers
from sim.experiments.bands.groups import Groups
from sim.experiments.bands.split import split
from sim.experiments.outcomes import Outcome
from sim.results.manifest import FITTED_FOOT, FORMAT, HONEST_FOOT, commit, config_hash, identity, versions
from sim.results.result import Result
from sim.results.seals import seals
from sim.results.tables import bands_table, design_table, failures_table, outcomes_table, series_table
from sim.results.values import Mark, counted
from sim.rules.recorded import quantities
from sim.world.calendar import month_date
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.theatres import in_own_words, pair_of

if TYPE_CHECKING:
    from sim.scenario import Scenario

OTHER_THEATRE = "What the theatre does not give is the model's of 2016"
"""What stands there besides, where another pair of capitals plays."""

BRIEF = 80
"""So many characters of a change of the story stand in the foot."""


def assemble(scenario: Scenario, chosen: tuple[Plan, ...], ensemble: Ensemble, asked: tuple[Outcome, ...], how: Mapping[str, Any],
             *, groups: Groups | None = None) -> Result:
    """The result of a run; `how` is its provenance, `groups` are the worlds by which its spread is told apart."""
    pair = pair_of(scenario.composed)
    units = {name: in_own_words(quantity.unit, pair) for name, quantity in quantities().items()}
    every = ensemble.outcomes
    measured = {plan.name: every[plan.name] for plan in chosen}
    found = answers(asked, measured, units)
    told = tables(ensemble, measured) | {"bands": bands_table(split(ensemble, groups, list(measured), [outcome.name for outcome in asked]))}
    facts = manifest(scenario, chosen, ensemble, how) | seals(found)
    return Result(facts, dict(scenario.composed), found, told, ensemble.paths or None)


def tables(ensemble: Ensemble, measured: Mapping[str, Mapping[str, Array]]) -> dict[str, Any]:
    """The tables of a result, by name; `measured` is variant -> outcome -> `[world]`."""
    names, start = ensemble.names, ensemble.start
    removed = {"variance_removed": ensemble.variance_removed}
    return {
        "quantiles": series_table(ensemble.tallies, names, start),
        "differences": series_table(ensemble.differences, names, start, removed),
        "outcomes": outcomes_table(measured),
        "design": design_table(ensemble.design, [part.first + world for part in ensemble.parts if part.design for world in range(part.count)]),
        "failures": failures_table(ensemble.failures),
    }


def manifest(scenario: Scenario, chosen: tuple[Plan, ...], ensemble: Ensemble, how: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is known of how a result came about."""
    pair = pair_of(scenario.composed)
    world = (dict(pair.world.state), dict(pair.world.instruments)) if pair else ()
    run_hash = identity(scenario.composed, config_hash(), sim.__version__, how["seed"], ensemble.worlds, ensemble.variants, how["agents"], *world)
    return {
        "format": FORMAT, "name": scenario.name, "title": scenario.title, "question": scenario.question, "hash": run_hash,
        "config_hash": config_hash(), **how, "worlds": ensemble.worlds, "failures": len(ensemble.failures),
        **played(scenario, chosen, ensemble.names), "versions": versions(), **commit(),
        "foot": foot(scenario, (counted(ensemble.worlds, "world"), f"seed {how['seed']}"), how["altered"], chosen[0]),
    }


def played(scenario: Scenario, chosen: tuple[Plan, ...], names: Iterable[str]) -> dict[str, Any]:
    """What was played and is to be seen: the time, the parameters, the variants, the dated events, the recorded quantities."""
    first, pair, known = chosen[0], pair_of(scenario.composed), quantities()
    titles = {variant.name: variant.title for variant in scenario.variants}
    return {
        "start": first.start, "months": first.months, "from": month_date(first.start), "until": month_date(first.end - 1),
        "world": month_date(first.world), "run_in_months": first.start - first.world,
        "parameters": first.parameters.name, "calibrated": fitted(first),
        "variants": [{"name": plan.name, "title": titles.get(plan.name, plan.name), "is_baseline": plan is first} for plan in chosen],
        "events": [{"date": mark.date, "label": mark.label, "variant": mark.variant} for mark in marks(chosen)],
        "quantities": {item.name: {"label": in_own_words(item.label, pair), "unit": in_own_words(item.unit, pair), "low": item.low, "high": item.high}
                       for item in (known[name] for name in names)},
    }


def fitted(plan: Plan) -> bool:
    """Whether a variant plays parameter sets that were fitted to the past."""
    return plan.parameters.sets is not None


def honest(plan: Plan) -> str:
    """What is said of where the numbers of a variant come from."""
    return FITTED_FOOT if fitted(plan) else HONEST_FOOT


def foot(scenario: Scenario, counts: Iterable[str], altered: Iterable[str], first: Plan) -> str:
    """What stands under every table and picture: `counts` say how much was played; where the numbers come from, the first plan says."""
    changes = [brief(change) for change in altered]
    story = f"scenario {scenario.name}" + (f", altered: {'; '.join(changes)}" if changes else "")
    unsaid = (part for part in counts if not any(change.startswith(f"{part} instead of") for change in changes))
    elsewhere = f" {OTHER_THEATRE}." if pair_of(scenario.composed) else ""
    return f"{' · '.join([f'sim {sim.__version__}', story, *unsaid, f'configs {config_hash()[:8]}'])}. {honest(first)}.{elsewhere}"


def brief(change: str) -> str:
    """A change of the story in no more than `BRIEF` characters; the manifest has all of it."""
    line = " ".join(change.split())
    return line if len(line) <= BRIEF else f"{line[:BRIEF]}..."


def marks(chosen: Iterable[Plan]) -> list[Mark]:
    """The dated events within the horizon, each once where every variant has it."""
    dated = [(event.on, event.name, plan.name) for plan in chosen for event in plan.events if event.on and plan.start <= event.on < plan.end]
    variants = {plan.name for plan in chosen}
    found = []
    for on, name in sorted({(on, name) for on, name, _ in dated}):
        having = {variant for other_on, other_name, variant in dated if (other_on, other_name) == (on, name)}
        found += [Mark(month_date(on), name, "")] if having == variants else [Mark(month_date(on), name, one) for one in sorted(having)]
    return found
