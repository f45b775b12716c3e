"""A report in a real browser: it asks for nothing, passes axe, and prints without cutting a picture. Skipped where there is no browser."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reported import result

from sim.report import keep
from sim.results.find import of_story
from sim.results.sweep import SweepResult

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1300, 800, 400)


def browser_path() -> str | None:
    """The browser of SIM_CHROMIUM, or one on the path."""
    return os.environ.get("SIM_CHROMIUM") or next((found for found in map(shutil.which, NAMES) if found), None)


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
        except playwright.Error:
            pytest.skip("there is no Chromium: set SIM_CHROMIUM to one, or install it")
        yield browser.new_page()
        browser.close()


@pytest.fixture(scope="module")
def files(played: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    home = tmp_path_factory.mktemp("reports")
    one = [keep([result(name)], home / f"{name}.html") for name in ("two_ways", "hostile", "levels")]
    sweeps = [SweepResult.load(folder) for folder in of_story("two_ways", "sweep")]
    largest = keep([result("two_ways"), *sweeps], home / "with_sweeps.html")
    alone = keep(sweeps[:1], home / "sweep.html", "print")
    return [*one, largest, alone, keep([result("two_ways"), result("two_ways")], home / "several.html", "print")]


def test_a_report_asks_for_nothing_and_runs_nothing(page: Any, files: list[Path]) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    for file in files:
        page.goto(file.as_uri(), wait_until="networkidle")
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert [url for url in asked if url.startswith("file")] == [file.as_uri() for file in files]
    assert not said


def test_a_report_passes_axe(page: Any, files: list[Path]) -> None:
    for file in files:
        page.goto(file.as_uri())
        found = axe.Axe().run(page).response
        assert not [(rule["id"], node["html"][:200]) for rule in found["violations"] for node in rule["nodes"]], file.name
        assert found["passes"]


def test_a_report_is_as_wide_as_the_window(page: Any, files: list[Path]) -> None:
    for file in files:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{file.name} at {width}"


def test_the_font_of_the_pictures_is_inside(page: Any, files: list[Path]) -> None:
    page.goto(files[0].as_uri())
    assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').length)") == 2


def test_on_paper_the_brief_is_one_page_and_no_picture_is_taller_than_one(page: Any, files: list[Path]) -> None:
    page.set_viewport_size({"width": 665, "height": 1000})
    page.emulate_media(media="print")
    sheet = (297 - 31) / 25.4 * 96
    for file in files:
        page.goto(file.as_uri())
        assert page.evaluate("document.querySelector('.brief').getBoundingClientRect().height") <= sheet, file.name
        assert page.evaluate("Math.max(0, ...[...document.querySelectorAll('svg')].map(s => s.getBoundingClientRect().height))") <= sheet, file.name
    page.emulate_media(media="screen")


def test_on_paper_nothing_that_is_kept_together_is_taller_than_a_page_and_heads_stay_with_what_follows(page: Any, files: list[Path]) -> None:
    page.emulate_media(media="print")
    for file in files:
        page.goto(file.as_uri())
        styles = page.evaluate("""[...document.querySelectorAll('h2, h3, h4, caption, .label, figure, pre, tr, thead')].map(one => {
            const style = getComputedStyle(one); return [one.tagName, style.breakAfter, style.breakInside, style.display]; })""")
        for tag, after, inside, display in styles:
            if tag in ("H2", "H3", "H4", "CAPTION"):
                assert after == "avoid", f"{file.name}: {tag} may end a page"
            if tag in ("FIGURE", "PRE", "TR"):
                assert inside == "avoid", f"{file.name}: {tag} may be cut"
            if tag == "THEAD":
                assert display == "table-header-group", f"{file.name}: heads are not repeated"
    page.emulate_media(media="screen")


def test_a_report_printed_to_pdf_has_no_more_pages_than_it_needs(page: Any, files: list[Path]) -> None:
    most = {"two_ways.html": 9, "hostile.html": 9, "levels.html": 8, "with_sweeps.html": 13, "sweep.html": 8, "several.html": 21}
    page.emulate_media(media="print")
    for file in files:
        page.goto(file.as_uri())
        pdf = page.pdf(prefer_css_page_size=True)
        pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
        assert 2 < pages <= most[file.name], f"{file.name}: {pages} pages"
    page.emulate_media(media="screen")


def test_the_keyboard_reaches_the_content_first(page: Any, files: list[Path]) -> None:
    page.goto(files[0].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
