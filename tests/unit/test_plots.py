"""The figures: every one draws for one world and many, one variant and five, and says what it shows."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fake_result import fake_result
from matplotlib.text import Text

from sim import plots
from sim.errors import UsageError
from sim.plots import FIGURES, NothingToDraw
from sim.plots.drawing import dates
from sim.plots.drawing.files import content
from sim.plots.drawing.placing import Name
from sim.results.result import Result

COMPARING = {"difference_to_baseline"}
"""Figures that need a second variant."""

SHAPES = [(1, 1, 60), (1, 50, 60), (2, 50, 6), (5, 1, 60), (5, 50, 60)]
"""Variants, worlds, months."""

SMALL = (2, 5, 12)
"""Enough where the drawing is of no matter."""


def kinds(variants: int) -> list[str]:
    """The figures that so many variants can fill."""
    return [kind for kind in FIGURES if variants > 1 or kind not in COMPARING]


def boxes(picture: Any) -> list[tuple[str, Any]]:
    """Every text of a figure and where it lies, in pixels."""
    picture.draw_without_rendering()
    renderer = picture.canvas.get_renderer()
    texts = [text for text in picture.findobj(Text) if text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts]


def covered(texts: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of texts that lie over each other by more than a hair."""
    found = []
    for place, (one, first) in enumerate(texts):
        for other, second in texts[place + 1 :]:
            across = min(first.x1, second.x1) - max(first.x0, second.x0)
            up = min(first.y1, second.y1) - max(first.y0, second.y0)
            found.extend([(one, other)] if across > 1 and up > 3 else [])
    return found


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_text_covers_another_or_leaves_the_page(shape: tuple[int, int, int]) -> None:
    result = fake_result(*shape)
    for kind in kinds(shape[0]):
        picture = plots.picture(result, kind)
        texts = boxes(picture)
        assert covered(texts) == [], kind
        width, height = picture.bbox.width, picture.bbox.height
        outside = [text for text, box in texts if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height]
        assert outside == [], kind


@pytest.mark.parametrize("theme", ["print", "dark"])
def test_other_themes_say_the_same_in_other_colours(theme: str) -> None:
    result = fake_result(*SMALL)
    for kind in FIGURES:
        light, other = (plots.picture(result, kind, name) for name in ("light", theme))
        assert other.story == light.story
        assert other.theme.name == theme


def test_the_set_is_written_with_its_numbers(tmp_path: Path) -> None:
    paths = plots.draw_all(fake_result(*SMALL), tmp_path)
    assert [path.stem for path in paths] == list(FIGURES)
    for path in paths:
        assert path.read_bytes()[:4] == b"\x89PNG"
        rows = list(csv.DictReader(io.StringIO(path.with_suffix(".csv").read_text(encoding="utf-8"))))
        assert rows, path
    assert not list(tmp_path.glob(".*"))


def test_an_svg_is_the_same_bytes_again_and_speaks() -> None:
    for kind in FIGURES:
        first, second = (content(plots.picture(fake_result(*SMALL), kind), "svg") for _ in range(2))
        assert first == second, kind
        text = first.decode()
        assert 'role="img"' in text
        assert f'<title id="{kind}-title">' in text
        assert f'<desc id="{kind}-description">' in text
        assert "<dc:date>" not in text


def test_an_svg_does_not_depend_on_the_process() -> None:
    code = (
        "import hashlib; from fake_result import fake_result; from sim import plots; from sim.plots.drawing.files import content; "
        "print(hashlib.sha256(content(plots.picture(fake_result(2, 5, 12), 'cohesion_fan'), 'svg')).hexdigest())"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


def test_every_figure_carries_a_finding_what_is_drawn_and_the_foot() -> None:
    result = fake_result()
    for kind in FIGURES:
        story = plots.picture(result, kind).story
        assert any(letter.isdigit() for letter in story.headline), kind
        assert story.drawn.endswith(".")
        assert story.foot == result.foot
        assert story.alternative.startswith(story.headline)


def test_what_a_result_does_not_hold_is_not_drawn(tmp_path: Path) -> None:
    result = fake_result(1)
    with pytest.raises(NothingToDraw, match="baseline"):
        plots.picture(result, "difference_to_baseline")
    bare = only(result, ("cohesion.us_rok", "cohesion.rok_japan"))
    bare.answers.clear()
    assert [path.stem for path in plots.draw_all(bare, tmp_path)] == ["cohesion_fan", "capitals_network"]


def only(result: Result, names: tuple[str, ...]) -> Result:
    """The same result with few quantities."""
    manifest = {**result.manifest, "quantities": {name: result.manifest["quantities"][name] for name in names}}
    known = np.isin(result.tables["quantiles"].column("quantity").to_pylist(), names)
    return Result(manifest, result.scenario, list(result.answers), {"quantiles": result.tables["quantiles"].filter(known)})


def test_unknown_figures_formats_and_themes_are_said_with_the_nearest() -> None:
    result = fake_result(2)
    with pytest.raises(UsageError, match="cohesion_fan"):
        plots.picture(result, "cohesion_fans")
    with pytest.raises(UsageError, match="print"):
        plots.picture(result, "cohesion_fan", "prnt")
    with pytest.raises(UsageError, match="svg"):
        content(plots.picture(result, "cohesion_fan"), "svgg")
    with pytest.raises(UsageError, match="folder"):
        plots.draw(result, "cohesion_fan")


def test_a_dollar_or_an_ampersand_in_a_title_is_only_a_letter() -> None:
    result = fake_result(2)
    result.manifest["variants"][1]["title"] = "Costs $5 & more: $10 <all>"
    assert b"$10 &lt;all&gt;" in content(plots.picture(fake_result_with(result), "outcome_strip"), "svg")


def fake_result_with(result: Result) -> Result:
    """The result, its cached variants forgotten."""
    return Result(result.manifest, result.scenario, result.answers, result.tables)


def test_many_variants_are_cut_and_the_cut_is_said() -> None:
    result = fake_result(5)
    extra = [{**entry, "name": f"{entry['name']}_{copy}"} for copy in range(2) for entry in result.manifest["variants"][1:]]
    manifest = {**result.manifest, "variants": [*result.manifest["variants"], *extra]}
    many = Result(manifest, result.scenario, result.answers, {})
    for read in ("fan", "difference"):
        original = getattr(result, read)
        setattr(many, read, lambda variant, quantity, original=original: original(variant.rstrip("_01"), quantity))
    picture = plots.picture(many, "cohesion_fan")
    assert "The first 6 of 13 variants" in picture.story.drawn
    assert covered(boxes(picture)) == []


def test_what_was_observed_is_drawn_where_the_past_is_played() -> None:
    result = fake_result(2)
    manifest = {**result.manifest, "name": "thaad_2016", "start": 2016 * 12, "events": []}
    picture = plots.picture(Result(manifest, result.scenario, result.answers, result.tables), "coercion_and_flows")
    assert "Black: means that were observed." in picture.story.drawn
    assert [text for text, _ in boxes(picture)].count("observed") == 2
    assert "observed" not in plots.picture(result, "coercion_and_flows").story.drawn


def test_a_long_foot_is_wrapped_and_stays_on_the_page() -> None:
    result = fake_result(*SMALL)
    result.manifest["foot"] += " Set by the user: " + ", ".join(f"trade_coercion.exposure.{word}=0.4" for word in ("culture", "retail", "x" * 300))
    for kind in FIGURES:
        picture = plots.picture(result, kind)
        texts = boxes(picture)
        assert covered(texts) == [], kind
        assert all(box.x0 >= 0 and box.x1 <= picture.bbox.width and box.y0 >= 0 for _, box in texts), kind


def test_the_state_before_the_first_month_bears_the_name_of_that_month() -> None:
    result = fake_result(1)
    assert dates.label(result, 0) == "Start of Feb 2026"
    assert dates.label(result, 1) == "Feb 2026"
    assert "Start of Feb 2026" in [text for text, _ in boxes(plots.picture(result, "capitals_network"))]


def test_one_variant_alone_fills_its_lines() -> None:
    picture = plots.picture(fake_result(1), "seams")
    upper = picture.axes[0].get_position()
    assert upper.width > 0.75


def test_a_line_to_a_name_ends_at_its_edge() -> None:
    name = Name(1.0, 2.0, 0.5)
    assert name.nearest(1.2, 3.0)[0] == 1.2
    assert 2.0 < name.nearest(1.2, 3.0)[1] < 2.1
    assert 0.9 < name.nearest(0.0, 2.0)[0] < 1.0
