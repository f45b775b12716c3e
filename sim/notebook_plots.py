"""The pictures of whatever `sim.run`, `sim.sweep`, `sim.compare` and `sim.sensitivity` give back: `found.plot.KIND()`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.plots.drawing.picture import Picture

SHORT = {"fan": "cohesion_fan"}
"""Figures that have a shorter name."""


class Plots:
    """Figures, each a method that draws it, shows it below the cell, and returns its Axes (a list where there are several)."""

    def __init__(self, draw: Callable[..., Picture], kinds: Iterable[str]) -> None:
        self._draw, self._kinds = draw, tuple(kinds)

    def picture(self, kind: str, theme: str = "light", **chosen: Any) -> Picture:
        """A figure as a matplotlib figure, to be saved with `savefig`."""
        return self._draw(SHORT.get(kind, kind), theme=theme, **chosen)

    def save(self, kind: str, path: str | Path, theme: str = "light", **chosen: Any) -> Path:
        """Write a figure into a file; its ending, .png, .svg or .pdf, says how. Returns where it is."""
        from sim.plots.drawing.files import content, put
        from sim.results.store import writing

        target = Path(path)
        data = content(self.picture(kind, theme, **chosen), target.suffix[1:])
        with writing(target):
            put(target, data)
        return target

    def __getattr__(self, kind: str) -> Any:
        if kind.startswith("_") or SHORT.get(kind, kind) not in self._kinds:
            raise AttributeError(f"there is no figure `{kind}`; there are: {', '.join(self._names())}")
        return lambda theme="light", **chosen: self._drawn(kind, theme, **chosen)

    def __dir__(self) -> list[str]:
        return ["picture", "save", *self._names()]

    def __repr__(self) -> str:
        return f"<Plots: {', '.join(self._names())}>"

    def _names(self) -> list[str]:
        return [*(name for name, kind in SHORT.items() if kind in self._kinds), *self._kinds]

    def _drawn(self, kind: str, theme: str, **chosen: Any) -> Any:
        picture = self.picture(kind, theme, **chosen)
        show_in_notebook(picture)
        return picture.axes[0] if len(picture.axes) == 1 else picture.axes


def show_in_notebook(picture: Picture) -> None:
    """Show a figure below the cell, where there is one."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        from importlib import import_module

        from sim.plots.drawing.files import content

        display = import_module("IPython.display")
        display.display(display.Image(content(picture, "png"), width=800, alt=picture.story.alternative))
