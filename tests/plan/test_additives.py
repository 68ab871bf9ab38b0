"""Additives in a batch of 100 capsules: 1800 mg of powder take 9 shells of 200 mg.

91 shells are left for filler, of which each holds 130 mg: 11830 mg without additives.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    Density,
    Filler,
    FillToMass,
    PackStatistic,
    Prescription,
    Q,
    ShellOverfilledError,
    Tablets,
    choose_shell,
    plan_batch,
    reference,
)
from tests.examples import FILLER, SHELL, codes, finding

TABLETS = Tablets(
    "50 mg", mean_mass="200 mg", packing=PackStatistic("200 mg", size="3"), contains=()
)
FLUFFY = PackStatistic("65 mg", size="3")
FULL = {"full fill of filler": Q("130 mg/capsule")}


def made(additive: Additive, **changes: Any) -> BatchPlan:
    """Plan the batch with one additive."""
    arguments: dict[str, Any] = {
        "prescription": Prescription("4.5 mg", capsules=100),
        "drug": TABLETS,
        "filler": FILLER,
        "shell": SHELL,
        "additives": additive,
    }
    return plan_batch(**(arguments | changes))


@pytest.mark.requirement("R27")
@pytest.mark.parametrize(
    ("amount", "additive", "filler", "blend"),
    [
        # 130 mg that pack like the filler take 1 shell: 90 x 130 mg are left
        ({"mass": "130 mg"}, "130 mg", "11700 mg", "13630 mg"),
        ({"mass": "1.3 mg/capsule"}, "130 mg", "11700 mg", "13630 mg"),
        # 130 mg of 65 mg a shell take 2 shells: 89 x 130 mg are left
        ({"mass": "130 mg", "packing": FLUFFY}, "130 mg", "11570 mg", "13500 mg"),
        # 1 % of 13630 mg, in place of as much filler
        ({"share": "1 %"}, "136.3 mg", "11693.7 mg", "13630 mg"),
        # 0.5 % of B, half as dense: 1800/200 + 0.005 B/65 + (0.995 B - 1800)/130 = 100,
        # so 1.005 B = 13630 mg; with 0.75 % it is 1.0075 B = 13630 mg; with 25 %,
        # 1.25 B = 13630 mg and B = 10904 mg, of which 2726 mg are the additive
        ({"share": "25 %", "packing": FLUFFY}, "2726 mg", "6378 mg", "10904 mg"),
    ],
)
def test_an_additive_takes_its_space(
    amount: dict[str, Any], additive: str, filler: str, blend: str
) -> None:
    """An additive leaves as much less space for filler as it takes itself."""
    plan = made(Additive("silica", **amount))

    assert plan.additives[0].exact == Q(additive)
    assert plan.fillers[0].exact == Q(filler)
    assert plan.blend_mass == Q(blend)


def test_a_share_of_a_fixed_mass() -> None:
    """Of 100 x 225 mg, 0.5 % are 112.5 mg; 22500 - 1800 - 112.5 mg are filler."""
    plan = made(Additive("silica", share="0.5 %"), fill=FillToMass("225 mg"))

    assert plan.additives[0].exact == Q("112.5 mg")
    assert plan.fillers[0].exact == Q("20587.5 mg")


def test_additives_add_up() -> None:
    """Shares and masses together: 130 mg take 1 shell, 1 % of 13630 mg its part."""
    dye = Additive("riboflavin", mass="130 mg")
    plan = made(
        Additive("silica", share="1 %"), additives=(dye, Additive("s", share="1 %"))
    )

    assert [each.exact for each in plan.additives] == [Q("130 mg"), Q("136.3 mg")]
    assert plan.fillers[0].exact == Q("11563.7 mg")
    assert plan.shell_filled == Q("100 %")


def test_an_additive_too_large_for_the_shell_is_refused() -> None:
    """80 mg a capsule of 65 mg a shell do not go in beside the powder."""
    with pytest.raises(ShellOverfilledError, match="shell: expected one that holds"):
        made(Additive("silica", mass="80 mg/capsule", packing=FLUFFY))


def test_an_additive_too_large_for_the_fill_mass_is_refused() -> None:
    """18 mg of powder and 5 mg of additive are more than 20 mg."""
    with pytest.raises(
        ShellOverfilledError,
        match=r"fill: expected 23 mg or more, .* and the additives, got 20 mg",
    ):
        made(Additive("silica", mass="5 mg/capsule"), fill=FillToMass("20 mg"))


@pytest.mark.parametrize(
    ("share", "severity"), [("0.5 %", "note"), ("1 %", "stop"), ("5 %", "stop")]
)
def test_an_unmeasured_additive_is_found(share: str, severity: str) -> None:
    """Whose packing nobody measured may be 1 % of the blend at most."""
    plan = made(Additive("silica", share=share))

    found = [each for each in plan.findings if each.message.startswith("silica: no")]

    assert [each.severity for each in found] == [severity]


def test_a_measured_additive_is_not_found() -> None:
    """One whose packing was measured is nothing to note."""
    plan = made(Additive("silica", share="5 %", packing=FLUFFY))

    assert "packing-assumed" not in codes(plan)


@pytest.mark.requirement("R27")
def test_what_an_additive_contains_is_found() -> None:
    """An allergen of an additive is an allergen of the capsule."""
    order = Prescription("4.5 mg", capsules=100, intolerances=("lactose",))
    plan = made(
        Additive("tracer", mass="130 mg", contains=("lactose",)), prescription=order
    )

    assert finding(plan, "allergen").message == (
        "tracer contains lactose, which the patient may not have"
    )


def test_an_additive_too_little_to_weigh_is_premixed() -> None:
    """20 mg on a balance of 10 mg are triturated with filler, which is weighed less.

    An additive may be 10 % off: of it 100 mg or more are weighed, of filler 200 mg.
    """
    dye = Additive("riboflavin", mass="0.2 mg/capsule", contains=())
    plan = made(dye, balance=Balance(readability="10 mg"))
    (premix,) = plan.premixes

    brought = premix.portion.to_weigh - premix.content

    assert premix.needed == plan.additives[0].exact == Q("20 mg")
    assert premix.least_mass == Q("100 mg")
    assert all(each.to_weigh >= Q("100 mg") for each in premix.weighings)
    assert plan.powder.to_weigh >= Q("200 mg")
    assert plan.fillers[0].to_weigh >= Q("200 mg")
    assert plan.additives[0].to_weigh == premix.dilutions[0].material.to_weigh
    left = plan.fillers[0].exact - brought
    assert abs(plan.fillers[0].to_weigh - left) <= Q("5 mg")
    assert plan.mixed_in == (premix.portion, plan.fillers[0])
    assert plan.mixing[-1].in_mortar == plan.blend_as_weighed
    assert plan.mixing[1].item == "additives and fillers, mixed with each other first"


@pytest.mark.parametrize(
    ("mass", "balance", "premixed"),
    [
        # 10 mg / 10 %
        ("100 mg", Balance(readability="10 mg"), False),
        ("99.9 mg", Balance(readability="10 mg"), True),
        # 6 mg / 10 %, where 120 mg of drug may be weighed
        ("60 mg", Balance(readability="1 mg", sensitivity="6 mg"), False),
        ("59.9 mg", Balance(readability="1 mg", sensitivity="6 mg"), True),
        # the balance carries nothing less than 150 mg
        ("120 mg", Balance(readability="10 mg", minimum="150 mg"), True),
    ],
)
def test_an_additive_has_a_wider_limit(
    mass: str, balance: Balance, *, premixed: bool
) -> None:
    """It carries no drug: from the error of one weighing over 10 % on it is weighed."""
    plan = made(Additive("silica", mass=mass, contains=()), balance=balance)

    assert bool(plan.premixes) is premixed
    assert "below-least-mass" not in [each.code for each in plan.findings]


def test_half_a_percent_of_silica_is_no_premix() -> None:
    """0.5 % of 13630 mg is 68.15 mg: on a class III balance more than 60 mg."""
    silica = Additive("silica", share="0.5 %", contains=())

    plan = made(silica, balance=Balance(readability="1 mg", sensitivity="6 mg"))

    assert plan.premixes == ()
    assert plan.additives[0].to_weigh == Q("68 mg")


def test_a_premix_is_noted() -> None:
    """The note names the additive, not only the powder."""
    plan = made(
        Additive("riboflavin", mass="20 mg", contains=()),
        balance=Balance(readability="10 mg"),
    )

    assert finding(plan, "triturated").message.startswith("riboflavin: 20 mg is below")


def test_premixes_share_the_filler() -> None:
    """Powder and additive both bring filler along; what is left is weighed."""
    plan = made(
        Additive("riboflavin", mass="20 mg", contains=()),
        prescription=Prescription("0.5 mg", capsules=60),  # 120 mg of powder
        balance=Balance(readability="10 mg"),
    )
    assert plan.trituration is not None

    brought = plan.trituration.diluent_in_portion + plan.premixes[0].diluent_in_portion

    left = plan.fillers[0].exact - brought
    assert abs(plan.fillers[0].to_weigh - left) <= Q("5 mg")


def test_steps_explain_the_shares() -> None:
    """The formulas name the additive, its share and how it packs."""
    plan = made(
        Additive("silica", share="25 %", packing=FLUFFY),
        additives=(
            Additive("silica", share="25 %", packing=FLUFFY),
            Additive("dye", mass="1.3 mg/capsule"),
        ),
    )
    steps = {step.name: step for step in plan.steps}

    assert steps["blend that shares are of"].result == plan.blend_mass
    assert steps["silica"].formula == "share x blend"
    assert steps["dye"].formula == "mass x batch size"
    assert "- silica / its full fill - dye / its full fill" in steps["filler"].formula
    assert ("full fill of silica", Q("65 mg/capsule")) in steps["filler"].inputs
    assert steps["blend"].formula == "powder + silica + dye + filler"


def test_a_fixed_mass_explains_the_additive() -> None:
    """To a fixed mass the additive is taken off, without any packing."""
    plan = made(Additive("silica", share="0.5 %"), fill=FillToMass("225 mg"))
    steps = {step.name: step for step in plan.steps}

    assert steps["filler"].formula == "fill mass x batch size - powder - silica"
    assert "blend that shares are of" not in steps


def test_the_sheet_weighs_the_additive() -> None:
    """The worksheet names the additive, its lot and its weighing."""
    silica = Additive("silica", share="1 %", contains=())
    sheet = made(silica, balance=Balance(readability="1 mg")).worksheet()

    # 136.3 mg by the plan
    weighed = r"No\. B   Item: silica\s+Lot: _+ +Expires: _+ +Target: 136 mg"
    assert re.search(weighed, sheet)


def test_the_sheet_premixes_the_additive() -> None:
    """The worksheet shows the trituration of an additive, and how to make it."""
    plan = made(
        Additive("riboflavin", mass="20 mg", contains=()),
        balance=Balance(readability="10 mg"),
    )
    (premix,) = plan.premixes
    material = premix.dilutions[0].material.to_weigh

    sheet = plan.worksheet()

    weighed = rf"Item: riboflavin\s+Lot: _+ +Expires: _+ +Target: {material}"
    assert re.search(weighed, sheet)
    assert "by geometric dilution until even" in sheet


def test_the_shell_is_chosen_with_additives() -> None:
    """18 mg take 0.03 mL; with 70 mg of silica at 0.5 g/mL, 0.17 mL: size 4 or more."""
    shell = choose_shell(
        Prescription("4.5 mg", capsules=100),
        drug=Tablets(
            "50 mg", mean_mass="200 mg", packing=Density("0.6 g/mL", basis="tapped")
        ),
        filler=Filler("cellulose", packing=Density("0.4 g/mL", basis="tapped")),
        shells=[reference.shell(size) for size in ("5", "4", "3")],
        additives=Additive(
            "silica", mass="70 mg/capsule", packing=Density("0.5 g/mL", basis="tapped")
        ),
    )

    assert shell.size == "4"  # 0.13 mL would be too little, 0.2 mL is enough
