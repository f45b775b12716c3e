"""What a story asks and what is expected of it, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.explain.english import likelihood, number, percent, quoted, sentence, short_citation
from sim.explain.labels import spoken
from sim.explain.sentences import Telling
from sim.scenario.expect import Piece, sides, size
from sim.scenario.numbers import confidence_said
from sim.scenario.read import Scenario
from sim.world.numbers import sources

HIGHER = {"<": ("lower", "less likely"), "<=": ("not higher", "not likelier"), ">": ("higher", "likelier"), ">=": ("not lower", "not less likely")}
"""How one side lies to the other: of a quantity, and of a chance."""

BEYOND = {"<": "below", "<=": "at or below", ">": "above", ">=": "at or above"}


def outcome(name: str, entry: Mapping[str, Any], telling: Telling) -> str:
    """One outcome: its label, and what it asks."""
    headline = " (a headline)" if entry.get("headline") else ""
    return f"{quoted(label(name, entry))}{headline}: {telling.asked(entry)}."


def tracked(name: str, entry: Mapping[str, Any]) -> str:
    """A quantity that is followed: its label, and what it is where the label says it otherwise."""
    said, what = label(name, entry), spoken(str(entry["track"]))
    return quoted(said) + ("" if words_in(what) <= words_in(said) else f" ({what})")


def words_in(said: str) -> set[str]:
    """The words of a label that carry its meaning."""
    return {word.removesuffix("'s") for word in said.lower().replace("-", " ").replace(",", " ").split()} - {"the", "of", "and", "between", "on"}


def label(name: str, entry: Mapping[str, Any]) -> str:
    """What an outcome is called."""
    return str(entry.get("label") or name.replace("_", " "))


def expectation(entry: Mapping[str, Any], story: Scenario) -> str:
    """One expectation: what, by whom, how sure, and whether the model is known not to give it."""
    said = sentence(expected(str(entry["that"]), story))
    because, sure = str(entry.get("because", "")), entry.get("confidence")
    if because:
        said += f" So says {whom(because, story)}." if known(because, story) else f" The reason: {sentence(because)}"
    if sure is not None:
        word, _, probability = confidence_said(sure).partition(", ")
        said += f" It is held to be {f'{word}, {probability}' if probability else likelihood(word)}."
    if entry.get("does_not_hold"):
        said += f" The model does not give this: {sentence(str(entry['does_not_hold']))}"
    return said


def known(key: str, story: Scenario) -> bool:
    """Whether a reason is the key of a source."""
    return key in story.sources or key in sources()


def whom(key: str, story: Scenario) -> str:
    """Who stands behind a source of the story or of the project, and when."""
    return short_citation(story.sources[key] if key in story.sources else sources()[key])


def expected(that: str, story: Scenario) -> str:
    """An expectation as a phrase: two outcomes compared, or one with a number, or whatever else it adds up."""
    left, sign, right = sides(that)
    if [kind for kind, *_ in left] == ["name"] and right and right[0][0] == "name" and len(right) in (1, 3):
        away = offset(right[1:])
        if away is not None and outcome_of(left[0][1]) == outcome_of(right[0][1]):
            return same_outcome(left[0][1], sign, (right[0][1], away), story)
    return f"{added(left, story)} is {BEYOND[sign]} {added(right, story)}"


def offset(rest: list[Piece]) -> float | None:
    """What is added to the right side; None where that is no number."""
    if not rest:
        return 0.0
    (kind, sign, _), (second, piece, _) = rest
    return (1 if sign == "+" else -1) * size(piece) if (kind, second) == ("sign", "number") else None


def outcome_of(name: str) -> str:
    """The outcome in VARIANT.OUTCOME."""
    return name.partition(".")[2]


def same_outcome(left: str, sign: str, right: tuple[str, float], story: Scenario) -> str:
    """One outcome in two variants: `likelier in "A" than in "B"`."""
    (first, name), (second, _), away = left.split("."), right[0].split("."), right[1]
    entry = story.outcomes[name]
    chance = bool(entry.get("chance_of"))
    there, here = quoted(title(second, story)), quoted(title(first, story))
    if away == 0:
        return f"{quoted(label(name, entry))} is {HIGHER[sign][chance]} in {here} than in {there}"
    much = f"{100 * abs(away):.4g} percentage points" if chance else number(abs(away))
    if (away > 0) == (sign[0] == ">"):
        least = "at least" if "=" in sign else "more than"
        return f"{quoted(label(name, entry))} is {HIGHER[sign[0]][chance]} in {here} than in {there}, by {least} {much}"
    return f"{quoted(label(name, entry))} in {here} is {'higher than' if away < 0 else 'lower than'} in {there}, or less than {much} away from it"


def added(side: list[Piece], story: Scenario) -> str:
    """A side of an expectation with its parts in words."""
    words = {"+": "plus", "-": "minus"}
    return " ".join(words.get(piece, piece) if kind == "sign" else operand(kind, piece, side, story) for kind, piece, _ in side)


def operand(kind: str, piece: str, side: list[Piece], story: Scenario) -> str:
    """An outcome of a variant, or a number."""
    if kind == "number":
        return percent(size(piece)) if "%" in piece else number(size(piece))
    variant, _, name = piece.partition(".")
    entry = story.outcomes[name]
    what = f"the chance of {quoted(label(name, entry))}" if entry.get("chance_of") else quoted(label(name, entry))
    return f"{what} in {quoted(title(variant, story))}"


def title(variant: str, story: Scenario) -> str:
    """The title of a variant."""
    return next((each.title for each in story.variants if each.name == variant), variant)
