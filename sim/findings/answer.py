"""The answer in one sentence, and what stands beside it. Every word of size or sureness is read off a number."""

from __future__ import annotations

from collections.abc import Iterator

from sim.findings.leading import Asked, Told
from sim.findings.words import SIGNS, change, change_span, estimate, factor_of, quoted, share_said, size_span, span
from sim.plots.drawing.given import AS_SET
from sim.plots.drawing.labels import listed
from sim.results import rounding
from sim.results.values import Answer, counted

NOTHING = "The story asks nothing: this report shows how it was played, and finds nothing."
ONE_WORLD = "One world alone was played: it is one possible course, without any interval, and no finding."
ALONE = "With one variant there is nothing to compare it with: take it as an illustration, not as a finding."
READ_BACK = "The story sets part of what is asked here: in part the answer reads the story back."


def answer(told: Told) -> str:
    """The answer in one sentence: the leading outcome where it is moved most, beside the baseline, with words and the interval."""
    found = told.leading
    if found is None:
        return NOTHING
    start = f"{AS_SET}in the model, " if found.told else "In the model, "
    if not found.others:
        return start + alone(found)
    if not found.same:
        return start + none_apart(told, found)
    return start + apart(told, found, found.same[0])


def apart(told: Told, found: Asked, most: Answer) -> str:
    """The sentence where a variant differs."""
    base, most_title, base_title = found.baseline, quoted(told.title(most.variant)), quoted(told.title(found.base))
    count = rounding.adding_up(factor_of(most) * most.estimate, factor_of(base) * base.estimate, decimals(found))
    interval = f"95 % sampling interval {size_span(most, count)}"
    if most.kind == "chance":
        return (f"{quoted(most.label)} comes true in {'more' if (most.difference or 0) > 0 else 'fewer'} of the worlds if {most_title} than if "
                f"{base_title}, by {change(most, count).lstrip(SIGNS)} ({interval}); as an illustration, in {share_said(most, count)} against "
                f"{share_said(base, count)}.")
    return (f"{quoted(most.label)} is {size(most, count)} if {most_title} than if {base_title}: {estimate(most, count)} against "
            f"{estimate(base, count)} ({interval}; {most.unit}).")


def size(found: rounding.Differing, count: int) -> str:
    """A difference without its sign, and its direction: `14 points more`, `0.118 higher`."""
    more, text = (found.difference or 0) > 0, change(found, count).lstrip(SIGNS)
    return f"{text} {'more' if more else 'fewer'}" if found.kind == "chance" else f"{text} {'higher' if more else 'lower'}"


def none_apart(told: Told, found: Asked) -> str:
    """The sentence where noise could have made every difference."""
    base, count = found.baseline, decimals(found)
    start = f"no variant is told apart from {quoted(told.title(found.base))} on {quoted(base.label)}"
    middle = f"it {here(base, count)} there (95 % sampling interval {span(base, count)})".replace(") there (", " there; ")
    most = max(found.others, key=lambda one: abs(one.difference or 0))
    if most.difference_low == most.difference_high == 0:
        return f"{start}: {middle}, and the same everywhere."
    noise = f"could be sampling noise ({change_span(most, count)})"
    return f"{start}: {middle}, and the largest difference, {change(most, count)} if {quoted(told.title(most.variant))}, {noise}."


def here(found: Answer, count: int) -> str:
    """`comes true in 20 % of the worlds (unlikely)`, `is 0.471`."""
    return f"comes true in {share_said(found, count)}" if found.kind == "chance" else f"is {estimate(found, count)}"


def alone(found: Asked) -> str:
    """The sentence on a single variant."""
    base, count = found.baseline, decimals(found)
    unit = f"; {base.unit}" if base.unit else ""
    interval = f"95 % sampling interval {span(base, count)}"
    start = f"{quoted(base.label)} {here(base, count)}"
    return f"{start[:-1]}; {interval})." if start.endswith(")") else f"{start} ({interval}{unit})."


def decimals(found: Asked) -> int:
    """Decimals for all that is said of an outcome."""
    return rounding.decimals(found.answers)


def beside(told: Told) -> Iterator[str]:
    """What must stand with the answer: variants that do the same, how many differ less or not at all; what the answer is not."""
    found = told.leading
    if found is None:
        return
    if found.same[1:]:
        yield much_the_same(told, found)
    less, not_apart = len(found.apart) - len(found.same), len(found.others) - len(found.apart)
    if found.same and less:
        yield f"{counted(less, 'other variant')} {'differs' if less == 1 else 'differ'} less{against(found)}" + (
            f"; {not_apart} cannot be told from {quoted(told.title(found.base))}." if not_apart else ".")
    elif found.same and not_apart:
        yield f"{counted(not_apart, 'other variant')} cannot be told from {quoted(told.title(found.base))}."
    if found.told:
        yield READ_BACK
    if told.result.worlds == 1:
        yield ONE_WORLD
    elif not found.others:
        yield ALONE


def much_the_same(told: Told, found: Asked) -> str:
    """The variants that differ as much as the one of the sentence, each with its difference."""
    count, rest = decimals(found), found.same[1:]
    said = [f"{quoted(told.title(one.variant))} ({change(one, count)}, {change_span(one, count)})" for one in rest]
    return f"{listed(said)} {'do' if said[1:] else 'does'} much the same."


def against(found: Asked) -> str:
    """How many of the variants that differ less do so the other way."""
    rest = [one for one in found.apart if one not in found.same]
    opposed = sum((one.difference or 0) * (found.same[0].difference or 0) < 0 for one in rest)
    return f", {opposed} of them the other way" if opposed and len(rest) > 1 else ", and the other way" if opposed else ""
