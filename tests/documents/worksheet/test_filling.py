"""From the weighed powders to the filled shells, by each method."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    FieldError,
    FillByCompletion,
    FillByPacking,
    FillToVolume,
    PackStatistic,
    Prescription,
    Q,
    Tray,
    reference,
)
from ldn_compound.model.fill import Fill
from ldn_compound.quantities.units import shortened
from tests.examples import BULK, FILLER, TABLETS, batch, codes, finding

SILICA = Additive(
    "colloidal silica", mass="400 mg", packing=PackStatistic("40 mg", size="3")
)
AT_THE_BENCH = [FillToVolume(), FillByCompletion()]


def sheet(plan: BatchPlan) -> str:
    """Print the worksheet on one line."""
    return re.sub(r"\s+", " ", plan.worksheet().replace("\N{NO-BREAK SPACE}", ""))


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
    assert "mg (estimate)" in sheet(at_the_bench)
    assert "filler (estimate):" in sheet(at_the_bench)


@pytest.mark.parametrize("fill", AT_THE_BENCH)
def test_the_filler_used_is_recorded(fill: FillToVolume | FillByCompletion) -> None:
    """What went in is found by weighing the vessel before and after."""
    text = sheet(batch(fill=fill))

    assert "mass before, mg" in text
    assert "the difference is the filler used" in text


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

    assert "about 2.38 mL, at most half of 30.9 mL: method B" in text
    assert "Add filler up to 30.9 mL" in text


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
    portion, silica = plan.trituration.portion, plan.additives[0]
    shells = Q("32 capsule") - plan.fillers[0].exact / Q("130 mg/capsule")
    taken = (shells * Q("0.3 mL") / Q("1 capsule")).to("mL")

    text = sheet(plan)

    assert f"{portion.to_weigh} of {portion.item}, {silica.to_weigh} of" in text
    assert f"It is expected to take {shortened(taken, 2)}, at most half" in text
    assert taken > Q("1 mL")  # the powder alone takes 0.082 mL


@pytest.mark.parametrize(
    ("fill", "added"),
    [
        (FillToVolume(), "Add filler up to"),
        (FillByCompletion(), "Mix with part of the filler"),
    ],
)
def test_several_fillers_become_one(
    fill: FillToVolume | FillByCompletion, added: str
) -> None:
    """Filler that is added until it is enough has to be one mixture before."""
    two = ((FILLER, 3), (evolve(FILLER, name="mannitol"), 1))

    text = sheet(batch(fill=fill, filler=two))

    stations = [
        "mg of sucrose: about that much is expected to be used. Weigh more than that",
        "mg of mannitol: about that much",
        "Second check before mixing",
        "Mix the fillers with each other until even: from here on, filler is this",
        added,
    ]
    places = [text.index(each) for each in stations]
    assert places == sorted(places)
    assert "a vessel of sucrose" not in text


def test_much_powder_is_method_a() -> None:
    """4.5 mg that fill 8 mg to a shell take 56.25 % of it."""
    fluffy = evolve(BULK, packing=PackStatistic("8 mg", size="3"))

    text = sheet(batch(fill=FillToVolume(), drug=fluffy))

    assert "more than half of 30.9 mL: method A" in text


@pytest.mark.requirement("R22")
def test_completion_fills_tops_up_empties_and_refills() -> None:
    """The drug goes into all shells first; then filler; then all out and in again."""
    text = sheet(batch(fill=FillByCompletion()))

    stations = ["part of the filler", "Top up all 103 shells", "Empty all of them"]
    places = [text.index(each) for each in stations]
    assert places == sorted(places)


@pytest.mark.requirement("R101")
def test_the_shells_of_an_excess_are_topped_up_too() -> None:
    """Drug for 110 goes over 110 shells, and 100 parts of 110 are filled.

    Over 100 of them it would be 10 % too strong.
    """
    order = Prescription("4.5 mg", capsules=100)
    plan = batch(
        prescription=order,
        spare_capsules=0,
        fill=FillByCompletion(),
        blend_excess="10 %",
    )

    text = sheet(plan)

    assert "Shells: 110 of size 3" in text
    assert "Spread all of it over all 110 shells" in text
    assert "Top up all 110 shells" in text
    assert "100 parts of 110 of all that went into it, about 14893 mg as" in text


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


@pytest.mark.requirement("R101")
@pytest.mark.parametrize("fill", [FillByPacking(), FillToVolume()])
def test_without_an_excess_a_load_is_its_share_of_the_blend(fill: Fill) -> None:
    """What was lost, or what a mean mass or the cylinder added, is shared by all."""
    text = sheet(batch(fill=fill, tray=Tray(60)))

    assert "52 parts of 103 of the blend that was weighed above, whatever" in text
    assert "All that is left, " in text


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
    about = "about " if fill == FillToVolume() else ""

    text = sheet(plan)

    for load, mass in enumerate((10222, 10223), start=1):
        assert (
            f"Weigh {about}{mass} mg of blend for load {load} of 2: 75 parts of 157.5 "
            f"of all that went into it, {about}21467 mg as planned. Only if the blend "
            "weighed above is less than 150 parts of that, weigh 75 parts of 150 of "
            "the blend instead."
        ) in text


def test_dac_nrf_prefers_completion_for_tablets() -> None:
    """German advice for powdered tablets: cylinder or completion."""
    nrf = reference.policy("dac-nrf")

    by_packing = batch(policy=nrf)
    completed = batch(policy=nrf, fill=FillByCompletion())
    powder = batch(policy=nrf, drug=BULK)

    assert finding(by_packing, "completion-preferred").severity == "note"
    assert "completion-preferred" not in codes(completed)
    assert "completion-preferred" not in codes(powder)


def test_a_triturated_portion_goes_into_the_cylinder() -> None:
    """Half a milligram by volume: the strength is kept by the weighed portion."""
    plan = batch(prescription=Prescription("0.5 mg", capsules=30), fill=FillToVolume())

    assert abs(plan.label_claim - Q("100 %")) <= Q("1 %")


def test_all_of_the_blend_is_what_was_weighed() -> None:
    """One load takes the blend that was just weighed, to the last step of rounding."""
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
        spare_capsules=2,
    )
    printed = sheet(plan)

    expected = str(plan.blend_as_weighed).replace("\N{NO-BREAK SPACE}", "")
    assert f"Weigh the blend: {expected} is expected" in printed
    assert f"All of the blend, {expected}: spread it" in printed


def test_the_loss_that_is_allowed_is_printed() -> None:
    """Where the rules limit the loss, the sheet says how much of the blend it is."""
    rules = reference.policy("dac-nrf")
    plan = batch(policy=evolve(reference.policy("usp"), greatest_loss="3 %"))

    most = plan.blend_as_weighed * Q("3 %")

    assert rules.greatest_loss == Q("3 %")
    assert f"{most.to('mg')}, 3 %, is the most allowed".replace(
        "\N{NO-BREAK SPACE}", ""
    ) in sheet(plan)
    assert "is the most allowed" not in sheet(batch())
