"""The manual as a site: built without a warning, every page within reach, every link leading somewhere, nothing from outside."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image, ImageColor
from typed_commands import HOME

from sim.plots.drawing.style import BLUE, GREEN, PURPLE, VERMILION

LARGEST_PICTURE = 180_000


class Page(HTMLParser):
    """What a page of the site links to, loads and offers as anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.silent_pictures: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Sort one element."""
        found = dict(attributes)
        self.anchors |= {name for name in (found.get("id"), found.get("name")) if name}
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if tag in ("script", "img", "link", "iframe"):
            self.loaded += [value for value in (found.get("src"), found.get("href")) if value]
        if tag == "img" and not found.get("alt"):
            self.silent_pictures.append(found.get("src") or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `python3 dev.py docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "-d", str(folder / "trees"), "docs", str(folder / "html")]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def built(site: Path) -> dict[Path, Page]:
    """Every page of the site."""
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_page_of_the_manual_is_on_the_site(site: Path) -> None:
    for path in (HOME / "docs").rglob("*.md"):
        assert (site / path.relative_to(HOME / "docs")).with_suffix(".html").is_file()


def test_every_page_can_be_reached_from_the_first(site: Path, built: dict[Path, Page]) -> None:
    reached, waiting = set(), [site / "index.html"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += [target for link in built[page].links if (target := led_to(page, link)) in built]
    assert {path for path in built if (HOME / "docs" / path.relative_to(site)).with_suffix(".md").is_file()} <= reached


def led_to(page: Path, link: str) -> Path:
    """The file that a link of a page leads to; the page itself for an anchor alone."""
    file = link.partition("#")[0]
    return (page.parent / file).resolve() if file else page


def test_every_link_and_anchor_leads_somewhere(site: Path, built: dict[Path, Page]) -> None:
    for page, found in built.items():
        for link in found.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, anchor = led_to(page, link), link.partition("#")[2]
            assert target.exists(), f"{page.relative_to(site)}: {link}"
            assert not anchor or target not in built or anchor in built[target].anchors, f"{page.relative_to(site)}: {link}"


def test_nothing_is_loaded_from_outside(site: Path, built: dict[Path, Page]) -> None:
    for page, found in built.items():
        assert not [link for link in found.loaded if re.match(r"([a-z]+:)?//", link)], page
    for style in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", style.read_text(encoding="utf-8")), style


def test_every_picture_is_small_and_has_words_for_those_who_do_not_see_it(built: dict[Path, Page]) -> None:
    assert not [(page, found.silent_pictures) for page, found in built.items() if found.silent_pictures]
    for picture in (HOME / "docs" / "figures").glob("*.png"):
        assert picture.stat().st_size < LARGEST_PICTURE, picture.name


@pytest.mark.parametrize("name", ["thaad_lift_cohesion", "cohesion_fan", "difference_to_baseline", "outcome_strip", "seams"])
def test_variants_keep_their_colours_in_the_small_pictures(name: str) -> None:
    picture = Image.open(HOME / "docs" / "figures" / f"{name}.png").convert("RGB")
    seen = {colour for _, colour in picture.getcolors(picture.width * picture.height) or []}
    assert {ImageColor.getrgb(colour) for colour in (BLUE, VERMILION, GREEN, PURPLE)} <= seen
