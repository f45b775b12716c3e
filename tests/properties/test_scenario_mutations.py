"""Whatever is done to a scenario file, reading it gives a scenario or a `ScenarioError`, never anything else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.rules.sentences import SentenceError, parse
from sim.scenario import Scenario, load
from sim.scenario.build import plans
from sim.scenario.files import shipped, shipped_path

TREES = [load(name).composed for name in shipped()]
TEXTS = [shipped_path(name).read_text(encoding="utf-8") for name in shipped()]
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12),
    st.sampled_from(["0.2..0.5", "2026-13", "2026-02", "end", "likely", "wide", "history", "NO", "strategic"]),
    st.sampled_from(["seams.core < 0.3", "lift.drift > hold.drift", "mean(6) of engagement < start for 3 months"]),
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=6)
PIECES = st.sampled_from([*"{}[]:#!|>'\"\t\n\x00é~%", "- ", "  ", "&a", "*a", "1e3", "NO", "---"])
SETTINGS = ["beijing.pressure.culture", "time.months", "events", "variants.hold", "parameters.set", "outcomes.drift.by", "runs.seed", "x", ""]
WORDS = ["engagement", "seams.core", "<", ">=", "0.3", "start", "mean(6) of", "(", ")", "and", "or", "not", "for 6 months", "by 2027-01",
         "after month 12", "at end", "-", "+", "x.y", "2026-02"]


def read(text: str, *sets: str) -> Scenario | None:
    """The scenario of a text, and its plans; None where it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "story.yaml"
        file.write_text(text, encoding="utf-8")
        try:
            scenario = load(str(file), sets)
        except ScenarioError as refusal:
            assert any(not fault.warning for fault in refusal.faults)
            assert all(fault.where and fault.what for fault in refusal.faults)
            return None
        assert plans(scenario)
        return scenario


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested mappings and lists."""
    found = [path]
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        found += places(value, (*path, key))
    return found


def changed(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The tree with another value at a place."""
    if not path:
        return value
    inner = {key: (changed(entry, path[1:], value) if key == path[0] else entry) for key, entry in (
        tree.items() if isinstance(tree, dict) else enumerate(tree))}
    return inner if isinstance(tree, dict) else list(inner.values())


@settings(deadline=None)
@given(tree=st.sampled_from(TREES), data=st.data())
def test_another_value_anywhere(tree: Any, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        tree = changed(tree, data.draw(st.sampled_from(places(tree))), data.draw(VALUES))
    read(yaml.safe_dump(tree, allow_unicode=True))


@settings(deadline=None)
@given(tree=st.sampled_from(TREES), data=st.data())
def test_a_key_taken_from_elsewhere(tree: Any, data: st.DataObject) -> None:
    mappings = [place for place in places(tree) if isinstance(at(tree, place), dict)]
    home, source = data.draw(st.sampled_from(mappings)), data.draw(st.sampled_from(places(tree)))
    added = {**at(tree, home), str(source[-1]) if source else "x": at(tree, source)}
    read(yaml.safe_dump(changed(tree, home, added), allow_unicode=True))


def at(tree: Any, path: tuple[Any, ...]) -> Any:
    """What stands at a place."""
    for step in path:
        tree = tree[step]
    return tree


@settings(deadline=None)
@given(text=st.sampled_from(TEXTS), cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), PIECES), min_size=1, max_size=3))
def test_a_text_cut_and_patched_anywhere(text: str, cuts: list[tuple[float, int, str]]) -> None:
    for share, length, piece in cuts:
        place = int(share * len(text))
        text = text[:place] + piece + text[place + length :]
    read(text)


@settings(deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    read(text.encode("utf-8", "replace").decode("utf-8"))


@settings(deadline=None)
@given(name=st.sampled_from(SETTINGS), value=st.text(max_size=20) | st.sampled_from(["0.5", "{2026-02: 1}", "[]", "{}", "likely", "end"]))
def test_any_setting_at_all(name: str, value: str) -> None:
    read(TEXTS[shipped().index("thaad_lift")], f"{name}={value}")


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_sentence_at_all(words: list[str]) -> None:
    try:
        sentence = parse(" ".join(words), 24312)
    except SentenceError as problem:
        assert 1 <= problem.column <= len(" ".join(words)) + 1
    else:
        assert sentence.quantities
