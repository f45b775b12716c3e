"""Writes into the pages what their commands print: every block after `<!-- prints -->` (see `tests/typed_commands.py`).

    python docs/generate_outputs.py [PAGE ...]      for example docs/tutorial/your_first_run.md; without a name all pages
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME / "tests"))

from typed_commands import Player, same  # noqa: E402


def main(pages: list[str]) -> None:
    """Play the pages and write what has changed."""
    for path in [Path(page) for page in pages] or sorted((HOME / "docs").rglob("*.md")):
        page = path.read_text(encoding="utf-8")
        if "<!-- prints" in page:
            path.write_text(filled(page), encoding="utf-8")


def filled(page: str) -> str:
    """A page with its outputs as they are now; one that differs in hashes and seconds alone stays."""
    with tempfile.TemporaryDirectory() as folder:
        for block, output in reversed(list(Player(Path(folder)).outputs(page))):
            new = block.shown(output)
            if same(new) != same(block.text):
                page = page[: block.start] + new + page[block.start + len(block.text) :]
    return page


if __name__ == "__main__":
    main(sys.argv[1:])
