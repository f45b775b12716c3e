"""Dask's own workers may be slow to start: they are tried again, and then it is said."""

from typing import Any

import pytest

from sim.engine.executors import own_cluster
from sim.errors import RunError


class Slow:
    """A cluster that does not start the first so many times."""

    late = 0

    def __init__(self, **settings: Any) -> None:
        assert settings["host"] == "127.0.0.1"
        if Slow.late:
            Slow.late -= 1
            raise RuntimeError("Nanny failed to start.")


def test_workers_that_do_not_start_are_tried_once_more() -> None:
    Slow.late = 1
    assert isinstance(own_cluster(Slow, 2), Slow)


def test_workers_that_never_start_are_a_clear_line() -> None:
    Slow.late = 5
    with pytest.raises(RunError, match="workers do not start: Nanny failed to start"):
        own_cluster(Slow, 2)
