"""The generated pages of the manual say what the rules and the tables say now."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_generated_pages_are_fresh() -> None:
    done = subprocess.run([sys.executable, str(DOCS / "generate.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_pictures_are_not_drawn_by_who_asks_for_help() -> None:
    for words, code in ((["--help"], 0), (["thaad_lift"], 2)):
        done = subprocess.run([sys.executable, str(DOCS / "generate_figures.py"), *words], capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == code and "usage: generate_figures.py" in done.stdout + done.stderr
