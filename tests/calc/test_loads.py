"""How many capsules go into each filling of a tray."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.calc.loads import load_sizes
from ldn_compound.errors import FieldError


@pytest.mark.requirement("R29")
@pytest.mark.parametrize(
    ("capsules", "holes", "loads"),
    [
        (120, 60, (60, 60)),  # published: 120 = 2 x 60
        (360, 100, (90, 90, 90, 90)),  # published: 360 = 4 x 90
        (103, 100, (52, 51)),
        (100, 100, (100,)),
        (7, 3, (3, 2, 2)),
    ],
)
def test_loads_are_few_and_equal(
    capsules: int, holes: int, loads: tuple[int, ...]
) -> None:
    """As few loads as the tray allows, as equal as whole capsules allow."""
    assert load_sizes(capsules, holes) == loads


@pytest.mark.requirement("R29")
@given(st.integers(1, 5000), st.integers(1, 300))
def test_loads_hold_every_capsule(capsules: int, holes: int) -> None:
    """No capsule is lost, none added, and no load exceeds the tray."""
    loads = load_sizes(capsules, holes)

    assert sum(loads) == capsules
    assert max(loads) <= holes
    assert max(loads) - min(loads) <= 1
    assert (len(loads) - 1) * holes < capsules


@pytest.mark.parametrize(
    ("capsules", "holes", "field"), [(0, 100, "capsules"), (100, 0, "holes")]
)
def test_nothing_to_fill_is_refused(capsules: int, holes: int, field: str) -> None:
    """No capsules are no loads, and a tray without holes fills none."""
    with pytest.raises(FieldError, match=rf"^{field}: expected one or more, got 0$"):
        load_sizes(capsules, holes)
