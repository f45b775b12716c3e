"""Small stories for tests of reports, and their results."""

from __future__ import annotations

from sim.results.find import find
from sim.results.result import Result

TWO_WAYS = """sim: 1
extends: january_2026
title: Two ways
question: Does it matter what Beijing does?
time: {start: 2026-01, months: 6}
actors: {beijing: {pressure: {culture: 0.6}}}
variants:
  hold: {title: The bans stay}
  lift: {title: The bans go, actors: {beijing: {pressure: {culture: 0.0}}}}
  press: {title: More pressure, actors: {beijing: {pressure: {tourism: 0.9, culture: 0.9}}}}
outcomes:
  grievance: {label: Engagement rises, chance_of: "engagement > start", headline: true}
  engagement: {label: Engagement, track: engagement}
  us_rok: {label: US-ROK cohesion, track: cohesion.us_rok}
runs: {worlds: 150, seed: 5}
"""

HOSTILE = """sim: 1
extends: january_2026
title: "<script>alert(1)</script> & 'quoted'"
question: "What of <img src=http://example.org/x.png onerror=alert(2)>?"
time: {start: 2026-01, months: 3}
variants:
  only: {title: "</title></svg><svg onload=alert(3)>"}
outcomes:
  fall: {label: "</text><script>alert(4)</script> falls", chance_of: "seams.core < start"}
  engagement: {label: "Engagement & <b>more</b>", track: engagement}
events:
  - {name: "<iframe src=//example.org>", on: 2026-02, effect: {engagement: {add: {value: 0.05, source: mine}}}}
sources:
  mine: {title: "<a href=javascript:alert(5)>A paper</a>", author: "O'Brien & \\"Co\\"", date: 2025-01, url: "https://example.org/?a=1&b=<2>"}
runs: {worlds: 8, seed: 5}
"""

LEVELS = """sim: 1
extends: january_2026
title: Levels alone
time: {start: 2026-01, months: 3}
outcomes:
  engagement: {label: Engagement, track: engagement}
runs: {worlds: 1, seed: 5}
"""


def result(name: str) -> Result:
    """The run of one of the stories, read anew."""
    return Result.load(find(f"@{name}", "run"))
