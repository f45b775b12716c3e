"""The numbers: actors, parameters, worlds, sources. Data only; read through `sim.world.numbers`."""
