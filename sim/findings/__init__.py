"""WHAT A RUN FINDS, IN SENTENCES: the one answer that leads a report, a workbook and a page of an export, and what must stand beside it.

`leading` chooses what is said first, `answer` says it, `words` writes its numbers with no more digits than their interval bears.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.results.result import Result


def answer_sentence(result: Result) -> str:
    """The answer of a run in one sentence, in the words of its theatre: the difference to the baseline with its sampling interval."""
    from sim.findings.answer import answer
    from sim.findings.leading import Told
    from sim.world.theatres import speaker

    words = speaker(result.scenario) or str
    return words(answer(Told(result)))
