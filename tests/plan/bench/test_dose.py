"""The dose that was made: what was done decides, not what was planned."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from ldn_compound import (
    Balance,
    BatchPlan,
    FieldError,
    FillByCompletion,
    Filler,
    Made,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    Tablets,
    TopUp,
    Tray,
    Weighed,
    dose_made,
)
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.model.component import of_role
from ldn_compound.plan.bench.limits import (
    bench_limits,
    content_limits,
    fill_limits,
)
from ldn_compound.plan.bench.made import bench_weighings
from tests.examples import BULK, ORDER, SHELL, TABLETS, batch
from tests.made import as_planned
from tests.strategies import plan_arguments, plan_of

CELLULOSE = Filler(
    "microcrystalline cellulose PH-105",
    packing=PackStatistic("130 mg", size="3"),
    contains=(),
)
#: 1541 mg of powder and 11 998 mg of cellulose: 13 539 mg of blend for 100 capsules,
#: in which 1541 x 50 / 171.2 = 450.0584 mg of drug.
PLAN = batch(filler=CELLULOSE, spare_capsules=0)
AS_PLANNED = {"A": "1541 mg", "B": "11998 mg"}
DRUG = Fraction(1541 * 50 * 10, 1712)
BLEND = 13_539


def dose(**entries: Any) -> Any:
    """Return the dose of the example batch, weighed as planned."""
    told: dict[str, Any] = {"weighed": AS_PLANNED, "tablets_mass": "1712 mg"}
    return dose_made(PLAN, Made(**(told | entries)))


def codes(found: Any) -> list[str]:
    """List what was found, without what was not entered."""
    return [each.code for each in found.findings]


def strength(share: Fraction, capsules: int = 100) -> Quantity:
    """Return the strength where a share of the drug is in some capsules."""
    return Q("1 mg/capsule") * (DRUG * share / capsules)


def test_the_example_is_what_is_worked_by_hand() -> None:
    """What the cases below begin with."""
    assert [str(each.planned.m_as("mg")) for each in bench_weighings(PLAN)] == [
        "1541",
        "11998",
    ]


@pytest.mark.requirement("R103")
def test_as_planned_is_as_planned() -> None:
    """450.0584 mg in 100 capsules are 4.500584 mg each, 100.013 % of the label."""
    made = dose(blend_mass="13539 mg", capsules=100, rejected=0)

    assert made.strength == strength(Fraction(1))
    assert made.findings == ()
    assert made.released


@pytest.mark.requirement("R103")
def test_blend_that_was_lost_is_in_no_capsule() -> None:
    """10 g of 13.539 g into 100 capsules: 450.0584 x 0.73861 / 100 = 3.3242 mg."""
    filled = dose(blend_filled="10 g", capsules=100)
    found = dose(blend_mass="10 g", capsules=100)

    assert filled.strength == found.strength == strength(Fraction(10_000, BLEND))
    assert str(filled) == (
        "4.5 mg/capsule planned; about 3.324 mg/capsule made, about 73.87 % of the "
        "label"
    )
    assert codes(filled) == ["dose-outside"]
    assert codes(found) == ["blend-lost", "dose-outside"]
    assert not filled.released


@pytest.mark.requirement("R103")
def test_too_few_capsules_share_too_much() -> None:
    """All of the blend in 80 capsules: 450.0584 / 80 = 5.6257 mg, 125.02 %."""
    made = dose(capsules=80, blend_mass="13539 mg")

    assert made.strength == strength(Fraction(1), 80)
    assert codes(made) == ["dose-outside", "yield-off"]
    assert not made.released


@pytest.mark.requirement("R103")
def test_filler_that_tops_up_what_was_lost_brings_no_drug() -> None:
    """12 430 of 13 539 mg are left, and 1109 mg of filler fill the shells again.

    Each holds 450.0584 x 12430 / 13539 / 100 = 4.1319 mg, 91.82 %, by the blend; by the
    weight of full capsules, 135.39 mg of 13539 mg, it is the same.
    """
    told: dict[str, Any] = {
        "blend_mass": "13539 mg",
        "topped_up": TopUp(blend="12430 mg", filler="1109 mg"),
        "capsules": 100,
    }

    made, by_weight = (
        dose(**told, **more)
        for more in ({}, {"capsule_masses": [Q("135.39 mg") + SHELL.empty_mass] * 10})
    )

    assert made.strength == by_weight.strength == strength(Fraction(12_430, 13_539))
    assert Q("91.82 %") < made.label_claim < Q("91.83 %")
    assert made.released
    assert made.filled == Q("13539 mg")
    assert codes(made) == []


def test_filler_added_for_looser_packing_keeps_the_dose() -> None:
    """Nothing was lost: 600 mg more fill the shells, and each holds what it should.

    Capsules then weigh 141.39 mg: 450.0584 x 141.39 / (13539 x 14139 / 13539) / 100.
    """
    told: dict[str, Any] = {
        "topped_up": TopUp(blend="13539 mg", filler="600 mg"),
        "capsules": 100,
    }
    full = [Q("141.39 mg") + SHELL.empty_mass] * 10

    made, by_weight = dose(**told), dose(**told, capsule_masses=full)

    assert made.strength == by_weight.strength == strength(Fraction(1))
    assert codes(made) == codes(by_weight) == []


def test_some_of_the_topped_up_blend_is_left_over() -> None:
    """10 g of 13 539 mg, of which 12 430 mg are the blend: as 9180.88 mg of it."""
    told = TopUp(blend="12430 mg", filler="1109 mg")

    made = dose(topped_up=told, blend_filled="10 g", capsules=100)

    of_it = Fraction(10_000) * Fraction(12_430, 13_539)
    assert made.strength == strength(of_it / 13_539)
    assert codes(made)[0] == "dose-outside"


def test_of_a_topped_up_blend_a_capsule_has_to_hold_more() -> None:
    """125 mg to 145 mg, times 13539 / 12430: 136.15 mg to 157.94 mg, in whole steps."""
    made = Made(topped_up=TopUp(blend="12430 mg", filler="1109 mg"))

    limits = fill_limits(PLAN, made)

    assert (limits.least, limits.greatest) == (Q("137 mg"), Q("157 mg"))
    light = dose(
        topped_up=made.topped_up,
        capsules=100,
        capsule_masses=[Q("136 mg") + SHELL.empty_mass],
    )
    assert codes(light) == ["capsule-off"]


@pytest.mark.parametrize(
    ("added", "code"),
    [
        (TopUp(blend="13675 mg", filler="1 mg"), "blend-gained"),
        (TopUp(blend="13539 mg", filler="2400 mg"), "filler-used-off"),
    ],
)
def test_a_top_up_that_cannot_be_is_a_stop(added: TopUp, code: str) -> None:
    """13 539 mg went in, 1 % more is 13 674.39 mg; a fifth of the filler is 2399.6."""
    made = dose(topped_up=added, capsules=100)

    assert [each.code for each in made.findings if each.severity == "stop"] == [code]
    (found,) = [each for each in made.findings if each.code == code]
    assert found.field == "topped_up"


@pytest.mark.parametrize(
    "added",
    [
        TopUp(blend="13674 mg", filler="1 mg"),
        TopUp(blend="13539 mg", filler="2399 mg"),
    ],
)
def test_a_top_up_at_its_limits_is_none(added: TopUp) -> None:
    """13 674.39 mg and 2399.6 mg are the limits."""
    assert codes(dose(topped_up=added, capsules=100)) == []


def test_the_rows_of_the_dose_tell_of_the_filler() -> None:
    """Without it the strength does not follow from the rows."""
    added = TopUp(blend="12430 mg", filler="1109 mg")

    rows = dict(
        dose(topped_up=added, capsules=100).as_sheet().sections[0].parts[0].rows
    )

    assert rows["Blend emptied out"] == str(Q("12430 mg"))
    assert rows["Filler added to it"] == "1109 mg"


@pytest.mark.requirement("R103")
def test_small_faults_add_up() -> None:
    """1690 mg are 9.7 % over; in 95 capsules 493.575 / 95 = 5.1955 mg, 115.46 %.

    Neither the powder, within 110 %, nor 95 capsules of 100 would be a stop alone.
    """
    made = dose_made(PLAN, Made(weighed={"A": "1690 mg", "B": "11998 mg"}, capsules=95))

    assert made.strength == Q("50 mg/capsule") * 1690 / 95 / Fraction("171.2")
    assert codes(made)[0] == "dose-outside"
    assert not made.released


@pytest.mark.requirement("R103")
def test_net_weights_count() -> None:
    """100 capsules that each hold 10 % less than 135.39 mg hold 90.01 % of the drug."""
    gross = Q("135.39 mg") * Fraction(9, 10) + SHELL.empty_mass
    light = dose(capsules=100, capsule_masses=[gross] * 10)

    assert light.strength == strength(Fraction(9, 10))
    assert light.label_claim < Q("90.02 %")
    assert codes(light) == ["capsule-off"]


@pytest.mark.requirement("R103")
def test_fewer_capsules_of_the_weight_planned_are_right() -> None:
    """90 capsules that hold 135.39 mg each hold what they should, not 111 %."""
    gross = Q("135.39 mg") + SHELL.empty_mass
    made = dose(capsules=90, capsule_masses=[gross] * 10)

    assert made.strength == strength(Fraction(1))
    assert codes(made) == ["yield-off"]
    assert made.released


def test_the_shells_that_were_weighed_are_taken_off() -> None:
    """Filled 185 mg, empty 49.61 mg on average: 135.39 mg net."""
    made = dose(
        capsules=100,
        capsule_masses=["184 mg", "186 mg"],
        shell_masses=["49.51 mg", "49.71 mg"],
    )

    assert made.filled == Q("135.39 mg") * 100
    assert made.by_weight


def test_weights_and_blend_have_to_agree() -> None:
    """100 x 121.851 mg are 12 185 mg: 90 % of the 13 539 mg that were filled."""
    gross = Q("121.851 mg") + SHELL.empty_mass

    made = dose(capsules=100, blend_mass="13539 mg", capsule_masses=[gross] * 10)

    assert "blend-unaccounted" in codes(made)


@pytest.mark.requirement("R103")
def test_a_completion_that_took_half_is_a_stop() -> None:
    """7 g of 13.5 g: with the filler not entered, half of the drug went somewhere.

    7000 / 13 539 = 51.7 % of the label. Where the filler was entered, the shells were
    not full.
    """
    plan = batch(filler=CELLULOSE, spare_capsules=0, fill=FillByCompletion())
    filler = Q("7 g") - plan.powder.to_weigh

    untold = dose_made(
        plan,
        Made(
            weighed={"A": "1541 mg"},
            tablets_mass="1712 mg",
            blend_mass="7 g",
            capsules=100,
        ),
    )
    told = dose_made(
        plan,
        Made(
            weighed={"A": "1541 mg", "B": filler},
            tablets_mass="1712 mg",
            blend_mass="7 g",
            capsules=100,
        ),
    )

    assert untold.strength == strength(Fraction(7000, BLEND))
    assert "dose-outside" in codes(untold)
    assert told.strength == strength(Fraction(1))
    assert codes(told) == ["filler-used-off"]
    assert not untold.released
    assert not told.released


def test_a_completion_as_expected_is_right() -> None:
    """Whatever filler it takes, the drug is in the capsules; weights are held to that.

    11 400 mg of filler: 129.41 mg in a capsule.
    """
    plan = batch(filler=CELLULOSE, spare_capsules=0, fill=FillByCompletion())
    gross = Q("129.41 mg") + SHELL.empty_mass
    made = Made(
        weighed={"A": "1541 mg", "B": "11400 mg"},
        tablets_mass="1712 mg",
        blend_mass="12941 mg",
        capsules=100,
        capsule_masses=[gross] * 9 + [gross + Q("15 mg")],
    )

    found = dose_made(plan, made)

    assert codes(found) == ["capsule-off"]
    assert "capsules 10 are outside" in found.findings[0].message


def test_an_excess_stays_out_of_the_capsules() -> None:
    """5 % more blend than 100 capsules take: the loads are filled, the rest is left."""
    plan = batch(spare_capsules=0, blend_excess="5 %", drug=BULK)
    weighed = {each.letter: each.target for each in bench_weighings(plan)}

    made = dose_made(plan, Made(weighed=weighed, capsules=100))
    lost = dose_made(
        plan,
        Made(
            weighed=weighed, capsules=100, blend_mass=plan.blend_as_weighed * 96 / 100
        ),
    )

    assert made.strength == plan.strength_achieved
    assert lost.strength == plan.strength_achieved  # lost of the excess
    assert codes(made) == ["loss-unknown"]


def test_an_excess_that_is_topped_up_is_shared_by_all_shells() -> None:
    """105 shells are topped up where 100 are wanted: each holds a 105th."""
    plan = batch(
        filler=CELLULOSE,
        spare_capsules=0,
        blend_excess="5 %",
        drug=BULK,
        fill=FillByCompletion(),
    )
    made = dose_made(plan, as_planned(plan, capsules=100, rejected=5))

    assert made.capsules == 105
    assert made.strength == plan.strength_achieved


@pytest.mark.requirement("R103")
def test_the_load_of_an_excess_that_was_topped_up_is_its_part() -> None:
    """105 shells were topped up; the sheet has 100 parts of 105 filled into 100.

    Each holds a 105th of the drug, whether the rest of the blend is weighed or not.
    """
    plan = batch(
        filler=CELLULOSE,
        spare_capsules=0,
        blend_excess="5 %",
        drug=BULK,
        fill=FillByCompletion(),
    )

    made = dose_made(plan, as_planned(plan, capsules=100))

    assert made.strength == plan.strength_achieved
    assert made.released


def test_whole_tablets_hold_what_they_hold() -> None:
    """Nine of 50 mg in 100 capsules: 4.5 mg, whatever they weigh; ten are 5 mg."""
    plan = plan_whole_tablets(ORDER, drug=TABLETS, filler=CELLULOSE, shell=SHELL)
    filler = {"A": plan.fillers[0].to_weigh}

    nine = dose_made(plan, Made(weighed=filler, capsules=100, tablets_mass="1500 mg"))
    ten = dose_made(plan, Made(weighed=filler, capsules=100, tablets_counted=10))

    assert nine.strength == Q("4.5 mg/capsule")
    assert ten.strength == Q("5 mg/capsule")
    assert ten.blend == plan.fillers[0].to_weigh + 10 * Q("171.2 mg")


def test_the_mean_mass_found_counts() -> None:
    """Of tablets of 204 mg, 1836 mg are the nine that 1800 mg would be of 200 mg."""
    made = Made(
        weighed=[Weighed("A", actual="1836 mg"), Weighed("B", actual="11998 mg")],
        tablets_counted=10,
        tablets_mass="2040 mg",
        capsules=100,
    )

    assert dose_made(PLAN, made).strength == Q("4.5 mg/capsule")


def test_a_trituration_is_followed() -> None:
    """400 mg of powder in 4000 mg, of which 500 mg are taken: an eighth of its drug."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
        spare_capsules=0,
    )
    weighed = {"A": "400 mg", "B": "3600 mg", "C": "500 mg", "D": "3.6 g"}

    made = dose_made(plan, Made(weighed=weighed, capsules=30))

    assert made.drug == Q("50 mg") * Fraction("400") / Fraction("171.2") / 8
    assert made.blend == Q("4100 mg")


def test_what_was_not_entered_is_said() -> None:
    """Nothing is released on figures of the plan."""
    made = dose_made(PLAN, Made(weighed={"A": "1541 mg"}))

    assert codes(made) == ["not-entered"]
    assert made.findings[0].message.endswith(
        "nothing was entered: B, mass of the tablets, capsules"
    )
    assert not made.released


def test_a_draft_is_not_released() -> None:
    """The stops of the plan stand, whatever was made."""
    draft = batch(drug=evolve(TABLETS, packing=None))

    made = dose_made(draft, as_planned(draft))

    assert made.findings == ()
    assert not draft.ready
    assert not made.released


def test_it_shows_how_it_follows() -> None:
    """A notebook shows the dose, and what stands behind it."""
    sheet = dose(blend_filled="10 g", capsules=100).as_sheet()

    assert sheet.banner == "STOP - NOT TO BE RELEASED"
    assert (
        dict(sheet.sections[0].parts[0].rows)["Blend in the capsules"]
        == "10\N{NO-BREAK SPACE}000 mg"
    )
    assert dose(capsules=100, blend_mass="13.5 g").as_sheet().banner is None
    assert repr(dose(blend_filled="10 g", capsules=100)).endswith("1 stops>")


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"capsules": 0}, "capsules: expected capsules that were filled"),
        ({"capsule_masses": ["30 mg"]}, "capsule_masses: expected filled capsules"),
    ],
)
def test_no_dose_of_nothing(entries: dict[str, Any], message: str) -> None:
    """Without a capsule, or without anything in it, there is no dose."""
    with pytest.raises(FieldError, match=message):
        dose(**entries)


def test_an_entry_by_letter_and_by_name_is_one_too_many() -> None:
    """A is the powder."""
    powder = bench_weighings(PLAN)[0].item
    made = Made(weighed={"A": "1541 mg", powder: "1541 mg"})

    with pytest.raises(FieldError, match="weighed: expected each weighing once"):
        dose_made(PLAN, made)


# -- laws


@pytest.mark.requirement("R103")
@given(plan_arguments(), st.data())
def test_law_13_the_drug_is_shared_by_the_capsules(
    arguments: dict[str, Any], data: DataObject
) -> None:
    """Drug carried x share of the blend filled / capsules that share it.

    By another route: milligrams as Fractions, from the first weighing to the capsule.
    """
    plan = plan_of(arguments)
    entries = bench_weighings(plan)
    percent = st.integers(50, 150)
    actual = {
        each.letter: each.planned.m_as("mg") * data.draw(percent) / 100
        for each in entries
    }
    filled = data.draw(st.integers(1, 100)) * Fraction(1, 100)
    capsules = data.draw(st.integers(1, 2 * plan.shells))
    # what a milligram of the source carries, from the plan as it stands
    carries = (plan.drug_needed / plan.powder.exact).m_as("%") / 100
    masses = [actual[each.letter] for each in entries if each.carries_drug]
    drug, carrier = masses[0] * carries, masses[0]
    for diluent, portion in zip(masses[1::2], masses[2::2], strict=True):
        drug *= portion / (carrier + diluent)
        carrier = portion
    others = sum(
        actual[each.letter]
        for each in entries
        if not each.carries_drug and each.into_blend
    )
    blend = carrier + others

    made = dose_made(
        plan,
        Made(
            weighed={letter: Q("1 mg") * mass for letter, mass in actual.items()},
            blend_filled=Q("1 mg") * (blend * filled),
            capsules=capsules,
        ),
    )

    assert made.strength.m_as("mg/capsule") == drug * filled / capsules
    least, greatest = content_limits(plan)
    stopped = not least <= made.label_claim <= greatest
    assert ("dose-outside" in codes(made)) is stopped
    assert not (stopped and made.released)


def between(data: DataObject, least: Quantity, greatest: Quantity) -> Quantity:
    """Draw a mass between two, often one of them."""
    share = data.draw(st.sampled_from([0, 1]) | st.fractions(0, 1, max_denominator=97))
    return least + (greatest - least) * share


@pytest.mark.requirement("R104")
@given(plan_arguments(), st.data())
def test_law_14_within_the_limits_is_within_the_dose(
    arguments: dict[str, Any], data: DataObject
) -> None:
    """Any result within all printed limits gives 90 % to 110 % of what is planned."""
    plan = plan_of(arguments)
    drug, weighed = of_role(plan.components, "drug")[0], {}
    tablets: dict[str, Any] = {}
    if plan.crushed is not None:
        change = data.draw(st.integers(98, 102))
        tablets = {"tablets_mass": plan.crushed.mass * change / 100}
    for each in bench_weighings(plan, Made(**tablets)):
        assert each.limits is not None
        assert each.target in each.limits
        weighed[each.letter] = between(data, each.limits.least, each.limits.greatest)
    limits = bench_limits(plan)
    net = between(data, limits.fill.least, limits.fill.greatest)
    loads = [between(data, each.least, each.greatest) for each in limits.loads]
    shell = plan.request.shell.empty_mass

    by_weight = dose_made(
        plan, Made(weighed=weighed, capsule_masses=[net + shell], **tablets)
    )
    by_loads = dose_made(
        plan,
        Made(
            weighed=weighed,
            capsules=plan.shells,
            blend_filled=sum(loads[1:], loads[0]),
            **tablets,
        ),
    )

    assert drug.limits is not None
    overage = 1 + plan.drug_overage
    for found in (by_weight, by_loads):
        assert Q("90 %") <= (found.label_claim / overage).to("%") <= Q("110 %")


@pytest.mark.requirement("R104")
def test_little_powder_is_rounded_within_the_limits() -> None:
    """24 mg on a balance of 1 mg: by a mean mass 2 % less 23.52 mg, which are 24 mg.

    They hold 24 x 50 / 117.6 = 10.204 mg of drug. With the filler at its least, 1585 mg
    of blend: 85 mg of it hold 0.5472 mg, 86 mg hold 0.5537 mg, more than 110 %.
    """
    packing = PackStatistic("80 mg", size="3")
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=20),
        drug=Tablets("50 mg", mean_mass="120 mg", packing=packing),
        filler=evolve(CELLULOSE, packing=packing),
        spare_capsules=0,
    )
    greatest = bench_limits(plan).fill.greatest
    made = Made(
        tablets_mass=plan.crushed.mass * Fraction(98, 100) if plan.crushed else None,
        weighed={"A": "24 mg", "B": "1561 mg"},
        capsule_masses=[greatest + plan.request.shell.empty_mass],
    )

    assert all(not each.off for each in bench_weighings(plan, made))
    assert greatest <= Q("85 mg")
    assert dose_made(plan, made).label_claim <= Q("110 %")


@given(plan_arguments(), st.data())
def test_law_14_the_blend_before_filling(
    arguments: dict[str, Any], data: DataObject
) -> None:
    """All of a blend within its limits, in all of the shells, gives the dose."""
    plan = plan_of(arguments)
    weighed = {each.letter: each.target for each in bench_weighings(plan)}
    limits = bench_limits(plan).blend

    made = dose_made(
        plan,
        Made(
            weighed=weighed,
            capsules=plan.shells,
            blend_mass=between(data, limits.least, limits.greatest),
        ),
    )

    overage = 1 + plan.drug_overage
    assert Q("90 %") <= (made.label_claim / overage).to("%") <= Q("110 %")


def test_loads_have_limits_of_their_own() -> None:
    """Two loads of 50: each may weigh 50 times what a capsule may."""
    plan: BatchPlan = batch(filler=CELLULOSE, spare_capsules=0, tray=Tray(50))
    limits = bench_limits(plan)

    one, two = limits.loads

    assert one == two
    assert (
        limits.fill.greatest * 50
        <= one.greatest
        <= (limits.fill.greatest + Q("1 mg")) * 50
    )
