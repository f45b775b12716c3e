"""A person plays a capital: five lines, one world or a thousand, one worker or two."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import numpy as np
import pytest

from sim.engine.simulate import simulate
from sim.engine.theatre import Theatre
from sim.errors import UsageError
from sim.world.axes import CAPITALS
from sim.world.shocks import Shocks
from tests.agreement.my_seoul import MySeoul
from tests.agreement.test_one_world_or_many import last
from tests.stories import plan

HERE = Path(__file__).parent
STORY = plan(months=12, doctrines=dict.fromkeys(CAPITALS, "strategic"), levels={"pressure.culture": {1: 0.9, 7: 0.1}}, jitter=0.15)
FILE = f"{HERE / 'my_seoul.py'}:MySeoul"


@pytest.mark.parametrize("worlds", [1, 1000])
def test_it_plays_any_number_of_worlds(worlds: int) -> None:
    run = simulate((STORY,), worlds=worlds, seed=3, outcomes=last, agents={"seoul": MySeoul})
    names, mean = run.names, run.tallies["story"].mean()
    assert not run.failures
    assert mean[names.index("posture.seoul.align"), 3] == 1
    assert mean[names.index("posture.seoul.pragmatic"), 12] == 1
    assert mean[names.index("hedging.indirect_balancing"), 6] > mean[names.index("hedging.indirect_balancing"), 0]


def test_a_file_and_a_class_give_the_same_under_one_worker_and_two() -> None:
    casts = ((MySeoul, 1), (FILE, 2), (MySeoul, 2))
    runs = [simulate((STORY,), worlds=600, seed=3, outcomes=last, agents={"seoul": cast}, jobs=jobs) for cast, jobs in casts]
    totals = [run.tallies["story"].total for run in runs]
    assert np.array_equal(totals[0], totals[1])
    assert np.array_equal(totals[0], totals[2])


@pytest.mark.parametrize(
    ("cast", "says"),
    [("nowhere.py:MySeoul", "no file"), (f"{HERE / 'my_seoul.py'}:Seoul", "not a subclass"), ("MySeoul", "no file")],
)
def test_a_cast_that_is_not_there_is_a_clear_error(cast: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Theatre(STORY, Shocks(3, 0, 1), {"seoul": cast})


def test_a_posture_that_seoul_does_not_have_names_the_nearest() -> None:
    theatre = Theatre(STORY, Shocks(3, 0, 1), {"seoul": MySeoul})
    seoul = next(iter(theatre.agents))
    with pytest.raises(UsageError, match="did you mean `align`"):
        seoul.aim("aling")


def test_one_world_offers_mesas_collector_and_a_frame_of_agents() -> None:
    theatre = Theatre(STORY, Shocks(3, 0, 1), collect=True)
    theatre.play()
    assert theatre.datacollector is not None
    months, agents = theatre.datacollector.get_model_vars_dataframe(), theatre.datacollector.get_agent_vars_dataframe()
    assert len(months) == 12
    assert months["cohesion_us_rok"].between(0, 1).all()
    assert sorted(set(agents["capital"])) == sorted(CAPITALS)


def test_a_closed_theatre_frees_its_memory() -> None:
    theatre = Theatre(STORY, Shocks(3, 0, 10))
    theatre.play()
    gone = weakref.ref(theatre)
    theatre.close()
    del theatre
    gc.collect()
    assert gone() is None
