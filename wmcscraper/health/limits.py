"""Every number that decides what counts as drift, in one place, with its reason.

The tests are sequential: each field of each site is looked at after each run, for years. What
bounds the false alarms is therefore not one test's significance but the sum over all tests of a
run (Bonferroni), so that ``ALARM`` is far below the 5 % of a single experiment. The smallest
probabilities come from three models, each the standard one for its kind of measure:

- shares: the beta-binomial predictive distribution (Gelman et al., Bayesian Data Analysis, 2.4),
  with an intra-run correlation estimated by moments (Fleiss, Levin, Paik: Statistical Methods for
  Rates and Proportions, ch. 15), as the stories of one run are alike;
- counts: the negative binomial, for counts that vary more than Poisson's (Cameron, Trivedi:
  Regression Analysis of Count Data, ch. 3), the binomial where they vary less;
- levels (lengths, ages, confidence): Student's t with a quasi-likelihood dispersion (McCullagh,
  Nelder: Generalized Linear Models, 9.2), on medians, so that one odd article moves little.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ALARM", "ALARM_ALONE", "AS_IT_WAS", "BURST", "CALM", "COUNT_DISPERSION",
    "COUNT_DISPERSION_LEAST", "DISPERSION_WEIGHT", "DOUBTED", "EDITED", "HISTORY", "HOLDS",
    "INTERVAL_SHARE", "LEAN", "LEAST_ARTICLES", "LEAST_HISTORY", "LEAST_RISE", "LEAST_RUNS",
    "LEVEL_FREEDOM", "LEVEL_PRIOR", "MENDED", "ODD", "PRIOR_COUNT", "RHO", "RHO_MOST", "RUN_WEIGHT",
    "SILENCE_ALARM", "SILENCE_FACTOR", "SILENCE_GAPS", "SILENCE_LONG", "SLACK", "SLOW_SIZE",
    "WINDOWS",
]  # fmt: skip

WINDOWS: Final = (1, 2, 3, 5, 8)
"""Numbers of newest runs that are pooled and held against those before (a scan statistic with
several window lengths finds both a cliff and a slope)."""
ALARM: Final = 2e-4
"""Probability below which two or more runs in a row are an alarm. About 25 fields a run, of which
few have shares that chance can move that far, give less than one false alarm in 700 runs."""
ALARM_ALONE: Final = 5e-6
"""The same for one run by itself: the next run can confirm it, so it must be beyond doubt."""
CALM: Final = 10.0
"""How much rarer than that, for a run with a burst of articles: a batch is often of one kind."""
BURST: Final = 3.0
"""A run with so many times the usual number of articles is a burst, and no alarm by itself."""
LEAN: Final = 0.6
"""Share of the pooled runs that must each lie nearer to the new state than to the old: otherwise
one odd run, pooled with good ones, would be named again and again."""
LEAST_RISE: Final = 3.0
"""A number that rises must also rise by so many."""
LEAST_ARTICLES: Final = 3
"""Articles (or pages) that one run must give to be an alarm by itself; two where runs are pooled.
One odd article is never drift."""
LEAST_RUNS: Final = 4
"""Runs with evidence that make a history: no alarm at the first runs."""
LEAST_HISTORY: Final = 8.0
"""Articles that make a history, each run counted for RUN_WEIGHT at the most."""
RUN_WEIGHT: Final = 40.0
"""Most articles for which one run counts in a history: a first crawl reads years of stories."""
HISTORY: Final = 90
"""Newest runs with evidence that make the history: a site may change slowly and be no drift."""
AS_IT_WAS: Final = (0.01, 40.0)
"""Share of known pages that change in one respect between two readings, and the pages that this
knowledge is worth: where a server answers 304, few are read again that could tell."""
EDITED: Final = (0.03, 40.0)
"""The same of their titles, authors and texts, which editors mend more often."""
DOUBTED: Final = 100.0
"""How much rarer an alarm of new articles must be where known pages still give what they gave: a
new layout seldom is that of new pages alone, and other news is all that is left to explain it."""
HOLDS: Final = 0.2
"""Known pages speak for the old layout where no more than this share of them changed."""
RHO: Final = 0.02
"""Least correlation within a run, as stories of one day are alike, whatever few runs say."""
RHO_MOST: Final = 0.4
PRIOR_COUNT: Final = 0.5
"""Jeffreys' prior for shares: half a success, half a failure."""
COUNT_DISPERSION: Final = 2.0
"""Variance of counts, in multiples of Poisson's, before anything is known."""
COUNT_DISPERSION_LEAST: Final = 0.3
"""Least variance of counts believed, in multiples of Poisson's."""
DISPERSION_WEIGHT: Final = 4.0
"""How many runs the assumed dispersion is worth beside the observed one."""
LEVEL_FREEDOM: Final = 30.0
"""Most degrees of freedom of Student's t: its tails stay heavier than the normal's."""
ODD: Final = 0.015
"""Share of articles that are odd in any way, whatever the rest is like (Huber's contaminated
normal): so that one or two very short or very old ones are no drift of a small site."""
LEVEL_PRIOR: Final = 8.0
"""Degrees of freedom that the assumed least spread is worth."""
MENDED: Final = 6.0
"""Likelihood ratio at which the newest runs are of the old state again: 'positive evidence' (Kass,
Raftery 1995). A break that is taken for mended too early is named again at once."""
INTERVAL_SHARE: Final = 0.5
"""A run sooner than this share of the usual interval after the last one finds less by nature."""
SLACK: Final = 0.5
"""In a slow week a site writes so many times what it usually does, and is no alarm."""
SLOW_SIZE: Final = 15.0
"""Size of the negative binomial that the number of articles of several days together follows at
the most, however regular single days are: a slow week is slow on all of its days."""
SILENCE_ALARM: Final = 2e-4
"""Probability of so long a silence, even at a slow week's pace, below which it is an alarm."""
SILENCE_FACTOR: Final = 3.0
"""A silence of so many times the longest one before is an alarm. With gaps of exponential length
and n of them seen, its probability is about n to the power of -3."""
SILENCE_LONG: Final = 22
"""Gaps that must have been seen for that: 22 to the power of -3 is about ``ALARM``."""
SILENCE_GAPS: Final = 8
"""Gaps between news that must have been seen before one can be called too long at all."""
