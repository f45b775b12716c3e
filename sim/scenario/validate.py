"""Reads a tree by the schema: every fault at its place, and the sound remainder, so that later checks see as much as they can."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from sim.errors import Fault, nearest
from sim.scenario.actors import instrument_note
from sim.scenario.marks import Mark
from sim.scenario.names import instruments
from sim.scenario.numbers import shown
from sim.scenario.strict import Strict
from sim.scenario.tree import Branch, Leaf, Path, Tree, find, key_mark, plain, without_all
from sim.world.theatres import NAMES

ROUNDS = 30
"""So often the unsound parts are taken out; each round takes out at least one."""

MOST = 200
"""So many faults are told at once."""

OF_ABSENCE = frozenset({"missing-key", "one-trigger", "one-verb", "one-question", "empty-value", "unknown-setting", "bad-window", "bad-shares"})
"""What is said of something that is not there: not to be said where an unsound part was taken out."""

BUILT_IN = {"list_type": "a list", "dict_type": "a mapping"}
"""What the library finds wrong by itself."""

LISTED = ("allowed here", "it takes")
"""How a remedy begins that lists what can stand here."""

Model = TypeVar("Model", bound=Strict)


def validated(model: type[Model], tree: Branch, faults: list[Fault]) -> tuple[Model | None, Branch]:
    """The tree as the model reads it, without its unsound parts; their faults are added to the list."""
    for turn in range(ROUNDS):
        try:
            return model.model_validate(plain(tree)), tree
        except ValidationError as problem:
            errors = problem.errors(include_url=False)
            real = [error for error in errors if turn == 0 or error["type"] not in OF_ABSENCE]
            faults.extend(told(error, tree) for error in real[:MOST])
            if len(real) > MOST:
                faults.append(tree.mark.fault("more", f"there are {len(real) - MOST:,} faults more", "mend these first"))
            smaller = pruned(tree, [tuple(error["loc"]) for error in errors])
            if smaller is tree or not isinstance(smaller, Branch):
                return None, tree
            tree = smaller
    return None, tree


def steps(tree: Tree, place: tuple[str | int, ...]) -> tuple[Path, bool]:
    """The path in the tree of an error's place, without the marks of the reader; and whether it is about a key."""
    about_key = place[-1:] == ("[key]",)
    path: Path = ()
    for step in place:
        below, taken = find(tree, (*path, step))
        if taken == (*path, step) and below is not None:
            path = taken
    return path, about_key


def pruned(tree: Tree, places: list[tuple[str | int, ...]]) -> Tree:
    """The tree without what stands at some places; where a place is missing, without what should hold it."""
    return without_all(tree, {path for place in places if (path := steps(tree, place)[0])})


def told(error: Any, tree: Branch) -> Fault:
    """One error of the schema as a fault at its place."""
    context = error.get("ctx", {})
    path, about_key = steps(tree, (*error["loc"], *inner(context)))
    code, what, remedy = error["type"], context.get("what", error["msg"]), context.get("remedy", "")
    if code in BUILT_IN:
        code, what = "wrong-type", f"expected {BUILT_IN[code]} instead of {shown(error.get('input'))}"
    strange = str(error["loc"][-1]) if error["loc"] else ""
    key_fault = about_key or (code == "unknown-key" and path[-1:] == (strange,))
    mark = key_mark(tree, path) if key_fault else value_mark(tree, path, context)
    if code == "unknown-key":
        head, _, known = remedy.partition(": ")
        near = nearest(strange, known.split(", ")) if head in LISTED else ""
        remedy = f"did you mean `{near}`? {remedy}" if near else remedy
        what = f"`{strange}` is not a setting of {spelled(path[:-1]) or 'a scenario'}" if key_fault and head == LISTED[0] else what
    if code == "out-of-range":
        what, remedy = in_context(path, what, remedy)
    return mark.fault(code, what, remedy)


def inner(context: Any) -> tuple[str | int, ...]:
    """The steps from a value to the key, or the position, that is meant inside it."""
    key = context.get("key", "")
    return () if key == "" else (key, "[key]") if isinstance(key, str) else (key,)


def spelled(path: Path) -> str:
    """A path as messages write it: `events[2].effect`."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def value_mark(tree: Tree, path: Path, context: Any) -> Mark:
    """The place of a value, or of a piece of its text; of the key where the value is a mapping or a list."""
    found = find(tree, path)[0]
    if not isinstance(found, Leaf):
        return key_mark(tree, path)
    column, length = in_the_file(found, context.get("column", 0), context.get("length", 0))
    return Mark(found.mark.text, found.mark.line, found.inside + column - 1, max(1, length)) if column and found.inside else found.mark


def in_the_file(leaf: Leaf, column: int, length: int) -> tuple[int, int]:
    """A piece of a text as the file has it, where a theatre's names were replaced in it: column, counted from 1, and length."""
    moved = 0
    for own, name in zip(NAMES.finditer(leaf.said), NAMES.finditer(str(leaf.value)), strict=False):
        if name.start() >= column:
            break
        if column <= name.end():
            return own.start() + 1, len(own[0])
        moved = own.end() - name.end()
    return column + moved, length


def in_context(path: Path, what: str, remedy: str) -> tuple[str, str]:
    """A level out of range, with the name of its instrument and what 0 and 1 mean."""
    inner = path[2:] if path[:1] == ("variants",) else path
    if inner[:1] != ("actors",) or len(inner) < 3:
        return what, remedy
    row = next((".".join(map(str, inner[2:end])) for end in (4, 3) if ".".join(map(str, inner[2:end])) in instruments()), None)
    if row is None:
        return what, remedy
    return f"{row} = {what}", f"{remedy}; {instrument_note(str(inner[1]), row)}"
