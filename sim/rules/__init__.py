"""How the world changes: the order of play, the mechanisms, the doctrines, the utilities. Pure functions over arrays."""
