"""What wins on an instrument of a story, month by month, in words."""

from __future__ import annotations

from collections.abc import Iterator

from sim.explain.english import capitalised, listed, month
from sim.explain.page import Block, Section, item, section, text
from sim.explain.variants import called, variants_of
from sim.explain.winning import CALLED, ORDER, Verdict, Word, spans, told_level, words_on
from sim.scenario.read import Scenario, Variant

COMES = {"condition": "its sentence has come true", "event": "its event has happened", "effect": "its event has happened"}
"""What must have come about for a word that chance or a sentence decides."""


def winners(story: Scenario, row: str, variant: str) -> tuple[Section, list[dict[str, object]]]:
    """What wins on an instrument, for variants with the same words together."""
    groups: list[tuple[list[Word], list[Variant]]] = []
    for each in variants_of(story, variant):
        words = words_on(story, each, row)
        same = next((members for known, members in groups if known == words), None)
        if same is None:
            groups.append((words, [each]))
        else:
            same.append(each)
    blocks: list[Block] = []
    found: list[dict[str, object]] = []
    for words, members in groups:
        stretches = list(spans(words, story.start, story.start + story.months))
        blocks += [item(f"{called(members, story)}:"), *(item(stretch(first, last, said), 1) for first, last, said in stretches)]
        found += [{"variants": [each.name for each in members], "from": month(first), "to": month(last), "winner": said.winner.said,
                   "kind": said.winner.kind, "where": said.winner.where, "level": list(said.level) if said.level else None,
                   "overruled": [word.said for word in said.overruled]} for first, last, said in stretches]
        blocks += all_words(words)
    return section("What wins, month by month", *blocks, text(ORDER)), found


def all_words(words: list[Word]) -> Iterator[Block]:
    """Every word on the instrument, weakest first, where there are more than the choice and one other."""
    if len(words) > 2:
        yield item("All words on it, weakest first:", 1)
        for place, word in enumerate(words, 1):
            yield item(f"{place}. {capitalised(CALLED[word.kind])}: {word.said}" + (f" {word.where}" if word.where else ""), 2)


def stretch(first: int, last: int, said: Verdict) -> str:
    """Who wins in a stretch of months, with its level, and what could come on top."""
    when = month(first) if first == last else f"{month(first)} to {month(last)}"
    sloping = said.winner.path is not None and said.winner.path.shape == "ramp"
    level = f"{told_level(said.level)}, by " if said.level is not None and not sloping else ""
    words = f"{when}: {level}{known(said.winner)}" if said.winner.kind != "choice" else f"{when}: {said.winner.said.rstrip('.')}"
    if said.bounds:
        words += f", within the bounds of {listed(dict.fromkeys(word.where for word in said.bounds))}"
    if said.overruled:
        words += f"; it overrules {listed(dict.fromkeys(known(word) for word in said.overruled))}"
    for word in said.perhaps:
        words += f"; where {COMES[word.kind]}, {known(word)} is laid over it"
    return words + "."


def known(word: Word) -> str:
    """A word by its kind and place."""
    return CALLED[word.kind] + (f" of {word.where}" if word.where else "")
