"""One formula, several arithmetics: quantities, bare fractions and arrays agree."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Quantity
from ldn_compound.calc import (
    dilution,
    filler,
    overage,
    packing,
    potency,
    tablets,
    weighing,
)

FORMULAS: list[tuple[Callable[..., Any], tuple[str, ...]]] = [
    (overage.batch_size, ("capsule", "capsule", "%")),
    (overage.drug_needed, ("mg/capsule", "capsule", "%")),
    (tablets.tablets_needed, ("mg", "mg/tablet", "%")),
    (tablets.powder_mass, ("mg", "mg/tablet", "mg/tablet", "%")),
    (tablets.drug_in_powder, ("mg", "mg/tablet", "mg/tablet", "%")),
    (tablets.ballast, ("mg", "mg")),
    (packing.volume, ("mg", "g/mL")),
    (packing.full_fill, ("g/mL", "mL")),
    (packing.shell_share, ("mg", "mg")),
    (dilution.content, ("mg", "mg", "mg")),
    (dilution.dilution_mass, ("mg", "%", "%")),
    (dilution.drug_in_dilution, ("mg", "%", "%")),
    (filler.filler_mass, ("mg", "%")),
    (filler.filler_to_mass, ("mg/capsule", "capsule", "mg")),
    (weighing.minimum_weighable_mass, ("mg", "%")),
    (weighing.weighing_error, ("mg", "mg")),
    (lambda assay: potency.correction_factor(assay, "as is"), ("%",)),
    (
        lambda assay, water: potency.correction_factor(assay, "anhydrous", water),
        ("%", "%"),
    ),
]
NUMBERS = st.integers(1, 9999).map(lambda hundredths: Fraction(hundredths, 100))


@pytest.mark.requirement("R75")
@pytest.mark.parametrize(("formula", "units"), FORMULAS)
@given(data=st.data())
def test_quantities_fractions_and_arrays_agree(
    formula: Callable[..., Any], units: tuple[str, ...], data: st.DataObject
) -> None:
    """The same numbers give the same result, exactly or to 1e-12 for floats."""
    quantities = [
        Quantity(data.draw(NUMBERS), unit)  # type: ignore[call-arg]
        for unit in units
    ]
    bare = [each.to_base_units().magnitude for each in quantities]

    by_quantity = formula(*quantities).to_base_units().magnitude
    by_fraction = formula(*bare)
    by_array = formula(*(np.array([float(each)]) for each in bare))

    assert by_fraction == by_quantity
    # floats round: 1e-12 of the largest term, since terms may cancel
    size = max(abs(by_quantity), *map(abs, bare))
    assert by_array.dtype == np.float64
    assert abs(by_array[0] - float(by_quantity)) <= 1e-12 * float(size) ** 2 + 1e-12
