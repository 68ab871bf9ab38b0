"""From the weighed powders to the filled shells, by each method, with the limits."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    FieldError,
    FillByCompletion,
    FillByPacking,
    FillToVolume,
    Made,
    PackStatistic,
    Prescription,
    Q,
    TopUp,
    Tray,
    reference,
)
from ldn_compound.model.fill import Fill
from ldn_compound.plan.bench.limits import bench_limits, fill_limits
from ldn_compound.quantities.units import shortened
from tests.examples import BULK, FILLER, TABLETS, batch, codes, finding
from tests.strategies import plan_arguments, plan_of

SILICA = Additive(
    "colloidal silica", mass="400 mg", packing=PackStatistic("40 mg", size="3")
)
AT_THE_BENCH = [FillToVolume(), FillByCompletion()]
#: 100 capsules of 13 539 mg: 1541 mg of powder, 11 998 mg of filler.
EXAMPLE = {"spare_capsules": 0}


def sheet(plan: BatchPlan, **told: Any) -> str:
    """Print the sheet on one line."""
    return re.sub(r"\s+", " ", plan.worksheet(**told).replace("\N{NO-BREAK SPACE}", ""))


# -- the blend


@pytest.mark.requirement("R104")
def test_the_blend_has_limits() -> None:
    """1 % more than 13 539 mg are 13 674.39 mg; below, a capsule may hold too little.

    Worked out anew by a mean mass that is 2 % less, 1540.8 mg of powder are 1509.98 mg,
    and half a milligram is 0.0331 % of them; the powder may weigh 1 % less, which makes
    1524.88 mg, in filler that weighs 1 % more and with a mean mass that is 2 % more:
    (1524.88 / 1541) x 13 539 / (1524.88 x 1.02029 + 12 117.98) = 0.97979 of the drug in
    a mg of blend. 90 % / 100.013 % / 0.97979 = 91.845 %, of 13 539 mg 12 434.8 mg.
    """
    text = sheet(batch(**EXAMPLE))

    assert (
        "Weigh the blend: 13539 mg is expected, 12435 mg to 13674 mg. Below or above, "
        "stop: do not fill." in text
    )


@pytest.mark.requirement("R104")
def test_the_loss_that_is_allowed_limits_the_blend() -> None:
    """Where the rules allow a loss of 3 %, 97 % of 13 539 mg are 13 132.83 mg."""
    assert reference.policy("dac-nrf").greatest_loss == Q("3 %")
    rules = evolve(reference.policy(), greatest_loss="3 %")

    assert "13133 mg to 13674 mg" in sheet(batch(**EXAMPLE, policy=rules))


@pytest.mark.requirement("R104")
@pytest.mark.parametrize("policy", ["usp", "dac-nrf"])
@pytest.mark.parametrize("fill", [FillByPacking(), *AT_THE_BENCH])
def test_no_blend_is_filled_unweighed(fill: Fill, policy: str) -> None:
    """Whatever the rules and the method, there is a limit below which nobody fills."""
    plan = batch(fill=fill, policy=reference.policy(policy), spare_capsules=0)

    text = sheet(plan)

    assert re.search(r"Weigh the blend: .*? Below or above, stop: do not fill\.", text)
    assert text.count("blend, mg ____") == 1


def test_what_is_lost_first_is_the_excess() -> None:
    """With 5 % more blend, 5 % more of it may be lost."""
    assert "12435 mg to" in sheet(batch(**EXAMPLE))
    limits = bench_limits(batch(**EXAMPLE, blend_excess="5 %"))

    assert Q("12.4 %") < limits.greatest_loss < Q("12.7 %")


# -- loads


@pytest.mark.requirement("R101")
@pytest.mark.parametrize("fill", [FillByPacking(), FillToVolume()])
def test_one_load_takes_all(fill: Fill) -> None:
    """Without an excess all of the blend goes into the shells; nothing is weighed."""
    text = sheet(batch(fill=fill))

    assert "Spread all of the blend over all 103 shells before tamping." in text
    assert "Load 1" not in text


@pytest.mark.requirement("R101")
def test_a_load_is_its_share_of_the_blend() -> None:
    """52 of 103 of 13 945 mg are 7040 mg; what was lost is shared by all."""
    text = sheet(batch(tray=Tray(60)))

    assert re.search(
        r"Load 1 of 2: weigh 52 parts of 103 of the blend weighed above, 7040 mg as "
        r"planned; \d+ mg to \d+ mg\. Spread it over all 52 shells",
        text,
    )
    assert re.search(r"Load 2 of 2: all that is left, 6905 mg; \d+ mg to \d+ mg", text)
    assert text.count("load, mg ____") == 2


@pytest.mark.requirement("R104")
def test_the_limits_of_a_load_move_with_the_filler() -> None:
    """What the shells take is found at the bench: a mass in mg would be of no use.

    With 15 % more filler, 52 parts of 103 are 15 % more, and hold what they should.
    """
    text = sheet(batch(tray=Tray(60), fill=FillToVolume()))

    assert (
        "Load 1 of 2: weigh 52 parts of 103 of the blend weighed above, about 7040 mg "
        "as expected; 91 % to 108.8 % of 52 parts of 103 of all that went into it. "
        in text
    )
    assert (
        "Load 2 of 2: all that is left, about 6905 mg as expected; 91 % to 108.8 % of "
        "51 parts of 103 of all that went into the blend. " in text
    )


@pytest.mark.requirement("R101")
@pytest.mark.parametrize("fill", [FillByPacking(), FillToVolume()])
def test_of_an_excess_a_load_is_its_share_of_what_went_in(fill: Fill) -> None:
    """What is lost of 157.5 capsules' blend is lost of the excess, and of no capsule.

    157.5 x 4.5 / 50 are 14.175 tablets, 2835 mg; 143.325 x 130 are 18 632.25 mg: 21 467
    mg are weighed. 75 of 157.5 are 10 222.38 mg, and 150 of them 20 444.76 mg.
    """
    plan = batch(
        prescription=Prescription("4.5 mg", capsules=150),
        spare_capsules=0,
        blend_excess="5 %",
        tray=Tray(100),
        drug=evolve(TABLETS, mean_mass="200 mg"),
        fill=fill,
    )

    text = sheet(plan)

    for load, mass in enumerate((10222, 10223), start=1):
        asked = f"weigh {mass} mg, 75 parts of 157.5 of all that went into the blend"
        if isinstance(fill, FillToVolume):
            asked = (
                "weigh 75 parts of 157.5 of all that went into the blend, about "
                f"{mass} mg as expected"
            )
        assert f"Load {load} of 2: {asked}; " in text
    assert text.count("is less than 150 parts of that, weigh 75 parts of 150 of") == 2
    assert "Spread all of the blend" not in text


def test_an_excess_is_weighed_even_in_one_load() -> None:
    """All of it in the shells would overfill them."""
    text = sheet(batch(blend_excess="3 %"))

    assert "Load 1 of 1: weigh " in text
    assert "all that is left" not in text


@given(plan_arguments(), st.sampled_from([FillByPacking(), FillToVolume()]))
def test_what_is_planned_is_within_the_limits(arguments: Any, fill: Fill) -> None:
    """Of the blend, of each load, of a capsule: else no batch could be made."""
    arguments["fill"] = arguments.get("fill", fill)
    plan = plan_of(arguments)
    limits = bench_limits(plan)
    one = Q("1 capsule") * (plan.blend_as_weighed / plan.batch_size)
    balance = plan.request.balance
    step = balance.readability if balance else Q("0 mg")
    loads = zip(plan.loads, limits.loads, strict=True)

    for planned, within in (
        (plan.blend_as_weighed, limits.blend),
        (one, limits.fill),
        (one + plan.request.shell.empty_mass, limits.filled_capsule),
        *((one * load.capsules, within) for load, within in loads),
    ):
        assert within.least <= within.greatest
        # the display shows what is planned as the step below or above
        assert within.least - step <= planned <= within.greatest + step
    assert limits.least_share <= Q("100 %") <= limits.greatest_share


def test_a_balance_too_coarse_for_a_capsule_gives_exact_limits() -> None:
    """Of 45.6 mg, 92 % to 108 %: a display by 10 mg shows 40 mg or 50 mg.

    The mean of ten can still be within.
    """
    plan = batch(
        prescription=Prescription("4.5 mg", capsules=300),
        drug=BULK,
        filler=evolve(FILLER, packing=PackStatistic("42 mg", size="3")),
        balance=Balance(readability="10 mg"),
        fill=FillByPacking(),
    )
    limits = bench_limits(plan)

    # 4.5 mg and 42 mg x (1 - 4.5 / 200)
    assert Q("40 mg") < limits.fill.least < Q("45.6 mg")
    assert Q("45.6 mg") < limits.fill.greatest < Q("50 mg")
    assert limits.blend.least.m_as("mg") % 10 == 0


# -- branches of real life


@pytest.mark.requirement("R104")
@pytest.mark.parametrize("fill", [FillByPacking(), *AT_THE_BENCH])
def test_every_branch_of_real_life_has_its_sentence(fill: Fill) -> None:
    """Too little powder, blend left over, shells not full, a weighing that is off."""
    text = sheet(batch(fill=fill))

    assert (
        "Too little powder: crush another whole tablet, mix it with the rest, and "
        "weigh." in text
    )
    assert (
        "Blend left over after tamping: spread and tamp again until all of it is in; "
        "never discard it." in text
    )
    assert (
        "Shells not full: empty all, weigh this blend and the filler added to it, mix "
        "until even, and spread it over all shells." in text
    )
    assert "Never fill fewer capsules: each would hold more than its label" in text
    assert "Spare capsules: kept, destroyed or retained" in text
    if isinstance(fill, FillByPacking):
        assert (
            "Outside its limits: before mixing, take off or add and weigh again; "
            "after it, stop and ask." in text
        )


def test_filler_added_later_is_entered_where_the_sheet_says_so() -> None:
    """600 mg were added to all of the blend."""
    made = Made(topped_up=TopUp(blend="13539 mg", filler="600 mg"))

    text = sheet(batch(**EXAMPLE), made=made)

    assert (
        "times (blend + filler) / blend. "
        "blend emptied, mg 13539 mg filler added, mg 600 mg done by " in text
    )


@pytest.mark.parametrize("fill", AT_THE_BENCH)
def test_limits_of_topped_up_capsules_follow_the_blend_found(fill: Fill) -> None:
    """Of 12 g in 100 shells, 500 mg added to 10 g: 1.05 times the least share."""
    plan = batch(fill=fill, spare_capsules=0)
    entries = {"A": "1541 mg", "B": "10459 mg"}
    added = TopUp(blend="10 g", filler="500 mg")

    limits = fill_limits(plan, Made(weighed=entries, topped_up=added))

    share = bench_limits(plan).least_share
    least = Q("120 mg") * Fraction(105, 100) * share
    assert least <= limits.least < least + Q("1 mg")


# -- filler that is found at the bench


@pytest.mark.requirement("R22")
@pytest.mark.parametrize("fill", AT_THE_BENCH)
def test_the_filler_is_an_estimate(fill: FillToVolume | FillByCompletion) -> None:
    """The same amount as by packing, marked as what to expect."""
    by_packing, at_the_bench = batch(), batch(fill=fill)

    (expected,), (estimate,) = by_packing.fillers, at_the_bench.fillers
    assert estimate.exact == expected.exact
    assert estimate.estimated
    assert not expected.estimated
    assert finding(at_the_bench, "filler-estimated").severity == "note"
    assert "Target: 12358 mg Least to greatest: estimate: as found" in sheet(
        at_the_bench
    )


@pytest.mark.requirement("R104")
@pytest.mark.parametrize("fill", AT_THE_BENCH)
def test_the_filler_used_is_found_by_difference(
    fill: FillToVolume | FillByCompletion,
) -> None:
    """Of 12 358 mg expected, 80 % are 9886.4 mg and 120 % are 14 829.6 mg."""
    text = sheet(batch(fill=fill))

    assert "vessel before, mg" in text
    assert (
        "the difference is the filler used, which goes into the table; below about "
        "9886 mg or above about 14830 mg, stop." in text
    )
    assert "Weigh the blend: 91 % to 101 % of all that went into it. Below or" in text


@pytest.mark.parametrize("fill", AT_THE_BENCH)
def test_an_unmeasured_packing_does_no_harm(
    fill: FillToVolume | FillByCompletion,
) -> None:
    """Where the shells themselves measure the filler, a figure only estimates."""
    published = evolve(reference.filler("corn starch", size="3"), contains=())

    plan = batch(fill=fill, filler=published, drug=evolve(TABLETS, packing=None))

    assert finding(plan, "packing-published").severity == "note"
    assert finding(plan, "packing-assumed").severity == "note"
    assert plan.ready


def test_the_cylinder_is_filled_to_all_shells() -> None:
    """103 shells of 0.3 mL hold 30.9 mL; the powder takes 7.704 % of it, method B."""
    text = sheet(batch(fill=FillToVolume()))

    assert "Put into a graduated cylinder: A." in text
    assert "about 2.38 mL, at most half of 30.9 mL: method B" in text
    assert "Add filler up to 30.9 mL" in text
    assert "make up with filler to 30.9 mL until it stays" in text


def test_the_cylinder_holds_the_blend_in_excess_too() -> None:
    """A tenth more blend than 100 shells of 0.3 mL hold: 33 mL, and 7.704 % of that."""
    text = sheet(batch(fill=FillToVolume(), blend_excess="10 %", spare_capsules=0))

    assert "about 2.54 mL, at most half of 33 mL: method B" in text
    assert "Add filler up to 33 mL" in text


def test_all_that_goes_into_the_cylinder_first_is_counted() -> None:
    """A trituration's portion brings its diluent along, and an additive goes in too.

    They take what the filler, at 130 mg to a shell, leaves free of 32 shells of 0.3 mL.
    """
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        spare_capsules=2,
        fill=FillToVolume(),
        additives=[SILICA],
        balance=Balance(readability="10 mg"),
    )
    assert plan.trituration is not None
    assert len(plan.trituration.dilutions) == 1
    shells = Q("32 capsule") - plan.fillers[0].exact / Q("130 mg/capsule")
    taken = (shells * Q("0.3 mL") / Q("1 capsule")).to("mL")

    text = sheet(plan)

    assert "Put into a graduated cylinder: C, D. They are expected" in text
    assert f"They are expected to take {shortened(taken, 2)}, at most half" in text
    assert taken > Q("1 mL")  # the powder alone takes 0.082 mL


@pytest.mark.parametrize(
    ("fill", "added"),
    [
        (FillToVolume(), "Add filler up to"),
        (FillByCompletion(), "Mix A with about 9886 mg of the filler"),
    ],
)
def test_several_fillers_become_one(
    fill: FillToVolume | FillByCompletion, added: str
) -> None:
    """Filler that is added until it is enough has to be one mixture before."""
    two = ((FILLER, 3), (evolve(FILLER, name="mannitol"), 1))

    text = sheet(batch(fill=fill, filler=two))

    stations = [
        "of B + C more than is expected, in the proportion of the table",
        "A second person checks",
        "Mix B + C with each other until even: from here on, filler is this mixture",
        added[:12],
    ]
    places = [text.index(each) for each in stations]
    assert places == sorted(places)


def test_much_powder_is_method_a() -> None:
    """4.5 mg that fill 8 mg to a shell take 56.25 % of it."""
    fluffy = evolve(BULK, packing=PackStatistic("8 mg", size="3"))

    text = sheet(batch(fill=FillToVolume(), drug=fluffy))

    assert "more than half of 30.9 mL: method A" in text


@pytest.mark.requirement("R22")
def test_completion_fills_tops_up_empties_and_refills() -> None:
    """The drug goes into all shells first; then filler; then all out and in again.

    It begins with four fifths of the 12 358 mg expected, and takes six at the most.
    """
    text = sheet(batch(fill=FillByCompletion()))

    stations = [
        "Mix A with about 9886 mg of the filler by geometric dilution",
        "Spread all of it over all 103 shells",
        "Top up all 103 shells with filler, about 14830 mg of it in all at the most",
        "Empty all of them, mix until even",
        "the difference is the filler used",
        "Weigh the blend",
        "Spread all of the blend over all 103 shells",
    ]
    places = [text.index(each) for each in stations]
    assert places == sorted(places)


@pytest.mark.requirement("R101")
def test_the_shells_of_an_excess_are_topped_up_too() -> None:
    """Drug for 110 goes over 110 shells, and 100 parts of 110 are filled.

    Over 100 of them it would be 10 % too strong.
    """
    plan = batch(spare_capsules=0, fill=FillByCompletion(), blend_excess="10 %")

    text = sheet(plan)

    assert "Shells: 110 of size 3" in text
    assert "Spread all of it over all 110 shells" in text
    assert "Top up all 110 shells" in text
    assert "100 parts of 110 of all that went into the blend, about 13539 mg" in text


@pytest.mark.requirement("R101")
def test_a_part_of_a_shell_cannot_be_topped_up() -> None:
    """105 % of 103 capsules are 108.15 shells."""
    refused = r"^blend_excess: expected an excess that makes whole shells.*108.15 caps"

    with pytest.raises(FieldError, match=refused):
        batch(fill=FillByCompletion(), blend_excess="5 %")


@pytest.mark.requirement("R101")
@pytest.mark.parametrize(("holes", "stopped"), [(103, False), (102, True)])
def test_all_shells_are_topped_up_at_once(holes: int, *, stopped: bool) -> None:
    """103 shells do not lie open in a tray of 102 holes."""
    plan = batch(fill=FillByCompletion(), tray=Tray(holes))

    assert ("tray-too-small" in codes(plan)) is stopped
    assert plan.ready is not stopped
    assert "tray-too-small" not in codes(batch(fill=FillToVolume(), tray=Tray(holes)))


def test_dac_nrf_prefers_completion_for_tablets() -> None:
    """German advice for powdered tablets: cylinder or completion."""
    nrf = reference.policy("dac-nrf")

    by_packing = batch(policy=nrf)
    completed = batch(policy=nrf, fill=FillByCompletion())
    powder = batch(policy=nrf, drug=BULK)

    assert finding(by_packing, "completion-preferred").severity == "note"
    assert "FillByCompletion" not in by_packing.worksheet(annex=True)
    assert "completion-preferred" not in codes(completed)
    assert "completion-preferred" not in codes(powder)


def test_a_triturated_portion_goes_into_the_cylinder() -> None:
    """Half a milligram by volume: the strength is kept by the weighed portion."""
    plan = batch(prescription=Prescription("0.5 mg", capsules=30), fill=FillToVolume())

    assert abs(plan.label_claim - Q("100 %")) <= Q("1 %")


def test_without_a_balance_nothing_is_about_about() -> None:
    """Portions that are added by eye are printed in tenths of a milligram."""
    drug = evolve(TABLETS, mean_mass="171.23 mg")

    text = sheet(batch(drug=drug, balance=None))

    assert "about about" not in text
    # 9.27 tablets of 171.23 mg are 1587.3021 mg
    assert "in portions of about 1587.3 mg, 3174.6 mg," in text


# -- capsules


@pytest.mark.requirement("R104")
def test_a_capsule_has_limits_with_and_without_its_shell() -> None:
    """135.39 mg of blend; 91.8 % and 107.9 % of that, in whole milligrams inwards.

    Upwards: 1.01 x 13 539 / (1556.41 x 0.97971 + 11 878.02) = 1.0203 of the drug in a
    mg of blend; 110 % / 100.013 % / 1.0203 = 107.8 %, of 135.39 mg 145.9 mg.
    """
    text = sheet(batch(**EXAMPLE))

    assert (
        "Weigh 10 filled capsules one by one: about 183.4 mg with a shell of 48 mg, "
        "each and their mean 173 mg to 193 mg (about 135.4 mg without it, 125 mg to "
        "145 mg). It checks the weight; it is no test of content uniformity." in text
    )


@pytest.mark.requirement("R104")
def test_where_the_fill_is_found_the_limits_are_shares() -> None:
    """Of all that went in, over the capsules it is for: an excess is not in them."""
    text = sheet(batch(fill=FillToVolume(), blend_excess="5 %"))

    assert (
        "Their fill is all that went into the blend over 108.15 capsules, about 135.4 "
        "mg as expected: each, without its shell, and their mean are 91 % to 108.8 % "
        "of that." in text
    )


@pytest.mark.requirement("R49")
@pytest.mark.parametrize(("capsules", "weighed"), [(12, 10), (10, 10), (9, 9), (1, 1)])
def test_no_more_capsules_are_weighed_than_filled(capsules: int, weighed: int) -> None:
    """Ten are weighed one by one, with a blank each; of fewer, all of them."""
    order = Prescription("4.5 mg", capsules=capsules)

    text = sheet(batch(prescription=order, spare_capsules=0))

    assert f"Weigh {weighed} filled capsules one by one" in text
    last, too_many = f" {weighed} ________ mean, mg", f" {weighed + 1} ________"
    assert last in text
    assert too_many not in text.partition("one by one")[2].partition("mean, mg")[0]


@pytest.mark.requirement("R104")
@pytest.mark.parametrize(
    ("changes", "least", "greatest"),
    [
        # 20 weighed with a spread of 2 mg: 3 x 2 x (1/10 + 1/20) ^ 1/2 = 2.32 mg is
        # less than the 2 % of the policy, 3.424 mg
        ({}, "about 167.8 mg", "about 174.6 mg"),
        # of one tablet, 3 x 2 x (1 + 1/20) ^ 1/2 = 6.148 mg
        ({"one": True}, "about 165.1 mg", "about 177.3 mg"),
        # no spread stated: 7.5 % / 1.645 = 4.559 % of 171.2 mg = 7.805 mg; of 20 and 10
        # 3 x 7.805 x 0.387298 = 9.069 mg
        ({"mass_sd": None}, "about 162.1 mg", "about 180.3 mg"),
        # none of them weighed but one: 3 x 7.805 x (1/10 + 1) ^ 1/2 = 24.56 mg
        ({"mass_sd": None, "weighed": None}, "about 146.6 mg", "about 195.8 mg"),
    ],
)
def test_the_mean_mass_may_move_with_the_sample(
    changes: dict[str, Any], least: str, greatest: str
) -> None:
    """Few tablets, or few that were weighed before, are off by chance alone."""
    options = dict(changes)
    order = Prescription("0.5 mg", capsules=30) if options.pop("one", False) else None
    plan = batch(drug=evolve(TABLETS, **options))
    if order is not None:
        plan = batch(prescription=order, spare_capsules=0)

    text = sheet(plan)

    assert f": {least}/tablet to {greatest}/tablet. Outside that, stop" in text
