"""Who asks for a quantity in a story: its outcomes, and the conditions under `when` and `until`."""

from __future__ import annotations

from sim.explain.happenings import event_called
from sim.explain.labels import spoken
from sim.explain.page import Block, Section, item, section
from sim.explain.places import where_said
from sim.explain.questions_asked import outcome
from sim.explain.sentences import Telling
from sim.rules.sentences import parse
from sim.scenario.build import plan
from sim.scenario.names import without_capital
from sim.scenario.read import Scenario


def asking(story: Scenario, name: str) -> Section:
    """The outcomes and conditions of a story that read a quantity."""
    wanted = without_capital(name)
    told = Telling(story.start, story.months)
    blocks: list[Block] = []
    for key, entry in story.outcomes.items():
        read = parse(str(entry["chance_of"]), story.start).quantities if entry.get("chance_of") else {without_capital(str(entry["track"]))}
        if wanted in read:
            blocks.append(item(f"The outcome {outcome(key, entry, told)} {where_said(story, ('outcomes', key))}"))
    found = {words: None for variant in story.variants for words in conditions(story, variant.name, wanted)}
    return section("What in the story asks for it", *blocks, *(item(words) for words in found))


def conditions(story: Scenario, variant: str, wanted: str) -> list[str]:
    """The conditions of a variant that read a quantity."""
    said = next(each.said for each in story.variants if each.name == variant)
    played = plan(story, variant, said)
    found = [f"A condition on {spoken(entry.instrument)}: `{sentence.text}`." for entry in played.steering for sentence in (entry.when, entry.until)
             if sentence is not None and wanted in sentence.quantities]
    triggers = [(event.name, event.when) for event in played.events if event.when is not None]
    return found + [f"The event {event_called(name)} happens when `{when.text}`." for name, when in triggers if wanted in when.quantities]


