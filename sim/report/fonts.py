"""The one font of the pictures, with the letters that a page uses and no others, to stand inside the page."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterator

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from sim.plots.drawing.lettering import face

NAME = "Sim DejaVu"
"""What the font is called inside the page: it is there whether or not the machine has one of the name DejaVu Sans."""

WEIGHTS = {400: False, 700: True}


def faces(text: str) -> Iterator[str]:
    """The rules of the style sheet that hold the font, upright and bold."""
    letters = {ord(letter) for letter in text if letter.isprintable()} | {ord(" ")}
    for weight, bold in WEIGHTS.items():
        data = b64encode(subset(bold, letters)).decode()
        yield f'@font-face {{ font-family: "{NAME}"; font-weight: {weight}; src: url(data:font/ttf;base64,{data}) format("truetype"); }}'


def subset(bold: bool, letters: set[int]) -> bytes:
    """A font file with these letters alone; the same bytes for the same letters."""
    font = TTFont(str(face(bold)), recalcTimestamp=False)
    kept_as = {"hinting": False, "layout_features": ["kern", "mark", "ccmp"], "name_IDs": [1, 2, 13, 14], "notdef_outline": True}
    cutter = Subsetter(Options(drop_tables=[*Options().drop_tables, "FFTM"], **kept_as))
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    kept = io.BytesIO()
    font.save(kept)
    return kept.getvalue()
