"""Keeps the answers: one folder per run, written whole or not at all, and read back as a `Result`."""
