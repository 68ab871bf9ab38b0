"""What the measurements in a verdict say, whatever it says itself."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Balance, FieldError, Q, Quantity
from ldn_compound.model.verdict import Verdict
from ldn_compound.quality import (
    Sample,
    filling_decision,
    filling_limits,
    formulario_nacional,
    mass_loss,
    mixing_test,
    ph_eur_2_9_5,
    ph_eur_2_9_6,
    potency_test,
    reconcile,
    theoretical_window,
    uniformity_route,
    usp_905,
    usp_2091,
    vaum,
)
from ldn_compound.quality.capsules.ph_eur_2_9_5 import dac_nrf_uniformity
from ldn_compound.quality.reevaluate import reevaluate

EVEN, SHELLS = ["225 mg"] * 20, ["48 mg"] * 20
UNEVEN = ["225 mg"] * 19 + ["190 mg"]
TIGHT = evolve(filling_limits("177 mg"), mean_off="1 %")
TOLD = {
    "905": usp_905([99, 101] * 5),
    "905, thirty": usp_905([99, 101] * 15),
    "905, own target": usp_905([104, 105] * 5, target=105),
    "2.9.6": ph_eur_2_9_6([99, 101] * 5),
    "2.9.5": ph_eur_2_9_5(["175 mg"] * 18 + ["155 mg", "193 mg"]),
    "DAC/NRF": dac_nrf_uniformity(["175 mg", "176 mg"] * 5),
    "window": theoretical_window(["198 mg"] * 10, "225 mg", weighed="gross"),
    "window, few": theoretical_window(["198 mg"] * 4, "225 mg", weighed="net", made=4),
    "Formulario": formulario_nacional(["224 mg", "226 mg"] * 5, "225 mg"),
    "2091, gross": usp_2091(UNEVEN),
    "2091, net": usp_2091(UNEVEN, SHELLS),
    "2091, sixty": usp_2091(UNEVEN + EVEN * 2, SHELLS * 3),
    "VAUM": vaum(["171 mg"] * 20, "180 mg"),
    "loss": mass_loss("18 g", "17.1 g"),
    "potency": potency_test([84.0] * 10),
    "reconciliation": reconcile(
        theoretical_capsules=100,
        filled_capsules=98,
        weighed_in="18 g",
        filled="17.64 g",
    ),
    "filling": filling_decision(EVEN, fill_mass="175 mg", shell_masses=SHELLS),
    "filling, mean shell": filling_decision(
        EVEN, fill_mass="175 mg", empty_shells=["47 mg", "49 mg"] * 5
    ),
    "filling, own limits": filling_decision(
        EVEN, fill_mass="175 mg", shell_masses=SHELLS, limits=TIGHT
    ),
    "route": uniformity_route("4.5 mg", "180 mg"),
    "mixing": mixing_test([99, 101] * 5),
    "mixing, own limits": mixing_test(
        ["9 mg", "11 mg"] * 5, theory="10 mg", confidence="90 %", greatest_cv="20 %"
    ),
}


@pytest.mark.requirement("R102")
@pytest.mark.parametrize("name", TOLD)
def test_a_verdict_as_it_was_given_stands(name: str) -> None:
    """Without a balance nothing differs but the title that says what was weighed."""
    told: Any = TOLD[name]
    judged: Any = reevaluate(told)

    if name.startswith("window"):
        judged = evolve(judged, title=told.title, remarks=told.remarks)
    assert judged == told


@pytest.mark.requirement("R102")
@pytest.mark.parametrize(
    ("told", "says"),
    [
        # 70 and 130: the spread alone makes an acceptance value of 75.9
        (evolve(usp_905([70, 130] * 5), verdict="pass"), "test 20 more"),
        (evolve(potency_test([84.0] * 10), verdict="pass"), "fail"),
        (evolve(mass_loss("18 g", "9 g"), verdict="pass"), "fail"),
        (evolve(uniformity_route("4.5 mg", "180 mg"), verdict="weight variation"), 0),
    ],
)
def test_what_the_measurements_say_counts(told: Verdict, says: str | int) -> None:
    """A pass that they deny is none."""
    assert reevaluate(told).verdict == (says or "content uniformity")


def test_a_balance_that_was_too_coarse_is_not_known() -> None:
    """The measurements alone would pass; that nobody could say so is not in them."""
    told = ph_eur_2_9_5(["175 mg"] * 20, balance=Balance(readability="10 mg"))

    assert told.verdict == "no verdict"
    assert reevaluate(told).verdict == "pass"


def test_measurements_that_cannot_be_judged_are_refused() -> None:
    """Nine contents are no test of ten, nor nineteen shells of twenty capsules."""
    nine: tuple[Quantity, ...] = (Q("100 %"),) * 9

    with pytest.raises(FieldError, match="contents: expected 10"):
        reevaluate(evolve(usp_905([100] * 10), sample=Sample(values=nine)))
    fewer = usp_2091(UNEVEN, SHELLS)
    assert fewer.net is not None
    nineteen = Sample(values=fewer.net.values[1:])
    with pytest.raises(FieldError, match="shell_masses: expected 20 shell masses"):
        reevaluate(evolve(fewer, net=nineteen))
