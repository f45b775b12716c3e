"""Chinese holdings of Korean bonds, stocks and real estate grow with purchases and shrink with screening, turnover and sales.

    buying = purchase_rate * asset_purchases * (openness_floor + economic_pragmatism)
    chinese_holdings: d/dt = buying * (1 - chinese_holdings) - (sum of holdings_outflow_terms) * chinese_holdings

    holdings_outflow_terms: turnover_rate, screening_rate * dominance_denial, selling_rate * pressure.finance

A slow stock: what is bought today is leverage for years, since it can be threatened with withdrawal. Each real withdrawal
(`pressure.finance`) spends some of that leverage.

Source: The Epoch Times 2026 (purchases now, leverage later); Hirschman 1945; supervisory and land statistics for the size of holdings.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import settle, total
from sim.rules.month import Month
from sim.world.axes import FINANCE
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """The index of Chinese holdings (0 to 1) at the end of the month, `[world]`."""
    inflow = buying(month)
    rate = inflow + total(holdings_outflow_terms(before, month))
    return {"chinese_holdings": settle(before.chinese_holdings, inflow, rate, month.length)}


def buying(month: Month) -> Array:
    """How fast holdings approach their ceiling, per month, `[world]`."""
    numbers, doing = month.parameters.financial_penetration, month.instruments
    return np.asarray(numbers.purchase_rate * doing.asset_purchases * (numbers.openness_floor + doing.economic_pragmatism))


def holdings_outflow_terms(before: State, month: Month) -> dict[str, Array]:
    """The shares of the holdings that leave in a month, by reason, `[world]` each."""
    numbers, doing = month.parameters.financial_penetration, month.instruments
    return {
        "turnover": numbers.turnover_rate,
        "screening": numbers.screening_rate * doing.dominance_denial,
        "selling": numbers.selling_rate * doing.pressure[FINANCE],
    }
