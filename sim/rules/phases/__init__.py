"""The phases of a month, one file each; `sim.rules.turn` puts them in order."""
