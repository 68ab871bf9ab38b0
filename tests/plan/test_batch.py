"""One batch, worked out from top to bottom."""

from __future__ import annotations

import pickle

import pytest
from attrs import evolve

from ldn_compound import (
    Balance,
    BatchPlan,
    BulkDrug,
    Density,
    DoseRangeError,
    FieldError,
    FillByCompletion,
    FillByPacking,
    Filler,
    FillToMass,
    FillToVolume,
    PackStatistic,
    Prescription,
    Q,
    ShellOverfilledError,
    Tablets,
    TooLittleToWeighError,
    plan_batch,
    reference,
)
from ldn_compound.model.fill import Fill
from ldn_compound.plan.source import drug_carried
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch, codes


def shown(plan: BatchPlan) -> str:
    """Return how a plan shows itself, with figures as they are written by hand."""
    return repr(plan).replace("\N{NO-BREAK SPACE}", "")


@pytest.mark.requirement("R12")
def test_the_main_job() -> None:
    """100 x 4.5 mg need 9 tablets, 1540.8 mg: crush 10, weigh 1541 mg, 171 mg left."""
    plan = batch(spare_capsules=0)

    assert plan.drug_needed == Q("450 mg")
    assert plan.tablets is not None
    assert plan.tablets.exact == Q("9 tablets")
    assert plan.powder.exact == Q("1540.8 mg")
    assert plan.powder.to_weigh == Q("1541 mg")
    assert plan.tablets.to_crush == 10
    assert plan.tablets.powder_left == Q("171 mg")


def test_gross_mass_adds_the_shell() -> None:
    """A filled capsule weighs its fill and 48 mg of shell."""
    plan = batch()

    assert plan.gross_mass == plan.fill_mass + Q("48 mg")


@pytest.mark.requirement("R16")
def test_base_from_tablets_of_hydrochloride() -> None:
    """4.5 mg of base are 4.980544 mg of hydrochloride: 377.865 / 341.407."""
    plan = batch(prescription=Prescription("4.5 mg", capsules=100, form="naltrexone"))

    hydrochloride = plan.powder.exact * Q("50 mg") / Q("171.2 mg") / 103
    assert abs(hydrochloride - Q("4.980544 mg")) < Q("0.000001 mg")
    assert plan.drug_needed == Q("463.5 mg")


@pytest.mark.requirement("R12")
def test_tablets_of_an_assayed_lot() -> None:
    """A lot of 96 % needs more of it: 1540.8 mg / 0.96 = 1605 mg."""
    plan = batch(drug=evolve(TABLETS, assay="96 %"), spare_capsules=0)

    assert plan.powder.exact == Q("1605 mg")


@pytest.mark.requirement("R17")
def test_bulk_powder_by_its_certificate() -> None:
    """150 mg at 99.2 %, 3.1 % water, 0.4 % solvents: 156.694 mg (0.992 x 0.965)."""
    powder = BulkDrug(
        "naltrexone hydrochloride",
        assay="99.2 %",
        basis="anhydrous, solvent-free",
        water="3.1 %",
        solvents="0.4 %",
        packing=PackStatistic("200 mg", size="3"),
    )

    plan = batch(
        prescription=Prescription("1.5 mg", capsules=100), drug=powder, spare_capsules=0
    )

    assert plan.tablets is None
    assert abs(plan.powder.exact - Q("156.694 mg")) < Q("0.001 mg")


@pytest.mark.requirement("R16")
def test_a_dihydrate_brings_its_own_water() -> None:
    """450 mg of hydrochloride are 492.908 mg of dihydrate: 413.895 / 377.865."""
    powder = BulkDrug(
        "naltrexone hydrochloride dihydrate",
        assay="100 %",
        basis="anhydrous",
        packing=PackStatistic("200 mg", size="3"),
    )

    plan = batch(drug=powder, spare_capsules=0)

    assert abs(plan.powder.exact - Q("492.908 mg")) < Q("0.001 mg")


@pytest.mark.requirement("R27")
def test_several_fillers_keep_their_parts() -> None:
    """Two fillers, 3 parts to 1: they fill the shell and weigh 3 to 1."""
    other = Filler("maize", packing=PackStatistic("200 mg", size="3"), contains=())

    plan = batch(filler=((FILLER, 3), (other, 1)), balance=None)

    first, second = (each.exact for each in plan.fillers)
    assert first == 3 * second
    assert plan.shell_filled == Q("100 %")


@pytest.mark.requirement("R27")
def test_several_fillers_share_the_shell() -> None:
    """1 part that packs 130 mg and 1 that packs 260 mg: 173.333 mg fill a shell.

    2 / (1 / 130 + 1 / 260) = 2 x 260 / 3; of which the drug leaves 1 - 4.5 / 200.
    """
    other = Filler("dense", packing=PackStatistic("260 mg", size="3"))

    plan = batch(drug=BULK, filler=((FILLER, 1), (other, 1)), balance=None)

    expected = Q("520 mg") / 3 * (1 - Q("4.5 mg") / Q("200 mg")) * 103
    assert sum((each.exact for each in plan.fillers), Q("0 mg")) == expected


@pytest.mark.requirement("R20")
def test_density_and_pack_statistic_are_one_algorithm() -> None:
    """130 mg in a shell of 0.3 mL is 13/30 g/mL: the same plan either way."""
    by_statistic = batch(drug=evolve(BULK, packing=PackStatistic("150 mg", size="3")))

    by_density = batch(drug=evolve(BULK, packing=Density("0.5 g/mL", basis="tapped")))

    assert by_density.fillers == by_statistic.fillers


def test_the_policy_fills_what_is_not_asked() -> None:
    """What the caller leaves open is the policy's, and the plan says what it was."""
    spare = evolve(reference.policy("usp"), name="spare", spare_capsules=5)

    plan = batch(policy=spare, spare_capsules=None)

    assert plan.spare_capsules == 5
    assert plan.batch_size == Q("105 capsules")


def test_the_default_policy_is_usp() -> None:
    """Who names no policy works by USP."""
    plan = plan_batch(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)

    assert plan.request.policy == reference.policy("usp")


def test_without_a_balance_nothing_is_rounded() -> None:
    """What is weighed is what is exact."""
    plan = batch(balance=None)

    assert plan.powder.to_weigh == plan.powder.exact
    assert plan.least_mass is None


def test_a_plan_says_what_it_is() -> None:
    """A plan shows its order, its weighings and whether it is ready."""
    ready, draft = batch(), batch(drug=evolve(TABLETS, packing=None))
    film = batch(drug=evolve(TABLETS, coat="film"))

    assert repr(ready).startswith("<BatchPlan: 100 capsules of 4.5 mg/capsule; weigh ")
    assert " 1587 mg powder of crushed naltrexone hydrochloride tablets, " in shown(
        ready
    )
    assert " mg sucrose; ready, 0 to initial>" in shown(ready)
    assert repr(film).endswith("; ready, 1 to initial>")
    assert repr(draft).endswith("; DRAFT, 1 to resolve>")


@pytest.mark.requirement("R84")
def test_a_plan_is_pickled_by_value() -> None:
    """A plan crosses a process border unchanged."""
    plan = batch()

    copy = pickle.loads(pickle.dumps(plan))  # noqa: S301 - our own bytes

    assert copy == plan
    assert hash(copy) == hash(plan)


@pytest.mark.requirement("R37")
@pytest.mark.parametrize("strength", ["0.09 mg", "10.1 mg", "50 mg"])
def test_a_strength_far_outside_is_refused(strength: str) -> None:
    """50 mg is the standard dose, ten times a low one: nobody makes it by slip."""
    with pytest.raises(
        DoseRangeError,
        match=rf"strength: expected 0\.1 mg/capsule to 10 mg/capsule, got {strength}",
    ):
        batch(prescription=Prescription(strength, capsules=100))


@pytest.mark.parametrize("strength", ["25 mg", "50 mg"])
def test_a_dose_of_the_tablets_is_named(strength: str) -> None:
    """Standard naltrexone and low-dose naltrexone are not the same order."""
    with pytest.raises(
        DoseRangeError, match="25 mg and 50 mg are doses of naltrexone tablets, not of"
    ):
        batch(prescription=Prescription(strength, capsules=100))


@pytest.mark.requirement("R37")
def test_a_policy_may_widen_the_limits_by_name() -> None:
    """A house that makes 20 mg capsules says so in its policy."""
    wide = evolve(reference.policy("usp"), name="wide", refused_above="20 mg")

    plan = batch(prescription=Prescription("20 mg", capsules=10), policy=wide)

    assert "dose-unusual" in codes(plan)


@pytest.mark.requirement("R25")
def test_powder_that_just_does_not_fit_is_more_than_the_shell_holds() -> None:
    """70.1 mg are 240.0224 mg of powder of 0.8 g/mL, 0.300028 mL: rounded up."""
    wide = evolve(reference.policy("usp"), name="wide", refused_above="200 mg")
    dense = Density("0.8 g/mL", basis="tapped")

    with pytest.raises(
        ShellOverfilledError,
        match=r"expected one that holds 0\.3001 mL of powder, got size 3 with 0\.3 mL",
    ):
        batch(
            prescription=Prescription("70.1 mg", capsules=30),
            drug=evolve(TABLETS, packing=dense),
            filler=evolve(FILLER, packing=dense),
            policy=wide,
        )


@pytest.mark.requirement("R25")
def test_powder_that_does_not_fit_names_the_shell_that_would_hold_it() -> None:
    """160 mg in size 4: refused, with the size that would do.

    160 mg of a powder of 0.8 g/mL take 0.2 mL; with tablets of 50 mg in 171.2 mg it is
    547.84 mg, 0.6848 mL: size 0 holds 0.68 mL, size 00 0.95 mL.
    """
    wide = evolve(reference.policy("usp"), name="wide", refused_above="200 mg")
    dense = Density("0.8 g/mL", basis="tapped")

    with pytest.raises(
        ShellOverfilledError,
        match=r"shell: expected one that holds 0\.6848 mL of powder, got size 4 "
        r"with 0\.21 mL; by volume, size 00 \(Torpac\) would hold it",
    ):
        batch(
            prescription=Prescription("160 mg", capsules=30),
            drug=evolve(TABLETS, packing=dense),
            filler=evolve(FILLER, packing=dense),
            shell=reference.shell("4"),
            policy=wide,
        )


@pytest.mark.requirement("R25")
def test_a_shell_of_just_the_volume_is_named() -> None:
    """160 mg in tablets of 50 mg in 170 mg are 544 mg, 0.68 mL at 0.8 g/mL: size 0."""
    wide = evolve(reference.policy("usp"), name="wide", refused_above="200 mg")
    dense = Density("0.8 g/mL", basis="tapped")

    with pytest.raises(ShellOverfilledError, match=r"size 0 \(Torpac\) would hold it"):
        batch(
            prescription=Prescription("160 mg", capsules=30),
            drug=evolve(TABLETS, mean_mass="170 mg", packing=dense),
            filler=evolve(FILLER, packing=dense),
            shell=reference.shell("4"),
            policy=wide,
        )


@pytest.mark.requirement("R25")
def test_powder_that_no_shell_holds_is_refused() -> None:
    """2000 mg of tablet powder go into no capsule."""
    wide = evolve(reference.policy("usp"), name="wide", refused_above="2 g")

    with pytest.raises(ShellOverfilledError, match="no size would hold it"):
        batch(prescription=Prescription("1 g", capsules=30), policy=wide)


@pytest.mark.requirement("R21")
def test_a_fill_mass_below_the_powder_is_refused() -> None:
    """15.408 mg of tablet powder do not go into a fill of 15 mg."""
    with pytest.raises(
        ShellOverfilledError,
        match=r"fill: expected 15\.408 mg or more, the powder .* got 15 mg",
    ):
        batch(fill=FillToMass("15 mg"))


def test_the_reserve_of_the_policy_is_crushed_too() -> None:
    """1587 mg take ten tablets of 171.2 mg; two more lie in the mortar."""
    plan = batch(policy=evolve(reference.policy("usp"), reserve_tablets=2))

    assert plan.tablets is not None
    assert plan.tablets.to_crush == 12
    assert plan.tablets.powder_left == Q("467.4 mg")  # 12 x 171.2 mg - 1587 mg


def test_tablets_of_another_mass_carry_another_share() -> None:
    """500 mg of tablets of 50 mg in 200 mg carry 125 mg; powder has no tablets."""
    tablets, powder = batch().request, batch(drug=BULK).request

    assert drug_carried(Q("500 mg"), tablets, Q("200 mg/tablet")) == Q("125 mg")
    with pytest.raises(FieldError, match="mean_mass: expected none where no tablets"):
        drug_carried(Q("500 mg"), powder, Q("200 mg/tablet"))


@pytest.mark.parametrize("fill", [FillToVolume(), FillByCompletion(), FillByPacking()])
def test_filler_found_at_the_bench_is_an_estimate(fill: Fill) -> None:
    """What cylinder or machine take is not known before; drug is never estimated."""
    plan = batch(fill=fill)

    at_the_bench = not isinstance(fill, FillByPacking)
    assert [each.estimated for each in plan.components] == [False, at_the_bench]


def test_a_fill_mass_of_the_powder_alone_takes_no_filler() -> None:
    """15.408 mg of tablet powder are a fill of 15.408 mg."""
    assert batch(fill=FillToMass("15.408 mg")).fillers[0].exact == Q("0 mg")


@pytest.mark.requirement("R32")
def test_an_amount_the_display_shows_as_nothing_is_refused() -> None:
    """103 x 0.004 mg of filler on a balance of 1 mg is no weighing of 0 mg."""
    with pytest.raises(
        TooLittleToWeighError,
        match=r"balance: expected 1 mg or more of sucrose, got 0\.412 mg, .* as 0",
    ):
        batch(drug=BULK, fill=FillToMass("4.504 mg"))


def test_powder_the_display_shows_as_nothing_is_named() -> None:
    """463.5 mg of powder, spares included, on a balance that shows whole grams."""
    coarse = Balance(readability="1 g", sensitivity="10 mg")

    with pytest.raises(
        TooLittleToWeighError, match=r"1000 mg or more of naltrexone hydrochloride p"
    ):
        batch(drug=BULK, balance=coarse)


def test_a_batch_too_small_for_its_balance_is_refused() -> None:
    """One capsule of 0.5 mg on a balance of 10 mg: no dilution is legal."""
    with pytest.raises(TooLittleToWeighError, match="balance: expected a dilution of"):
        batch(
            prescription=Prescription("0.5 mg", capsules=1),
            drug=BULK,
            balance=Balance(readability="10 mg"),
            spare_capsules=0,
        )


@pytest.mark.requirement("R26")
def test_a_pack_statistic_of_another_size_is_refused() -> None:
    """A figure measured with size 3 says nothing of size 1."""
    with pytest.raises(
        FieldError,
        match=r"packing: expected a pack statistic of size 1, got one of size 3; "
        r"measure it",
    ):
        batch(shell=reference.shell("1"))


@pytest.mark.requirement("R26")
def test_densities_of_two_bases_are_refused() -> None:
    """Tapped and bulk density are not one scale."""
    with pytest.raises(FieldError, match="packing: expected densities of one basis"):
        batch(
            drug=evolve(TABLETS, packing=Density("0.6 g/mL", basis="bulk")),
            filler=Filler("cellulose", packing=Density("0.4 g/mL", basis="tapped")),
        )


def test_usp_41_needs_the_repeatability() -> None:
    """The rule is about the spread of ten weighings; readability alone is no answer."""
    usp41 = evolve(reference.policy("usp"), name="usp-41", least_mass_rule="usp-41")

    with pytest.raises(
        FieldError, match="repeatability: expected a standard deviation"
    ):
        batch(policy=usp41)


@pytest.mark.requirement("R08")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"drug": "tablets"},
            r"drug: expected Tablets or BulkDrug or Trituration, got 'tablets'",
        ),
        ({"shell": "3"}, r"shell: expected Shell, got '3'"),
        ({"filler": "cellulose"}, r"filler: expected a Filler, or pairs"),
        ({"filler": ()}, r"filler: expected a Filler, or pairs"),
        ({"filler": 5}, r"filler: expected a Filler, or pairs"),
        ({"filler": ((FILLER, 0),)}, r"filler: expected a pair of \(Filler, parts"),
        ({"filler": ((FILLER, 0.5),)}, r"filler: expected an int or a Fraction"),
        ({"balance": "1 mg"}, r"balance: expected Balance"),
        ({"policy": "usp"}, r"policy: expected Policy, got 'usp'"),
        ({"spare_capsules": -1}, r"spare_capsules: expected 0 to 100000 capsules"),
        ({"blend_excess": "3 mg"}, r"blend_excess: expected a share"),
        ({"drug_overage": "101 %"}, r"drug_overage: expected a share 0-100 %"),
    ],
)
def test_each_wrong_argument_is_named(changes: dict[str, object], message: str) -> None:
    """An argument that cannot be is named, with what was expected and what came."""
    with pytest.raises(FieldError, match=message):
        batch(**changes)


@pytest.mark.requirement("R13")
def test_tablets_lighter_than_their_drug_are_refused() -> None:
    """A tablet of 50 mg cannot weigh 17.12 mg: a slip of the point."""
    with pytest.raises(FieldError, match="mean_mass: expected more than the 50 mg/tab"):
        Tablets("50 mg", mean_mass="17.12 mg")


@pytest.mark.requirement("R17")
@pytest.mark.parametrize("assay", ["9.92 %", "992 %"])
def test_an_assay_with_a_slipped_point_is_refused(assay: str) -> None:
    """A missing digit in the assay would be ten times the dose."""
    with pytest.raises(FieldError, match=r"assay: expected an assay of 50-150 %"):
        Tablets("50 mg", mean_mass="171.2 mg", assay=assay)
