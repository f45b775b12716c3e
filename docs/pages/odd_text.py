"""The hand-written prose of docs/explanation/odd.md. Numbers come in from configs, in braces: `{decision_interval}` is filled by odd_page."""

from __future__ import annotations

INTRODUCTION = """
This page describes the model by the ODD protocol (Overview, Design concepts, Details; [Grimm and others
2020](../reference/parameters.md#grimm_2020)), the outline that most agent-based models are described by, so that a reviewer finds
everything where it is looked for. The tables are read from the code and from `configs/` when the page is written; equations with all
their numbers are on [the page of the model](../reference/model.md).

**In short.** Five capitals act on a shared world of trade, opinion, policy and alliances. Each month they may change their policy; the
world answers by rules; chance adds to it. A story says what differs, and is played in many worlds at once. The sections below say this in
full; the long tables stand in an appendix at the end. Who wants a first impression reads the first three sections.
"""

PURPOSE = """
The model is a structured scenario explorer. It asks how pressure and charm from Beijing, applied through trade, culture, finance and
technology, work on Seoul's alliances with Washington and Tokyo, and what Seoul's own hedging, Washington's conduct and Pyongyang's do to
them meanwhile. It is for comparing stories that differ in one thing: a ban lifted or kept, a battery deployed, a Washington that pulls
back. It is not for forecasting, and not for levels; [what it cannot tell](limits.md) has a page of its own.

It is judged by patterns of the dispute over missile defence. Each is a test, failures included; [the page on the past](history.md) gives
the results, and the patterns are listed [in the appendix](#patterns-of-the-past).
"""

ENTITIES = """
Five **capitals** act, each a government taken as one will. What they do is a set of **instruments**, each a level from 0 to 1 with a
target that the level follows; they choose between **postures**, which are bundles of targets. Besides level and target a capital carries
a memory: the posture in force, what each posture has brought (its attraction), and the world as it was at the last decision date.

Everything else is the **world** that the capitals share: flows of trade and travel by channel, seams of policy, opinions, alliances,
ties, threats. These belong to nobody. Alliances are quantities and not agents; publics and firms are there as reactions and not as
persons. Moscow is a driver and a tie; Taiwan is a tension and a standing. What a month is described by is listed in the appendix, as
[state variables](#state-variables) and as [what is read off them](#derived-quantities).

A **channel** is one of {channels}. A **seam** is one of {seams}; on each, 0 is Beijing's ideal and 1 is Washington's. An **alliance** is
one of {alliances}, and the trilateral is made of the three.
"""

SCALES = """
One step is a month; a story lasts as many months as it says. There is no space: the capitals stand for their countries. A run plays many
worlds side by side, which differ in chance and in parameters and do not touch each other; each variant of a story is played in the same
worlds.
"""

SCHEDULE = """
All capitals decide from the same month: none sees what another has just decided. All mechanisms answer from the same start of the month,
so that their order does not matter; grievance alone comes last and reads how far the seams have moved. Noise is added once, after all
mechanisms, and bounds are applied once, after the noise. Conditions of a story ("when ... then") read last month's record. Time is
discrete; what is a rate in continuous time is solved exactly over the month.
"""

CONCEPTS = {
    "Basic principles": """
The rules put known theories side by side: [wedge strategy](../reference/glossary.md) by reward and by coercion (Crawford, Izumikawa),
hedging in five components (Kuik), the fears of abandonment and entrapment (Snyder) and the quasi-alliance of Seoul and Tokyo (Cha), the
balance of threat (Walt), asymmetric dependence (Hirschman) and weaponised interdependence (Farrell and Newman), the sanctions paradox
(Drezner), audience costs and the two-level game (Fearon, Putnam), sanction-busting (Early). They come in at the level of single rules,
each of which names its source. How capitals choose is quantal response (McKelvey and Palfrey; for crises between states Esarey, Mukherjee
and Moore) with experience-weighted attraction (Camerer and Ho). The model's own part is to let these act on each other.
""",
    "Emergence": """
What the capitals do, when and for how long, comes out of their choosing: whether a ban is lifted, whether pressure comes back, how Seoul
divides itself. So does what follows: the path of the seams, of engagement, of opinion, of leverage. Other results are more imposed than
found. That cohesion with Washington hardly moves rests on its floor, its time constants and threat terms that offset each other. The
chance of a crisis is an assumed hazard. That Seoul's ideals on the seams moved between {first_ideal} and {last_ideal} is a driver. Where
a result is of the second kind, [the page of limits](limits.md) says so.
""",
    "Adaptation": """
Under the doctrine `strategic`, a capital comes to a decision date every {decision_interval} months, the capitals taking turns a month
apart. There it re-opens its posture with probability {revision_probability}, and for certain where there was a surprise since the last
date: Beijing's grievance rose by more than {grievance_surprise}, a crisis began, or Seoul's ideology changed by more than
{ideology_surprise}. It then draws a posture, the better ones more often. Other doctrines adapt less: `best_reply` takes the best,
`reactive` (Beijing alone) answers grievance and conduct by a formula, `committed` and `scripted` do not adapt, `uniform` draws blindly. A
story may give single instruments a level, bounds or a doctrine of their own. Firms and publics adapt by rule and without a goal: firms
find other markets, a public gets used to pressure.
""",
    "Objectives": """
Each strategic capital has a utility, a sum of named terms listed under *What the capitals want* below. It is a present-value mean over
the look-ahead, in which each month counts {monthly_discount} of the one before. The weights are judgement, set so that the postures of a
menu differ by amounts on which quantal response can work. There is no common good.
""",
    "Learning": """
Under `strategic` and `best_reply` a capital remembers what its posture in force has brought since the last decision date, and with weight
{foregone_weight} what the others promised; {memory} of an attraction is kept at a decision date. Attractions enter the value of a posture
with weight {learning_weight}, the look-ahead with the rest. What was foregone is learned only where the capital looked ahead. With the
mechanisms of code M13 off there is no learning.
""",
    "Prediction": """
A capital predicts with the model itself: it plays the world on for {look_ahead_steps} steps of {look_ahead_step} months, once for each
posture and once for keeping its targets, by the same equations and without chance. Its own instruments move at their pace. The other
capitals stand still, drivers stay where they are this month, a running crisis counts down and no new one starts, nobody is elected, and
what the story binds stays bound. So capitals foresee consequences and do not foresee answers.
""",
    "Sensing": """
Capitals see their own world as it is: the whole state, without error or delay, other capitals' instruments included, and Beijing's
grievance too. Deception and secrecy are not in the model. Two things are filtered: the public sees only coercion that is visible, and
Seoul counts Beijing's offers as far as it believes them. Nobody sees another's utility, or the story's future.
""",
    "Interaction": """
Capitals act on each other through the shared world. Beijing's pressure lowers flows, flows lower welfare and opinion, and these enter
Seoul's choice; Seoul's position on the seams moves by a bargain of five voices (Seoul, Washington, Beijing, Tokyo and the Korean public),
weighted by capability and salience; abrupt moves raise Beijing's grievance, which enters Beijing's choice. There are no messages, no
offers and no treaties between capitals, except as events that a story dates.
""",
    "Stochasticity": """
By chance come: the parameters of a world, once, as one of a thousand fitted sets (in the ensemble `wide` each around its default with a
spread of {wide_jitter} in the logarithm, in `default` {default_jitter}, in `fixed` none); a shock a month on {noisy} quantities, times
{calibrated_2016_2019_noise} with the fitted sets and {wide_noise} in `wide`; the slip between a policy and its execution; whether a
posture is re-opened, and which is drawn; removals, elections and the ideology that they bring; militarised crises; detected leak cases;
events with a chance or a hazard; and whatever a story writes as a range. Starting values are fixed unless a story says otherwise. Every
draw has an address (seed, name, month, world), so that variants share their chance and one world can be played again alone. Shocks are
normal and independent: the model has no fat tails.
""",
    "Collectives": """
There are none that act. Alliances and ties are quantities of the shared world. The trilateral is the geometric mean of its three legs, so
that the weakest counts; its hardening is a stock that builds above one threshold and erodes below another. Into which two blocs the
capitals would fall is worked out for the reader and feeds nothing back.
""",
    "Observation": """
Every quantity is recorded at the start and at the end of each month, in every world, with the posture in force of each capital. What is
kept of a run is, per variant, quantity and month: mean, spread, extremes and a histogram; the same for the difference to the first
variant, world by world; the outcomes of each world; the parameters drawn. Whole paths are kept on demand. A chance is the share of worlds
in which a sentence about recorded quantities holds, with its Monte Carlo interval and its word of likelihood. The ledger books to each
capital what its own instruments did to each alliance. The recorder is an onlooker that sees all; nothing in the result is filtered as an
analyst's sources would be.
""",
}
"""The eleven design concepts, in the order of the protocol."""

INITIAL = """
A story starts from a dated world, {worlds}, or from a later month, after a run-in with every capital strategic. All capitals begin with
their instruments at [the levels of the appendix](#starting-values), their targets there too, and no memory. Ranges, grades and sources
of the values are in [every number](../reference/parameters.md).
"""

INPUTS = """
Outside the capitals, the model reads the drivers of the table: dated levels, linear between two dates and flat outside them. Up to the
later of the two worlds they are codings of what happened, from there on a baseline that a story may replace. A story may also name who
governs in Seoul. Observed series enter only as the yardstick of the patterns above; nothing is assimilated.
"""

SUBMODELS = """
Each mechanism is one file with one equation. Its numbers, with range, grade and source, stand where its heading leads.
"""
