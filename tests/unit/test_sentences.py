"""Sentences about what a world has been through: read as written, refused with a column where they cannot be read."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from sim.rules.recorded import recorded_names
from sim.rules.sentences import SentenceError, parse
from sim.world.calendar import month_number
from sim.world.trajectory import Trajectory

START = month_number("2026-02")
MONTHS = 24


@pytest.fixture
def trajectory() -> Trajectory:
    """Two worlds: in the first `engagement` falls by .02 a month from .6, in the second it stays; the core seams stand at .5."""
    found = Trajectory(recorded_names(), MONTHS, 2)
    for month in range(MONTHS + 1):
        column = np.zeros((len(found.names), 2))
        column[found.row("engagement")] = [0.6 - 0.02 * month, 0.6]
        column[found.row("seams.core")] = 0.5
        column[found.row("pressure.culture")] = [0.1, 0.7]
        found.record(column)
    return found


def held(text: str, trajectory: Trajectory, month: int) -> list[bool]:
    """Where a sentence holds."""
    return [bool(world) for world in parse(text, START).holds(trajectory, month)]


@pytest.mark.parametrize(("text", "month", "expected"), [
    ("engagement < 0.5", 5, [False, False]),                               # .6 - .10 = .50, not below
    ("engagement < 0.5", 6, [True, False]),
    ("engagement <= start - 0.10", 6, [True, False]),                      # .48 against .50
    ("engagement < start", 0, [False, False]),
    ("mean(6) of engagement < 0.52", 6, [False, False]),                   # months 1 to 6: .6 - .02 * 3.5 = .53
    ("mean(6) of engagement < 0.52", 7, [True, False]),                    # .51
    ("mean(6) of engagement < 0.9", 5, [False, False]),                    # too few months
    ("not mean(6) of engagement < 0.9", 5, [False, False]),                # nothing is said either way
    ("mean(6) of engagement <= start - 0.10", 9, [True, False]),           # .47 against .50
    ("engagement < 0.5 for 3 months", 7, [False, False]),
    ("engagement < 0.5 for 3 months", 8, [True, False]),
    ("engagement < 0.5 after month 12", 11, [False, False]),
    ("engagement < 0.5 after month 12", 12, [True, False]),
    ("engagement < 0.5 by 2026-12", 11, [True, False]),                    # the end of December 2026 is month 11
    ("engagement < 0.5 by 2026-12", 12, [False, False]),
    ("engagement < 0.5 at 2026-12", 11, [True, False]),
    ("engagement < 0.5 at 2026-12", 10, [False, False]),
    ("engagement < 0.5 at end", 24, [True, False]),
    ("engagement < 0.5 at end", 23, [False, False]),
    ("engagement < 0.5 after 2026-12", 11, [False, False]),
    ("engagement < 0.5 after 2026-12", 12, [True, False]),
    ("engagement < 0.5 and pressure.culture < 0.3", 10, [True, False]),
    ("engagement < 0.5 or pressure.culture > 0.3", 10, [True, True]),
    ("not engagement < 0.5", 10, [False, True]),
    ("not (engagement < 0.5 or pressure.culture > 0.3)", 1, [True, False]),
    ("(engagement < 0.5 and pressure.culture < 0.3) for 2 months", 7, [True, False]),
    ("engagement < seams.core - 0.1", 12, [True, False]),                  # .36 against .40
    ("engagement - seams.core < start - 0.05", 3, [True, False]),          # .04 against .05
    ("beijing.pressure.culture < 0.3", 0, [True, False]),
    ("engagement > -1", 0, [True, True]),
])
def test_it_holds_where_it_should(text: str, month: int, expected: list[bool], trajectory: Trajectory) -> None:
    assert held(text, trajectory, month) == expected


@pytest.mark.parametrize(("text", "column", "part"), [
    ("", 1, "expected a quantity"),
    ("engagment < 0.5", 1, "did you mean `engagement`"),
    ("engagement < 0.5 and seams.taivan > 0.2", 22, "did you mean `seams.taiwan`"),
    ("engagement", 11, "expected a comparison"),
    ("engagement = 0.5", 12, "never exactly equal"),
    ("engagement < ", 14, "expected a quantity or a number"),
    ("engagement < 0.5 0.6", 18, "should end"),
    ("0.3 < 0.5", 1, "names no quantity"),
    ("start < 0.5", 1, "left side"),
    ("mean 6 of engagement < 0.5", 6, "expected `(`"),
    ("mean(0) of engagement < 0.5", 6, "whole number of months"),
    ("mean(6) engagement < 0.5", 9, "expected `of`"),
    ("engagement < 0.5 for six months", 22, "whole number"),
    ("engagement < 0.5 for 6", 23, "expected `months`"),
    ("engagement < 0.5 by 2026-13", 21, "YYYY-MM"),
    ("engagement < 0.5 by 2025-12", 21, "before the start"),
    ("(engagement < 0.5", 18, "not closed"),
    ("engagement < 0.5 & crises > 1", 18, "cannot read `&`"),
    ("engagement < 0.5 and crises >= 1 for 6 months", 34, "parentheses"),
    ("engagement < 0.5 or crises >= 1 after month 12", 33, "parentheses"),
    ("not engagement < 0.5 for 6 months", 22, "parentheses"),
    ("not " * 60 + "engagement < 0.5", 161, "too deep"),
    ("__import__('os')", 12, "cannot read"),
])
def test_it_is_refused_at_its_column(text: str, column: int, part: str) -> None:
    with pytest.raises(SentenceError) as refusal:
        parse(text, START)
    assert refusal.value.column == column
    assert part in f"{refusal.value.what} {refusal.value.remedy}"


def test_it_knows_the_quantities_that_it_reads() -> None:
    sentence = parse("mean(6) of pressure.culture < 0.3 and recovery.culture > start", START)
    assert sentence.quantities == {"pressure.culture", "recovery.culture"}


def test_it_travels_to_other_processes() -> None:
    sentence = parse("not (engagement < 0.5 for 3 months) or crises >= 1", START)
    assert pickle.loads(pickle.dumps(sentence)) == sentence
