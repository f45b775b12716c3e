"""Where a report lies: written whole under another name first, and never over a file that is there."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from sim.errors import UsageError
from sim.results.result import Result
from sim.results.store import put_where_free, writing
from sim.results.sweep import SweepResult

NAME, ENDINGS = "report.html", (".html", ".htm")
ELSEWHERE = "make room or name another file with --out; nothing was kept"


def home(results: Sequence[Result | SweepResult], out: str | Path | None) -> Path:
    """The file that is asked for: in a folder the usual name, without an ending that of HTML; raises `UsageError` for any other ending."""
    if out is not None:
        wanted = Path(out)
        if wanted.is_dir() or str(out).endswith(("/", os.sep)):
            return wanted / NAME
        if wanted.suffix and wanted.suffix.lower() not in ENDINGS:
            raise UsageError(f"a report is an HTML file, and this ends in {wanted.suffix}", where=str(out),
                             remedy=f"write --out {wanted.stem}{ENDINGS[0]}; a browser prints that as PDF")
        return wanted if wanted.suffix else wanted.with_name(wanted.name + ENDINGS[0])
    if not results or results[0].folder is None:
        raise UsageError("this result lies in no folder", remedy="say where the report should go: --out FILE.html")
    return Path(results[0].folder) / NAME


def free(target: Path) -> Path:
    """The name, or the next one that nothing has yet: `report-2.html`."""
    count, found = 1, target
    while os.path.lexists(found):
        count += 1
        found = target.with_name(f"{target.stem}-{count}{target.suffix}")
    return found


def ready(target: Path) -> None:
    """Refuse a place that cannot be written before anything is worked out; raises `RunError`."""
    with writing(target, ELSEWHERE):
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no such folder")
        if not os.access(target.parent, os.W_OK):
            raise PermissionError(errno.EACCES, "not allowed")


def put(text: str, asked: Path) -> Path:
    """Write the file, whole or not at all, under the name asked for or the next one that is free; raises `RunError` where it cannot be written."""
    hidden = asked.with_name(f".{asked.name}.partial-{uuid4().hex}")
    try:
        with writing(asked, ELSEWHERE):
            hidden.write_text(text, encoding="utf-8")
            while True:
                target = free(asked)
                with suppress(FileExistsError):
                    put_where_free(hidden, target)
                    return target
    finally:
        hidden.unlink(missing_ok=True)
