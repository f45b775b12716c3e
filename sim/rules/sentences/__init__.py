"""Sentences about what a world has been through: `mean(6) of seams.core <= start - 0.10 after month 12`.

    sentence    an alternative: parts joined by `or`; each part clauses joined by `and`
    clause      `not` clause, or a comparison or a sentence in parentheses, with any of
                `for N months`, `after month N`, `after DATE`, `by DATE`, `at DATE`, `at end`
    comparison  sum  <  <=  >  >=  sum; a sum joins numbers, quantities, `mean(N) of quantity` and `start` with + and -
    start       the left side of the same comparison at month 0

A sentence is read at a recorded month: 0 is the start, k the end of the k-th month. Outside the time that it
speaks of, or before it has months enough, it says neither yes nor no, and does not hold.
"""

from sim.rules.sentences.evaluate import Sentence
from sim.rules.sentences.parse import parse
from sim.rules.sentences.tokens import SentenceError

__all__ = ["Sentence", "SentenceError", "parse"]
