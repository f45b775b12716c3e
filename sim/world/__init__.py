"""What exists: the axes, the state, the parameters, the shocks, the plan of a story. No rule, no engine."""
