"""Mesa 3.3 and Mesa 3.5 give the same bits. The other one runs under another Python, which the variable names:

    SIM_OTHER_PYTHON=/path/to/python3.12 python -m pytest tests/agreement/test_mesa_versions.py

That Python needs sim and pytest installed and the same version of numpy; without the variable the comparison is skipped.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.agreement.test_one_world_or_many import eventful
from tests.stories import play

ROOT = Path(__file__).parents[2]
PRINT = "from tests.agreement.test_mesa_versions import digest; print(digest())"


def digest() -> str:
    """A hash of every recorded number of a small story in which everything moves."""
    return hashlib.sha256(play(eventful(), worlds=40, seed=7).values.tobytes()).hexdigest()


def digest_under(python: str) -> str:
    """The same hash, from another interpreter."""
    done = subprocess.run([python, "-c", PRINT], capture_output=True, text=True, cwd=ROOT, check=True)
    return done.stdout.strip()


def test_a_fresh_process_gives_the_same_bits() -> None:
    assert digest_under(sys.executable) == digest()


@pytest.mark.skipif("SIM_OTHER_PYTHON" not in os.environ, reason="SIM_OTHER_PYTHON names no other Python with another Mesa")
def test_another_mesa_gives_the_same_bits() -> None:
    assert digest_under(os.environ["SIM_OTHER_PYTHON"]) == digest()
