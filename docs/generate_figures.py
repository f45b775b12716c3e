"""Writes docs/figures/: the pictures of the README and of the lesson on reading them, from a real run. Run `python docs/generate_figures.py`.

The colours of a figure are reduced to few that are near to those drawn, so that the files stay small.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

import sim
from sim.plots import FIGURES
from sim.plots.drawing.files import content

FOLDER = Path(__file__).parent / "figures"
WIDTH, COLOURS, ROUNDS = 1200, 96, 4
OF_THE_README = "cohesion_fan"


def main() -> None:
    """Play the story of the README as it stands, and draw the standard set."""
    run = sim.run("thaad_lift", jobs=None)
    for kind in FIGURES:
        drawn = Image.open(io.BytesIO(content(run.plot.picture(kind), "png"))).convert("RGB")
        small(drawn, WIDTH).save(FOLDER / f"{kind}.png", optimize=True)
        if kind == OF_THE_README:
            small(drawn, drawn.width).save(FOLDER / "thaad_lift_cohesion.png", optimize=True)


def small(picture: Image.Image, width: int) -> Image.Image:
    """A picture of a given width with few colours."""
    resized = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    return resized.quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=ROUNDS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
