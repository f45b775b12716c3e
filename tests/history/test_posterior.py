"""What figures say of parameters, where the answer is known in closed form: normal scores, figures that are straight lines in them, normal noise."""

import numpy as np
import pytest

from sim.history.calibrate.check import HALF, MOST, trials
from sim.history.calibrate.posterior import METHODS, by_chance, combinations, deviation, near, place, posterior, resampled

PARAMETERS, FIGURES, WORLDS = 6, 4, 20_000
LOADINGS = np.array([[1.0, 0, 0, 0, 0, 0], [0.8, 0.6, 0, 0, 0, 0], [0, 0, 0.9, 0, 0, 0], [0, 0, 0, 0, 0, 0]])
NOISE = 0.5
SEEN = np.array([0.8, -0.3, 1.0, 0.4])


@pytest.fixture(scope="module")
def worlds():
    draws = np.random.default_rng(1)
    scores = draws.normal(size=(PARAMETERS, WORLDS))
    return scores, LOADINGS @ scores + NOISE * draws.normal(size=(FIGURES, WORLDS))


@pytest.fixture(scope="module")
def answer():
    """The mean and the covariance after what was seen, by the rule for normal numbers."""
    gain = LOADINGS.T @ np.linalg.inv(LOADINGS @ LOADINGS.T + NOISE**2 * np.eye(FIGURES))
    return gain @ SEEN, np.eye(PARAMETERS) - gain @ LOADINGS


def fitted(worlds, method, share=0.1):
    scores, figures = worlds
    combined = combinations(scores, figures, 1.5)
    found = near(combined.of(figures), combined.of(SEEN), share)
    return posterior(scores, found, method), found


@pytest.mark.parametrize("method", METHODS[1:])
def test_a_regression_finds_the_known_mean_and_spread(worlds, answer, method):
    after, found = fitted(worlds, method)
    assert after @ found.weights == pytest.approx(answer[0], abs=0.06)
    assert deviation(after, found.weights) == pytest.approx(np.sqrt(np.diag(answer[1])), abs=0.05)


def test_it_finds_how_parameters_hang_together(worlds, answer):
    after, found = fitted(worlds, "regression")
    assert np.cov(after, aweights=found.weights)[0, 1] == pytest.approx(answer[1][0, 1], abs=0.04)


def test_without_a_regression_the_answer_is_wider(worlds, answer):
    plain, found = fitted(worlds, "rejection", 0.2)
    assert deviation(plain, found.weights)[0] > 1.1 * np.sqrt(answer[1][0, 0])


def test_what_no_figure_speaks_of_stays_as_it_was(worlds):
    for method in METHODS:
        after, found = fitted(worlds, method)
        assert deviation(after, found.weights)[3:] == pytest.approx(1, abs=0.06)


def test_as_many_combinations_are_used_as_there_are_directions_that_figures_speak_of(worlds):
    assert len(combinations(*worlds, 1.5).turn) == 3
    silent = np.random.default_rng(2).normal(size=(FIGURES, WORLDS))
    assert len(combinations(worlds[0], silent, 1.5).turn) == 1


def test_chance_moves_expectations_no_further_than_its_edge():
    draws = np.random.default_rng(3)
    scores, figures = draws.normal(size=(30, 4000)), draws.normal(size=(20, 4000))
    moved = combinations(scores, figures, 0.0).of(figures).std(axis=1).max()
    assert 0.8 * by_chance(30, 20, 4000) < moved < 1.1 * by_chance(30, 20, 4000)


def test_intervals_hold_known_truths_as_often_as_they_say(worlds):
    scores, figures = worlds
    tried = trials(scores, figures, range(200), (combinations(scores, figures, 1.5), 0.1))["regression"]
    assert tried.coverage(MOST).mean() == pytest.approx(0.9, abs=0.03)
    assert tried.coverage(HALF).mean() == pytest.approx(0.5, abs=0.05)
    assert (tried.evenness() > 0.001).all()


def test_a_fit_that_is_sure_of_too_much_is_found_out(worlds):
    scores, figures = worlds
    noisier = figures + np.random.default_rng(4).normal(size=figures.shape)
    combined = combinations(scores, figures, 1.5)
    values, held = combined.of(figures), []
    for truth in range(100):
        found = near(values, combined.of(noisier[:, truth]), 0.1)
        held.append(np.abs(place(posterior(scores, found, "regression"), found.weights, scores[:, truth]) - 0.5) <= 0.45)
    assert np.mean(held, axis=0)[:3].mean() < 0.8


def test_a_better_fit_has_the_lower_score(worlds):
    scores, figures = worlds
    tried = trials(scores, figures, range(200), (combinations(scores, figures, 1.5), 0.2))
    assert tried["regression"].score() < tried["rejection"].score()


def test_draws_have_the_weighted_mean_and_come_as_often_as_their_weight():
    values, weights = np.array([[1.0, 2.0, 3.0]]), np.array([0.5, 0.3, 0.2])
    drawn = resampled(values, weights, 10, 0.5)
    assert [int((drawn == value).sum()) for value in (1, 2, 3)] == [5, 3, 2]


def test_the_truth_is_left_out_of_its_own_answer(worlds):
    values = worlds[1]
    assert 7 in near(values, values[:, 7], 0.1).worlds
    assert 7 not in near(values, values[:, 7], 0.1, without=7).worlds
