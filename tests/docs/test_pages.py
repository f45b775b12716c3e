"""The pages of the manual keep their word: what they say to type works, what they show is what is printed, their stories are sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from typed_commands import COMMANDS, FENCED, HOME, Player, blocks_of, lines_of, same

OF_ITS_OWN_TEST = HOME / "docs" / "reference" / "scenarios.md"


def pages() -> list[Path]:
    """Every page with something to type."""
    found = [HOME / "CONTRIBUTING.md", *sorted((HOME / "docs").rglob("*.md"))]
    return [path for path in found if path != OF_ITS_OWN_TEST and any(typed(path))]


def typed(path: Path) -> list[str]:
    """The languages of the blocks that a reader types."""
    return [block.language for block in blocks_of(text_of(path)) if not block.printed and block.language in (*COMMANDS, "yaml", "python")]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def short(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


@pytest.mark.parametrize("path", pages(), ids=short)
def test_what_a_page_says_to_type_works_and_prints_what_it_shows(path: Path, tmp_path: Path) -> None:
    for block, output in Player(tmp_path).outputs(text_of(path)):
        assert same(block.shown(output)) == same(block.text), f"stale: run python docs/generate_outputs.py {short(path)}"


@pytest.mark.parametrize("path", sorted((HOME / "docs").rglob("*.md")), ids=short)
def test_every_block_of_a_page_says_what_it_is(path: Path) -> None:
    """No block escapes the tests by a language that they do not know, nor an output by a lost mark."""
    known = {*COMMANDS, "yaml", "python", "text", "r", "json", "bibtex", "{toctree}", "{glossary}", "{bibliography}", "{contents}"}
    page = text_of(path)
    fences = [line for line in page.splitlines() if line.startswith("```")]
    assert len(fences) % 2 == 0
    assert {line.removeprefix("```").split(" ")[0] for line in fences[::2]} <= known
    assert page.count("<!-- prints") == sum(found[1] is not None and found[1].startswith("prints") for found in FENCED.finditer(page))


def test_lessons_and_tasks_are_played() -> None:
    rooms = {path.parent.name for path in pages()}
    assert {"tutorial", "how_to"} <= rooms
    for room in ("tutorial", "how_to"):
        for path in (HOME / "docs" / room).glob("*.md"):
            assert path.stem in ("index", "reading_the_pictures") or typed(path), f"{short(path)} has nothing to try"


def test_a_false_output_and_a_false_command_are_found(tmp_path: Path) -> None:
    page = "```sh\nsim --version\n```\n\n<!-- prints -->\n```text\nsim, version 99\n```\n"
    [(block, output)] = Player(tmp_path).outputs(page)
    assert same(block.shown(output)) != same(block.text)
    with pytest.raises(AssertionError, match="ends with 2"):
        list(Player(tmp_path).outputs("```sh\nsim rum thaad_lift\n```\n"))
    assert lines_of("sim list   # remarks\n. .venv/bin/activate\n") == ["sim list"]
