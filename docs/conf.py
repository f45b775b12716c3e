"""How the manual is built: `python3 dev.py docs`, or `sphinx-build -W -n docs build/docs`. Nothing is fetched from outside."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

import sim

project = "sim"
author = "the authors of sim"
release = version = sim.__version__
language = "en"

extensions = ["myst_parser", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["reference/references.bib"]
exclude_patterns = ["pages/**"]
myst_heading_anchors = 4
nitpicky = True

html_theme = "furo"
html_title = f"sim {release}"
html_static_path = ["style"]
html_css_files = ["manual.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
highlight_language = "none"
smartquotes_action = "q"

ANCHOR = re.compile(r'<a id="([^"]+)"')


def know_anchors(app: Any, tree: nodes.document) -> None:
    """Let links find the anchors that generated pages write as `<a id="name"></a>`."""
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for raw in tree.findall(nodes.raw):
        for name in ANCHOR.findall(raw.astext()):
            slugs[name] = (raw.line, name, "")


def setup(app: Any) -> None:
    """Sphinx calls this once."""
    app.connect("doctree-read", know_anchors)
