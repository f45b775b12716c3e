"""A whole story in plain English, to be read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.explain.english import capitalised, counted, full_citation, listed, month, sentence
from sim.explain.labels import scale
from sim.explain.manual import source_in_full
from sim.explain.page import Block, Page, Section, item, page, section, text
from sim.explain.places import base_story, where_said
from sim.explain.questions_asked import expectation, outcome, tracked
from sim.explain.sentences import Telling
from sim.explain.statements import Place, aspects, ensemble
from sim.explain.variants import differences, find, variants
from sim.scenario.names import instruments
from sim.scenario.read import Scenario
from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.calendar import MONTHS, month_date
from sim.world.drivers import leaders
from sim.world.numbers import sources
from sim.world.theatres import pair_of, usual_parameters

CHOOSING = ("A capital that chooses for itself looks a year ahead, takes the better postures of its menu more often than the worse, "
            "keeps to one for some months, and learns from what it brought.")

TOGETHER = ("World by world, the variants meet the same chance events, ballots and parameters, "
            "so that what differs is due to the variant alone.")

Said = Mapping[Place, str]


def story_page(story: Scenario, variant: str = "") -> Page:
    """The whole story, or the story as one of its variants plays it."""
    told = Telling(story.start, story.months)
    chosen = find(story, variant) if variant else None
    said = aspects(chosen.said if chosen else base_story(story), told)
    title = f"{story.title}: {chosen.title}" if chosen else story.title
    several = not chosen and len(story.variants) > 1
    parts = [question(story), time(story), capitals(said, several=several), outside(said, story), opening(said), happening(said)]
    parts += [] if chosen else [variants(story, said, told)]
    parts += [asked(story, told), expectations(story), numbers(story, said), cited(story), warnings(story)]
    facts = {"question": story.question, "file": story.path, "world": story.world.name, "theme": story.composed.get("theme", ""),
             "start": month_date(story.start), "end": month_date(story.start + story.months - 1), "months": story.months,
             "worlds": story.runs.worlds, "seed": story.runs.seed, "variant": variant}
    return page("story", story.name, title, parts, **facts, **data(story, said, told))


def question(story: Scenario) -> Section:
    """What the story asks, in its own words."""
    return section("The question", story.question)


def time(story: Scenario) -> Section:
    """When, how long, from which world, and out of which texts."""
    years = f" ({counted(story.months // MONTHS, 'year')})" if story.months % MONTHS == 0 else ""
    end = month(story.start + story.months - 1)
    lasts = f"{counted(story.months, 'month').capitalize()}{years}, from {month(story.start)} to {end}, one month after the other."
    above = [name for name in dict.fromkeys(layer.mark.text.name for layer in story.layers) if name != story.path and not name.startswith("--set")]
    texts = f"The text is {story.path}" + (f", laid over {listed(reversed(above))}" if above else "") + "."
    by_hand = f" Changed by hand: {listed(f'--set {words}' for words in story.sets)}." if story.sets else ""
    return section("When, and from where", lasts, f"It starts from the world of {story.world.title}.{run_in(story)}", texts + by_hand)


def run_in(story: Scenario) -> str:
    """The months between the world and the start."""
    between = story.start - story.world.date
    if not between:
        return ""
    which = "The month in between is" if between == 1 else f"The {counted(between, 'month')} in between are"
    return f" {which} played first, with every capital choosing for itself."


def capitals(said: Said, *, several: bool) -> Section:
    """What each capital does: what the story says, and that it chooses the rest; `several` variants may say otherwise."""
    free = [actor(capital).label for capital in CAPITALS if not under(said, "actors", capital)]
    blocks: list[Block] = []
    for capital in CAPITALS:
        blocks += capital_said(capital, under(said, "actors", capital))
    if free:
        verb = "chooses for itself" if len(free) == 1 else "choose for themselves"
        blocks.append(item(f"{listed(free)} {verb}."))
    unless = "All of this holds in every variant that does not say otherwise." if several else ""
    return section("What the capitals do", *blocks, text(f"{CHOOSING} {unless}"))


def capital_said(capital: str, said: Said) -> Iterator[Block]:
    """One capital of which the story says something."""
    label, doctrine = actor(capital).label, ("actors", capital, "doctrine")
    rest = {place: words for place, words in said.items() if place != doctrine}
    if not said:
        return
    if not rest:
        yield item(sentence(said[doctrine]))
        return
    own = f"{said[doctrine]}, with these exceptions:" if doctrine in said else f"{label} chooses for itself, except in what the story says of it:"
    yield item(own)
    for place, words in rest.items():
        yield item(sentence(said_once(words, scaled(place))), 1)


def said_once(words: str, scaled_to: str) -> str:
    """A sentence on an instrument with what its scale means beside its name."""
    verb = next((verb for verb in (" is ", " begins ", " goes ", " follows ") if verb in words), "")
    return words.replace(verb, f"{scaled_to}{verb}", 1) if verb else words + scaled_to


def scaled(place: Place) -> str:
    """What the ends of an instrument's scale mean, to be said beside its level."""
    row = ".".join(place[2:])
    return f" ({scale(row)})" if row in instruments() else ""


def under(said: Said, *head: str) -> Said:
    """What is said under the beginning of a place."""
    return {place: words for place, words in said.items() if place[:len(head)] == head}


def outside(said: Said, story: Scenario) -> Section:
    """Drivers, who governs in Seoul, elections, and rules that are switched off."""
    drivers = list(under(said, "drivers").values())
    others = "All other drivers follow" if drivers else "The drivers follow"
    who = list(under(said, "leaders").values()) or ([] if pair_of(story.composed) else [president(story)])
    rest = [*under(said, "elections").values(), *under(said, "mechanisms").values()]
    return section("What comes from outside", *(item(sentence(words)) for words in (*drivers, f"{others} their default paths", *who, *rest)))


def president(story: Scenario) -> str:
    """Who governs at the start where the story names nobody."""
    world = story.world
    last = [leader for leader in leaders() if leader.month <= world.date][-1]
    due = month(world.date + int(world.state["months_to_election"]))
    return f"{last.name} governs in Seoul at the start; the next election falls due in {due}, and each world draws its own result"


def opening(said: Said) -> Section:
    """Quantities that begin elsewhere than in the world."""
    return section("What begins elsewhere than in the world", *(item(sentence(words)) for words in under(said, "initial").values()))


def happening(said: Said) -> Section:
    """The events."""
    return section("What happens", *(item(words) for words in under(said, "events").values()))


def asked(story: Scenario, told: Telling) -> Section:
    """The questions that a run answers: each chance, then the quantities that are followed, those over the same months together."""
    chances = [item(outcome(name, entry, told)) for name, entry in story.outcomes.items() if entry.get("chance_of")]
    tracks: dict[str, list[str]] = {}
    for name, entry in story.outcomes.items():
        if entry.get("track"):
            tracks.setdefault(told.followed(entry), []).append(tracked(name, entry))
    return section("What is asked", *chances, *(item(f"{capitalised(when)}: {listed(names)}.") for when, names in tracks.items()))


def cited(story: Scenario) -> Section:
    """The sources of the story in full, and those of the project behind its expectations."""
    own = {key: full_citation(entry) for key, entry in story.sources.items()}
    others = {key: source_in_full(sources()[key]) for key in (str(entry.get("because")) for entry in story.expect) if key in sources()}
    return section("Its sources", *(item(f"{words} [{key}]") for key, words in (others | own).items()))


def expectations(story: Scenario) -> Section:
    """What is expected, by whom, how sure, and what the model does not give."""
    return section("What is expected", *(item(expectation(entry, story)) for entry in story.expect))


def numbers(story: Scenario, said: Said) -> Section:
    """Where the parameters come from, how many worlds, from which seed."""
    own = under(said, "parameters")
    usual = {} if ("parameters", "ensemble") in own else {("parameters", "ensemble"): ensemble(ensemble_of(story))}
    lines = [item(sentence(words)) for words in (usual | dict(own)).values()]
    worlds = f"Every variant is played in {story.runs.worlds:,} worlds, from the seed {story.runs.seed}."
    return section("Where the numbers come from", *lines, text(f"{worlds} {TOGETHER}" if len(story.variants) > 1 else worlds))


def warnings(story: Scenario) -> Section:
    """What the check of the file found odd."""
    return section("Warnings", *(item(f"{fault.where}: {fault.what}" + (f" ({fault.remedy})" if fault.remedy else "")) for fault in story.warnings))


def data(story: Scenario, base: Said, told: Telling) -> dict[str, object]:
    """The same for programs: every sentence with its place in the story and in the file."""
    found = [{"name": each.name, "title": each.title, "differences": placed(differences(base, aspects(each.said, told)), story, each.name)}
             for each in story.variants]
    asks = [{"name": name, "asks": outcome(name, entry, told), "where": where_said(story, ("outcomes", name))}
            for name, entry in story.outcomes.items()]
    expected = [{"that": str(entry["that"]), "said": expectation(entry, story)} for entry in story.expect]
    return {"said": placed(base, story, ""), "variants": found, "outcomes": asks, "expected": expected, "ensemble": ensemble_of(story),
            "warnings": [fault.line_of_text for fault in story.warnings]}


def placed(said: Said, story: Scenario, variant: str) -> list[dict[str, str]]:
    """Sentences with their names and places."""
    return [{"name": ".".join(place), "said": words, "where": where_said(story, place, variant)} for place, words in said.items()]


def ensemble_of(story: Scenario) -> str:
    """The name of the ensemble that a story draws its parameters from."""
    usual = usual_parameters(story.composed)
    said = story.composed.get("parameters", usual)
    return str(said.get("ensemble", usual)) if isinstance(said, dict) else str(said)
