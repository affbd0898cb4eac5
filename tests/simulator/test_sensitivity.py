"""Screening: every parameter moves within its range, effects are found, and the shipped table is whole."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from simulator.assumptions import Assumptions
from simulator.experiment import morris
from simulator.experiment.morris import effects
from simulator.experiment.sensitivity import QUANTITIES, Effect, Screening, moved, parameters, shipped, text_of
from simulator.parameters import leaves
from simulator.scenario.library import load
from simulator.scenario.reading.reading import check
from simulator.scenario.writing.resolved import resolved_text
from tests.worlds import FEW, scenario

NUMBERS = Assumptions()
NAMES = parameters(NUMBERS)


def test_half_way_every_parameter_has_its_own_value() -> None:
    assert moved(NUMBERS, [0.5] * len(NAMES)) == NUMBERS


@pytest.mark.parametrize("place", [0.0, 1 / 3, 2 / 3, 1.0])
def test_every_parameter_moves_and_stays_within_its_declared_range(place: float) -> None:
    for leaf in leaves(moved(NUMBERS, [place] * len(NAMES))):
        assert leaf.param.low <= leaf.value <= leaf.param.high, leaf.path


def test_each_place_moves_one_parameter_and_no_other() -> None:
    for number, name in enumerate(NAMES):
        found = []
        for end in (0.0, 1.0):
            places = [0.5] * len(NAMES)
            places[number] = end
            pairs = zip(leaves(moved(NUMBERS, places)), leaves(NUMBERS), strict=True)
            found += [leaf.path for leaf, own in pairs if leaf.value != own.value]
        assert found, f"{name} never moves"
        others = {path for path in found if path != name and not path.startswith(f"{name}.")}
        assert others <= {"choice.channel_scale"}, "which may not lie above the scale of models"


def test_every_point_of_a_design_is_a_market_that_check_accepts() -> None:
    base = load("base")
    _, points = morris.design(base, 2)
    for point in points[::20]:
        _, problems = check(resolved_text(base.changed(assumptions=moved(base.assumptions, point))))
        assert not [str(problem) for problem in problems if problem.severity == "error"]


def test_effects_are_found_where_they_are() -> None:
    from SALib.sample import morris

    problem = {"num_vars": 3, "names": ["strong", "weak", "none"], "bounds": [[0.0, 1.0]] * 3}
    points = morris.sample(problem, 6, num_levels=4, seed=1)
    found = np.repeat((5.0 * points[:, 0] - 2.0 * points[:, 1])[:, None], len(QUANTITIES), axis=1)
    by_name = {one.parameter: one for one in effects(problem, points, found) if one.quantity == QUANTITIES[0].name}
    assert by_name["strong"].mu == pytest.approx(5.0)
    assert by_name["weak"].mu == pytest.approx(-2.0)
    assert by_name["weak"].mu_star == pytest.approx(2.0)
    assert by_name["none"].mu_star == pytest.approx(0.0)
    assert by_name["strong"].sigma == pytest.approx(0.0, abs=1e-9)


def test_the_shipped_table_has_every_headline_and_parameter() -> None:
    found = shipped()
    pairs = {(one.quantity, one.parameter) for one in found.effects}
    assert pairs == {(quantity.name, name) for quantity in QUANTITIES for name in parameters(scenario().assumptions)}
    assert np.isfinite([(one.mu, one.mu_star, one.sigma) for one in found.effects]).all()
    assert found.trajectories >= 2
    for quantity in QUANTITIES:
        strongest = found.strongest(quantity.name, 5)
        assert len(strongest) == 5
        assert strongest[0].mu_star == max(one.mu_star for one in found.effects if one.quantity == quantity.name) > 0.0


def test_a_screening_says_of_which_model_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Screening("another model", 2, 64, (Effect("leakage", "research.noise", 0.125, 0.25, 0.5),))
    file = tmp_path / "sensitivity.csv"
    file.write_text(text_of(written))
    monkeypatch.setattr("simulator.experiment.sensitivity.path", lambda: file)
    assert shipped() == written
    assert not shipped().is_of_this_model


def test_a_screening_of_which_no_run_comes_to_its_end_is_an_error_and_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_branch: object) -> None:
        raise ValueError("every run stumbles")

    monkeypatch.setattr(morris, "measured", broken)
    market = scenario().changed(buyers=FEW, end=0)
    points = np.full((2, len(parameters(market.assumptions))), 0.5)
    with ThreadPoolExecutor(1) as executor, pytest.raises(RuntimeError, match="not one of 2 runs came to its end"):
        morris.simulated(market, points, range(2), 2, executor)
