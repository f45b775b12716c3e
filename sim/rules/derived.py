"""Quantities without memory: what can be read off a state, under the instruments and drivers of a month.

0.5 in an equation is the middle of a 0-1 scale. Each is computed when first asked for, and kept.
"""

from __future__ import annotations

import math
from functools import cache, cached_property
from typing import Any, Self

import numpy as np

from sim.rules.curves import added, between, logistic
from sim.rules.exposure import exposure_by_channel
from sim.world.axes import CULTURE, GOODS, INDUSTRY, INPUTS, SOUTH_CHINA_SEA, STRATEGIC_FLEXIBILITY, TAIWAN
from sim.world.parameters import Parameters
from sim.world.rows import Array
from sim.world.state import Drivers, Instruments, State

SOFT_CHANNELS = slice(CULTURE, GOODS)
"""Culture, tourism and retail: what can be removed at little cost to the sender."""


class read_once(cached_property[Array]):  # noqa: N801
    """A quantity that is worked out when first asked for, and kept; a cached property without its lock."""

    def __get__(self, reading: Any, owner: Any = None) -> Any:
        if reading is None:
            return self
        found = reading.__dict__[self.attrname] = self.func(reading)
        return found


class of_state(read_once):  # noqa: N801
    """A quantity that rests on the state, and not on what the capitals do: the same under other instruments."""


class of_instruments(read_once):  # noqa: N801
    """A quantity that rests on what the capitals do, and not on the state."""


class Derived:
    """Everything that the rules read off one state, `[world]` unless said otherwise.

    Source: the theory behind each quantity is named in its docstring; the numbers are in `configs/parameters/`.
    """

    def __init__(self, state: State, instruments: Instruments, drivers: Drivers, parameters: Parameters) -> None:
        self.state, self.instruments, self.drivers, self.parameters = state, instruments, drivers, parameters

    def knowing(self, other: Self) -> Self:
        """This, with what `other` has worked out already, as far as both rest on the same tables."""
        if self.drivers is other.drivers and self.parameters is other.parameters:
            same_state, same_instruments = self.state is other.state, self.instruments is other.instruments
            known = {read_once: same_state and same_instruments, of_state: same_state, of_instruments: same_instruments}
            self.__dict__ |= {name: other.__dict__[name] for kind, same in known.items() if same for name in named(kind) if name in other.__dict__}
        return self

    @of_instruments
    def visible_coercion(self) -> Array:
        """How much of Beijing's pressure the public can see: `1 - product over channels of (1 - visibility * pressure)`."""
        hidden = math.prod(1 - self.parameters.trade_coercion.visibility * self.instruments.pressure)
        return np.asarray(1 - hidden)

    @of_state
    def stakes(self) -> Array:
        """What Korea has at stake in each channel, % of GDP, `[channel, world]`: see `exposure_by_channel`."""
        return exposure_by_channel(self.state, self.parameters)

    @of_state
    def economic_loss(self) -> Array:
        """Output lost to pressure, % of GDP: `sum of exposure * max(structural_demand - flow, 0) * (1 - recaptured_share * adaptation)`."""
        missing = np.maximum(self.drivers.structural_demand - self.state.flow, 0)
        uncovered = 1 - self.parameters.trade_coercion.recaptured_share * self.state.adaptation
        return added(self.stakes * missing * uncovered)

    @of_state
    def pain(self) -> Array:
        """How much the loss hurts, 0 to 1: `loss / (loss + half_pain_loss)`."""
        return np.asarray(self.economic_loss / (self.economic_loss + self.parameters.welfare.half_pain_loss))

    @read_once
    def credible_reward(self) -> Array:
        """What Beijing offers, as far as it is believed: `reward * credibility`."""
        return np.asarray(self.instruments.reward * self.state.credibility)

    @read_once
    def welfare(self) -> Array:
        """Seoul's economic welfare beside the base year, % of GDP.

        `- loss + windfall + g_p (pragmatism - .5) - g_o (overcapacity - .5) * import_share / usual - g_b * burden
        + g_r * credible_reward - g_d (denial - .5) - g_c (contribution - usual)`
        """
        seoul, weight = self.instruments, self.parameters.welfare
        flooding = weight.overcapacity_cost * (seoul.overcapacity_exports - 0.5) * self.state.import_share / weight.usual_import_share
        return np.asarray(
            -self.economic_loss
            + self.state.windfall
            + weight.pragmatism_gain * (seoul.economic_pragmatism - 0.5)
            - flooding
            - weight.burden_cost * seoul.burden_sharing_pressure
            + weight.reward_gain * self.credible_reward
            - weight.denial_cost * (seoul.dominance_denial - 0.5)
            - weight.contribution_cost * (seoul.alliance_contribution - weight.usual_contribution)
        )

    @of_state
    def dependence(self) -> Array:
        """Korea's trade dependence on China: `(export_share + import_share) / share_scale` (Hirschman 1945)."""
        return np.asarray((self.state.export_share + self.state.import_share) / self.parameters.leverage.share_scale)

    @of_state
    def counter_dependence(self) -> Array:
        """China's dependence on Korean technology: `counter_dependence_scale * max(technology_lead, 0)` (Hirschman 1945)."""
        return np.asarray(self.parameters.leverage.counter_dependence_scale * np.maximum(self.state.technology_lead, 0))

    @read_once
    def input_chokepoint(self) -> Array:
        """How far critical inputs can be choked off: `reach * (1 - a * adaptation.inputs) * (1 - d * denial)` (Farrell and Newman 2019)."""
        weight = self.parameters.leverage
        undiverted = 1 - weight.chokepoint_relief_by_adaptation * self.state.adaptation[INPUTS]
        unscreened = 1 - weight.chokepoint_relief_by_denial * self.instruments.dominance_denial
        return np.asarray(weight.chokepoint_reach * undiverted * unscreened)

    @of_state
    def removable_flows(self) -> Array:
        """Soft flows that can still be taken away: the mean of flow over culture, tourism and retail, by what is at stake."""
        stake = self.stakes[SOFT_CHANNELS]
        return np.asarray(added(stake * self.state.flow[SOFT_CHANNELS]) / added(stake))

    @read_once
    def leverage_over_seoul(self) -> Array:
        """Beijing's leverage over Seoul, 0 to 1.

        `1 - exp(-(w_t max(dependence - counter_dependence, 0) + w_i chokepoint + w_k holdings + w_s removable))`.
        Source: Hirschman 1945; Farrell and Newman 2019; Lim and Ferguson 2022.
        """
        weight = self.parameters.leverage
        asymmetry = np.maximum(self.dependence - self.counter_dependence, 0)
        hold = weight.trade_asymmetry_weight * asymmetry + weight.chokepoint_weight * self.input_chokepoint
        stock = weight.holdings_weight * self.state.chinese_holdings + weight.soft_flow_weight * self.removable_flows
        return np.asarray(1 - np.exp(-(hold + stock)))

    @read_once
    def leverage_over_pyongyang(self) -> Array:
        """Beijing's leverage over Pyongyang, 0 to 1: `support / (support + moscow_equivalence * tie.moscow + own_means)`."""
        weight, support = self.parameters.leverage, self.instruments.support_of_pyongyang
        alternatives = weight.moscow_equivalence * self.state.tie_moscow_pyongyang + weight.pyongyang_own_means
        return np.asarray(support / (support + alternatives))

    @read_once
    def abandonment_fear(self) -> Array:
        """Seoul's fear of being left: `a_c (1 - commitment) + a_b burden + a_w (1 - cohesion.us_rok)` (Snyder 1984; Cha 1999)."""
        weight = self.parameters.fears
        return np.asarray(
            weight.abandonment_by_commitment * (1 - self.instruments.commitment)
            + weight.abandonment_by_burden * self.instruments.burden_sharing_pressure
            + weight.abandonment_by_weak_cohesion * (1 - self.state.cohesion_us_rok)
        )

    @of_state
    def entrapment_fear(self) -> Array:
        """Seoul's fear of being dragged in: `tension * (e_f seams.strategic_flexibility + e_t seams.taiwan)` (Snyder 1984)."""
        weight, seams = self.parameters.fears, self.state.seams
        reach = weight.entrapment_by_flexibility * seams[STRATEGIC_FLEXIBILITY] + weight.entrapment_by_taiwan * seams[TAIWAN]
        return np.asarray(self.state.taiwan_tension * reach)

    @of_state
    def cohesion_trilateral(self) -> Array:
        """Cohesion of the three together: the cube root of `us_rok * us_japan * rok_japan`, so that the weakest leg counts."""
        return np.cbrt(self.state.cohesion_us_rok * self.state.cohesion_us_japan * self.state.cohesion_rok_japan)

    @read_once
    def rivalry(self) -> Array:
        """US-China rivalry as Beijing feels it: `r_t tension + r_a seam_demands + r_c cohesion.trilateral`."""
        weight = self.parameters.rivalry
        pressed = weight.tension_weight * self.state.taiwan_tension + weight.seam_demands_weight * self.instruments.seam_demands
        return np.asarray(pressed + weight.trilateral_weight * self.cohesion_trilateral)

    @of_state
    def seam_substance(self) -> Array:
        """What the alliance does, as Washington scores it: the mean of the seams by Washington's salience."""
        salience = self.parameters.policy_seams.washington_salience
        return np.asarray(added(salience * self.state.seams) / added(salience))

    @of_state
    def seams_core(self) -> Array:
        """The seams that a wedge aims at: the mean of (Taiwan and South China Sea together), industry and strategic flexibility."""
        seams = self.state.seams
        core = ((seams[TAIWAN] + seams[SOUTH_CHINA_SEA]) / 2, seams[INDUSTRY], seams[STRATEGIC_FLEXIBILITY])
        return np.asarray(added(core) / len(core))

    @read_once
    def conduct(self) -> Array:
        """Seoul's conduct as Beijing scores it: `c_s (reference - core) + c_d (bandwagoning - usual) - grievance`, cut to its span."""
        weight = self.parameters.conduct
        drift = weight.core_weight * (self.state.conduct_reference - self.seams_core)
        deference = weight.deference_weight * (self.instruments.limited_bandwagoning - weight.usual_deference)
        return between(drift + deference - self.state.grievance, -weight.span, weight.span)

    @read_once
    def pyongyang_instability(self) -> Array:
        """Risk that Pyongyang turns unstable: `logistic(i_0 - i_n (support - .5) - i_m (tie.moscow - usual))`."""
        weight = self.parameters.pyongyang
        supported = weight.instability_relief_by_beijing * (self.instruments.support_of_pyongyang - 0.5)
        sheltered = weight.instability_relief_by_moscow * (self.state.tie_moscow_pyongyang - weight.usual_moscow_tie)
        return logistic(weight.instability_intercept - supported - sheltered)

    @read_once
    def crisis_hazard(self) -> Array:
        """Chance of a militarised crisis in a month.

        `min(cap, base * exp(h_t (tension - usual) + h_p (threat.pyongyang - .5) + h_v (provocation - .5)
        - h_l (leverage_over_pyongyang - .5) - h_r (restraint * leverage_over_pyongyang - usual)))`
        """
        weight, leverage = self.parameters.crisis, self.leverage_over_pyongyang
        fuel = (
            weight.tension_slope * (self.state.taiwan_tension - weight.usual_tension)
            + weight.threat_slope * (self.state.threat_pyongyang - 0.5)
            + weight.provocation_slope * (self.instruments.provocation - 0.5)
        )
        mediation = self.instruments.restraint_of_pyongyang * leverage - weight.usual_restraint
        calm = weight.leverage_slope * (leverage - 0.5) + weight.restraint_slope * mediation
        return np.minimum(weight.hazard_cap, weight.base_hazard * np.exp(fuel - calm))

    @of_state
    def trade_balance(self) -> Array:
        """Korea's goods balance with China, % of GDP: `exports_of_gdp * export_share - imports_of_gdp * import_share`."""
        scale = self.parameters.indices
        return np.asarray(scale.exports_of_gdp * self.state.export_share - scale.imports_of_gdp * self.state.import_share)

    @of_state
    def recovery(self) -> Array:
        """How far each flow is back, `[channel, world]`: `flow / structural_demand`, and 0 where there is no demand."""
        demand = self.drivers.structural_demand
        return np.where(demand > 0, self.state.flow / np.where(demand > 0, demand, 1), 0)


@cache
def named(kind: type[read_once]) -> tuple[str, ...]:
    """The names of the derived quantities of one kind."""
    return tuple(name for name, value in vars(Derived).items() if type(value) is kind)
