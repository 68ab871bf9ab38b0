"""Additives: a share of the blend, or a mass."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import Additive, CompoundError, Q
from tests.examples import BULK, FILLER, batch


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        ({}, "share: expected a share or a mass, got neither; give share='0.5 %'"),
        ({"share": "1 %", "mass": "1 mg"}, "share: expected .* got both"),
        ({"share": "0 %"}, "share: expected a share above 0 % and below 100 %"),
        ({"share": "100 %"}, "share: expected a share above 0 % and below 100 %"),
        ({"share": "1 mg"}, "share: expected a share 0-100 %"),
        ({"mass": "0 mg"}, "mass: expected a mass above zero .* or '0.5 mg/capsule'"),
        ({"mass": "1 mL"}, "mass: expected a mass above zero"),
        ({"mass": "5 %"}, "mass: expected a mass above zero"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(
    amount: dict[str, str], message: str
) -> None:
    """An additive has one amount: a share between nothing and all, or a mass."""
    with pytest.raises(CompoundError, match=message):
        Additive("silica", **amount)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0.05 g", "50 mg"),  # of the batch
        ("200 mcg/capsule", "0.2 mg/capsule"),  # of each capsule
    ],
)
def test_masses_of_batch_and_capsule_differ(written: str, kept: str) -> None:
    """The unit says whether a mass is of the batch or of each capsule."""
    assert Additive("riboflavin", mass=written).mass == Q(kept)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"additives": "silica"}, "additives: expected an Additive, or several"),
        ({"additives": (FILLER,)}, "additives: expected an Additive, or several"),
        (
            {"additives": [Additive("dye", mass="1 g"), Additive("dye", mass="2 g")]},
            "additives: expected each additive once, got dye, dye",
        ),
        ({"diluent": "lactose"}, "diluent: expected Filler, got 'lactose'"),
    ],
)
def test_what_is_no_additive_is_refused(
    arguments: dict[str, Any], message: str
) -> None:
    """A plan takes additives, each once, and a filler as diluent."""
    with pytest.raises(CompoundError, match=message):
        batch(**arguments)


def test_one_additive_needs_no_tuple() -> None:
    """A single additive is taken as it is."""
    silica = Additive("silica", share="0.5 %", contains=())

    assert batch(additives=silica).request.additives == (silica,)


def test_whole_tablets_of_a_powder_are_refused() -> None:
    """Only tablets are crushed whole."""
    from ldn_compound.batch_plan import plan_whole_tablets  # noqa: PLC0415

    plan = batch()

    with pytest.raises(CompoundError, match="drug: expected Tablets, to crush whole"):
        plan_whole_tablets(
            plan.request.prescription,
            tablets=9,
            drug=BULK,
            filler=FILLER,
            shell=plan.request.shell,
        )
