"""Pages under `AppTest`, with a short story in an empty folder, and the processes that play ended afterwards."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("streamlit", reason="the extra `web` is not installed")
pytest.importorskip("plotly", reason="the extra `web` is not installed")

from opened_pages import NAME, SHORT, Opened
from streamlit.testing.v1 import AppTest

from sim.dashboard.session import KEY, Session


@pytest.fixture(autouse=True)
def _same_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page played by `AppTest` puts itself in the place of `__main__`, which every process started later would import: put it back."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one short story, in which results are kept too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path / "results"))
    (tmp_path / "scenarios").mkdir()
    (tmp_path / NAME).write_text(SHORT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> Iterator[Opened]:
    """Opens a page in a session of its own; `state` is put into the session first."""
    sessions: list[Session] = []

    def open_page(page: Callable[[], None], **state: Any) -> AppTest:
        at = AppTest.from_function(page, default_timeout=120)
        sessions.append(Session(story=NAME))
        at.session_state[KEY] = sessions[-1]
        for key, value in ({"worlds": 10} | state).items():
            at.session_state[key] = value
        return at.run()

    yield open_page
    for session in sessions:
        session.player.end()
