"""The fill methods side by side."""

from __future__ import annotations

from ldn_compound import FillByCompletion, FillByPacking, FillToMass, Q
from ldn_compound.batch_plan import compare_fills
from tests.examples import BULK, FILLER, ORDER, SHELL


def test_methods_disagree_by_what_they_assume() -> None:
    """Packing: 130 x (100 - 450 / 200) = 12707.5 mg; to 130 mg: 13000 - 450 = 12550 mg.

    The difference of 157.5 mg is 1.2394 % of the first.
    """
    by_packing, to_mass, completed = compare_fills(
        ORDER,
        fills=[FillByPacking(), FillToMass("130 mg"), FillByCompletion()],
        drug=BULK,
        filler=FILLER,
        shell=SHELL,
    )

    assert by_packing.filler == completed.filler == Q("12707.5 mg")
    assert to_mass.filler == Q("12550 mg")
    assert to_mass.difference == Q("157.5 mg") * -1
    assert Q("1.2394 %") < abs(to_mass.relative_difference) < Q("1.2395 %")
    assert by_packing.difference == Q("0 mg")


def test_every_method_has_its_own_plan() -> None:
    """Each comparison carries the whole plan, with its own findings."""
    by_packing, to_mass = compare_fills(
        ORDER,
        fills=[FillByPacking(), FillToMass("130 mg")],
        drug=BULK,
        filler=FILLER,
        shell=SHELL,
    )

    assert by_packing.plan.request.fill == FillByPacking()
    assert to_mass.fill_mass == Q("130 mg")
