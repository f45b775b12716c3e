"""Checks what a story asks and what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.scenario.expect import ExpectationError, check_expectation
from sim.scenario.notes import Frame, Note
from sim.scenario.schema import File
from sim.world.calendar import month_date


def check_questions(file: File, frame: Frame, variants: Sequence[str], outcomes: Sequence[str]) -> Iterator[Note]:
    """Outcomes and expectations; `variants` and `outcomes` are the names that the file gives, sound or not."""
    for name, question in file.outcomes.items():
        if question.chance_of and (note := frame.sentence(("outcomes", name, "chance_of"), question.chance_of)):
            yield note
        for key, month in (("by", question.by), ("at", question.at)):
            if isinstance(month, int):
                yield from check_month(("outcomes", name, key), month, frame)
    for number, expected in enumerate(file.expect):
        try:
            check_expectation(expected.that, variants, outcomes)
        except ExpectationError as problem:
            yield Note(("expect", number, "that"), "bad-expectation", problem.what, problem.remedy, column=problem.column, length=problem.length)


def check_month(path: tuple[str, ...], month: int, frame: Frame) -> Iterator[Note]:
    """A month at which an outcome is asked."""
    if month < frame.start:
        yield Note(path, "before-start", f"{month_date(month)} is before the start, {month_date(frame.start)}", "ask about a month of the story")
    elif month >= frame.end:
        last = month_date(frame.end - 1)
        yield Note(path, "after-horizon", f"{month_date(month)} is after the last month, {last}", f"the answer will be that of {last}", warning=True)
