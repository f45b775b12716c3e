"""What stdout can take: characters that it cannot show are written otherwise, and a reader that goes away is no fault."""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import sys
from typing import Any

PLAIN = {"·": "-", "±": "+-", "–": "-", "—": "-", "→": "->", "×": "x", "≥": ">=", "≤": "<=", "…": "...", "’": "'"}
"""How characters are written where the terminal or the pipe cannot take them."""

HANDLER = "sim.plain"


def prepare_output() -> None:
    """Let characters that stdout or stderr cannot encode degrade instead of failing."""
    codecs.register_error(HANDLER, in_plain)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.errors == "strict" or not takes_all(stream)):
            with contextlib.suppress(OSError, ValueError):
                reconfigure(errors=HANDLER)


def in_plain(error: UnicodeError) -> tuple[str, int]:
    """A codec's error handler: the plain spelling of what cannot be encoded, `?` where there is none."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(PLAIN.get(letter, "?") for letter in error.object[error.start : error.end]), error.end


def as_json(content: Any) -> str:
    """Data as JSON; with all characters written out where stdout could not take them."""
    return json.dumps(content, indent=1, ensure_ascii=not takes_all(sys.stdout), allow_nan=False)


def takes_all(stream: Any) -> bool:
    """Whether a stream can show every character."""
    return (getattr(stream, "encoding", None) or "").lower().startswith("utf")


def finish_output() -> None:
    """Make sure that what was printed has arrived: a full disk behind stdout must not pass in silence."""
    sys.stdout.flush()


def reader_left(error: BaseException, stdout: Any) -> bool:
    """Whether it only says that nobody reads stdout any more, `sim run x | head -1`; click (which changes stdout) and rich say it by leaving."""
    left = isinstance(error.__context__, BrokenPipeError) or sys.stdout is not stdout
    return isinstance(error, BrokenPipeError) or (isinstance(error, SystemExit) and left)


def silence(stdout: Any) -> None:
    """Keep Python from trying, and failing, to write what is left on its way out."""
    sys.stdout = stdout
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stdout.fileno())
        os.close(nowhere)
