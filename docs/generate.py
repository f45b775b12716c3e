"""Write the pages of the manual that come from the rules and from configs/: those in `PAGES`.

    python docs/generate.py            writes the pages
    python docs/generate.py --check    writes nothing; exit code 1 where a page is stale
"""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER / "pages"))

import commands_page  # noqa: E402
import glossary_page  # noqa: E402
import model_page  # noqa: E402
import odd_page  # noqa: E402
import parameters_page  # noqa: E402
import references_page  # noqa: E402

PAGES = {
    "explanation/odd.md": odd_page.render,
    "reference/commands.md": commands_page.render,
    "reference/glossary.md": glossary_page.render,
    "reference/model.md": model_page.render,
    "reference/parameters.md": parameters_page.render,
    "reference/references.bib": references_page.bibtex,
    "reference/references.md": references_page.render,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or say which are stale."""
    texts = {FOLDER / name: render() for name, render in PAGES.items()}
    stale = [path for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.name} is stale: run python docs/generate.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(texts[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
