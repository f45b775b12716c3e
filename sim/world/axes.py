"""The axes that every array shares, named once. The world is always the last axis."""

from __future__ import annotations

CAPITALS = ("seoul", "beijing", "washington", "tokyo", "pyongyang")
"""The five capitals, in the order in which their turns to decide come round."""

CHANNELS = ("culture", "tourism", "retail", "goods", "inputs", "finance")
"""The channels through which Beijing can press Seoul: rows of `pressure`, `flow`, `adaptation`."""

SEAMS = ("taiwan", "south_china_sea", "industry", "strategic_flexibility", "missile_defence", "trilateral")
"""The seams of policy that a wedge can open: rows of `seams`, `seam_ideal`, `sunk_commitment`."""

ALLIANCES = ("us_rok", "us_japan", "rok_japan")
"""The three alliances: `cohesion_us_rok`, `cohesion_us_japan`, `cohesion_rok_japan`."""

CULTURE, TOURISM, RETAIL, GOODS, INPUTS, FINANCE = range(len(CHANNELS))
TAIWAN, SOUTH_CHINA_SEA, INDUSTRY, STRATEGIC_FLEXIBILITY, MISSILE_DEFENCE, TRILATERAL = range(len(SEAMS))

AXES: dict[str, tuple[str, ...]] = {"channel": CHANNELS, "seam": SEAMS}
"""The labelled axes by the word that configs use for them (`by: channel`)."""
