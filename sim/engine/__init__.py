"""Runs the rules: the Mesa model and its agents, blocks of worlds, ensembles."""
