"""Tells apart what makes worlds differ: the scenario, the rule by which capitals decide, the parameters, chance."""
