"""Parameters are replaced whole, or for one label of their axis."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import UsageError
from sim.world.axes import CHANNELS
from sim.world.parameters import defaults

COST = "beijing.sender_cost"


def test_one_label_of_a_parameter_is_replaced() -> None:
    changed = defaults().changed({f"{COST}.finance": 0.25})
    assert changed.value(f"{COST}.finance") == pytest.approx(0.25)
    others = [label for label in CHANNELS if label != "finance"]
    assert [float(changed.value(f"{COST}.{label}")[0]) for label in others] == [float(defaults().value(f"{COST}.{label}")[0]) for label in others]


def test_one_label_may_differ_between_worlds() -> None:
    drawn = np.array([0.1, 0.2, 0.3])
    changed = defaults().changed({f"{COST}.goods": drawn})
    assert changed.value(COST).shape == (len(CHANNELS), 3)
    assert (changed.value(f"{COST}.goods") == drawn).all()


@pytest.mark.parametrize("name", ["beijing.sender_costs", f"{COST}.bonds", "choice.precision.culture"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        defaults().changed({name: 1.0})
