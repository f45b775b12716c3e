"""What a user means by a word: a result, or a story."""

from __future__ import annotations

from pathlib import Path

from sim.errors import UsageError
from sim.results import find
from sim.results.result import Result
from sim.scenario.files import instead, locate


def is_result(text: str, root: Path | None = None) -> bool:
    """Whether a word means a result rather than a story; raises `UsageError` where it is neither, or fits several results."""
    if text.startswith("@") or find.is_result(Path(text)):
        return True
    if locate(text) is not None:
        return False
    try:
        find.find(text, root=root)
    except UsageError as error:
        if any(find.begins(folder.name, text) for folder in find.listing(root or find.results_root())):
            raise
        near = next((remedy for remedy in (instead(text), error.remedy) if remedy.startswith("did")), "see: sim list; or @last, @SCENARIO")
        raise UsageError(f"`{text}` is neither a scenario nor a result", remedy=near) from error
    return True


def result_meant(text: str) -> Result | None:
    """The result of a run that is meant; None where a story is. Raises `UsageError` where neither is to be found."""
    return Result.load(find.find(text, find.RUN)) if is_result(text) else None
