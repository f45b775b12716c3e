"""Writes the document down as one HTML file: every text escaped, pictures and font inside, no address of anything outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

import sim
from sim.report.fonts import NAME, faces
from sim.report.model import Brief, Document, Drawing

TEMPLATES = "templates"
BACKTICKS = re.compile(r"`([^`\n]+)`")


def html(document: Document) -> str:
    """The file as text."""
    style = f"{read('report.css')}\n{chr(10).join(faces(letters(document)))}"
    template = environment().get_template("report.html")
    return template.render(document=document, style=Markup(style), font=NAME, version=sim.__version__, several=len(document.parts) > 1)


@cache
def environment() -> Environment:
    """Jinja2 with everything escaped that is not said to be safe, and no tolerance for what is missing."""
    found = Environment(loader=FunctionLoader(read), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.filters |= {"numeric": numeric, "prose": prose}
    return found


def read(name: str) -> str:
    """A file of the templates."""
    return resources.files("sim.report").joinpath(TEMPLATES, name).read_text(encoding="utf-8")


def prose(text: str) -> Markup:
    """A text with everything escaped, and what stands in backticks as code."""
    return Markup(BACKTICKS.sub(r"<code>\1</code>", str(escape(text))))


def numeric(text: str) -> bool:
    """Whether a cell begins with a number, so that it stands at the right."""
    return text.lstrip("~ +\N{MINUS SIGN}")[:1].isdigit() or text in ("", "\N{EN DASH}")


def letters(document: Document) -> str:
    """Every letter of the pictures."""
    return "".join(drawn.svg for drawn in drawings(document))


def drawings(document: Document) -> Iterator[Drawing]:
    """Every picture of the report."""
    briefs: list[Brief] = [*([document.top] if document.top else []), *(part.brief for part in document.parts)]
    yield from (brief.drawing for brief in briefs if brief.drawing)
    for section in (*document.first, *(section for part in document.parts for section in part.sections)):
        yield from (block for block in section.blocks if isinstance(block, Drawing))
