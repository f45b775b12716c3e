"""sim: what happens to Seoul's alliances when it meets Beijing's pressure and Beijing's charm."""

from __future__ import annotations

__version__ = "0.1.0"
