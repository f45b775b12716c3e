"""The stories: one YAML file each. Data only; read through `sim.scenario`."""
