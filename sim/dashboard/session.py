"""What one person's session of the page holds; two people at once share nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import streamlit as st

from sim.dashboard.player import Player
from sim.results.result import Result

KEY = "sim"


@dataclass
class Session:
    """A process that plays, levels set by story, a pinned run, stories that were written or uploaded here, and what results are called."""

    player: Player = field(default_factory=Player)
    levels: dict[str, dict[str, float]] = field(default_factory=dict)
    pinned: Result | None = None
    own: dict[str, Path] = field(default_factory=dict)
    story: str = ""
    kept: str = ""
    called: dict[str, str] = field(default_factory=dict)
    place: TemporaryDirectory[str] = field(default_factory=lambda: TemporaryDirectory(prefix="sim-"))

    def write(self, name: str, text: str) -> Path:
        """A story of this session as a file."""
        path = Path(self.place.name) / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return path


def session() -> Session:
    """The session of whoever looks at the page."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Session()
    return cast(Session, st.session_state[KEY])
