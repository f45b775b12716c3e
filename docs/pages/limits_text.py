"""The prose of docs/explanation/limits.md. Numbers come from runs and configs, in braces: docs/generate_limits.py fills them in."""

from __future__ import annotations

INTRODUCTION = """
For whoever is about to put a number of this model into a paper. The weaknesses are said with their present numbers; `python
docs/generate_limits.py` plays the runs behind them and writes this page anew ({worlds} worlds a story, {long_worlds} where it goes
through ten years, the fitted parameters unless said otherwise; the stories are the design's, in
`configs/experiments/design_comparison.yaml`). What of it can be checked cheaply is a test.
"""

CAN = """
## What it can tell you

- **Which of two stories moves a thing further, and in which direction.** Variants share their chance, so the difference is due to what
  you changed. The chance that Seoul drifts toward Beijing on the core seams within five years is {drift_hard_pressure} if Beijing commits
  to coercion, {drift_baseline} if nobody is told what to do, {drift_lift_hallyu} if the ban on culture is lifted, {drift_charm_offensive}
  if Beijing commits to charm, {drift_us_detach} if Washington steps back and {drift_seoul_accommodate} if Seoul itself accommodates. That
  order is the finding. The percentages are not. In brackets the sampling interval of 95 %, here and below. From each story to the next the
  chance rises, in the same {worlds} worlds, by {steps} points; {clear_steps} of these {all_steps} intervals lie wholly above 0.
- **Through what.** Switch a mechanism off, silence a parameter, play again: what gives way was carried by it.
- **What you have to believe.** Every link between a ban and an alliance is a number with a range and a reason. If you doubt one, set it
  and see whether the answer minds. Often it does not, and the quarrel is not worth having; where it does, you know what to argue about.
- **Where expectations contradict each other.** `sim check --expect` puts a story's expectations to the model. One that does not hold is a
  question to you and to the model alike.
"""

USE = """
## How to use a number

1. Report differences between variants and their order, with the interval, before any level. A level, a per cent or a date when a
   threshold is passed is only an illustration; mark it as one, and never let it stand alone.
2. Play it once more with `--set parameters=wide`. An answer that holds only with the fitted sets is an answer about four years; one that
   holds only in `fixed` is an answer about our defaults.
3. Move the threshold. If the order of the variants changes with it, there is no order.
4. Change what your story leaves to the capitals, and play again. The size of a difference often hinges on it: in
   `thaad_lift`, phasing out the ban on culture makes drift likelier by {hinge_told}, but with `--set beijing.pressure.tourism=0.5`, pressure on
   tourism beside it, by {hinge_pressed}. Only an order that survives is worth a sentence.
5. Say "in the model". An index is not a measurement, and a share of worlds is not a probability of the world.
6. Quote the failures below beside the finding to which they matter.
"""

CHANCES = """
## Levels and probabilities

**Levels are conventions.** Cohesion, seams, leverage, credibility and grievance are indices from 0 to 1 which nobody has measured. That
cohesion between Washington and Seoul stands at one level rather than another means nothing. Nor does a level of Beijing's leverage say
how vulnerable Seoul is: it says what could be withheld, weighted by judgement, and what it would cost to live without is only roughly in
it.

**Thresholds are conventions.** "Seoul drifts" means a fall of {depth} on the core seams. Under charm that happens in
{charm_offensive_usual} of the worlds. Had we written {depth_less}, it would be {charm_offensive_less}; with {depth_more},
{charm_offensive_more}. With nobody told what to do the three are {baseline_usual}, {baseline_less} and {baseline_more}. The order of the
two stories stays.

**Four numbers in five are judgement.** Of {numbers} numbers, {judged} ({judged_share}) rest on judgement alone. Each says so and gives
its reason and a range ([every number](../reference/parameters.md)). How sharply capitals choose, what they want, and where the thresholds
lie cannot be identified from history at all.

**The interval beside a probability is sampling noise.** It says what more worlds would change, and nothing else. The chance of drift
under charm, with other parameters: {charm_calibrated_2016_2019} with the fitted sets, {charm_wide} in `wide`, {charm_default} in
`default`, {charm_fixed} in `fixed`, each with its interval. None of the four knows what the model leaves out.

**Even the fitted sets are narrow.** They differ in {drawn} of {parameters} parameters, and the past told something of {informed} of these
([parameters fitted to 2016-2019](calibration.md)). The weights in the capitals' utilities, the levels of the postures and the starting
values stay as they are unless a story says otherwise. Real doubt is wider than any band here.

**Fitted is not the same as right.** Sets that do better on 2016 to 2019 forecast no better what came after: over 2020 to 2025 the score of
all series together is {energy_fitted} with them and {energy_wide} in `wide`, less being better ([series by
series](past_and_forecasts.md)).

**The chance of a crisis is what was put in.** A militarised crisis breaks out within five years in {crisis_played} of the worlds;
compounding the hazard of the first month gives {crisis_hazard}. The model adds little to what was assumed. Crises also leave little
behind: against worlds without them, they move cohesion between Washington and Seoul in the last year by {crisis_on_us_rok} and the core
seams by {crisis_on_core}. Do not use this model to estimate the risk of war.

**No fat tails.** Shocks are normal and independent, and mechanisms are smooth. What changes everything overnight has to be written into
the story.
"""

PAST = """
## The past

**{past_failures} of {past_claims} claims about 2016 to 2019 fail**, and stand in the tests as expected failures ([all of
them](history.md)). The defaults were set by hand with this episode in view, and the parameters fitted to it, so the rest is no triumph.
The years after it, series by series beside naive forecasts, have [a page of their own](past_and_forecasts.md): visitors of 2023 to 2025
are missed.

**With Beijing choosing, too much is possible.** Chinese visitors in 2019, against 2016: {tourism_2019_endogenous} as median and 90 %
band, observed {seen_tourism_2019}. A band that wide holds almost anything: in some worlds Beijing has forgiven by then, in others it has
not. For 2017, to which the parameters were fitted, it is {tourism_2017_endogenous}, observed {seen_tourism_2017}.

**Beijing is too shallow, and forgives too easily.** The mean of the worlds falls to {visitors_low} at its lowest, where the observed
months fell to {seen_low}; by 2019 most worlds are above what was observed. Seasons and the summer peak of 2016 are not in the model.

**The scripted mode proves little.** The coding of Beijing's pressure was made knowing the outcome.

**Exports of culture are wrong.** Observed, television programmes fell to {seen_culture_2017} of the year before; the model gives
{culture_2017_scripted}. Its channel is all of Korean content, and television was hit hardest.

**The loss is too high.** Output lost in 2017 is {loss_2017_scripted} % of GDP, where the estimates run from {seen_loss}.

**Carried on, the past does not arrive in the present.** Played from 2016 to January 2026 with Beijing choosing, against the world of
January 2026 as it was coded: cohesion of Washington and Seoul {reached_cohesion_us_rok} ({preset_cohesion_us_rok}), of Seoul and Tokyo
{reached_cohesion_rok_japan} ({preset_cohesion_rok_japan}), the seam of missile defence {reached_seams_missile_defence}
({preset_seams_missile_defence}), Beijing's denuclearisation rhetoric {reached_denuclearisation_rhetoric}
({preset_denuclearisation_rhetoric}: the white paper is an event, not a result). The alignment of the years 2022 to 2024 fades too slowly.

**Why Seoul's seams moved after 2020 is not explained.** In the model carried on from 2016 the core seams go from {core_2016} to
{core_reached} in January 2026. That is not where stories start: their world of January 2026 was coded by hand, at {core_start}.
With Seoul's own ideals left where they were the model reaches {core_held}: the rest is a driver, put in.

**A conservative Seoul is punished too much.** In 2023 and 2024 Beijing's posture in force is `signal` in {signal_2023} of the worlds and
months, and engagement falls to {engagement_2024} in 2024. Observed policy was milder.

**No semiconductor cycle.** China's share of Korean exports follows technology and policy. The chip-led rebound of 2026 is outside the
model, and so are the swings of the years before.

**Opinion is a splice.** The index of opinion of China puts surveys with different questions and scales on one scale. The mapping is
arbitrary; the pandemic and quarrels over dress and food come in from outside.
"""

ALLIANCES = """
## Alliances

**That cohesion with Washington hardly moves is mostly assumed.** Mean difference to the baseline over the fifth year: the ban lifted
{us_rok_lift_hallyu}, charm {us_rok_charm_offensive}, coercion {us_rok_hard_pressure}, a second battery {us_rok_second_thaad}, Seoul
aligned {us_rok_seoul_align}, Seoul accommodating {us_rok_seoul_accommodate}, Washington stepping back {us_rok_us_detach}. Between worlds
of the baseline it varies by {us_rok_sd} (one standard deviation). Many who know the alliance expect this. But the model did not discover
it: a treaty floor, slow adjustment and threats that offset each other see to it.

**What a Taiwan crisis does to the alliance has no sign.** In {taiwan_negative} of the worlds cohesion is lower in the second to fourth
year than without the crisis, in the others higher; the mean is {taiwan_mean}. It hinges on whether fear of entrapment or threat weighs
more, which nobody knows. Report it as open.

**Beijing and Pyongyang own no entry of the ledger.** What they do works through threat, opinion and the seams, and is booked as drift. A
line of zeros beside Beijing does not mean that Beijing did nothing.
"""

ACTORS = """
## Who acts, and how

**Five wills.** Each capital is one actor with one utility that never changes. There is no change of leadership in Beijing and no politics
there; who governs in Washington is an assumed path; Tokyo and Pyongyang have no successions. Only Seoul votes.

**Nobody below the state.** No conglomerates with interests of their own, no provinces, no ministries, no National Assembly. One Korean
public, without generations or parties.

**Moscow and Taipei are scenery.** Moscow is a demand and a tie, Taiwan a tension and a standing. Neither answers.

**Nobody talks, bluffs or hides.** Capitals see the whole state of their world, each other's instruments included, and cannot lie about
it. Negotiation, threats and promises exist only as events and as Beijing's credibility.

**Capitals foresee consequences, not answers.** In a look-ahead the others stand still. Deterrence, which works through the other's
foreseen answer, is therefore only there where a formula puts it.

**Postures come in bundles.** Washington's `transact` couples commitment at {transact_commitment} with pressure to share burdens at
{transact_burden}, by construction. To part them, set the instruments by hand.

**Learning adds nothing that was seen.** Without experience Chinese visitors of 2017 stand at {visitors_learning_none} of 2016, as it is
at {visitors_learning_usual}, with three times the default weight ({learning_weight}) at {visitors_learning_heavy}; observed were
{seen_tourism_2017}. The more experience counts, the farther from that.
"""

PARTS = (INTRODUCTION, CAN, USE, CHANCES, PAST, ALLIANCES, ACTORS)
"""The page, in order."""
