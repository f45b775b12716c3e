"""Works as BibTeX: what the manual's list of references and a report hand over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Work = Mapping[str, Any]

FIELDS = ("journal", "publisher", "institution", "volume", "number", "pages", "doi", "url", "note")
"""What an entry has beside author, title and year, in this order."""

AS_THEY_STAND = ("author", "title", "url", "doi", "keywords")
"""Fields that are not text for LaTeX, or have been made harmless already."""


def entry(key: str, work: Work, keyword: str = "") -> str:
    """One entry; with a keyword where the list has several parts."""
    lines = [("author", author(work["author"])), ("title", f"{{{escaped(work['title'])}}}"), ("year", work["year"])]
    work = dict(work) | ({"note": remark(work)} if remark(work) else {})
    lines += [(field, str(work[field]).replace("-", "--") if field == "pages" else work[field]) for field in FIELDS if field in work]
    lines += [("keywords", keyword)] if keyword else []
    told = ",\n".join(f"  {field} = {{{value if field in AS_THEY_STAND else escaped(value)}}}" for field, value in lines)
    return f"@{kind(work)}{{{key},\n{told},\n}}"


def remark(work: Work) -> str:
    """What is said of a work beside where it stands: its note, and why it weighs little."""
    return ". ".join([*([str(work["note"])] if "note" in work else []), *([f"Caveat: {work['caveat']}"] if "caveat" in work else [])])


def kind(work: Work) -> str:
    """The type of entry: an article, a book, a report, a page on the web, or something else."""
    known = {"journal": "article", "publisher": "book", "institution": "techreport", "url": "online"}
    return next((name for field, name in known.items() if field in work), "misc")


def author(name: str) -> str:
    """Persons as BibTeX wants them, `Last, First and Last, First`; anything else is an institution and goes in braces."""
    persons = all("," in person or person == "others" for person in name.split(" and "))
    return escaped(name if persons else f"{{{name}}}")


def escaped(text: Any) -> str:
    """A text with the signs that mean something to BibTeX and LaTeX made harmless."""
    return re.sub(r"([%&#$_])", r"\\\1", str(text))

