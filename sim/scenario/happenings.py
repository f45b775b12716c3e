"""What a story can say about events: when they happen and what they do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from sim.errors import listed
from sim.scenario import library
from sim.scenario.leaves import Chance, Date, Delay, Flag, Months, Number, SentenceText, Target, Words, read_number, read_one_of
from sim.scenario.names import library as library_names
from sim.scenario.numbers import shown, wrong
from sim.scenario.strict import Strict, Wrong
from sim.world.plan import Amount

VERBS: tuple[Literal["add", "set", "times", "floor", "cap"], ...] = ("add", "set", "times", "floor", "cap")
WINDOW = "write between: [2026-06, 2027-06]"
TRIGGERS = ("on", "chance", "hazard", "when")


def read_event(value: Any) -> str:
    """The name of an event of the library."""
    return read_one_of(value, library_names(), "an event of the library", "unknown-event")


def read_place(value: Any) -> str:
    """`target` or `level`."""
    return read_one_of(value, ("target", "level"), "what an effect moves")


def read_window(value: Any) -> Any:
    """What stands under `between`: a list, whose months are read one by one."""
    if not isinstance(value, list):
        raise wrong("wrong-type", f"expected a list instead of {shown(value)}", WINDOW)
    return value


LibraryEvent = Annotated[str, PlainValidator(read_event), WithJsonSchema({"enum": list(library_names())})]
Place = Annotated[str, PlainValidator(read_place), WithJsonSchema({"enum": ["target", "level"]})]
Window = Annotated[list[Date], BeforeValidator(read_window)]
Argument = Annotated[float, PlainValidator(read_number), WithJsonSchema({"type": "number"})]


class EffectTerms(Strict):
    """What an event does to one quantity: a verb with its number, for how long, after how long."""

    add: Number | None = None
    set: Number | None = None
    times: Number | None = None
    floor: Number | None = None
    cap: Number | None = None
    months: Months | None = Field(None, alias="for")
    until: Words | None = None
    at: Place = "target"
    delay: Delay = 0

    def contradictions(self) -> Iterable[Wrong]:
        """Exactly one verb; one way to end."""
        verbs = [verb for verb in VERBS if getattr(self, verb) is not None]
        if len(verbs) != 1:
            what = "an effect needs a verb" if not verbs else f"{' and '.join(verbs)} cannot both be done"
            yield (), wrong("one-verb", what, f"one of: {', '.join(VERBS)}; for example {{add: 0.08}}")
        if self.months is not None and self.until is not None:
            yield ("for",), wrong("two-forms", "`until` and `for` both say when it ends", "keep one of them")
        if self.lasting and self.at == "level" and (self.add is not None or self.times is not None):
            what = "a level can be held for a while, not shifted"
            yield ("at",), wrong("not-for-a-while", what, "use set, floor or cap, or leave `at` out: then the target is shifted")

    @property
    def lasting(self) -> bool:
        """Whether it comes to an end."""
        return self.months is not None or self.until is not None

    @property
    def verb(self) -> Literal["add", "set", "times", "floor", "cap"]:
        """What is done."""
        return next(verb for verb in VERBS if getattr(self, verb) is not None)

    @property
    def amount(self) -> Amount:
        """How much of it."""
        found: Amount = getattr(self, self.verb)
        return found


Effects = Annotated[
    Annotated[list[EffectTerms], Tag("<several>")] | Annotated[EffectTerms, Tag("<one>")],
    Discriminator(lambda value: "<several>" if isinstance(value, list) else "<one>"),
]


class Happening(Strict):
    """An event: one of the library or of the story's own, on a date, by chance, with a hazard, or when a sentence comes true."""

    name: Words | None = None
    event: LibraryEvent | None = None
    amounts: dict[str, Argument] = Field(default_factory=dict, alias="with")
    on: Date | None = None
    chance: Chance | None = None
    between: Window | None = None
    hazard: Chance | None = None
    when: SentenceText | None = None
    once: Flag = True
    effect: dict[Target, Effects] = Field(default_factory=dict)

    def contradictions(self) -> Iterable[Wrong]:
        """A name, exactly one trigger, and a window where the trigger needs one."""
        if self.name is None and self.event is None:
            known_events = listed(list(library_names()), "sim list events")
            yield (), wrong("missing-key", "an event needs a `name`, or an `event` of the library", f"library: {known_events}")
        triggers = [key for key in TRIGGERS if getattr(self, key) is not None]
        if len(triggers) != 1:
            what = "an event needs to know when" if not triggers else f"`{'` and `'.join(triggers)}` both say when"
            yield (), wrong("one-trigger", what, "one of: on: DATE, chance: P with between: [DATE, DATE], hazard: P a month, when: SENTENCE")
        yield from self.window(triggers)
        known = library.arguments(self.event) if self.event else ()
        for key in self.amounts:
            if key not in known:
                what = f"`{self.event}` takes no `{key}`" if self.event else "only an event of the library takes `with`"
                yield ("with", key), wrong("unknown-key", what, f"it takes: {', '.join(known) or 'nothing'}")

    def window(self, triggers: list[str]) -> Iterable[Wrong]:
        """`between` is a pair of months in order; chance needs it, a date has no use for it."""
        if self.between is None:
            if triggers == ["chance"]:
                yield ("chance",), wrong("missing-key", "a chance needs a window", "add between: [2026-06, 2027-06]")
        elif len(self.between) != 2 or self.between[0] > self.between[1]:
            yield ("between",), wrong("bad-window", "a window is a pair of months in order", WINDOW)
        elif triggers == ["on"]:
            yield ("between",), wrong("two-forms", "a date needs no window", "keep `on` or `between`")

    @property
    def title(self) -> str:
        """The name by which the story knows it."""
        return self.name or str(self.event)
