"""sim: what happens to Seoul's alliances when it meets Beijing's pressure and Beijing's charm."""
