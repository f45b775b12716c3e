"""The charts alone: every variant apart by colour and label, bands where there are any, and one span for all panels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from opened_pages import NAME
from plotly.io import to_json

from sim.dashboard.charts.difference import difference
from sim.dashboard.charts.fans import event_key, fans
from sim.dashboard.charts.swept import swept
from sim.dashboard.orders import Order, ahead, sets_of
from sim.dashboard.tables import answers, compared
from sim.dashboard.telling import plain
from sim.dashboard.worker import play
from sim.experiments.compare import compare
from sim.experiments.run import run
from sim.experiments.settings import Settings
from sim.results.result import Result
from sim.results.values import Answer
from sim.scenario.read import load

PANELS, BANDS = 4, 3


def played(*sets: str, worlds: int = 8) -> Result:
    return run(load(NAME, sets), Settings(worlds=worlds, keep_worlds=True))


@pytest.mark.usefixtures("folder")
def test_every_variant_has_its_bands_its_colour_and_its_label() -> None:
    figure = fans(played())
    assert len(figure.data) == PANELS * 2 * (BANDS + 1)
    lines = [trace for trace in figure.data if trace.line.width]
    assert {(trace.name, trace.line.color) for trace in lines} == {("hold: Nothing is lifted", "#4a4e54"), ("lift: The ban goes", "#0072B2")}
    labels = [note.text for note in figure.layout.annotations]
    assert labels.count("hold") == labels.count("lift") == PANELS and labels.count("A") == PANELS
    spans = {round(axis.range[1] - axis.range[0], 9) for axis in figure.select_yaxes()}
    assert len(spans) == 1, "all panels span as much"


@pytest.mark.usefixtures("folder")
def test_a_variant_alone_one_world_and_a_pinned_run_can_be_drawn() -> None:
    result = played(worlds=1)
    figure = fans(result, ["hold"], pinned=result)
    assert [trace.line.dash for trace in figure.data if trace.line.width].count("dot") == PANELS
    assert event_key(result, ["hold"]) == "" and event_key(result) == "A A summit, 2026-04"
    assert "http" not in str(to_json(figure)), "a figure asks for nothing"


@pytest.mark.usefixtures("folder")
def test_the_difference_to_the_same_run_is_nothing_and_to_another_is_in_the_same_worlds() -> None:
    pinned, moved = played(), played("beijing.pressure.tourism=0.9")
    nothing = difference(compare(pinned, played()), ["lift"])
    assert all(max(map(abs, trace.y)) == 0 for trace in nothing.data)
    found = compare(pinned, moved)
    figure = difference(found, ["hold", "lift"])
    assert len(figure.data) == PANELS * 2 * (BANDS + 1) and any(max(map(abs, trace.y)) > 0 for trace in figure.data)
    assert "of 8" in compared(found) and "lift" not in compared(found, ["hold"])


def test_of_many_variants_the_first_and_the_last_have_bands() -> None:
    result = run(load("thaad_lift", ("time.months=2",)), Settings(worlds=2))
    figure = fans(result, ["hold", "lift", "exchange"])
    assert len(figure.data) == PANELS * (2 * BANDS + 3)
    assert fans(result).layout.margin.t > figure.layout.margin.t, "names never lie on the panels"


def test_a_sweep_is_drawn_point_by_point(tmp_path: Path) -> None:
    from made_sweep import made_sweep

    sweep = made_sweep(tmp_path / "made" / "2026-01-01-0123abcd")
    figure = swept(sweep, sweep.outcomes[0].name, sweep.levers[0].name)
    assert len(figure.data) == len(sweep.variants) and len(figure.data[0].x) == int(sweep.done.sum())


@pytest.mark.usefixtures("folder")
def test_sliders_win_over_what_variants_say() -> None:
    story = load(NAME)
    culture, tourism = {"beijing.pressure.culture": 0.3}, {"beijing.pressure.tourism": 0.3}
    assert sets_of(story, tourism) == ("beijing.pressure.tourism=0.3",)
    assert sets_of(story, culture)[1:] == tuple(f"variants.{name}.actors.beijing.pressure.culture=0.3" for name in ("hold", "lift"))
    assert sets_of(story, tourism, "lift") == ("variants.lift.actors.beijing.pressure.tourism=0.3",)


def test_the_variant_that_is_looked_at_is_played_ahead_where_there_are_more_than_two() -> None:
    assert ahead("c", ["a", "b", "c"]) == ("c",) and ahead("a", ["a", "b", "c"]) == ("b",)
    assert ahead("b", ["a", "b"]) == () and ahead("", ["a"]) == ()


def test_the_table_says_words_intervals_and_what_noise_could_have_made() -> None:
    first = Answer("hold", "x", "It <b>happens</b>", "chance", 0.2, 0.1, 0.3, "unlikely")
    second = Answer("lift", "x", "It <b>happens</b>", "chance", 0.25, 0.15, 0.35, "unlikely", 0.05, -0.01, 0.11)
    html = answers([first, second], {"hold": "Held", "lift": "Lifted"})
    assert "It &lt;b&gt;happens&lt;/b&gt;" in html and "20.0 %" in html and "10.0 to 30.0 %" in html and "unlikely" in html
    assert "~ +5.0 pts" in html and "-1.0 to +11.0" in html


def test_a_text_stands_as_it_is_whatever_markdown_makes_of_it() -> None:
    assert plain("a_b *c* $1 `d_e` [x](y)") == r"a\_b \*c\* \$1 `d_e` \[x\]\(y\)"


def test_every_stage_is_played_once_and_the_first_result_is_of_the_baseline_and_what_is_looked_at() -> None:
    told: list[tuple[str, Any]] = []
    play(Order("baseline_2026", ("time.months=2",), 3, 1), "", lambda kind, what: told.append((kind, what)))
    assert [kind for kind, _ in told] == ["progress", "progress", "result", "done"]
    told.clear()
    play(Order("thaad_lift", ("time.months=2",), 3, 1), "exchange", lambda kind, what: told.append((kind, what)))
    assert [[one.name for one in what.variants] for kind, what in told if kind == "result"] == [
        ["hold", "exchange"], ["hold", "lift", "conditional", "by_chance", "exchange"],
    ]
    assert told[-2][0] == "result" and [what for kind, what in told if kind == "progress"][-1] == (21, 21, 5), "two of five variants come ahead"


def test_a_theatre_shows_what_plays_there_under_its_own_names() -> None:
    figure = fans(run(load("norway_2010", ("time.months=3",)), Settings(worlds=2)))
    titles = [note.text for note in figure.layout.annotations]
    assert "Salmon" in titles and not any("ROK" in title or "Seoul" in title or "cohesion" in title for title in titles)
