"""A capital of one's own, in five lines: what the docs show and the tests run."""

import sim


class MySeoul(sim.Capital):
    def decide(self):
        pressed = self.instruments.pressure[0] > 0.5
        self.aim("align", where=pressed)
        self.aim("pragmatic", where=~pressed)
