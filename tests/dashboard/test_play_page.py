"""The page Play: what is not touched is left to the story, what is touched is played, and two people share nothing."""

from __future__ import annotations

import time

import yaml
from opened_pages import NAME, Opened, charts, finish, tables

from sim.dashboard.session import KEY

TOURISM, CULTURE = (f"level-{NAME}-beijing.pressure.{channel}" for channel in ("tourism", "culture"))


def play() -> None:
    from sim.dashboard.views.play import page

    page()


def test_the_page_opens_with_the_question_and_nothing_set(opened: Opened) -> None:
    at = opened(play)
    assert not at.exception and not at.error
    assert at.title[0].value == "A short story" and "Does anything move?" in at.markdown[0].value
    assert len(at.slider) == 11 and at.session_state[KEY].levels == {NAME: {}}
    said = [caption.value for caption in at.caption]
    assert said.count("Seoul chooses") == 5 and said.count("Beijing chooses") == 5, "five of the six channels are left to Beijing"
    assert "hold: is held at 0.6 throughout; lift: is held at 0 throughout" in at.slider(key=CULTURE).help.replace("\\", "")
    assert any("Press Play" in info.value for info in at.info)
    assert any("What the model cannot tell" in line for line in said)


def test_a_story_is_played_pinned_and_compared_in_the_same_worlds(opened: Opened) -> None:
    at = finish(opened(play).button(key="play").click().run())
    assert not at.exception and not at.error and not at.warning
    before = charts(at)
    assert len(before) == 1 and "Against hold" in tables(at) and "Engagement grows" in tables(at)
    assert any(line.value.startswith("**") and "In the model" in line.value for line in at.markdown), "the answer leads"
    at.button(key="pin").click().run()
    at = finish(at.slider(key=TOURISM).set_value(0.9).run())
    assert not at.exception and not at.error
    assert len(charts(at)) == 2 and charts(at)[0] != before[0], "the fans moved, and the difference stands below them"
    assert "of 10" in tables(at) and any("noise is matched: both were played in the same worlds" in caption.value for caption in at.caption)
    assert any("where 90 % of the pinned worlds lie within" in line.value for line in at.markdown), "a difference stands beside the spread"
    result = at.session_state[KEY].player.state.result
    assert result.altered == ["beijing.pressure.tourism=0.9"]
    at.button(key=f"leave-{TOURISM}").click().run()
    assert finish(at).session_state[KEY].player.state.result.altered == []
    at.button(key="unpin").click().run()
    assert len(charts(at)) == 1


def test_a_slider_acts_on_every_variant_or_on_one(opened: Opened) -> None:
    at = opened(play)
    at.slider(key=CULTURE).set_value(0.3).run()
    at = finish(at.button(key="play").click().run())
    assert culture(at) == [0.3, 0.3]
    at = finish(at.selectbox(key="acting-short").set_value("lift").run())
    assert culture(at) == [0.6, 0.3]


def culture(at: object) -> list[float]:
    """The pressure on culture that both variants played."""
    result = at.session_state[KEY].player.state.result  # type: ignore[attr-defined]
    return [round(float(result.fan(name, "pressure.culture").mean[-1]), 2) for name in ("hold", "lift")]


def test_what_is_taken_away_plays_as_it_was_set(opened: Opened) -> None:
    from sim.dashboard.handing import keep, story_text
    from sim.results.find import find
    from sim.results.result import Result

    at = opened(play)
    at.slider(key=TOURISM).set_value(0.9).run()
    result = finish(at.button(key="play").click().run()).session_state[KEY].player.state.result
    assert yaml.safe_load(story_text(result))["actors"]["beijing"]["pressure"]["tourism"] == 0.9
    kept = keep(result)
    assert find("@last", "run") == kept and Result.load(kept).answers == result.answers


def test_a_play_can_be_stopped_and_begun_again(opened: Opened) -> None:
    at = opened(play, worlds=5000)
    at.button(key="play").click().run()
    assert at.session_state[KEY].player.state.playing and at.button(key="stop").label == "Stop"
    at.button(key="stop").click().run()
    assert at.session_state[KEY].player.state.stopped and not at.exception
    assert "Stopped after" in at.warning[0].value and "Nothing had been played before" in at.warning[0].value
    assert at.button(key="again").label == "Play it after all"
    at.number_input(key="worlds").set_value(10)
    at = finish(at.button(key="play").click().run())
    assert at.session_state[KEY].player.state.result.worlds == 10


def test_after_a_stop_the_picture_is_said_to_be_the_one_before_and_the_play_is_offered_again(opened: Opened) -> None:
    at = finish(opened(play).button(key="play").click().run())
    at.number_input(key="worlds").set_value(5000).run()
    at.button(key="stop").click().run()
    assert "The picture below is the one before it" in at.warning[0].value and len(charts(at)) == 1
    order = at.session_state[KEY].player.state.order
    at.button(key="again").click().run()
    state = at.session_state[KEY].player.state
    assert state.playing and state.order == order and not at.warning
    at.button(key="stop").click().run()


def test_how_far_a_play_is_counts_worlds_of_every_variant_and_says_what_is_left() -> None:
    from sim.dashboard.orders import Order
    from sim.dashboard.player import State
    from sim.dashboard.progress import far

    state = State(order=Order("x", worlds=300), total=600, variants=5)
    assert far(state, 2) == "Playing 5 variants in 300 worlds, 2 s"
    state.done, state.steps, state.moved = 300, 1, 4.0
    assert far(state, 4) == "Playing 5 variants in 300 worlds: 50 %, about 4 s left".replace(" %", "%")
    assert state.share(4) < state.share(6) < 1, "it moves while the next block of worlds is played"


def test_a_process_that_is_killed_is_said_and_replaced(opened: Opened) -> None:
    at = opened(play, worlds=5000)
    at.button(key="play").click().run()
    player = at.session_state[KEY].player
    player._process.kill()
    at = finish(at)
    assert "the process that plays has ended" in at.error[0].value and not at.exception
    at.number_input(key="worlds").set_value(10)
    assert finish(at.button(key="play").click().run()).session_state[KEY].player.state.result.worlds == 10


def test_two_people_at_once_share_nothing(opened: Opened) -> None:
    one, two = opened(play), opened(play)
    one.slider(key=TOURISM).set_value(0.9).run()
    one.button(key="play").click().run()
    two.button(key="play").click().run()
    one, two = finish(one), finish(two)
    assert [at.session_state[KEY].player.state.result.altered for at in (one, two)] == [["beijing.pressure.tourism=0.9"], []]
    assert two.slider(key=TOURISM).value != 0.9 and charts(one) != charts(two)


def test_the_process_ends_with_the_session(opened: Opened) -> None:
    from sim.dashboard.player import Player

    player = Player()
    player.warm()
    process = player._process
    assert process is not None and process.poll() is None
    del player
    until = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert process.poll() is not None


def test_a_story_that_vanishes_is_an_error_in_a_line(opened: Opened) -> None:
    from pathlib import Path

    at = opened(play)
    Path(NAME).write_text("sim: 1\nextends: january_2026\ntitle: [\n", encoding="utf-8")
    at.run()
    assert at.error and not at.exception
