"""How the world answers: one file per mechanism, listed here in the order of their numbers."""
