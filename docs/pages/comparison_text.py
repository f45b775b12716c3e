"""The words of docs/explanation/comparison.md: what is compared, and what the design says in words only."""

INTRODUCTION = """# The model beside its design

Before this program there was a first trial of the same formulas, rough and by itself; its results were written down as the **design**. This page
sets the model beside it, cell by cell: {count} cells of eighteen stories from January 2026 (the trial: 300 worlds, five years, parameters
`default`, every capital strategic) and {past} cells of the past (300 to 400 worlds, 2016 to 2019). Some rules were changed afterwards and some
cells tried again; where there is such a number it stands under *revised*. What was changed is said under *Reasons*.

*ours* is 1,000 worlds for the stories, 400 for the past, with its 95 % Monte Carlo interval. A cell has **moved** where it differs from the
design, or from the revised number, by more than .03 and that number lies outside the interval; {moved} have, {past_moved} of them in
the past. Each has a reason; where the reason is a rule, the last column says what the cell becomes, in the same worlds, when that alone is
taken back. Where no rule is named, the design's own 300 worlds can be that far off (its rows share their chance, so its `crisis` or `lifted`
are off in many rows at once). The trial is a yardstick, not a truth: agreement says that the same model was built twice.

Columns: `drift`, `split`, `strain`, `lifted` and `crisis` are chances over the five years (a seam drift of .10 on the core seams; a fall of
trilateral cohesion by .12; US-ROK cohesion below .60; culture pressure below .30 with culture exports above .60 of their demand, all as means
of six months; a militarised crisis). `culture_least`, `tourism_least` and `loss_most` are extremes of the mean path, `leak_cases` is a count
per year; the rest are means of the last twelve months.
"""
INPUTS = """### What the design says in words only

- *Months.* "Month 12" is January 2027: the design counts from 0.
- `second_thaad`: the steps of the events `thaad_decision` and `thaad_battery` as the library has them.
- `taiwan_contingency`: "tension .85 decaying" is read as the reference tension: .85 in January 2027, straight down to .50 at the end,
  beside the event `taiwan_crisis`. Without the path, with the event alone, `crisis` is about .38 instead of .51.
- `jk_history_crisis`: "history to 1.35 at month 12" says nothing of the way there and back: straight up, and straight down to .25 in January 2031.
  The path was chosen to match, so this row is no evidence; .20 or .30 at the end move `split` by .02.
- `ukraine_ceasefire`: the event `ceasefire` in July 2026 brings war demand to .15 in January 2027.
- `seoul_conservative`: ideology -.35 and policy capacity .3 under the acting president; no ballot before July 2032.
- `no_prc_pressure`: all six channels at 0, and reward at 0.

### What else was taken back, and moved nothing

Exact solution of the linear updates against plain steps, counter-dependence without the export share, grievance before noise, slack in
China's economy, and two choices made here: attractions are renewed only where a capital looked ahead, and Seoul's
own line counts its two new instruments. Each alone moves the cells `lifted`, `drift`, `culture`, `engagement` and `core` of the baseline
by less than .02. The look-ahead closes the gap to a posture anew at each of its three steps, as the design does.
"""
