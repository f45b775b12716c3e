"""Writes docs/figures/: the pictures of the README and of the manual, from a real run and a real sweep. Run `python docs/generate_figures.py`.

The colours of a figure are reduced to the most frequent, so that the files stay small and no two variants look alike.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

import sim
from sim.plots import FIGURES
from sim.plots.drawing.files import content

FOLDER = Path(__file__).parent / "figures"
WIDTH, COLOURS = 1200, 128
OF_THE_README = "cohesion_fan"
OF_THE_SWEEP = {"wedge_map": {"outcomes": ("drift", "us_rok"), "variants": ("lift",)}, "response_curves": {"outcomes": ("drift", "engagement")}}


def main(arguments: list[str]) -> None:
    """Play the story of the README as it stands and draw the standard set; sweep it and draw what the page on that shows."""
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    run = sim.run("thaad_lift", jobs=None)
    for kind in FIGURES:
        drawn = Image.open(io.BytesIO(content(run.plot.picture(kind), "png"))).convert("RGB")
        small(drawn, WIDTH).save(FOLDER / f"{kind}.png", optimize=True)
        if kind == OF_THE_README:
            small(drawn, drawn.width).save(FOLDER / "thaad_lift_cohesion.png", optimize=True)
    swept()


def swept() -> None:
    """The story's own sweep, drawn."""
    with tempfile.TemporaryDirectory() as folder:
        found = sim.sweep("thaad_lift", worlds=100, jobs=None, out=folder)
        for kind, chosen in OF_THE_SWEEP.items():
            drawn = Image.open(io.BytesIO(content(found.picture(kind, **chosen), "png"))).convert("RGB")
            small(drawn, WIDTH).save(FOLDER / f"{kind}.png", optimize=True)


def small(picture: Image.Image, width: int) -> Image.Image:
    """A picture of a given width in its most frequent colours before it was made smaller: those of lines and areas, edges by the nearest.

    The nearest is searched coarsely; the ground is put back as it was.
    """
    counted = picture.getcolors(picture.width * picture.height) or []
    resized = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in sorted(counted, reverse=True)[:COLOURS] for part in colour])
    few = resized.quantize(palette=palette, dither=Image.Dither.NONE)
    colours, ground = few.getpalette() or [], 3 * int(few.getpixel((0, 0)))
    few.putpalette([*colours[:ground], *resized.getpixel((0, 0)), *colours[ground + 3:]])
    return few


if __name__ == "__main__":
    main(sys.argv[1:])
