"""From the weighed powders to the filled shells, by each method."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

from ldn_compound import (
    Balance,
    BatchPlan,
    FillByCompletion,
    FillToVolume,
    PackStatistic,
    Prescription,
    Q,
    reference,
)
from tests.examples import BULK, TABLETS, batch, codes, finding

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
