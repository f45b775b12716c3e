"""`sim serve`: on this machine alone, on a free port, and a clear word where something is missing."""

from __future__ import annotations

import importlib.util
import socket
from pathlib import Path
from typing import Any

import pytest

from sim.cli import main, serve


def test_a_port_in_use_leads_to_the_next(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    served: list[int] = []
    monkeypatch.setattr(serve, "serve", served.append)
    monkeypatch.setattr(serve, "announce", lambda *told: None)
    with socket.socket() as taken:
        taken.bind((serve.LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--no-open", "--port", str(port)]) == 0
    assert served and served[0] > port
    assert f"Port {port} is in use; taking {served[0]}" in capsys.readouterr().err


def test_where_no_port_is_free_that_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(serve, "is_free", lambda port: False)
    assert main(["serve", "--port", "9000"]) == 1
    assert "no port from 9000" in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "plotly" else there(name, *more))
    assert main(["serve", "--no-open"]) == 2
    said = capsys.readouterr().err
    assert "plotly" in said and "[web]" in said and "streamlit" not in said


def test_it_is_served_to_this_machine_alone_and_tells_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit.web.cli as streamlit

    asked: list[str] = []

    class Main:
        def main(self, arguments: list[str], **how: Any) -> None:
            asked.extend(arguments)

    monkeypatch.setattr(streamlit, "main", Main())
    serve.serve(8765)
    assert {"--server.address=127.0.0.1", "--browser.gatherUsageStats=false", "--client.toolbarMode=viewer", "--server.headless=true",
            "--server.port=8765"} <= set(asked)
    assert Path(asked[1]).is_file()
