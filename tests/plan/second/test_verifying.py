"""The second calculation: it agrees with every good plan, and with no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given

import ldn_compound.calc.tablets
import ldn_compound.plan.batch
import ldn_compound.plan.components
import ldn_compound.plan.fill
import ldn_compound.plan.loads
import ldn_compound.plan.mixing
import ldn_compound.plan.source
from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BulkDrug,
    Density,
    FillByCompletion,
    Filler,
    FillToMass,
    FillToVolume,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    Tray,
    Trituration,
    reference,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.calc.mixing import doubling_portions
from ldn_compound.calc.rounding import to_readability
from ldn_compound.errors import DoubleCheckError
from ldn_compound.model import LabelAmounts
from ldn_compound.plan import double_checked, verify
from ldn_compound.quantities.units import same_kind
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch
from tests.strategies import plan_arguments, plan_of
from tests.tampered import changed, changed_component, without

STARCH = Filler("starch", packing=PackStatistic("200 mg", size="3"))
LACTOSE = Filler("lactose", packing=PackStatistic("180 mg", size="3"))
SILICA = Additive("silica", share="0.5 %")
DYE = Additive("dye", mass="0.1 mg/capsule", packing=PackStatistic("100 mg", size="3"))
SMALL = Prescription("0.5 mg", capsules=30)
TAPPED = Density("0.7 g/mL", basis="tapped")
COARSE = Balance(readability="10 mg")
USP_41 = attrs.evolve(reference.policy("usp"), least_mass_rule="usp-41")
RESERVE = attrs.evolve(reference.policy("usp"), reserve_tablets=2)
OVERAGES = attrs.evolve(
    reference.policy("dac-nrf"), low_dose_below="1 mg", reserve_tablets=2
)

GOOD: dict[str, BatchPlan] = {
    "tablets": batch(),
    "no balance": batch(balance=None),
    "overage, excess and reserve": batch(policy=OVERAGES, blend_excess="3 %"),
    "an excess of the policy": batch(policy=attrs.evolve(RESERVE, blend_excess="3 %")),
    "a dose at the limit of low ones": batch(
        policy=attrs.evolve(OVERAGES, low_dose_below="4.5 mg", low_share_below="1 %")
    ),
    "a dose that is no low one": batch(
        policy=attrs.evolve(OVERAGES, low_share_below="1 %"),
        additives=(SILICA, DYE),
    ),
    "the same, to a mass": batch(
        policy=attrs.evolve(OVERAGES, low_share_below="1 %"), fill=FillToMass("150 mg")
    ),
    "two fillers in parts": batch(filler=((FILLER, 2), (STARCH, 3))),
    "to a mass": batch(fill=FillToMass("150 mg"), additives=SILICA),
    "to a volume": batch(fill=FillToVolume()),
    "by completion": batch(fill=FillByCompletion(), additives=(SILICA, DYE)),
    "by density": batch(
        drug=attrs.evolve(TABLETS, packing=TAPPED),
        filler=Filler("starch", packing=Density("0.5 g/mL", basis="tapped")),
    ),
    "additive and diluent by density": batch(
        prescription=SMALL,
        drug=attrs.evolve(BULK, packing=TAPPED),
        filler=Filler("starch", packing=Density("0.5 g/mL", basis="tapped")),
        diluent=Filler("lactose", packing=Density("0.6 g/mL", basis="tapped")),
        additives=attrs.evolve(SILICA, packing=Density("0.1 g/mL", basis="tapped")),
    ),
    "an additive of the batch": batch(additives=Additive("dye", mass="200 mg")),
    "base from a wet salt": batch(
        prescription=attrs.evolve(ORDER, form="naltrexone"),
        drug=BulkDrug(
            "naltrexone hydrochloride",
            assay="99.2 %",
            basis="anhydrous, solvent-free",
            water="3.1 %",
            solvents="0.4 %",
        ),
    ),
    "a capped assay": batch(
        drug=attrs.evolve(BULK, assay="101.5 %"), policy=reference.policy("dac-nrf")
    ),
    "a concentrate": batch(
        drug=attrs.evolve(BULK, assay="101.5 %", basis="concentrate"),
        policy=reference.policy("dac-nrf"),
    ),
    "a stock dilution": batch(
        drug=Trituration("10 %", diluent="sucrose", assay="95 %")
    ),
    "a trituration": batch(prescription=SMALL, drug=BULK),
    "two dilutions, another diluent": batch(
        prescription=Prescription("0.1 mg", capsules=60),
        drug=BULK,
        diluent=LACTOSE,
        balance=COARSE,
    ),
    "triturated with the second filler": batch(
        prescription=SMALL,
        drug=BULK,
        filler=((FILLER, 1), (STARCH, 1)),
        diluent=STARCH,
    ),
    "premixed dyes": batch(additives=(DYE, attrs.evolve(DYE, name="red"))),
    "by usp <41>": batch(
        balance=Balance(readability="0.1 mg", repeatability="0.1 mg", minimum="10 mg"),
        policy=USP_41,
        prescription=SMALL,
        drug=BULK,
    ),
    "by a stated sensitivity": batch(
        balance=Balance(
            readability="1 mg",
            sensitivity="6 mg",  # 6 mg / 5 % = 120 mg
            repeatability="8 mg",
            minimum="150 mg",
        ),
        prescription=SMALL,
        drug=BULK,
    ),
    "three loads": batch(tray=Tray(40), blend_excess="3 %", balance=COARSE),
    "one shell more than two trays hold": batch(tray=Tray(51)),
    "whole tablets": plan_whole_tablets(
        ORDER, drug=TABLETS, filler=FILLER, shell=SHELL, balance=COARSE
    ),
    "whole tablets, whatever is kept in reserve": plan_whole_tablets(
        ORDER, drug=TABLETS, filler=FILLER, shell=SHELL, policy=RESERVE
    ),
    "less than a milligram of drug": batch(
        prescription=Prescription("0.1 mg", capsules=5), drug=BULK, balance=None
    ),
    "a stock dilution and nothing else": batch(
        drug=Trituration(
            "4.5 %", diluent="sucrose", packing=PackStatistic("100 mg", size="3")
        )
    ),
}

#: What a quantity does by pint.
ARITHMETIC = tuple(
    f"__{each}__"
    for each in ("add", "sub", "mul", "truediv", "rmul", "rtruediv", "lt", "gt", "eq")
)

#: What no second route leads to: how far the search for a trituration was to go.
SEARCHED = ("limits.largest", "limits.most_portion")


def stated_figures(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every figure that a record states, with where it stands."""
    if isinstance(record, tuple):
        for number, each in enumerate(record):
            yield from stated_figures(each, f"{path}[{number}]")
    elif attrs.has(type(record)) and not isinstance(record, Quantity):
        for each in attrs.fields(type(record)):
            if each.name not in {"request", "findings", "material"}:
                dotted = f"{path}.{each.name}".lstrip(".")
                yield from stated_figures(getattr(record, each.name), dotted)
    elif record is not None and not isinstance(record, (str, bool)):
        yield path, record


def value_at(record: Any, path: str) -> Any:
    """Return what stands at a path such as ``loads[0].capsules``."""
    for name, place in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        record = getattr(record, name)
        record = record[int(place)] if place else record
    return record


def as_compared(value: Any, unit: str) -> Fraction | str:
    """Return what is compared of a value: a figure, a name, or how many there are."""
    assert isinstance(value, Quantity) or not unit
    match value:
        case Quantity():
            return value.m_as(unit) if unit else value.m_as("%") / 100
        case int() | Fraction():
            return Fraction(value)
        case str():
            return value
        case tuple():
            return Fraction(len(value))
        case _:
            return Fraction(value is not None)


def off_by_one_step(figure: Any) -> Any:
    """Return a figure that is off by one step of its last digit."""
    if not isinstance(figure, Quantity):
        return figure + 1
    steps = ("0.1 mg", "0.1 %", "0.1 capsules", "0.1 tablets", "0.1 mg/capsule")
    (step,) = [Q(each) for each in steps if same_kind(Q(each), figure)]
    return figure + step


def checkable(plan: BatchPlan) -> list[tuple[str, Any]]:
    """Return every figure of a plan to which a second route leads."""
    return [each for each in stated_figures(plan) if not each[0].endswith(SEARCHED)]


def is_caught(plan: BatchPlan, path: str, wrong: Any) -> bool:
    """Return whether a plan with a wrong value at a path is an error."""
    try:
        double_checked(changed(plan, path, wrong))
    except DoubleCheckError:
        return True
    return False


def uncaught(plan: BatchPlan, slip: Callable[[Any], Any]) -> list[str]:
    """List the figures of a plan that may slip without an error."""
    return [
        path
        for path, figure in checkable(plan)
        if not is_caught(plan, path, slip(figure))
    ]


def off_tenfold(figure: Any) -> Any:
    """Return a figure whose point has slipped."""
    return figure * 10 if figure else off_by_one_step(figure)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_plan_agrees(name: str) -> None:
    """A second calculation finds each figure of a good plan again, exactly."""
    found = verify(GOOD[name])

    assert found.disagreeing == ()
    assert found.agrees


@pytest.mark.parametrize("name", GOOD)
def test_a_figure_is_named_by_its_place_and_in_its_unit(name: str) -> None:
    """Whoever reads a disagreement finds the figure in the plan, as it stands there."""
    plan = GOOD[name]
    figures = [
        each
        for each in verify(plan).figures
        if each.name not in {"components", "premixes"}  # lists of names, by hand below
        and (each.name, each.unit) != ("least_mass", "")  # whether there is one
    ]

    stated = [as_compared(value_at(plan, each.name), each.unit) for each in figures]

    assert [each.stated for each in figures] == stated
    assert all(isinstance(each.stated, Fraction | str) for each in figures)


def test_lists_are_compared_by_their_names() -> None:
    """What role each component has, which additives are premixed, and how many are."""
    found = {
        (each.name, each.unit): each.recomputed
        for each in verify(GOOD["premixed dyes"]).figures
    }

    assert found["components", ""] == "drug, additive, additive, filler"
    assert found["premixes", ""] == "dye, red"
    assert found["least_mass", ""] == 1
    assert found["least_mass", "mg"] == 20  # 1 mg / 5 %


@pytest.mark.requirement("R43")
@given(arguments=plan_arguments())
def test_every_plan_agrees(arguments: dict[str, Any]) -> None:
    """Both routes lead to the same figures, whatever was asked."""
    plan = plan_of(arguments)

    assert verify(plan).disagreeing == ()


def test_the_examples_have_every_part_that_a_plan_can_have() -> None:
    """What is tampered with below covers every field of a plan, and two dilutions."""
    paths = {path for plan in GOOD.values() for path, _ in stated_figures(plan)}
    fields = {each.name for each in attrs.fields(BatchPlan)} - {"request", "findings"}

    covered = {path.partition(".")[0].partition("[")[0] for path in paths}

    assert covered == fields
    assert "components[0].trituration.dilutions[1].portion.to_weigh" in paths
    assert "components[2].trituration.dilutions[0].portion.to_weigh" in paths
    assert "components[3].to_weigh" in paths
    assert "loads[1].blend.to_weigh" in paths
    assert "mixing[2].added" in paths


@pytest.mark.requirement("R43")
@pytest.mark.parametrize("name", GOOD)
def test_a_figure_off_tenfold_is_caught(name: str) -> None:
    """A slip of the point, in any figure of a plan, is an error."""
    assert uncaught(GOOD[name], off_tenfold) == []


@pytest.mark.requirement("R43")
@pytest.mark.parametrize("name", GOOD)
def test_a_figure_off_by_one_step_is_caught(name: str) -> None:
    """One step of the display, one tablet, one capsule too many is an error."""
    assert uncaught(GOOD[name], off_by_one_step) == []


@pytest.mark.requirement("R43")
@pytest.mark.parametrize("name", GOOD)
def test_two_figures_swapped_are_caught(name: str) -> None:
    """Any two neighbouring masses of a plan that change places are an error."""
    plan = GOOD[name]
    masses = [each for each in checkable(plan) if isinstance(each[1], Quantity)]

    for (one, first), (other, second) in pairwise(masses):
        if same_kind(first, second) and first != second:
            swapped = changed(changed(plan, one, second), other, first)
            assert not verify(swapped).agrees, (one, other)


def names_of_ingredients(plan: BatchPlan) -> Iterator[str]:
    """Yield where the name of an excipient stands in a plan."""
    for number, each in enumerate(plan.components):
        if each.role != "drug":
            yield f"components[{number}].name"
    if plan.trituration is not None:
        for name in ("diluent", "item", "dilutions[0].material.item"):
            yield f"components[0].trituration.{name}"
        yield "components[0].trituration.dilutions[0].diluent.item"


@pytest.mark.requirement("R43")
@pytest.mark.parametrize("name", GOOD)
def test_another_ingredient_is_caught(name: str) -> None:
    """An amount that stands beside the name of another ingredient is an error."""
    for path in names_of_ingredients(GOOD[name]):
        with pytest.raises(DoubleCheckError, match=r"item|diluent|premixes"):
            double_checked(changed(GOOD[name], path, "talc"))


TABLET_PLAN, BULK_PLAN = GOOD["tablets"], GOOD["a trituration"]
PREMIXED = GOOD["premixed dyes"]
ONE_MORE = attrs.evolve(TABLET_PLAN.components[0], role="diluent")


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("tablets", attrs.evolve(TABLET_PLAN, tablets=None)),
        ("fillers", without(TABLET_PLAN, "filler")),
        ("least_mass", attrs.evolve(TABLET_PLAN, least_mass=None)),
        (
            "diluent",
            attrs.evolve(TABLET_PLAN, components=(*TABLET_PLAN.components, ONE_MORE)),
        ),
        (
            "additives",
            attrs.evolve(
                TABLET_PLAN,
                components=(
                    *TABLET_PLAN.components,
                    attrs.evolve(ONE_MORE, role="additive"),
                ),
            ),
        ),
        (
            "least_mass",
            attrs.evolve(GOOD["no balance"], least_mass=Q("20 mg")),
        ),
        (
            "trituration",
            changed_component(
                GOOD["no balance"], "drug", trituration=BULK_PLAN.trituration
            ),
        ),
        (
            "tablets",
            attrs.evolve(GOOD["a stock dilution"], tablets=TABLET_PLAN.tablets),
        ),
        ("trituration", changed_component(BULK_PLAN, "drug", trituration=None)),
        ("premixes", changed_component(PREMIXED, "additive", trituration=None)),
        ("loads", attrs.evolve(TABLET_PLAN, loads=())),
        ("mixing", attrs.evolve(TABLET_PLAN, mixing=TABLET_PLAN.mixing[:-1])),
    ],
)
def test_a_part_too_many_or_too_few_is_caught(part: str, wrong: BatchPlan) -> None:
    """A plan that lacks a part, or has one that nobody asked for, is an error."""
    with pytest.raises(DoubleCheckError, match=part):
        double_checked(wrong)


def test_nothing_in_the_mortar_is_caught() -> None:
    """Nothing doubles to nothing: a mixing that begins with none is an error."""
    empty = changed_component(GOOD["no balance"], "drug", to_weigh=Q("0 mg"))

    names = [each.name for each in verify(empty).disagreeing]

    assert "mixing" in names
    assert next(
        each.recomputed for each in verify(empty).figures if each.name == "mixing"
    ) == Fraction(0)


def test_a_plan_that_is_consistent_in_its_slip_is_caught() -> None:
    """One step more of powder, carried through to the strength, is still an error."""
    plan = GOOD["tablets"]
    assert plan.tablets is not None
    more = Q("1 mg")  # 1 mg of powder holds 50 / 171.2 mg, spread over 103 capsules
    held = Q("50 mg/capsule") / Fraction("171.2") / 103

    slipped = attrs.evolve(
        changed_component(plan, "drug", to_weigh=plan.powder.to_weigh + more),
        tablets=attrs.evolve(plan.tablets, powder_left=plan.tablets.powder_left - more),
        strength_achieved=plan.strength_achieved + held,
        label_claim=plan.label_claim + held / Q("4.5 mg/capsule") * Q("100 %"),
    )

    disagreeing = [each.name for each in verify(slipped).disagreeing]
    bench = ("mixing", "loads")
    assert [each for each in disagreeing if not each.startswith(bench)] == [
        "powder.to_weigh"
    ]


def test_one_tablet_too_few_is_caught_with_the_powder_left() -> None:
    """Tablets that do not cover what is weighed are an error, whatever is left."""
    plan = GOOD["tablets"]
    assert plan.tablets is not None
    fewer = attrs.evolve(
        plan.tablets,
        to_crush=plan.tablets.to_crush - 1,
        powder_left=plan.tablets.powder_left - Q("171.2 mg"),
    )

    found = verify(attrs.evolve(plan, tablets=fewer))

    assert [each.name for each in found.disagreeing] == ["tablets.to_crush"]


def test_the_figures_are_those_of_hand_arithmetic() -> None:
    """103 capsules of 4.5 mg: what the sheet says to weigh comes to what they hold."""
    # 463.5 mg x 171.2 / 50 = 1587.024 mg, shown as 1587 mg; 10 tablets, 1712 mg
    # filler 130 x (103 - 1587.024 / 200) = 12358.4344 mg; blend 13945.4584 mg
    # held 1587 x 50 / 171.2 / 103 = 3967500 / 881680 mg
    found = {each.name: each for each in verify(GOOD["tablets"]).figures}

    assert found["batch_size"].recomputed == 103
    assert found["powder.exact"].recomputed == Fraction("1587.024")
    assert found["powder.to_weigh"].recomputed == 1587
    assert found["tablets.to_crush"].recomputed == 10
    assert found["tablets.powder_left"].recomputed == 125
    assert found["fillers[0].to_weigh"].recomputed == 12358
    assert found["blend_mass"].recomputed == Fraction("13945.4584")
    assert found["fill_mass"].recomputed == Fraction("13945.4584") / 103
    assert found["strength_achieved"].recomputed == Fraction(3967500, 881680)
    assert found["powder_share"].recomputed == Fraction("1587.024") / 206
    assert found["least_mass"].recomputed == 20


POROUS = Additive("cellulose", share="10 %", packing=PackStatistic("260 mg", size="3"))
LIGHT = Additive("dye", mass="13 mg/capsule", packing=PackStatistic("65 mg", size="3"))


@pytest.mark.parametrize(
    ("changes", "not_below", "below"),
    [
        # by room: powder 15.408 / 200, dye 13 / 65, a tenth of the blend b at 260 mg,
        # 0.9 b - 28.408 mg of filler at 130 mg: 19 b = 2447.856 mg, 4.5 mg are 3.4929 %
        ({"additives": (POROUS, LIGHT)}, "3.49 %", "3.5 %"),
        ({"fill": FillToMass("150 mg")}, "3 %", "3.01 %"),
    ],
)
def test_a_dose_is_low_by_its_share_of_the_blend(
    changes: dict[str, Any], not_below: str, below: str
) -> None:
    """The blend is that of the capsules asked for, before anything is added to it."""
    for share, overage in ((not_below, Fraction(0)), (below, Fraction("0.1"))):
        rules = attrs.evolve(
            OVERAGES, low_share_below=share, drug_overage="0 %", low_dose_overage="10 %"
        )

        plan = batch(policy=rules, **changes)

        found = {each.name: each for each in verify(plan).figures}
        assert found["drug_overage"].recomputed == overage
        assert verify(plan).agrees


def test_half_a_step_is_shown_as_one_more() -> None:
    """A display that could go either way is read upwards, as the plan does."""
    plan = batch(  # 62.5 mg of drug in 200 mg tablets of 100 mg: 125 mg, on 10 mg steps
        prescription=Prescription("2.5 mg", capsules=25),
        drug=attrs.evolve(TABLETS, strength="100 mg", mean_mass="200 mg"),
        balance=Balance(readability="10 mg", minimum="1 mg", sensitivity="0.1 mg"),
        spare_capsules=0,
    )

    found = {each.name: each for each in verify(plan).figures}

    assert found["powder.to_weigh"].recomputed == 130


def test_the_error_names_the_figure_and_both_values() -> None:
    """A plan that contradicts itself is never handed over, and it is our fault."""
    wrong = attrs.evolve(GOOD["tablets"], gross_mass=Q("1833.93 mg"))

    with pytest.raises(
        DoubleCheckError,
        match=r"gross_mass: expected 183\.3928 mg, got 1833\.93 mg; this is a "
        r"fault of the library: do not make the batch",
    ):
        double_checked(wrong)


def test_the_error_shows_a_difference_that_rounding_would_hide() -> None:
    """Two figures that look alike when rounded are both given in full."""
    plan = GOOD["tablets"]
    wrong = attrs.evolve(plan, blend_mass=plan.blend_mass + Q("1 mg") / 3_000_000_000)

    with pytest.raises(
        DoubleCheckError,
        match=r"blend_mass: expected 17431823/1250 mg, got \d+/\d+ mg; this",
    ):
        double_checked(wrong)


def test_the_error_shows_a_figure_beside_one_that_is_cut_off() -> None:
    """A third of a nanogram more is stated as about the same: both in full, too."""
    plan = GOOD["tablets"]
    wrong = attrs.evolve(plan, drug_needed=plan.drug_needed + Q("1 mg") / 3_000_000_000)

    with pytest.raises(
        DoubleCheckError, match=r"drug_needed: expected 927/2 mg, got \d+/\d+ mg; this"
    ):
        double_checked(wrong)


def test_the_error_shows_a_figure_that_was_rounded() -> None:
    """3967500 / 881680 mg are about 4.499932 mg, which is not the same figure."""
    wrong = attrs.evolve(GOOD["tablets"], strength_achieved=Q("4.499932 mg/capsule"))

    with pytest.raises(
        DoubleCheckError,
        match=r"expected \d+/\d+ mg/capsule, got 1124983/250000 mg/capsule; this",
    ):
        double_checked(wrong)


def test_the_error_shows_a_count_without_a_unit() -> None:
    """Nothing stands between a count and what follows."""
    wrong = attrs.evolve(GOOD["tablets"], spare_capsules=4)

    with pytest.raises(
        DoubleCheckError, match="spare_capsules: expected 3, got 4; this"
    ):
        double_checked(wrong)


def test_the_error_shows_names_as_names() -> None:
    """A wrong ingredient is quoted, beside the one that was asked for."""
    wrong = changed_component(GOOD["tablets"], "filler", name="talc")

    with pytest.raises(DoubleCheckError, match="expected 'sucrose', got 'talc'; this"):
        double_checked(wrong)


def test_the_switch_of_the_policy() -> None:
    """A house may do without the second calculation; the published policies do not."""
    usp = reference.policy("usp")
    unchecked = batch(policy=attrs.evolve(usp, double_check=False))
    wrong = attrs.evolve(unchecked, gross_mass=Q("1 mg"))

    assert usp.double_check
    assert reference.policy("dac-nrf").double_check
    assert double_checked(wrong) == wrong
    assert not verify(wrong).agrees


@pytest.mark.requirement("R43")
@pytest.mark.parametrize(
    ("place", "formula"),
    [
        (ldn_compound.plan.batch, "batch_size"),
        (ldn_compound.plan.batch, "drug_needed"),
        (ldn_compound.plan.batch, "drug_carried"),
        (ldn_compound.plan.batch, "least_mass"),
        (ldn_compound.plan.fill, "filler_mass"),
        (ldn_compound.plan.fill, "shell_share"),
        (ldn_compound.plan.components, "to_readability"),
        (ldn_compound.calc.tablets, "powder_mass"),
        (ldn_compound.calc.tablets, "tablets_needed"),
        (ldn_compound.calc.tablets, "whole_tablets"),
        (ldn_compound.plan.loads, "to_readability"),
    ],
)
def test_a_fault_in_a_formula_never_reaches_the_bench(
    place: Any, formula: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a formula of this library were off by a tenth, no plan would come of it."""
    right = getattr(place, formula)

    def faulty(*arguments: Any) -> Any:
        return right(*arguments) * Fraction(11, 10)

    monkeypatch.setattr(place, formula, faulty)

    with pytest.raises(DoubleCheckError):
        batch()


@pytest.mark.requirement("R43")
def test_a_fault_in_the_loads_never_reaches_the_bench(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Loads rounded to ten steps of the display instead of one are an error."""

    def coarse(mass: Quantity, step: Quantity) -> Quantity:
        return to_readability(mass, 10 * step)

    monkeypatch.setattr(ldn_compound.plan.loads, "to_readability", coarse)

    with pytest.raises(DoubleCheckError, match=r"loads\[1\]\.blend\.to_weigh"):
        batch(tray=Tray(60))


@pytest.mark.requirement("R43")
def test_a_fault_in_the_mixing_never_reaches_the_bench(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Portions three times what lies in the mortar are an error."""

    def tripled(start: Quantity, filler: Quantity) -> tuple[Quantity, ...]:
        return tuple(each * 3 for each in doubling_portions(start, filler))

    monkeypatch.setattr(ldn_compound.plan.mixing, "doubling_portions", tripled)

    with pytest.raises(DoubleCheckError, match=r"mixing\[1\]\.added"):
        batch()


@pytest.mark.requirement("R43")
def test_a_fault_in_the_label_never_reaches_the_bench(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A label of ten times the strength is an error."""

    def tenfold(order: Prescription) -> LabelAmounts:
        return LabelAmounts(drug=Q("45 mg"), capsules=order.capsules)

    monkeypatch.setattr(ldn_compound.plan.batch, "label_amounts", tenfold)

    with pytest.raises(DoubleCheckError, match=r"label\.drug: expected 4\.5 mg"):
        batch()


@pytest.mark.requirement("R43")
def test_pint_takes_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would still count if pint failed: nothing is converted or compared by it."""

    def broken(*_: Any) -> Any:
        raise AssertionError

    for door in ("to", "to_base_units", "dimensionality", *ARITHMETIC):
        monkeypatch.setattr(Quantity, door, broken)

    assert [name for name, plan in GOOD.items() if not verify(plan).agrees] == []


@pytest.mark.requirement("R43")
def test_the_second_route_shares_nothing_with_the_first() -> None:
    """It imports neither the formulas, nor the planning, nor pint."""
    package = files("ldn_compound.plan.second")
    trees = [
        ast.parse(each.read_text(encoding="utf-8"))
        for each in package.iterdir()
        if each.name.endswith(".py")
    ]
    imported = {
        ("." * node.level + (node.module or ""))
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }

    outside = {name for name in imported if name.startswith(("..", "pint"))}

    assert len(trees) == 4
    assert all(
        name.startswith(("...model", "...reference", "...errors", "...quantities"))
        for name in outside
    )
