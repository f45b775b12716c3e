"""The page in a real browser: a slider moves by keyboard, the chart changes, two people at once, and nothing asks anything outside this machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from opened_pages import NAME, SHORT

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra `dev`)")

WATCH = '''
import os, socket
LOOPBACK = ("127.", "::1", "localhost")
def watched(call):
    def asked(self, address, *more):
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            with open(os.environ["ASKED_OUTSIDE"], "a") as file:
                print(address, file=file)
        return call(self, address, *more)
    return asked
class Socket(socket.socket):
    connect, connect_ex, sendto = watched(socket.socket.connect), watched(socket.socket.connect_ex), watched(socket.socket.sendto)
socket.socket = Socket
'''
"""Put before everything else that the server does: whatever it asks outside this machine is written down."""

PATIENCE = 120_000
"""Milliseconds that a busy machine may take for a step."""

CHART = ".js-plotly-plot .scatterlayer"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium: that of SIM_CHROMIUM, one that is installed, or playwright's own."""
    installed = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    path = os.environ.get("SIM_CHROMIUM") or next(filter(None, installed), None)
    with playwright.sync_playwright() as driver:
        path = path or driver.chromium.executable_path
        if not Path(path).exists():
            pytest.skip("no Chromium here: install one, or name one in SIM_CHROMIUM")
        found = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """`sim serve` in an empty folder with a short story; its address, and the file in which it is noted what it asks outside."""
    (tmp_path / "scenarios").mkdir()
    (tmp_path / NAME).write_text(SHORT, encoding="utf-8")
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    asked = tmp_path / "asked"
    surroundings = os.environ | {"PYTHONPATH": str(tmp_path / "watch"), "ASKED_OUTSIDE": str(asked), "SIM_RESULTS": str(tmp_path / "results")}
    process = subprocess.Popen([sys.executable, "-m", "sim.cli", "serve", "--no-open", "--port", "8790"], cwd=tmp_path, env=surroundings,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    yield address, asked
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0 and "Traceback" not in said, said


def opened(browser: Any, address: str, outside: list[str]) -> Any:
    """The page in a window of its own, with the short story chosen."""
    page = browser.new_context(viewport={"width": 1300, "height": 1700}).new_page()
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda request: outside.append(request.url))
    page.on("websocket", lambda found: outside.append(found.url))
    page.goto(address)
    page.get_by_role("heading", name="THAAD").wait_for()
    page.get_by_label("Theme", exact=False).first.click()
    page.get_by_role("option", name="Your own files").click()
    page.get_by_role("heading", name="A short story").wait_for()
    return page


def play(page: Any) -> None:
    """Press Play, and wait until all has been played."""
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_text("everything after").wait_for()
    page.locator(CHART).first.wait_for(state="attached")


def answered(page: Any) -> None:
    """Wait until nothing is played or drawn any more."""
    page.get_by_text("everything after").wait_for()
    page.get_by_test_id("stProgress").wait_for(state="detached")
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")


OF_STREAMLIT = {"presentation-role-conflict"}
"""What axe finds in the field for files that Streamlit brings, and nobody here can change."""


def test_every_page_passes_axe_fits_a_narrow_window_and_hands_over_its_files(browser: Any, server: tuple[str, Path]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    address, _ = server
    page = opened(browser, address, [])
    play(page)
    answered(page)
    assert faults(axe, page) == []
    for width in (800, 400):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.locator(".sim-scroll").evaluate_all("all => all.map(one => one.scrollWidth - one.clientWidth)")
        assert found and max(found) <= 1, f"a table is cut at {width} pixels"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name, ending, begins in FILES:
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        taken = Path(download.value.path())
        assert download.value.suggested_filename.endswith(ending) and taken.read_bytes().lstrip().startswith(begins), name
    page.get_by_role("button", name="Keep as a stored result").click()
    page.get_by_text("Kept:").wait_for()
    for where, said in (("results", "A short story"), ("meaning", "What it means"), ("write", "Write a story")):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{address}/{where}")
        page.get_by_role("heading", name=said).first.wait_for()
        page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
        assert faults(axe, page) == [], where


FILES = (("Story (YAML)", ".yaml", b"sim: 1"), ("Answers (CSV)", ".csv", b"variant,"), ("Figure (SVG)", ".svg", b"<?xml"),
         ("Figure (PNG)", ".png", b"\x89PNG"), ("Report (HTML)", ".html", b"<!DOCTYPE html>"))
"""What can be taken away: the button, how the name of the file ends, and how the file begins."""


def faults(axe: Any, page: Any) -> list[str]:
    """What axe finds in a page, but for what Streamlit brings."""
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["id"] not in OF_STREAMLIT]


def lines(page: Any) -> list[str]:
    """The lines of the first chart as they are drawn."""
    return list(page.locator(".js-plotly-plot").first.locator("path.js-line").evaluate_all("paths => paths.map(path => path.getAttribute('d'))"))


def test_a_slider_moves_the_chart_for_one_of_two_people_and_nothing_leaves_this_machine(browser: Any, server: tuple[str, Path]) -> None:
    address, asked = server
    urls: list[str] = []
    first = browser.new_page()
    first.goto(f"{address}/results")
    first.get_by_text("no stored results").wait_for(timeout=PATIENCE)
    one, two = opened(browser, address, urls), opened(browser, address, urls)
    play(one)
    play(two)
    before, beside = lines(one), lines(two)
    assert before and before == beside, "the same story in the same worlds"
    slider = one.get_by_role("slider", name="Tourism")
    slider.focus()
    for _ in range(6):
        slider.press("PageUp")
    one.get_by_role("button", name=re.compile("give back to the story")).wait_for()
    one.wait_for_function("before => { const found = [...document.querySelector('.js-plotly-plot')?.querySelectorAll('path.js-line') ?? []]"
                          ".map(path => path.getAttribute('d')); return found.length && JSON.stringify(found) !== before }",
                          arg=compact(before))
    assert lines(one) != before and lines(two) == beside
    one.get_by_test_id("stProgress").wait_for(state="detached")
    one.get_by_role("link", name="What it means").click()
    one.get_by_role("heading", name="What it means").wait_for()
    assert not one.locator("[data-testid=stException]").count()
    strangers = {host for url in urls if (host := urlparse(url).hostname) not in ("127.0.0.1", None)}
    assert len(urls) > 10 and not strangers, strangers
    assert not asked.exists(), asked.read_text(encoding="utf-8")


def compact(found: list[str]) -> str:
    """A list as JavaScript writes it."""
    return json.dumps(found, separators=(",", ":"))
