"""Faults and warnings of scenario files, as people, programs and code hosts read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sim.cli import output
from sim.errors import Fault


def as_text(faults: Iterable[Fault]) -> str:
    """One paragraph per fault: where, what, the line itself, what to do."""
    return "\n".join(paragraph(fault) for fault in faults)


def paragraph(fault: Fault) -> str:
    """`file:line:column: error[code]: what`, the excerpt, and the remedy."""
    kind = "warning" if fault.warning else "error"
    lines = [f"{fault.where}: {kind}[{fault.code}]: {fault.what}"]
    lines += [line.rstrip() for line in fault.excerpt.splitlines()]
    lines += [f"      = {line}" for line in fault.remedy.splitlines()]
    return "\n".join(lines)


def as_json(faults: Iterable[Fault]) -> str:
    """A list of objects."""
    return output.as_json([asdict(fault) for fault in faults])


def as_github(faults: Iterable[Fault]) -> str:
    """Workflow commands that code hosts show beside the line."""
    return "\n".join(workflow_command(fault) for fault in faults)


def workflow_command(fault: Fault) -> str:
    """`::error file=...,line=...,col=...::what`, with the characters that the form forbids written out."""
    kind = "warning" if fault.warning else "error"
    file = fault.where.split(":")[0]
    text = f"{fault.what} ({fault.remedy})" if fault.remedy else fault.what
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{kind} file={file},line={max(fault.line, 1)},col={max(fault.column, 1)},title={fault.code}::{escaped}"


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
"""How `sim check` can print."""
