"""What is said first."""

from sim.findings.leading import Asked, Told

__all__ = ["Asked", "Told"]
