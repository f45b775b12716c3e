"""Asks: plays a story in many worlds and turns what happened into answers.

An experiment is a module here with one public verb; list it in `EXPERIMENTS` and give it a command in `sim/cli`.
"""

EXPERIMENTS = ("run", "expectations", "rerun", "differences", "compare")
"""The experiments: modules of this package."""
