"""Reads YAML with the scalars of YAML 1.2 and keeps the place of everything. `NO` is a text, `1e3` a number, a key stands once.

PyYAML's C parser gives the events; the tree is built here, so that depth is bounded and nothing is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from sim.errors import Fault
from sim.scenario.marks import Mark, Text
from sim.scenario.tree import Branch, Items, Leaf, Scalar, Tree

DEEPEST = 24
"""How deep mappings and lists may be nested."""

NULL = re.compile(r"^(~|null|Null|NULL|)$")
YES, NO = re.compile(r"^(true|True|TRUE)$"), re.compile(r"^(false|False|FALSE)$")
WHOLE = re.compile(r"^[-+]?[0-9]{1,18}$")
DECIMAL = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
PLAIN_TAGS = frozenset({None, "!"})


class Unreadable(Exception):
    """The text cannot be read on from here."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def scalar(text: str) -> Scalar:
    """The value of an unquoted YAML 1.2 scalar: null, true, false, a number, otherwise the text itself."""
    if NULL.match(text):
        return None
    if YES.match(text) or NO.match(text):
        return bool(YES.match(text))
    if WHOLE.match(text):
        return int(text)
    return float(text) if DECIMAL.match(text) else text


def read_yaml(content: str, name: str, faults: list[Fault]) -> Tree | None:
    """The tree of a text; None where it is empty or broken. Faults are added to the list."""
    text = Text(name, tuple(content.split("\n")))
    try:
        return Builder(text, yaml.parse(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), faults).document()
    except Unreadable as problem:
        faults.append(problem.fault)
    except yaml.MarkedYAMLError as problem:
        faults.append(syntax_fault(text, problem))
    except yaml.YAMLError as problem:
        faults.append(Mark(text, 1, 1).fault("not-yaml", f"this cannot be read as YAML: {problem}", "a scenario is plain text in UTF-8"))
    return None


def syntax_fault(text: Text, problem: yaml.MarkedYAMLError) -> Fault:
    """The parser's complaint, at its place."""
    spot = problem.problem_mark or problem.context_mark
    line, column = (spot.line + 1, spot.column + 1) if spot else (1, 1)
    mark = Mark(text, line, column)
    if "\t" in text.lines[line - 1] if line <= len(text.lines) else False:
        return mark.fault("tab", "a tab stands where YAML wants spaces", "indent with spaces")
    what = f"this is not YAML: {problem.problem or 'syntax error'}" + (f" {problem.context}" if problem.context else "")
    return mark.fault("not-yaml", what, "check the indent, and quote a text that holds `: ` or begins with a sign")


class Builder:
    """Builds the tree from the parser's events."""

    def __init__(self, text: Text, events: Iterator[Any], faults: list[Fault]) -> None:
        self.text, self.events, self.faults = text, events, faults

    def document(self) -> Tree | None:
        """The one document of the text."""
        tree: Tree | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
                remedy = "one scenario per file: take out the `---`"
                raise Unreadable(self.mark(event).fault("second-document", "a second document begins here", remedy))
            if isinstance(event, yaml.NodeEvent):
                tree = self.node(event, 0)
        return tree

    def mark(self, event: Any, length: int = 1) -> Mark:
        """The place of an event."""
        return Mark(self.text, event.start_mark.line + 1, event.start_mark.column + 1, length)

    def node(self, event: Any, depth: int) -> Tree:
        """A value, a mapping or a list."""
        self.refuse_anchor(event)
        if depth > DEEPEST:
            raise Unreadable(self.mark(event).fault("too-deep", f"mappings and lists are nested more than {DEEPEST} deep"))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self.node(item, depth + 1) for item in self.until(yaml.SequenceEndEvent)), self.mark(event))
        return self.leaf(event)

    def until(self, end: type[Any]) -> Iterator[Any]:
        """Events up to the end of a mapping or list."""
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def refuse_anchor(self, event: Any) -> None:
        """A scenario has no anchors, aliases and tags: what it says stands where one reads it."""
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise Unreadable(self.mark(event).fault("anchor", "anchors and aliases (& and *) are not read", "write the value out, or use `extends:`"))
        if event.tag not in PLAIN_TAGS:
            remedy = "take the tag out; quote a text that looks like a number"
            raise Unreadable(self.mark(event).fault("tag", f"the tag `{event.tag}` is not read", remedy))

    def leaf(self, event: Any) -> Leaf:
        """A value; quoted ones are texts."""
        one_line = event.start_mark.line == event.end_mark.line
        length = event.end_mark.column - event.start_mark.column if one_line else 1
        mark = self.mark(event, max(1, length))
        quoted = event.style in ("'", '"')
        inside = 0 if event.style in ("|", ">") or not one_line else mark.column + quoted
        return Leaf(event.value if event.style else scalar(event.value), mark, inside)

    def mapping(self, event: Any, depth: int) -> Branch:
        """A mapping; a key that stands twice is a fault."""
        entries: dict[str, Tree] = {}
        keys: dict[str, Mark] = {}
        for key in self.until(yaml.MappingEndEvent):
            self.refuse_anchor(key)
            if not isinstance(key, yaml.ScalarEvent):
                raise Unreadable(self.mark(key).fault("bad-key", "a key is a mapping or a list here", "a text with { or [ in front needs quotes"))
            place = self.mark(key, max(1, len(key.value)))
            value = self.node(next(self.events), depth + 1)
            if key.value in entries:
                first = keys[key.value].line
                remedy = f"it was given first in line {first}; keep one of them"
                self.faults.append(place.fault("duplicate-key", f"`{key.value}` stands twice", remedy))
                continue
            entries[key.value], keys[key.value] = value, place
        return Branch(entries, keys, self.mark(event))
