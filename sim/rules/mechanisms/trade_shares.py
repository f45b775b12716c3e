"""China's share of Korean trade follows Korea's technology lead, the goods channel, Seoul's policy and China's surplus capacity.

    export_share -> reference_export_share * (1 - lead_dependence_of_exports * (1 - technology_lead))
                    * (1 - goods_flow_weight * (1 - flow.goods)) * exp(sum of export_share_terms)
    import_share -> reference_import_share * exp(sum of import_share_terms)

    export_share_terms: + elasticity_to_economic_pragmatism * (economic_pragmatism - .5)
                        - elasticity_to_dominance_denial * (dominance_denial - .5)
    import_share_terms: + elasticity_to_overcapacity * (overcapacity_exports - .5)
                        + import_response_to_pragmatism * elasticity_to_economic_pragmatism * (economic_pragmatism - .5)
                        - elasticity_to_dominance_denial * (dominance_denial - .5)
                        + import_gain_from_lost_lead * (1 - technology_lead)
                        + import_gain_from_slack * (chinese_slack - reference_slack)

"->" is a relaxation with `adjustment_months`. As China learns to make what it used to buy, Korean exports lose their market while
Chinese goods gain one in Korea: the trade balance turns, and dependence remains. A weak economy at home pushes Chinese goods abroad.

Source: Hirschman 1945 (the structure of trade as a source of power); Korean customs and KITA statistics of 2016 to 2024.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import relax, total
from sim.rules.month import Month
from sim.world.axes import GOODS
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """China's shares of Korean goods exports and imports at the end of the month, `[world]`."""
    return {field: rule(before, month) for field, rule in FIELDS.items()}


def export_share(before: State, month: Month) -> Array:
    """China's share of Korean exports at the end of the month, `[world]`."""
    return relax(before.export_share, export_share_target(before, month), month.parameters.trade_shares.adjustment_months, month.length)


def import_share(before: State, month: Month) -> Array:
    """China's share of Korean imports at the end of the month, `[world]`."""
    return relax(before.import_share, import_share_target(before, month), month.parameters.trade_shares.adjustment_months, month.length)


def export_share_target(before: State, month: Month) -> Array:
    """Where China's share of Korean exports would settle, `[world]`."""
    numbers = month.parameters.trade_shares
    lead = 1 - numbers.lead_dependence_of_exports * (1 - before.technology_lead)
    goods = 1 - numbers.goods_flow_weight * (1 - before.flow[GOODS])
    return np.asarray(numbers.reference_export_share * lead * goods * np.exp(total(export_share_terms(before, month))))


def import_share_target(before: State, month: Month) -> Array:
    """Where China's share of Korean imports would settle, `[world]`."""
    return np.asarray(month.parameters.trade_shares.reference_import_share * np.exp(total(import_share_terms(before, month))))


def export_share_terms(before: State, month: Month) -> dict[str, Array]:
    """What Seoul's policy adds to the logarithm of the export share, `[world]` each."""
    numbers, doing = month.parameters.trade_shares, month.instruments
    return {
        "economic_pragmatism": numbers.elasticity_to_economic_pragmatism * (doing.economic_pragmatism - 0.5),
        "dominance_denial": -numbers.elasticity_to_dominance_denial * (doing.dominance_denial - 0.5),
    }


def import_share_terms(before: State, month: Month) -> dict[str, Array]:
    """What adds to the logarithm of the import share, `[world]` each."""
    numbers, doing = month.parameters.trade_shares, month.instruments
    policy = export_share_terms(before, month)
    return {
        "overcapacity_exports": numbers.elasticity_to_overcapacity * (doing.overcapacity_exports - 0.5),
        "economic_pragmatism": numbers.import_response_to_pragmatism * policy["economic_pragmatism"],
        "dominance_denial": policy["dominance_denial"],
        "lost_lead": numbers.import_gain_from_lost_lead * (1 - before.technology_lead),
        "chinese_slack": numbers.import_gain_from_slack * (month.drivers.chinese_slack - numbers.reference_slack),
    }


FIELDS = {"export_share": export_share, "import_share": import_share}
"""The rule of each field that this mechanism owns."""
