"""The hash over `configs/` changes with what a run reads, and with nothing else."""

from __future__ import annotations

from importlib import resources

import pytest

import sim.results.manifest as manifest
from sim.results.manifest import BESIDE, config_hash, files_below

AS_IT_IS = config_hash()


def hash_with(monkeypatch: pytest.MonkeyPatch, changed: str) -> str:
    """The hash with one file of `configs/` a line longer."""
    found = [(path, content + b"\n# more" if path == changed else content) for path, content in files_below(resources.files("sim.configs"))]
    monkeypatch.setattr(manifest, "files_below", lambda folder: iter(found))
    return manifest.config_hash.__wrapped__()


@pytest.mark.parametrize("path", ["parameters/threat.yaml", "actors/seoul.yaml", "worlds/january_2026.yaml", "events.yaml", "drivers.yaml"])
def test_the_hash_changes_with_what_a_run_reads(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    assert hash_with(monkeypatch, path) != AS_IT_IS


@pytest.mark.parametrize("path", ["glossary.yaml", "themes.yaml", "synonyms.yaml", "claims.yaml", "sources/literature.yaml", "history/tourism.csv"])
def test_the_hash_stays_with_words_sources_and_observations(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    assert hash_with(monkeypatch, path) == AS_IT_IS


def test_what_no_run_reads_is_there() -> None:
    paths = [path for path, _ in files_below(resources.files("sim.configs"))]
    assert all(any(path.startswith(name) for path in paths) for name in BESIDE)
