"""The events of a story in English: when each happens, and what it does."""

from __future__ import annotations

from sim.explain.english import amount, chance, counted, listed, month, months, quoted, sentence
from sim.explain.labels import instrument, owner, spoken
from sim.explain.sentences import Telling
from sim.scenario.happening_plans import planned_events
from sim.scenario.happenings import Happening
from sim.scenario.library import library
from sim.scenario.names import instruments
from sim.scenario.schema import Story
from sim.world.plan import Amount, Effect, Event

VERBS = {"set": ("sets", "to"), "times": ("multiplies", "by"), "floor": ("holds", "at or above"), "cap": ("holds", "at or below")}
"""How an effect is told: the verb, and the word before its number."""


def events(story: Story, telling: Telling) -> dict[str, str]:
    """Every event of a story by its name, as a sentence or two."""
    planned = planned_events(story, telling.start)
    known = event_aliases(story)
    return {said.title: happening(said, event, telling) + without_end(event, known) for said, event in zip(story.events, planned, strict=True)}


def happening(said: Happening, event: Event, telling: Telling) -> str:
    """One event: its name, its trigger, its effects."""
    name = event_called(said.title)
    known = f" ({said.event} of the library)" if said.event else ""
    return f"{name}{known} {trigger(said, telling)}. {does(event.effects)}"


def without_end(event: Event, known: list[str]) -> str:
    """That effects until an event which the story does not have stay in force for good."""
    never = dict.fromkeys(effect.until for effect in event.effects if effect.until and effect.until not in known)
    return "".join(f" {event_called(name)} is no event of this story: what lasts until then lasts for good." for name in never)


def event_called(name: str) -> str:
    """An event by its name; one of the library that has no name of its own by its label."""
    return quoted(library()[name].label if name in library() else name)


def trigger(said: Happening, telling: Telling) -> str:
    """When an event happens."""
    span = f"between {month(said.between[0])} and {month(said.between[1])}" if said.between else ""
    if said.on is not None:
        return f"happens in {month(said.on)}"
    if said.chance is not None:
        return f"may happen: {chance(said.chance)}, in any month {span}"
    if said.hazard is not None:
        again = "once at most" if said.once else "again and again"
        return f"may happen, {again}: {chance(said.hazard)} in each month" + (f" {span}" if span else "")
    first = "the first time that" if said.once else "in every month after one in which"
    return f"happens {first} {telling.told(str(said.when))}" + (f", {span}" if span else "")


def does(effects: tuple[Effect, ...]) -> str:
    """What an event does: a sentence for what it does at once, and one for what comes so many months later."""
    told = [said for said in effects if not idle(said)]
    if not told:
        return "By itself it changes nothing."
    delays = dict.fromkeys(said.delay for said in told)
    return " ".join(sentence(begins(delay) + together([said for said in told if said.delay == delay])) for delay in delays)


def idle(said: Effect) -> bool:
    """Whether an effect leaves things as they are: adds 0, or multiplies by 1."""
    return said.amount.fixed and said.amount.low == {"add": 0, "times": 1}.get(said.verb)


def begins(delay: int) -> str:
    """How a sentence on effects begins."""
    return f"{counted(delay, 'month')} later it " if delay else "it "


def together(effects: list[Effect]) -> str:
    """Effects as one phrase; a verb that stays the same is said once."""
    told: list[str] = []
    verb = ""
    for said in effects:
        now, _, rest = without_delay(said).partition(" ")
        told.append(rest if now == verb else f"{now} {rest}")
        verb = now
    return listed(told)


def effect(said: Effect) -> str:
    """One effect as a phrase: verb, quantity, number, for how long, how much later."""
    return without_delay(said) + (f", {counted(said.delay, 'month')} later" if said.delay else "")


def without_delay(said: Effect) -> str:
    """One effect without how much later it comes."""
    what = spoken(said.name)
    if said.name in instruments() and said.at == "target":
        what = f"{owner(said.name)}'s target for {instrument(said.name)}"
    return f"{how(said, what)}{lasting(said) if said.lasting else without_term(said)}"


def without_term(said: Effect) -> str:
    """How long an effect lasts of which nothing is said: what a capital aims at until it chooses anew, what comes from outside for good."""
    if said.name in instruments():
        return " at once" if said.at == "level" else f" (until {owner(said.name)} chooses anew)"
    return " for good" if said.name.startswith(("drivers.", "parameters.")) else ""


def how(said: Effect, what: str) -> str:
    """The verb with its number."""
    if said.verb != "add":
        verb, word = VERBS[said.verb]
        return f"{verb} {what} {word} {amount(said.amount)}"
    size = said.amount
    if size.low < 0 <= size.high and not size.fixed:
        return f"shifts {what} by {amount(size)}"
    if size.low >= 0:
        return f"raises {what} by {amount(size)}"
    return f"lowers {what} by {amount(Amount(-size.high, -size.low, None if size.likely is None else -size.likely))}"


def lasting(said: Effect) -> str:
    """When an effect ends."""
    if said.months is not None:
        return f" for {months(said.months)}"
    return f" until {event_called(said.until)} happens" if said.until else ""


def event_aliases(story: Story) -> list[str]:
    """The names by which the events of a story are known."""
    return [said.title for said in story.events]
