"""Turns a sentence into something that can be read in every world: one small function per rule of the grammar."""

from __future__ import annotations

from collections.abc import Callable

from sim.errors import nearest
from sim.rules.recorded import recorded_names
from sim.rules.sentences.evaluate import COMPARE, All, Clause, Comparison, Constant, During, Lasting, Not, Quantity, Sentence, Start, Sum, Term
from sim.rules.sentences.tokens import SentenceError, Token, tokens
from sim.world.axes import CAPITALS
from sim.world.calendar import month_number

TIMES = ("for", "after", "by", "at")
DEEPEST = 40
"""Parentheses and `not` may be nested so deep, no deeper."""


def parse(text: str, start: int) -> Sentence:
    """The sentence; `start` is the month number that its dates count from. Raises `SentenceError` where it cannot be read."""
    reader = Reader(tokens(text), start)
    clause = reader.alternative()
    reader.expect_end()
    return Sentence(text, start, clause)


def quantity_name(token: Token) -> str:
    """The public name of a quantity, with or without its capital in front (`beijing.pressure.culture`)."""
    known = recorded_names()
    capital, _, rest = token.text.partition(".")
    name = rest if capital in CAPITALS and token.text not in known else token.text
    if name in known:
        return name
    near = nearest(name, known)
    remedy = f"did you mean `{near}`?" if near else "`sim list quantities` shows what is recorded"
    raise SentenceError(f"`{token.text}` is not a recorded quantity", token.column, remedy, len(token.text))


def doubtful(time: Token) -> SentenceError:
    """The error for a time that could belong to one clause or to several."""
    return SentenceError(
        f"`{time.text} ...` could belong to the last comparison or to the whole", time.column,
        "say it with parentheses: (A and B) for 6 months, or A and (B for 6 months)", len(time.text),
    )


def without_means(term: Term) -> Term:
    """The same term with each mean read as its quantity: at the start there is one month only."""
    if isinstance(term, Sum):
        return Sum(tuple((sign, without_means(part)) for sign, part in term.terms))
    return Quantity(term.name) if isinstance(term, Quantity) else term


class Reader:
    """Reads tokens from left to right."""

    def __init__(self, pieces: list[Token], start: int) -> None:
        self.pieces, self.start = pieces, start
        self.at = self.depth = 0
        self.loose: Token | None = None

    @property
    def next(self) -> Token:
        """The token that comes next."""
        return self.pieces[self.at]

    def take(self, *texts: str) -> Token | None:
        """The next token, if it is one of these; otherwise nothing moves."""
        token = self.next
        if token.text not in texts or token.kind == "name":
            return None
        self.at += 1
        return token

    def need(self, text: str, remedy: str) -> Token:
        """The next token, which must be this one."""
        token = self.take(text)
        if token is None:
            raise SentenceError(f"expected `{text}` before {self.next.said}", self.next.column, remedy)
        return token

    def expect_end(self) -> None:
        """Nothing may be left over."""
        if self.next.kind != "end":
            raise SentenceError(f"{self.next.said} stands where the sentence should end or go on with `and` or `or`", self.next.column)

    def alternative(self) -> Clause:
        """Parts joined by `or`: not all of them false."""
        parts = self.joined("or", self.conjunction, TIMES)
        return parts[0] if len(parts) == 1 else Not(All(tuple(Not(part) for part in parts)))

    def conjunction(self) -> Clause:
        """Clauses joined by `and`."""
        parts = self.joined("and", self.timed_clause, ("for",))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def joined(self, word: str, part: Callable[[], Clause], unclear: tuple[str, ...]) -> list[Clause]:
        """Parts with a word between them; a time after the last one alone could belong to all, so it needs parentheses."""
        parts, times = [part()], [self.loose]
        while self.take(word):
            parts.append(part())
            times.append(self.loose)
        if times[-1] and times[-1].text in unclear and not all(times):
            raise doubtful(times[-1])
        return parts

    def timed_clause(self) -> Clause:
        """A clause with the months that it speaks of."""
        opposite = self.next.kind == "word" and self.next.text == "not"
        clause = self.bare_clause()
        self.loose = None
        while self.next.kind == "word" and self.next.text in TIMES:
            if opposite and self.next.text == "for":
                raise doubtful(self.next)
            self.loose = self.next
            clause = self.time(clause)
        return clause

    def bare_clause(self) -> Clause:
        """A comparison, a sentence in parentheses, or the opposite of either."""
        opening = self.take("not", "(")
        if opening is None:
            return self.comparison()
        self.depth += 1
        if self.depth > DEEPEST:
            raise SentenceError("the sentence is nested too deep", opening.column, f"at most {DEEPEST} levels")
        if opening.text == "not":
            clause: Clause = Not(self.bare_clause())
        else:
            clause = self.alternative()
            self.need(")", f"the parenthesis at column {opening.column} is not closed")
        self.depth -= 1
        return clause

    def comparison(self) -> Clause:
        """Two sums and the sign between them."""
        column = self.next.column
        left = self.sum(None)
        if not list(left.names()):
            raise SentenceError("the left side of a comparison names no quantity", column, "write the quantity first: crises >= 1")
        sign = self.take(*COMPARE)
        if sign is None:
            remedy = "compare with <, <=, > or >=" + (" (numbers are never exactly equal)" if self.next.text in ("=", "==", "!=") else "")
            raise SentenceError(f"expected a comparison before {self.next.said}", self.next.column, remedy)
        return Comparison(sign.text, left, self.sum(left))

    def sum(self, left: Term | None) -> Term:
        """Terms joined by + and -; `left` is what `start` refers to."""
        sign = -1 if self.take("-") else 1
        terms = [(sign, self.term(left))]
        while joint := self.take("+", "-"):
            terms.append((1 if joint.text == "+" else -1, self.term(left)))
        return Sum(tuple(terms)) if len(terms) > 1 or sign < 0 else terms[0][1]

    def term(self, left: Term | None) -> Term:
        """A number, a quantity, a mean, or `start`."""
        token = self.next
        self.at += 1
        if token.kind == "number":
            return Constant(float(token.text))
        if token.kind == "name":
            return Quantity(quantity_name(token))
        if token.text == "mean" and token.kind == "word":
            return self.mean()
        if token.text == "start" and token.kind == "word":
            if left is None:
                remedy = "write the quantity first: seams.core <= start - 0.10"
                raise SentenceError("`start` stands on the left side", token.column, remedy, len(token.text))
            return Start(without_means(left))
        raise SentenceError(f"expected a quantity or a number before {token.said}", token.column)

    def mean(self) -> Term:
        """`(N) of quantity`, after `mean`."""
        remedy = "write: mean(6) of seams.core"
        self.need("(", remedy)
        months = self.count()
        self.need(")", remedy)
        self.need("of", remedy)
        token = self.next
        if token.kind != "name":
            raise SentenceError(f"expected a quantity before {token.said}", token.column, remedy)
        self.at += 1
        return Quantity(quantity_name(token), months)

    def count(self) -> int:
        """A whole number of months, at least one."""
        token = self.next
        if token.kind != "number" or not token.text.isdigit() or int(token.text) < 1:
            raise SentenceError(f"expected a whole number of months instead of {token.said}", token.column)
        self.at += 1
        return int(token.text)

    def date(self) -> int:
        """A date, as a recorded month: the end of that month."""
        token = self.next
        try:
            month = month_number(token.text) - self.start + 1
        except ValueError:
            raise SentenceError(f"expected a month written YYYY-MM instead of {token.said}", token.column) from None
        if month < 1:
            raise SentenceError(f"{token.text} is before the start", token.column, length=len(token.text))
        self.at += 1
        return month

    def time(self, clause: Clause) -> Clause:
        """`for N months`, `after ...`, `by DATE`, `at DATE`, `at end`."""
        word = self.next.text
        self.at += 1
        if word == "for":
            months = self.count()
            if not self.take("months", "month"):
                raise SentenceError(f"expected `months` before {self.next.said}", self.next.column, "write: for 6 months")
            return Lasting(clause, months)
        if word == "after":
            return During(clause, self.count() if self.take("month") else self.date() + 1, None)
        if word == "by":
            return During(clause, 0, self.date())
        if self.take("end"):
            return During(clause, None, None)
        month = self.date()
        return During(clause, month, month)
