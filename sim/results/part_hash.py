"""Which parts of a sweep something was worked out from, as a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sim.results.parts import RECEIPT


def hash_of_parts(parts: Iterable[Path]) -> str:
    """A hash of the names and receipts of parts, and so of every number in them; empty where there are none."""
    digest, known = hashlib.sha256(), False
    for part in parts:
        digest.update(f"{part.name}\0".encode() + (part / RECEIPT).read_bytes())
        known = True
    return digest.hexdigest() if known else ""
