"""How many tablets, and what they still make."""

from __future__ import annotations

import pytest
from hypothesis import given

from ldn_compound import Q, Quantity
from ldn_compound.calc.tablets import (
    capsules_from,
    drug_in_powder,
    powder_mass,
    tablets_needed,
    whole_tablet_batch,
    whole_tablet_batches,
)
from ldn_compound.errors import FieldError
from tests.strategies import masses


@pytest.mark.requirement("R15")
@pytest.mark.parametrize(
    ("strength", "capsules", "tablets"),
    [  # facts, 1f: batch sizes for which tablets of 50 mg divide exactly
        ("0.5 mg/capsule", 100, 1),
        ("1.5 mg/capsule", 100, 3),
        ("3.5 mg/capsule", 100, 7),
        ("4.5 mg/capsule", 100, 9),
        ("1 mg/capsule", 50, 1),
        ("3 mg/capsule", 50, 3),
        ("2 mg/capsule", 25, 1),
        ("4 mg/capsule", 25, 2),
        ("2.5 mg/capsule", 20, 1),
    ],
)
def test_published_whole_tablet_batches(
    strength: str, capsules: int, tablets: int
) -> None:
    """The smallest batch of each strength that leaves no tablet over."""
    assert whole_tablet_batch(strength, "50 mg/tablet") == (capsules, tablets)


@pytest.mark.requirement("R15")
@given(masses("0.1", "10"))
def test_whole_tablets_hold_the_batch_exactly(strength: Quantity) -> None:
    """Tablets and capsules of the smallest whole batch hold the same drug."""
    capsules, tablets = whole_tablet_batch(strength, "50 mg")

    assert strength * capsules == Q("50 mg") * tablets


def test_no_drug_takes_no_tablets() -> None:
    """Capsules without drug are no answer: neither of no tablets, nor of any number."""
    refused = r"^strength: expected an amount above zero, got 0 mg/capsule$"

    with pytest.raises(FieldError, match=refused):
        whole_tablet_batch("0 mg/capsule", "50 mg/tablet")
    with pytest.raises(FieldError, match=refused):
        capsules_from("1000 mg", "0 mg/capsule", "0 %")


@pytest.mark.parametrize(("overage", "capsules"), [("0 %", 222), ("10 %", 202)])
def test_no_capsule_is_filled_with_less(overage: str, capsules: int) -> None:
    """20 tablets, 1000 mg: 222.2 capsules of 4.5 mg, 202.02 of 4.95 mg."""
    assert capsules_from("1000 mg", "4.5 mg/capsule", overage) == capsules


@pytest.mark.parametrize(
    ("least", "most", "batches"),
    [
        # 25 x 4 mg = 100 mg = 2 tablets
        (1, 80, ((25, 2), (50, 4), (75, 6))),
        (26, 50, ((50, 4),)),
        (26, 49, ()),
        (25, 25, ((25, 2),)),
    ],
)
def test_every_batch_of_whole_tablets(
    least: int, most: int, batches: tuple[tuple[int, int], ...]
) -> None:
    """Of 4 mg, every multiple of 25 capsules within the limits takes whole tablets."""
    found = whole_tablet_batches("4 mg/capsule", "50 mg/tablet", least=least, most=most)

    assert found == batches


def test_a_weak_lot_takes_more_of_it() -> None:
    """At 90 % of the label a tablet of 50 mg holds 45 mg, in its 171.2 mg."""
    tablet = ("171.2 mg/tablet", "50 mg/tablet", "90 %")

    assert tablets_needed("135 mg", "50 mg/tablet", "90 %") == Q("3 tablets")
    assert powder_mass("45 mg", *tablet) == Q("171.2 mg")
    assert drug_in_powder("171.2 mg", *tablet) == Q("45 mg")
