"""Parts are found by name; a wrong name is answered with the nearest."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from simulator.indicator import INDICATORS
from simulator.policy import POLICIES
from simulator.registry import Registry, UnknownNameError, did_you_mean


@pytest.fixture
def parts() -> Registry[int]:
    """Return a registry with two parts."""
    registry: Registry[int] = Registry("number", "simulator.indicators")
    registry.add("seventeen", 17)
    registry.add("eleven", 11)
    return registry


def test_a_part_is_found_by_its_name(parts: Registry[int]) -> None:
    assert parts["eleven"] == 11
    assert "seventeen" in parts
    assert "twelve" not in parts
    assert list(parts) == ["seventeen", "eleven"]


def test_two_parts_of_one_name_are_refused(parts: Registry[int]) -> None:
    with pytest.raises(ValueError, match="there are two number parts named eleven"):
        parts.add("eleven", 12)


def test_a_wrong_name_is_answered_with_the_nearest(parts: Registry[int]) -> None:
    with pytest.raises(UnknownNameError, match=r'there is no number "elven" \(did you mean "eleven"\?\)'):
        parts["elven"]


def test_for_a_name_without_neighbours_all_are_listed(parts: Registry[int]) -> None:
    with pytest.raises(UnknownNameError, match=r'^there is no number "xyz"; there are seventeen, eleven$'):
        parts["xyz"]


@given(some.text(max_size=20))
def test_a_suggestion_is_always_a_known_name(name: str) -> None:
    known = ("entity_list", "audit", "federal_ban")
    said = did_you_mean(name, known)
    assert said == "" or any(f'"{one}"' in said for one in known)


def test_case_does_not_hide_the_nearest_name() -> None:
    assert did_you_mean("Entity_List", ["entity_list", "audit"]) == ' (did you mean "entity_list"?)'


def test_policies_and_indicators_are_discovered_file_by_file() -> None:
    assert len(list(POLICIES)) >= 12
    assert len(list(INDICATORS)) >= 14
    with pytest.raises(UnknownNameError, match=r'no policy "entity_lst" \(did you mean "entity_list"'):
        POLICIES["entity_lst"]
