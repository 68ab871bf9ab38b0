"""What a powder too little to weigh is triturated with."""

from __future__ import annotations

import re
from typing import Any

import attrs
import pytest

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    Filler,
    FillToMass,
    Lot,
    PackStatistic,
    Prescription,
    Q,
)
from tests.examples import BULK, FILLER, batch, codes

LACTOSE = Filler(
    "lactose", packing=PackStatistic("260 mg", size="3"), contains=("lactose",)
)
SMALL: dict[str, Any] = {
    "prescription": Prescription("0.5 mg", capsules=30),
    "balance": Balance(readability="10 mg"),
    "spare_capsules": 0,
}
NEEDED = Q("51.36 mg")  # 30 x 0.5 mg x 171.2 mg / 50 mg


def brought_along(plan: BatchPlan) -> Any:
    """Return what the portion brings along beside the powder."""
    assert plan.trituration is not None
    return plan.trituration.portion.to_weigh - plan.trituration.content


@pytest.mark.requirement("R35")
def test_another_diluent_takes_its_own_space() -> None:
    """Lactose packs twice as dense as the filler: it displaces half as much of it."""
    plan = batch(**SMALL, diluent=LACTOSE)
    assert plan.diluent is not None

    brought = brought_along(plan)
    # 30 shells less 51.36 / 200 of a shell; each holds 130 mg of filler
    alone = Q("130 mg") * (30 - Q("51.36 mg") / Q("200 mg"))

    assert plan.diluent.exact == brought
    assert plan.fillers[0].exact == alone - brought / 2
    assert plan.blend_mass == NEEDED + plan.fillers[0].exact + brought
    assert plan.shell_filled == Q("100 %")


@pytest.mark.requirement("R35")
def test_a_fixed_mass_displaces_mass_for_mass() -> None:
    """To a fixed mass, lactose takes the place of as much filler."""
    plan = batch(**SMALL, diluent=LACTOSE, fill=FillToMass("130 mg"))

    # 30 x 130 mg
    assert plan.fillers[0].exact == Q("3900 mg") - NEEDED - brought_along(plan)
    assert plan.blend_mass == Q("3900 mg")


def test_a_fixed_mass_beyond_the_shell_takes_no_portion_beyond_it() -> None:
    """A powder that fits is no reason to refuse: it is the blend that does not go in.

    What 51.36 mg, of 200 mg a shell, leave of 30 shells holds 20 mg of a fluffy diluent
    each; a fill of 400 mg would take up more.
    """
    fluffy = Filler("starch", packing=PackStatistic("20 mg", size="3"))

    plan = batch(**SMALL, diluent=fluffy, fill=FillToMass("400 mg"))

    assert plan.diluent is not None
    room = Q("20 mg") * (30 - Q("51.36 mg") / Q("200 mg"))
    assert plan.diluent.exact <= room
    assert "shell-overfull" in codes(plan)


@pytest.mark.requirement("R35")
def test_the_filler_itself_leaves_by_mass() -> None:
    """The same filler of the same lot is weighed by what the portion brings along."""
    plan = batch(**SMALL, diluent=FILLER)

    assert plan.diluent is None
    assert plan == attrs.evolve(
        batch(**SMALL), request=attrs.evolve(plan.request), findings=plan.findings
    )


def test_another_lot_is_another_diluent() -> None:
    """The filler of another lot is counted apart: it may pack otherwise."""
    other = attrs.evolve(FILLER, lot=Lot("B2", expires="2027-06-30"))

    plan = batch(**SMALL, diluent=other)

    assert plan.diluent is not None
    assert [each.material for each in plan.excipients] == [FILLER, other]


def test_the_second_filler_may_be_the_diluent() -> None:
    """A diluent that is one of the fillers leaves that one."""
    plan = batch(**SMALL, filler=((FILLER, 1), (LACTOSE, 1)), diluent=LACTOSE)

    assert plan.diluent is None
    cellulose, lactose = plan.fillers
    assert abs(cellulose.exact - cellulose.to_weigh) <= Q("5 mg")
    rest = lactose.exact - brought_along(plan)
    assert abs(lactose.to_weigh - rest) <= Q("5 mg")


def test_enough_of_each_filler_is_left_to_weigh() -> None:
    """However the diluent displaces them, every filler stays above the least mass."""
    plan = batch(
        **(SMALL | {"prescription": Prescription("0.5 mg", capsules=30)}),
        filler=((FILLER, 1), (attrs.evolve(FILLER, name="starch"), 9)),
        diluent=LACTOSE,
    )

    assert all(each.to_weigh >= Q("200 mg") for each in plan.fillers)


BULKY = Additive(
    "calcium phosphate",
    mass="100 mg/capsule",
    packing=PackStatistic("300 mg", size="3"),
)
DYE = Additive("dye", mass="0.5 mg/capsule", packing=PackStatistic("200 mg", size="3"))


@pytest.mark.parametrize(
    ("strength", "additives", "fill", "exact"),
    [
        ("0.5 mg", (BULKY,), "114.5 mg", "420 mg"),  # 30 x 14 mg, the drug triturated
        ("10 mg", (BULKY, DYE), "125 mg", "435 mg"),  # 30 x 14.5 mg, the dye premixed
    ],
)
def test_no_portion_takes_more_filler_than_there_is(
    strength: str, additives: tuple[Additive, ...], fill: str, exact: str
) -> None:
    """In a large blend of little filler, 200 mg of it are left to weigh."""
    plan = batch(
        prescription=Prescription(strength, capsules=30),
        drug=BULK,
        additives=additives,
        fill=FillToMass(fill),
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )

    (filler,) = plan.fillers
    assert filler.exact == Q(exact)
    assert filler.to_weigh >= Q("200 mg")


def test_an_unused_diluent_plays_no_part() -> None:
    """Where the powder is weighed directly, a diluent is neither named nor found."""
    plan = batch(diluent=LACTOSE)

    assert [each.material for each in plan.excipients] == [FILLER]
    assert "contains" not in codes(plan)
    assert "lactose" not in plan.worksheet()


def test_a_used_diluent_is_on_the_sheet() -> None:
    """Its lot, what it contains and how much comes along are printed."""
    plan = batch(**SMALL, diluent=LACTOSE)
    sheet = " ".join(plan.worksheet(annex=True).split())

    assert re.search(r"No\. B Item: lactose Lot: _+ Expires: _+ Target: 3500 mg", sheet)
    assert "Mix A with B by geometric dilution until even: 3910 mg is expected" in sheet
    assert "Allergens: Contains lactose" in sheet
    steps = {step.name: step for step in plan.steps}
    assert steps["blend"].formula == "powder + diluent + filler"


def test_no_room_for_the_diluent_refuses() -> None:
    """Where little filler is left, the portion is small, or there is no plan."""
    from ldn_compound import TooLittleToWeighError  # noqa: PLC0415

    with pytest.raises(TooLittleToWeighError, match="balance: expected a dilution"):
        batch(
            **(SMALL | {"prescription": Prescription("0.5 mg", capsules=2)}),
            diluent=LACTOSE,
        )
