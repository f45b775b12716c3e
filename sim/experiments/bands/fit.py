"""What a straight line through the parameters says about an outcome: the part of their doing that all worlds of a run can tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.rows import Array


@dataclass(frozen=True)
class Fit:
    """Outcomes fitted to parameters by least squares with a penalty, `penalty` worlds without any effect being added to those seen.

    `left_out[world, outcome]` is what the fit to all other worlds says about a world that it was made from, NaN for the rest;
    `said[world, outcome]` what the fit to all of them says about any world.

    Source: Hoerl and Kennard 1970, Ridge regression, Technometrics 12.
    """

    left_out: Array
    said: Array


def fitted(parameters: Array, outcomes: Array, seen: NDArray[np.bool_], penalty: float) -> Fit:
    """Fit outcomes `[world, outcome]` to parameters `[world, parameter]` in the worlds `seen`."""
    left_out, said = np.full(outcomes.shape, np.nan), np.zeros(outcomes.shape)
    left_out[seen] = 0.0
    spread = parameters[seen].std(axis=0) if seen.any() else np.zeros(parameters.shape[1])
    varied = spread > 0
    if not varied.any() or seen.sum() < 2:
        return Fit(left_out, said)
    design = (parameters[:, varied] - parameters[seen][:, varied].mean(axis=0)) / spread[varied]
    known, middle = design[seen], outcomes[seen].mean(axis=0)
    inverse = np.linalg.inv(known.T @ known + penalty * np.eye(known.shape[1]))
    said = design @ (inverse @ (known.T @ (outcomes[seen] - middle)))
    own = (1 / len(known) + ((known @ inverse) * known).sum(axis=1))[:, None]
    others = middle + (middle - outcomes[seen]) / (len(known) - 1)
    left_out[seen] = (said[seen] + middle - own * outcomes[seen]) / (1 - own) - others
    return Fit(left_out, said)
