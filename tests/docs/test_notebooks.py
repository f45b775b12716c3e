"""The notebooks of the manual: they play from the first cell to the last, and are kept as they are before anybody plays them."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from typed_commands import HOME

FOLDER = HOME / "docs" / "tutorials"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def short(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", NOTEBOOKS, ids=short)
def test_a_notebook_plays_and_shows_tables_and_pictures(path: Path, tmp_path: Path) -> None:
    played = NotebookClient(read(path), timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [output for cell in played.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output.text for output in shown if output.output_type == "stream" and output.name == "stderr"]
    kinds = [kind for output in shown for kind in output.get("data", {})]
    assert kinds.count("image/png") >= 2
    assert any("<caption" in output.get("data", {}).get("text/html", "") for output in shown)
    assert list(tmp_path.iterdir()) == [], "a notebook leaves nothing beside it"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=short)
def test_a_notebook_is_sound_kept_without_outputs_and_ends_with_exercises(path: Path) -> None:
    kept = read(path)
    nbformat.validate(kept)
    code = [cell for cell in kept.cells if cell.cell_type == "code"]
    assert not [cell for cell in code if cell.outputs or cell.execution_count]
    assert "## Exercises" in kept.cells[-1].source
    assert set(json.loads(path.read_text(encoding="utf-8"))["metadata"]) == {"kernelspec", "language_info"}


def test_the_page_of_the_notebooks_offers_each() -> None:
    page = (HOME / "docs" / "tutorial" / "notebooks.md").read_text(encoding="utf-8")
    assert NOTEBOOKS
    for path in NOTEBOOKS:
        assert f"(../tutorials/{path.name})" in page
