"""Writes docs/figures/: the pictures of the README and of the manual, from real runs and sweeps.

    python docs/generate_figures.py [run] [comparison] [sweep] [sensitivity]      without a word all of them

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
from sim.plots import FIGURES, OF_A_SENSITIVITY
from sim.plots.comparisons import OF_A_COMPARISON
from sim.plots.drawing.files import content
from sim.plots.drawing.picture import Picture

FOLDER = Path(__file__).parent / "figures"
WIDTH, COLOURS, LARGEST = 1200, 128, 180_000
TRIES = tuple(COLOURS // less for less in (1, 4, 8))
"""Colours of a picture, the first number with which its file has fewer than so many bytes; all pictures are equally wide."""

OF_THE_README = "cohesion_fan"
OF_THE_SWEEP: dict[str, dict[str, tuple[str, ...]]] = {
    "wedge_map": {"outcomes": ("drift", "us_rok"), "variants": ("lift",)},
    "response_curves": {"outcomes": ("drift", "engagement")},
    "parallel_coordinates": {"outcomes": ("drift", "engagement"), "variants": ("lift",)},
    "ridgelines": {"outcomes": ("core",), "variants": ("lift",)},
}
VARIED = {"beijing.pressure.culture": "0..1", "seoul.hedging.indirect_balancing": "0.2..0.9", "seoul.hedging.limited_bandwagoning": "0..0.8"}


def main(arguments: list[str]) -> None:
    """Play what is asked for and draw it."""
    groups = {"run": of_a_run, "comparison": of_a_comparison, "sweep": of_a_sweep, "sensitivity": of_a_sensitivity}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(groups))
    asked = parser.parse_args(arguments).groups
    if strange := [name for name in asked if name not in groups]:
        parser.error(f"there is no group `{strange[0]}`; there are {', '.join(groups)}")
    for name in asked or groups:
        groups[name]()


def of_a_run() -> None:
    """The story of the README as it stands: the standard set."""
    run = sim.run("thaad_lift", jobs=None)
    for kind in FIGURES:
        drawn = keep(run.picture(kind), kind)
        if kind == OF_THE_README:
            small(drawn, drawn.width).save(FOLDER / "thaad_lift_cohesion.png", optimize=True)


def of_a_comparison() -> None:
    """Variants of the same story side by side."""
    found = sim.compare(sim.run("thaad_lift", variants=("hold", "lift", "conditional"), jobs=None))
    for kind in OF_A_COMPARISON:
        keep(found.picture(kind), kind)


def of_a_sweep() -> None:
    """The story's own sweep."""
    with tempfile.TemporaryDirectory() as folder:
        found = sim.sweep("thaad_lift", worlds=100, jobs=None, out=folder)
        for kind, chosen in OF_THE_SWEEP.items():
            keep(found.picture(kind, **chosen), kind)


def of_a_sensitivity() -> None:
    """What the answers of one variant depend on, each lever alone and two together."""
    with tempfile.TemporaryDirectory() as folder:
        found = sim.sensitivity("thaad_lift", method="sobol", vary=VARIED, samples=64, worlds=50, variants="lift",
                                outcomes=("drift", "engagement"), second_order=True, out=folder)
        for kind in OF_A_SENSITIVITY:
            keep(found.picture(kind), kind)


def keep(picture: Picture, kind: str) -> Image.Image:
    """Write a figure small; returns it as drawn."""
    drawn = Image.open(io.BytesIO(content(picture, "png"))).convert("RGB")
    for colours in TRIES:
        file = io.BytesIO()
        small(drawn, WIDTH, colours).save(file, "png", optimize=True)
        if file.tell() < LARGEST:
            break
    (FOLDER / f"{kind}.png").write_bytes(file.getvalue())
    return drawn


def small(picture: Image.Image, width: int, colours: int = COLOURS) -> Image.Image:
    """A picture of a given width in its most frequent colours before it was made smaller: those of lines and areas, edges by the nearest.

    The nearest is searched coarsely; the ground is put back as it was.
    """
    counted = picture.getcolors(picture.width * picture.height) or []
    resized = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in sorted(counted, reverse=True)[:colours] for part in colour])
    few = resized.quantize(palette=palette, dither=Image.Dither.NONE)
    shown, ground = few.getpalette() or [], 3 * int(few.getpixel((0, 0)))
    few.putpalette([*shown[:ground], *resized.getpixel((0, 0)), *shown[ground + 3:]])
    return few


if __name__ == "__main__":
    main(sys.argv[1:])
