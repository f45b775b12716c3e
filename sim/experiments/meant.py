"""What a user means by a word: a result, or a story."""

from __future__ import annotations

from pathlib import Path

from sim.errors import UsageError
from sim.results.find import begins, find, listing, results_root
from sim.results.result import Result
from sim.scenario.files import instead, locate


def result_meant(text: str) -> Result | None:
    """The result that is meant; None where a story is. Raises `UsageError` where neither is to be found."""
    if text.startswith("@") or (Path(text) / "manifest.json").is_file():
        return Result.load(find(text, "run"))
    if locate(text) is not None:
        return None
    try:
        return Result.load(find(text, "run"))
    except UsageError as error:
        if any(begins(folder.name, text) for folder in listing(results_root())):
            raise
        near = instead(text)
        remedy = near if near.startswith("did") else f"{near}; or @last, @SCENARIO"
        raise UsageError(f"`{text}` is neither a scenario nor a result", remedy=remedy) from error
