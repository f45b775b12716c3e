"""Places in a text: file, line and column, kept for every key and value so that each fault can point at its cause."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.errors import Fault

WIDEST = 160
"""Longer lines are cut in an excerpt."""


@dataclass(frozen=True)
class Text:
    """A text that was read: the name that messages give it, and its lines."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """A place in a text; line and column count from 1."""

    text: Text
    line: int
    column: int
    length: int = 1

    @property
    def where(self) -> str:
        """`file:line:column`."""
        return f"{self.text.name}:{self.line}:{self.column}"

    @property
    def excerpt(self) -> str:
        """The line with carets under the place."""
        if not 1 <= self.line <= len(self.text.lines):
            return ""
        line = self.text.lines[self.line - 1].replace("\t", " ")[:WIDEST]
        carets = "^" * max(1, min(self.length, len(line) - self.column + 1))
        return f"{self.line:>5} | {line}\n      | {' ' * (self.column - 1)}{carets}" if self.column <= WIDEST else f"{self.line:>5} | {line}"

    def within(self, column: int, length: int) -> Mark:
        """A piece of this place, `column` counted from 1 inside it."""
        return replace(self, column=self.column + column - 1, length=length)

    def fault(self, code: str, what: str, remedy: str = "", *, warning: bool = False) -> Fault:
        """A fault or warning at this place."""
        return Fault(self.where, code, what, remedy, self.excerpt, warning, self.line, self.column)


def said(fault: Fault) -> str:
    """A fault as it is printed: place, kind, what; the line with carets; the remedy."""
    kind = "warning" if fault.warning else "error"
    head = f"{fault.where}: {kind}[{fault.code}]: {fault.what}"
    return "\n".join(part for part in (head, fault.excerpt, f"      = {fault.remedy}" if fault.remedy else "") if part)
