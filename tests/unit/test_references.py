"""Every work that is cited stands in the bibliography, once, with author, title and year; and nothing stands there for show."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.world.numbers import sources, tables

HOME = Path(__file__).parents[2]
sys.path.insert(0, str(HOME / "docs" / "pages"))

import references_page  # noqa: E402

pybtex = pytest.importorskip("pybtex.database")

BACKGROUND = {
    "hankook_us_2025": "the same survey as hankook_thermometer, kept for the figures on the United States",
    "wong_easley_tang_2023": "how boycotts are organised, which the model does not play",
    "miura_2019": "provincial leaders, whom the model does not have",
}
"""Read for the model and cited nowhere, with the reason why it is kept."""


@pytest.fixture(scope="module")
def entries() -> Any:
    return pybtex.parse_string(references_page.bibtex(), "bibtex").entries


def named(tree: Any) -> Iterator[str]:
    """The keys under every `source:` and `sources:` of a table."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        if key == "source":
            yield from (name for name in str(value).split(", ") if name != "judgement")
        elif key == "sources" and isinstance(value, list):
            yield from value
        else:
            yield from named(value)


def cited_by_configs() -> set[str]:
    found: set[str] = set()
    for path in (HOME / "configs").rglob("*.yaml"):
        if path.parent.name != "sources":
            found |= set(named(yaml.safe_load(path.read_text(encoding="utf-8"))))
    for path in (HOME / "configs" / "history").glob("*.csv"):
        with path.open(encoding="utf-8") as rows:
            found |= {key for row in csv.DictReader(rows) for key in row["source"].split(", ")}
    return found


def cited_in_words() -> set[str]:
    """Sources that a story or a page names by key, or a rule by surname and year."""
    texts = [path.read_text(encoding="utf-8") for path in (HOME / "scenarios").glob("*.yaml")]
    texts += [path.read_text(encoding="utf-8") for path in (HOME / "docs").rglob("*.md") if path.name not in ("references.md", "parameters.md")]
    keys = {key for key in sources() if any(re.search(rf"\b{key}\b", text) for text in texts)}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (HOME / "sim").rglob("*.py"))
    return keys | {key for key, work in sources().items() if re.search(rf"{surname(work)}[^.;]*\b{work['year']}\b", code)}


def surname(work: Any) -> str:
    return re.escape(work["author"].split(",")[0])


def test_every_key_that_configs_cite_is_an_entry(entries: Any) -> None:
    assert cited_by_configs() <= set(entries)


def test_every_source_of_a_story_is_one_entry(entries: Any) -> None:
    assert set(references_page.works()) == set(entries)
    for story, key, work in references_page.cited_by_stories():
        found = {name for name, (_, known) in references_page.works().items() if references_page.same(work, known)}
        assert found and (len(found) == 1 or found <= set(sources())), f"{story}: {key}: {found}"


def test_nothing_is_uncited_without_reason() -> None:
    uncited = set(sources()) - cited_by_configs() - cited_in_words()
    assert uncited <= set(BACKGROUND), uncited - set(BACKGROUND)


def test_every_entry_has_an_author_a_title_and_a_year(entries: Any) -> None:
    assert len(entries) >= len(sources())
    for key, entry in entries.items():
        assert entry.persons.get("author") and entry.fields["title"].strip("{}") and entry.fields["year"], key


def test_persons_are_taken_apart_and_institutions_are_not(entries: Any) -> None:
    cheng_chwee, = entries["kuik_2016"].persons["author"]
    assert (cheng_chwee.last_names, cheng_chwee.first_names) == (["Kuik"], ["Cheng-Chwee"])
    japan, = entries["japan_chip_materials_2019"].persons["author"]
    assert str(japan) == "{BusinessKorea and The Japan Times}"


def test_kinds_of_works_are_told_apart(entries: Any) -> None:
    kinds = {"kuik_2016": "article", "walt_1987": "book", "reynolds_goodman_2023": "techreport", "pew_us_2023": "online", "moj_entries": "misc"}
    assert {key: entries[key].type for key in kinds} == kinds


def test_a_work_that_the_project_has_is_known_by_its_key() -> None:
    crawford = {"title": "Preventing Enemy Coalitions: How Wedge Strategies Shape Power Politics", "author": "Crawford T. W.", "year": "2011"}
    assert references_page.own_key(crawford) == "crawford_2011"
    assert references_page.own_key({"title": "Something else", "author": "Nobody", "year": "2017"}) is None


def test_no_shipped_story_declares_a_work_that_the_project_has() -> None:
    known = {(story, key): references_page.own_key(work) for story, key, work in references_page.cited_by_stories()}
    assert known and not {place: key for place, key in known.items() if key}


def test_every_entry_stands_in_one_list_of_the_page(entries: Any) -> None:
    assert set(tables("sources")) | {"a_story_alone"} == set(references_page.HEADINGS)
    filters = re.findall(r':filter: keywords % "(.+)"', references_page.render())
    for key, entry in entries.items():
        assert sum(bool(re.search(told, entry.fields["keywords"])) for told in filters) == 1, key


def test_a_caveat_of_a_source_stands_wherever_the_source_is_told_in_full(entries: Any) -> None:
    from sim.explain.manual import source_in_full

    caveats = {key: work["caveat"] for key, work in sources().items() if "caveat" in work}
    assert {"epoch_times_2026", "charm_offensive_2025"} <= set(caveats)
    for key, caveat in caveats.items():
        assert f"Caveat: {caveat}." in source_in_full(sources()[key])
        assert f"Caveat: {caveat}" in entries[key].fields["note"]
