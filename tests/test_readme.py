"""The README keeps its word: what it links to is there, and what it says to type works."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typed_commands import FENCED, HOME, NOT_PLAYED, WORLDS, blocks_of, lines_of, short, words_of

README = (HOME / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return [block.text for block in blocks_of(README) if block.language == language]


def command_lines() -> list[str]:
    """What the README says to type, as it stands: lines of code blocks, and commands in a sentence that leave nothing open."""
    typed = [line for block in blocks("") for line in lines_of(block)]
    spoken = [re.sub(r"\s+", " ", text) for text in re.findall(r"`([^`]+)`", FENCED.sub("", README))]
    whole = [text for text in spoken if text.startswith("sim ") and "..." not in text and "COMMAND" not in text and text != "sim check"]
    return [line for line in (*typed, *whole) if words_of(line)[0] not in NOT_PLAYED]


def links() -> list[str]:
    """The files and folders that the README links to or shows."""
    found = re.findall(r"\]\(([^)\s]+)\)", FENCED.sub("", README))
    return sorted({link.split("#")[0] for link in found if not re.match(r"[a-z]+:", link)} - {""})


def tracked() -> set[str] | None:
    """Every file and folder that git keeps; None outside a checkout."""
    if not (HOME / ".git").exists() or shutil.which("git") is None:
        return None
    done = subprocess.run(["git", "ls-files", "-z"], cwd=HOME, capture_output=True, text=True, check=False)
    files = [Path(name) for name in done.stdout.split("\0") if name]
    return {path.as_posix() for file in files for path in (file, *file.parents)} if done.returncode == 0 else None


# Links


@pytest.mark.parametrize("link", links())
def test_every_link_leads_to_a_file_that_is_there(link: str) -> None:
    assert (HOME / link).exists()


@pytest.mark.parametrize("link", links())
def test_every_link_leads_to_a_file_that_git_keeps(link: str) -> None:
    kept = tracked()
    if kept is None:
        pytest.skip("no git checkout here")
    assert link.rstrip("/") in kept


def test_the_first_block_is_the_two_commands() -> None:
    assert blocks("")[0].splitlines() == ["python3 dev.py run scenarios/thaad_lift.yaml", "python3 dev.py test"]


# Commands


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, subprocess.CompletedProcess[str]]:
    """Every command and every Python block, played with few worlds in a folder of their own; what needs a result comes last."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(HOME / "scenarios", folder / "scenarios", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "my_file.py").write_text(own_capital(), encoding="utf-8")
    calls = {line: [sys.executable, "-m", "sim.cli", *short(words_of(line))] for line in command_lines()}
    calls |= {block: [sys.executable, "-c", re.sub(r"worlds=\d+", f"worlds={WORLDS}", block)] for block in blocks("python")}
    late = [call for call in calls if call in command_lines() and words_of(call)[0] == "plot"]
    with ThreadPoolExecutor(2) as pool:
        early = [call for call in calls if call not in late]
        finished = dict(zip(early, pool.map(lambda call: play(calls[call], folder), early), strict=True))
    return finished | {call: play(calls[call], folder) for call in late}


def play(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    own = {"SIM_RESULTS": str(folder / "results"), "PYTHONPATH": os.pathsep.join(filter(None, [str(HOME), os.environ.get("PYTHONPATH", "")]))}
    return subprocess.run(command, cwd=folder, env=os.environ | own, capture_output=True, text=True, check=False)


def own_capital() -> str:
    """The class of the README's block, as a file of its own: imports and classes."""
    block = next(text for text in blocks("python") if "sim.Capital" in text)
    kept = [node for node in ast.parse(block).body if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef)]
    return "\n".join(ast.unparse(node) for node in kept)


@pytest.mark.parametrize("line", command_lines())
def test_every_command_works(done: dict[str, subprocess.CompletedProcess[str]], line: str) -> None:
    assert done[line].returncode == 0, done[line].stdout + done[line].stderr
    assert "overruled" not in done[line].stderr


@pytest.mark.parametrize("block", blocks("python"), ids=["answers", "own capital"])
def test_every_block_of_python_works(done: dict[str, subprocess.CompletedProcess[str]], block: str) -> None:
    assert done[block].returncode == 0, done[block].stderr


def test_nothing_of_the_readme_is_left_out() -> None:
    assert len(command_lines()) >= 7
    assert len(blocks("python")) == 2
