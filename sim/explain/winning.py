"""What wins on one instrument, month by month: every word that a story has on it, in the order in which the engine lays them on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.explain.english import listed, month, number, sentence
from sim.explain.happenings import effect as effect_said
from sim.explain.happenings import event_called
from sim.explain.labels import instrument, owner
from sim.explain.levels import DOCTRINES, part, posture
from sim.explain.places import place_of, where_said, written
from sim.explain.sentences import Telling
from sim.rules.played import PlayedPath
from sim.scenario.actors import stated
from sim.scenario.build import plan
from sim.scenario.names import instruments
from sim.scenario.read import Scenario, Variant
from sim.scenario.settings import several
from sim.scenario.steering import steered
from sim.scenario.tree import Items
from sim.world.plan import DoctrineChoice, Effect, Event, Path, Plan, Steering

Kind = Literal["choice", "schedule", "condition", "event", "effect", "clamp"]
When = Literal["always", "perhaps", "never"]
Level = tuple[float, float]

ORDER = "The order, weakest first: the capital's choice; levels, dated steps and ramps; `when ... then`; `on EVENT ... then`; effects of " \
        "events; `within`, `floor` and `cap`. Of two in the same line the one written last wins; of two floors the higher, of two caps the lower."

CALLED = {"choice": "the capital's own choice", "schedule": "the level or schedule", "condition": "the condition",
          "event": "the answer to an event", "effect": "the effect of an event", "clamp": "the bound"}
"""The kinds of words, weakest first."""


@dataclass(frozen=True)
class Span:
    """When something holds: for certain between two months, perhaps between two others; None is no end."""

    certain: tuple[int, int | None] | None = None
    perhaps: tuple[int, int | None] | None = None

    def at(self, month_number: int) -> When:
        """Whether it holds in a month."""
        if inside(self.certain, month_number):
            return "always"
        return "perhaps" if inside(self.perhaps, month_number) else "never"


@dataclass(frozen=True)
class Word:
    """One word on an instrument: its kind and place, what it says, its path of levels, what it does, and when it holds."""

    kind: Kind
    said: str
    where: str
    span: Span
    path: Path | None = None
    verb: str = "set"

    def at(self, month_number: int) -> tuple[When, Level | None]:
        """Whether it holds in a month, and the level that it then says, lowest and highest."""
        if self.path is None:
            return self.span.at(month_number), None
        ends = (PlayedPath(self.path, tuple(getattr(said, end) for said in self.path.amounts)).at(month_number) for end in ("low", "high"))
        low, high = ends
        return ("never", None) if low is None or high is None else (self.span.at(month_number), (float(low), float(high)))


def inside(ends: tuple[int, int | None] | None, month_number: int) -> bool:
    """Whether a month lies between two, the last not counted."""
    return ends is not None and ends[0] <= month_number and (ends[1] is None or month_number < ends[1])


def words_on(story: Scenario, variant: Variant, row: str) -> list[Word]:
    """Every word of a variant on an instrument, weakest first."""
    played = plan(story, variant.name, variant.said)
    said = [*stated_words(story, variant, row, played), *effects_on(story, variant, row, played)]
    order = ("schedule", "condition", "event", "effect", "clamp")
    return [choice(played, row), *sorted(said, key=lambda word: order.index(word.kind))]


def choice(played: Plan, row: str) -> Word:
    """What the capital does of itself."""
    capital = instruments()[row][0]
    own = played.apart.get(row)
    chain = [own] if own else in_play(played.doctrines[capital], played.start)
    told = listed(said.name + (f" from {month(said.first)}" if said.first > played.start else "") for said in chain)
    committed = chain[0].settings.get("posture")
    how = DOCTRINES[chain[0].name] if committed is None else f"moves to {posture(capital, committed)}"
    return Word("choice", f"{owner(row)}'s own choice, doctrine {told}: {owner(row)} {how}.", "", Span((played.world, None)))


def in_play(chain: Sequence[DoctrineChoice], start: int) -> list[DoctrineChoice]:
    """The doctrines of a capital from the start of the story on."""
    before = [said for said in chain if said.first <= start]
    return [*before[-1:], *(said for said in chain if said.first > start)]


def stated_words(story: Scenario, variant: Variant, row: str, played: Plan) -> Iterator[Word]:
    """What the story says of the instrument itself."""
    capital = instruments()[row][0]
    settings = stated(variant.said.actors).get(capital)
    told = Telling(story.start, story.months)
    for path, known, value in settings.settings() if settings is not None else ():
        if known == row:
            texts = written(story, ("actors", capital, *path), variant.name)
            for place, one in enumerate(several(value)):
                tree = texts[-1].tree if texts else None
                where = place_of(tree.items[place].mark) if isinstance(tree, Items) else texts[-1].where if texts else ""
                said = sentence(f"{instrument(row)} {part(one, row, told)}")
                for entry in steered(row, one, f"{capital}.{row}", story.start):
                    yield Word(entry.rank, said, where, span_of(entry, played), entry.path, entry.verb)


def span_of(entry: Steering, played: Plan) -> Span:
    """When a word holds: a schedule always, a condition perhaps, an answer from its event on."""
    if entry.on is None:
        return Span((played.world, None)) if entry.when is None else Span(None, (played.start, None))
    event = next(event for event in played.events if event.name == entry.on)
    first, certain = begins(event)
    last = first + entry.months if entry.months is not None and certain else None
    if not certain:
        return Span(None, (first, None))
    return Span((first, last)) if entry.until is None else Span((first, first + 1), (first, last))


def begins(event: Event) -> tuple[int, bool]:
    """The first month of an event, and whether it is certain."""
    return (event.on, True) if event.on is not None else (event.first or 0, False)


def effects_on(story: Scenario, variant: Variant, row: str, played: Plan) -> Iterator[Word]:
    """What events do to the instrument: targets first, then the levels that they hold, as the engine lays them on."""
    found = [(event, effect) for event in played.events for effect in event.effects if effect.name == row]
    for event, effect in sorted(found, key=lambda pair: pair[1].at == "level"):
        path = Path((played.world,), (effect.amount,))
        once = effect.at == "level" and not effect.lasting
        verb = "once" if once else effect.verb if effect.at == "level" else f"target {effect.verb}"
        said = f"with {event_called(event.name)} it {effect_said(effect)}"
        yield Word("effect", sentence(said), where_said(story, ("events", event.name), variant.name), effect_span(event, effect, played), path, verb)


def effect_span(event: Event, effect: Effect, played: Plan) -> Span:
    """When an effect is in force."""
    first, certain = begins(event)
    first += effect.delay
    if effect.at == "level" and not effect.lasting:
        ends: int | None = first + 1
    else:
        ends = first + effect.months if effect.months is not None else None
    other = next((one for one in played.events if one.name == effect.until), None)
    if other is not None:
        stop, sure = begins(other)
        if sure and stop >= first:
            ends = stop if ends is None else min(ends, stop)
        elif certain and not sure:
            return Span((first, max(first, stop)), (max(first, stop), ends))
    return Span((first, ends)) if certain else Span(None, (first, None))


@dataclass(frozen=True)
class Verdict:
    """What wins in a month: the word, its level where that is known, those overruled, and the stronger ones that may come."""

    winner: Word
    level: Level | None
    overruled: tuple[Word, ...]
    perhaps: tuple[Word, ...]
    bounds: tuple[Word, ...]


def verdict(words: Sequence[Word], month_number: int) -> Verdict:
    """What wins in a month, as far as dates alone decide; what chance and sentences decide may come on top."""
    holding = [(word, when, level) for word in words for when, level in [word.at(month_number)] if when != "never"]
    winner, fixed, beaten = words[0], None, []
    low, high = (0.0, 0.0), (1.0, 1.0)
    for word, when, level in holding:
        if when != "always" or level is None or word.verb == "once":
            continue
        if word.verb in ("floor", "cap"):
            low, high = (maximum(low, level), high) if word.verb == "floor" else (low, minimum(high, level))
        elif word.verb == "set":
            beaten += [winner] if winner is not word else []
            winner, fixed = word, level
        elif fixed is not None:
            fixed = bent(word.verb.removeprefix("target "), fixed, level)
    clamps = [word for word, when, _ in holding if when == "always" and word.verb in ("floor", "cap")]
    clamp = binding(clamps, fixed, (low, high), month_number)
    if clamp is not None and fixed is not None:
        beaten, winner, fixed = [*beaten, winner], clamp, minimum(maximum(fixed, low), high)
    strength = words.index(winner)
    perhaps = tuple(word for word, when, _ in holding if when == "perhaps" and words.index(word) > strength)
    return Verdict(winner, fixed, tuple(beaten), perhaps, () if fixed is not None else tuple(clamps))


def maximum(one: Level, other: Level) -> Level:
    """The higher of two levels, end by end."""
    return max(one[0], other[0]), max(one[1], other[1])


def minimum(one: Level, other: Level) -> Level:
    """The lower of two levels, end by end."""
    return min(one[0], other[0]), min(one[1], other[1])


def bent(verb: str, fixed: Level, by: Level) -> Level:
    """A fixed level under an event that moves the target."""
    moved = {"add": (fixed[0] + by[0], fixed[1] + by[1]), "times": (fixed[0] * by[0], fixed[1] * by[1]), "floor": maximum(fixed, by),
             "cap": minimum(fixed, by), "set": by}[verb]
    return minimum(maximum(moved, (0.0, 0.0)), (1.0, 1.0))


def binding(clamps: list[Word], fixed: Level | None, bounds: tuple[Level, Level], month_number: int) -> Word | None:
    """The bound that changes a fixed level; None where none does. A cap wins over a floor."""
    if fixed is None:
        return None
    floor, cap = bounds
    verb = "cap" if max(fixed[1], floor[1]) > cap[0] else "floor" if fixed[0] < floor[1] else ""
    end = cap if verb == "cap" else floor
    return next((word for word in clamps if word.verb == verb and word.at(month_number)[1] == end), None)


def spans(words: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int, Verdict]]:
    """The months of the story in stretches with the same winner: first month, last month, the verdict at the first."""
    first, now = start, verdict(words, start)
    for here in range(start + 1, end):
        then = verdict(words, here)
        sloping = then.winner.path is not None and then.winner.path.shape == "ramp"
        if (then.winner, then.perhaps, then.bounds) != (now.winner, now.perhaps, now.bounds) or (then.level != now.level and not sloping):
            yield first, here - 1, now
            first, now = here, then
    yield first, end - 1, now


def told_level(level: Level | None) -> str:
    """A level, or the span in which each world draws its own."""
    if level is None:
        return ""
    return number(round(level[0], 6)) if level[0] == level[1] else f"between {number(round(level[0], 6))} and {number(round(level[1], 6))}"
