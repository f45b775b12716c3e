#!/usr/bin/env python3
"""What the simulator costs, in ratios taken in one go: `python benchmarks/run.py [--quick | --full] [--json]`."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
PYTHON = HOME / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main() -> int:
    """Measure and print; where this Python lacks the packages, the project's own (made by `dev.py`) takes over."""
    if importlib.util.find_spec("mesa") is None:
        if not PYTHON.exists():
            print("error: the packages are not installed; first run: python3 dev.py test", file=sys.stderr)
            return 1
        return os.spawnv(os.P_WAIT, str(PYTHON), [str(PYTHON), *sys.argv])
    sys.path.insert(1, str(HOME))
    from figures import show

    return show()


if __name__ == "__main__":
    sys.exit(main())
