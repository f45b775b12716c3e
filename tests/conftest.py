"""What all tests share: the marker of laws that hold by formula alone, and the count of the others."""

from __future__ import annotations

import os
from typing import Any

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is: sums are small here, and threads would wait for each other

STRUCTURAL = "structural: true by formula alone; a check of the wiring that does not count among the laws"


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", STRUCTURAL)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many laws held, the structural ones apart."""
    reports = [report for report in terminalreporter.getreports("passed") if report.when == "call" and "test_laws_" in report.nodeid]
    structural = sum("structural" in report.keywords for report in reports)
    if reports:
        terminalreporter.write_line(f"laws that held: {len(reports) - structural}, and {structural} by formula alone")
