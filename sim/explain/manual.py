"""What the manual and `sim explain` both read off the rules and the tables: equations, sources, bounds, named terms."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any, Literal

Kind = Literal["text", "equations", "source"]


def paragraphs(docstring: str | None) -> Iterator[tuple[Kind, str]]:
    """A docstring in pieces: indented blocks are equations, what begins with `Source:` is the source, the rest is running text."""
    for block in merged(inspect.cleandoc(docstring or "").split("\n\n")):
        yield from pieces(block)


def merged(blocks: list[str]) -> list[str]:
    """Blocks of equations that follow one another as one."""
    found: list[str] = []
    for block in blocks:
        if found and block.startswith("    ") and found[-1].startswith("    "):
            found[-1] += "\n\n" + block
        else:
            found.append(block)
    return found


def pieces(block: str) -> Iterator[tuple[Kind, str]]:
    """One block of a docstring; a sentence with equations right below it is two pieces."""
    if block.startswith("    "):
        yield "equations", textwrap.dedent(block)
        return
    head, _, equations = block.partition("\n    ")
    text = " ".join(head.split())
    yield ("source", text.removeprefix("Source: ")) if text.startswith("Source: ") else ("text", text)
    if equations:
        yield from pieces("    " + equations)


def first_paragraph(docstring: str | None) -> str:
    """The sentence that a docstring begins with, on one line."""
    return " ".join((docstring or "").strip().split("\n\n")[0].split())


def without_shapes(sentence: str) -> str:
    """A sentence without the shapes of arrays, which readers do not need."""
    return re.sub(r"[,:]? *`\[[a-z, ]+\]`( each)?(, in utility units)?", "", sentence)


def named_terms(module: ModuleType) -> Iterator[tuple[str, str, list[str]]]:
    """The named terms that a module adds up: the function, its sentence, the names."""
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.FunctionDef) and (node.name.endswith("_terms") or node.name == "terms") and (names := keys(node)):
            yield node.name, without_shapes(first_paragraph(ast.get_docstring(node))), names


def keys(function: ast.FunctionDef) -> list[str]:
    """The fixed keys of the tables of terms that a function writes down."""
    tables = [node for node in ast.walk(function) if isinstance(node, ast.Dict)]
    return [key.value for node in tables for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]


def heading(name: str) -> str:
    """A name in code as words: `trade_coercion` -> `Trade coercion`."""
    return name.replace("_", " ").capitalize()


def number(value: Any) -> str:
    """A number as people write it: no needless digits."""
    return f"{value:.6g}"


def span(low: Any, high: Any) -> str:
    """A range."""
    return f"{number(low)} to {number(high)}"


def bounds(entry: Mapping[str, Any]) -> str:
    """The bounds of a quantity."""
    low, high = entry.get("bounds", [None, None])
    return span(low, high) if high is not None and low is not None else f"at least {number(low)}" if low is not None else "none"


def noise(entry: Mapping[str, Any]) -> str:
    """The noise of a quantity: added, or a factor."""
    found = entry.get("noise", {})
    return "; ".join(f"sd {number(sd)}" + (" (log)" if kind == "factor" else "") for kind, sd in found.items()) or "none"


def printed(entry: Mapping[str, Any]) -> str:
    """Where a source was printed, with issue and pages: `World Politics 36(4), 461-495.`; nothing where that is not known."""
    place = next((entry[kind] for kind in ("journal", "publisher", "institution") if kind in entry), "")
    if "volume" in entry:
        place = f"{place} {entry['volume']}" + (f"({entry['number']})" if "number" in entry else "")
    elif "number" in entry:
        place = f"{place} {entry['number']}"
    return ", ".join(str(part) for part in (place, entry.get("pages")) if part) + "." if place and place != entry["author"] else ""


def authors(author: str) -> str:
    """Authors as a reader wants them: `Walt, Stephen M. and ...` with commas between persons; institutions as they stand."""
    persons = author.split(" and ")
    if not all("," in person or person == "others" for person in persons):
        return author
    first, *rest = persons
    others = [" ".join(reversed(person.split(", "))) for person in rest]
    return ", ".join([first, *others[:-1]]) + (f" and {others[-1]}" if others else "")


def address(entry: Mapping[str, Any]) -> str:
    """Where a source is on the web; nothing where that is not known."""
    return str(entry.get("url") or (f"https://doi.org/{entry['doi']}" if "doi" in entry else ""))


def source_in_full(entry: Mapping[str, Any]) -> str:
    """A source in full, on one line: who, when, what, where it came out, where it is, what it says, why it weighs little."""
    note = f"({entry['note']})" if entry.get("note") else ""
    link = f"<{address(entry)}>" if address(entry) else ""
    caveat = f"Caveat: {entry['caveat']}." if entry.get("caveat") else ""
    return " ".join(part for part in (f"{authors(entry['author'])} {entry['year']}. {entry['title']}.", printed(entry), link, note, caveat) if part)
