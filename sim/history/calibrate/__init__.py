"""Parameters fitted to the past: a design of worlds, what their figures say of the parameters, and whether the answer can be trusted."""
