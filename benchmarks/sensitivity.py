"""What an analysis of sensitivity costs beside SALib's `analyze`, with the same values from the same resamples, both in one go."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from statistics import median

import numpy as np
from timing import Figure, seconds

from sim.experiments.sensitivity.resampling import estimates, weights
from sim.experiments.sensitivity.sobol import Matrices, sobol

PARAMETERS, ROWS, OUTCOMES, MONTHS, RESAMPLES = 12, 1024, 20, 60, 100
"""The analysis that is timed: every outcome at every month, first and total order (and the second where it is said) with intervals."""

EQUAL = 1e-10
"""How far values may be apart."""

BAR = 20
"""How many times faster it is to be, per outcome and month."""


def beside_salib(repeats: int) -> Iterator[Figure]:
    """The ratio without and with the second order; stops where the values are not the same. Nothing where SALib is not installed."""
    if find_spec("SALib") is None:
        return
    for second, name in ((False, "first and total order"), (True, "    with the second order")):
        y = answers(second)
        distance = apart(y, second)
        if not distance < EQUAL:
            raise SystemExit(f"the indices have left those of SALib by {distance}")
        columns = y.shape[1]
        one, all_of_them = partial(theirs, y[:, 0], second), partial(ours, y, second)
        ratio = median(columns * seconds(one) / seconds(all_of_them) for _ in range(repeats))
        what = f"Sobol of {PARAMETERS} parameters, N = {ROWS:,}, {columns:,} outcome-months: {name}" if not second else name
        yield Figure(what, ratio, "times faster than SALib", BAR, at_least=True)


def answers(second: bool) -> np.ndarray:
    """Answers in SALib's order of points, `[point, column]`: sums and products of the parameters, each column with weights of its own."""
    from scipy.stats import qmc

    both = qmc.Sobol(2 * PARAMETERS, seed=1).random(ROWS)
    a, b = both[:, :PARAMETERS], both[:, PARAMETERS:]
    crossed = [swapped(one, other, place) for one, other in ((a, b), (b, a))[: 1 + second] for place in range(PARAMETERS)]
    points = np.stack([a, *crossed, b], axis=1).reshape(-1, PARAMETERS)
    weight = np.random.default_rng(2).random((PARAMETERS, OUTCOMES * MONTHS))
    return points @ weight + np.sin(6 * points[:, :1]) * points[:, 1:2] * weight[:1]


def swapped(one: np.ndarray, other: np.ndarray, place: int) -> np.ndarray:
    """A matrix with one column of another."""
    found = one.copy()
    found[:, place] = other[:, place]
    return found


def theirs(y: np.ndarray, second: bool) -> dict[str, np.ndarray]:
    """SALib's analysis of one column."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze import sobol as salib

        problem = {"num_vars": PARAMETERS, "names": [f"x{place}" for place in range(PARAMETERS)], "bounds": [[0, 1]] * PARAMETERS}
        found: dict[str, np.ndarray] = salib.analyze(problem, y, calc_second_order=second, num_resamples=RESAMPLES, seed=5)
    return found


def ours(y: np.ndarray, second: bool) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Our analysis of all columns: values and halves of intervals."""
    rows = np.moveaxis(y.reshape(ROWS, -1, y.shape[1]), 1, 0)
    ba = rows[1 + PARAMETERS : -1] if second else None
    chosen = np.random.default_rng(5).integers(ROWS, size=(ROWS, RESAMPLES)).T
    found = sobol(Matrices(rows[0], rows[-1], rows[1 : 1 + PARAMETERS], ba), weights(chosen))
    known = {name: estimates(values) for name, values in found.items()}
    return {name: (one.value, one.half) for name, one in known.items()}


def apart(y: np.ndarray, second: bool) -> float:
    """The largest difference to SALib in the first column, of values and intervals."""
    one, other, above = ours(y, second), theirs(y[:, 0], second), np.triu_indices(PARAMETERS, 1)
    names = {"first": "S1", "total": "ST"} | ({"second": "S2"} if second else {})
    return max(
        float(np.abs(part[:, 0] - (other[their] if name != "second" else other[their][above])).max())
        for name, key in names.items() for part, their in zip(one[name], (key, f"{key}_conf"), strict=True)
    )
