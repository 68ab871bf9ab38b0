"""How much more than the prescription is made."""

from __future__ import annotations

from ldn_compound import Q
from ldn_compound.calc.overage import batch_size, drug_needed


def test_excess_blend_is_for_spare_capsules_too() -> None:
    """100 capsules and 3 spare ones with a tenth more blend: 103 + 10.3 = 113.3."""
    assert batch_size("100 capsules", "3 capsules", "10 %") == Q("113.3 capsules")


def test_drug_alone_is_added_to_every_capsule() -> None:
    """113.3 capsules of 2 mg hold 226.6 mg; a tenth more is 249.26 mg."""
    assert drug_needed("2 mg/capsule", "113.3 capsules", "10 %") == Q("249.26 mg")
