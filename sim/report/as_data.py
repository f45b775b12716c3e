"""What a report says, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.report.model import Document
from sim.report.past import other_numbers
from sim.results.result import Result
from sim.results.sweep import SweepResult


def data(made: Document, results: Sequence[Result | SweepResult], place: Path) -> dict[str, Any]:
    """The sentences of the briefs, the sections, and where the file lies."""
    parts = []
    for part in made.parts:
        told = part.brief
        parts.append({"title": told.title, "question": told.question, "answer": told.answer, "beside": list(told.beside),
                      "numbers": [asdict(count) for count in told.counts], "limits": list(told.limits), "changes": told.changes,
                      "citation": told.foot, "sections": [section.title for section in part.sections]})
    return {"file": str(place), "title": made.title, "theme": made.theme, "bytes": place.stat().st_size, "parts": parts,
            "results": [str(found.folder) if found.folder else None for found in results],
            "skill_of_other_numbers": [other_numbers(found) for found in results]}
