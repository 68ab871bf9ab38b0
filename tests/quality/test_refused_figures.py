"""What the tests of capsules refuse, in the whole words that a person reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError
from ldn_compound.quality import (
    acceptance_limits,
    assured_probability_of_passing,
    capsule_masses,
    chance_bounds,
    chance_of_passing,
    dac_nrf_uniformity,
    filling_decision,
    filling_limits,
    formulario_nacional,
    greatest_sd,
    mass_loss,
    ph_eur_2_9_5,
    ph_eur_2_9_6,
    potency_test,
    probability_mean_within,
    probability_of_passing,
    reconcile,
    samples_pass,
    simulate_passing,
    smallest_design,
    theoretical_window,
    uniformity_route,
    usp_905,
    usp_2091,
    vaum,
)

TEN, NINE = ["100 mg"] * 10, ["100 mg"] * 9
NO_AMOUNT = ["x", *NINE]
ZERO = ["0 mg"] * 10
RANDOM = np.random.default_rng(1)

NOT_AN_AMOUNT = (
    "expected an amount such as '4.5 mg', got 'x'; write a number before the unit: "
    "'4.5 mg'"
)
BY_ITSELF = "weigh each capsule by itself"
ONE_BY_ONE = "weigh them one by one"
NO_MASS = (
    "expected net masses above zero, got 0 mg for every capsule; give net masses, "
    "not differences from a mean"
)
TWENTY_MORE = (
    "give the first ten, or these ten and the twenty more, in the order tested"
)
OF_THE_LOT = "weigh empty shells of the lot, one by one"
WHICH_SHELLS = "shell_masses where each was tared, empty_shells where none was"
MEANS = "expected means in % of label, such as 100.0, got 'x'"
LENGTHS = (
    "expected columns of one length, got (2,) and (3,); give one number, or as many as "
    "there are of the other"
)
DEVIATIONS = "expected deviations of 0 % of label or more, got -1"

window = partial(theoretical_window, theoretical="100 mg", weighed="net")
nacional = partial(formulario_nacional, theoretical="100 mg")
acceptance = partial(vaum, theoretical="100 mg")
masses = partial(capsule_masses, fill_mass="100 mg")
filling = partial(filling_decision, fill_mass="100 mg")
assured = partial(assured_probability_of_passing, n=10)
simulated = partial(simulate_passing, rng=RANDOM)

#: A call, and what it says to who made it.
REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: window(NO_AMOUNT), f"measured[0]: {NOT_AN_AMOUNT}"),
    (
        lambda: window(NINE),
        f"measured: expected 10 masses or more, got 9; {BY_ITSELF}",
    ),
    (lambda: window(ZERO), f"measured: {NO_MASS}"),
    (lambda: nacional(NO_AMOUNT), f"gross_masses[0]: {NOT_AN_AMOUNT}"),
    (
        lambda: nacional(NINE),
        f"gross_masses: expected 10 gross masses or more, got 9; {BY_ITSELF}",
    ),
    (lambda: acceptance(NO_AMOUNT), f"net_masses[0]: {NOT_AN_AMOUNT}"),
    (
        lambda: acceptance(NINE),
        f"net_masses: expected 10 net masses or more, got 9; {BY_ITSELF}",
    ),
    (lambda: acceptance(ZERO), f"net_masses: {NO_MASS}"),
    (lambda: ph_eur_2_9_5(NO_AMOUNT), f"net_masses[0]: {NOT_AN_AMOUNT}"),
    (
        lambda: ph_eur_2_9_5(TEN),
        f"net_masses: expected 20 net masses, got 10; {BY_ITSELF}",
    ),
    (lambda: ph_eur_2_9_5(ZERO * 2), f"net_masses: {NO_MASS}"),
    (
        lambda: dac_nrf_uniformity(NINE),
        f"net_masses: expected 10 or 20 net masses, got 9; {BY_ITSELF}",
    ),
    (lambda: usp_2091(NO_AMOUNT), f"gross_masses[0]: {NOT_AN_AMOUNT}"),
    (
        lambda: usp_2091(TEN),
        (
            "gross_masses: expected 20 or 60 gross masses, got 10; give the first "
            "twenty, or these twenty and the forty more"
        ),
    ),
    (
        lambda: usp_2091(TEN * 6),
        (
            "shell_masses: expected 60 shell masses, got None; the "
            "second stage compares net masses"
        ),
    ),
    (lambda: usp_2091(TEN * 2, TEN * 2), f"shell_masses: {NO_MASS}"),
    (
        lambda: usp_2091(TEN * 2, TEN),
        (
            "shell_masses: expected 20 shell masses, got 10; weigh the shell of each "
            "capsule"
        ),
    ),
    (
        lambda: usp_2091(TEN * 2, ["100.1 mg", *TEN, *NINE]),
        (
            "shell_masses[0]: expected at most the 100 mg of the filled capsule, got "
            "100.1 mg; keep each shell with its capsule"
        ),
    ),
    (lambda: masses(NO_AMOUNT, empty_shells=TEN), f"gross_masses[0]: {NOT_AN_AMOUNT}"),
    (
        lambda: masses(["150 mg"], empty_shells=TEN),
        "gross_masses: expected two masses or more, got 1; weigh single capsules",
    ),
    (
        lambda: masses(["150 mg"] * 2, empty_shells=["50 mg"]),
        f"empty_shells: expected two masses or more, got 1; {OF_THE_LOT}",
    ),
    (
        lambda: masses(["100.1235 mg"] * 2, empty_shells=["100.9876 mg"] * 2),
        (
            "empty_shells: expected less than the mean capsule, about 100.12 mg, got "
            f"about 100.99 mg; {OF_THE_LOT}"
        ),
    ),
    (
        lambda: masses(TEN),
        (
            f"shell_masses: expected shell_masses or empty_shells, got neither; "
            f"{WHICH_SHELLS}"
        ),
    ),
    (
        lambda: masses(TEN, empty_shells=TEN, shell_masses=TEN),
        (
            f"shell_masses: expected shell_masses or empty_shells, got both; "
            f"{WHICH_SHELLS}"
        ),
    ),
    (
        lambda: masses(["150 mg"] * 10, shell_masses=NO_AMOUNT),
        f"shell_masses[0]: {NOT_AN_AMOUNT}",
    ),
    (
        lambda: masses(["150 mg"] * 10, empty_shells=NO_AMOUNT),
        f"empty_shells[0]: {NOT_AN_AMOUNT}",
    ),
    (
        lambda: filling(["150 mg"] * 9, shell_masses=["50 mg"] * 9),
        f"gross_masses: expected 10 masses or more, got 9; {ONE_BY_ONE}",
    ),
    (
        lambda: filling(["150 mg"] * 10, empty_shells=NINE),
        f"empty_shells: expected 10 masses or more, got 9; {ONE_BY_ONE}",
    ),
    (lambda: filling_limits("x"), f"fill_mass: {NOT_AN_AMOUNT}"),
    (
        lambda: filling_limits("0 mg"),
        "fill_mass: expected a mass above zero such as '225.1 mg', got 0 mg",
    ),
    (
        lambda: mass_loss("0 mg", "1 g"),
        "weighed_in: expected a mass above zero such as '225.1 mg', got 0 mg",
    ),
    (
        lambda: reconcile(
            theoretical_capsules=0,
            filled_capsules=96,
            weighed_in="18 g",
            filled="17 g",
        ),
        "theoretical_capsules: expected 1 to 100000 capsules, got 0",
    ),
    (lambda: ph_eur_2_9_6(NO_AMOUNT), f"contents[0]: {NOT_AN_AMOUNT}"),
    (
        lambda: ph_eur_2_9_6([0] * 10),
        (
            "contents: expected contents above zero, got 0 in every unit; the limits "
            "are shares of the mean"
        ),
    ),
    (lambda: usp_905(NO_AMOUNT), f"contents[0]: {NOT_AN_AMOUNT}"),
    (
        lambda: usp_905([100] * 9),
        f"contents: expected 10 or 30 contents, got 9; {TWENTY_MORE}",
    ),
    (lambda: potency_test(["x"]), f"contents[0]: {NOT_AN_AMOUNT}"),
    (
        lambda: potency_test([]),
        "contents: expected one content or more, got 0; assay the capsules",
    ),
    (
        lambda: uniformity_route("200 mg", "110 mg"),
        "strength: expected at most the 110 mg in the capsule, got 200 mg",
    ),
    (lambda: uniformity_route("x", "110 mg"), f"strength: {NOT_AN_AMOUNT}"),
    (lambda: uniformity_route("4.5 mg", "x"), f"fill_mass: {NOT_AN_AMOUNT}"),
    (lambda: probability_mean_within([*"x"], 1.0), f"mean: {MEANS[:-3]}['x']"),
    (lambda: probability_mean_within(100.0, -1), f"standard_error: {DEVIATIONS}"),
    (
        lambda: probability_mean_within([1.0] * 2, [1.0] * 3),
        f"mean and standard_error: {LENGTHS}",
    ),
    (
        lambda: probability_mean_within(100.0, 1.0, least=float("nan")),
        "least: expected a limit in % of label, such as 90.0, got nan",
    ),
    (
        lambda: probability_mean_within(100.0, 1.0, least=90, greatest=90),
        "greatest: expected a limit above 90 % of label, got 90",
    ),
    (lambda: probability_of_passing([*"x"], 1.0), f"mean: {MEANS[:-3]}['x']"),
    (lambda: probability_of_passing(100.0, -1), f"sd: {DEVIATIONS}"),
    (
        lambda: probability_of_passing([1.0] * 2, [1.0] * 3),
        f"mean and sd: {LENGTHS}",
    ),
    (
        lambda: probability_of_passing(100.0, 1.0, target=50.0),
        "target: expected 90 to 120 % of the label, such as 100.0, got 50.0",
    ),
    (lambda: chance_of_passing([*"x"], 1.0), f"mean: {MEANS[:-3]}['x']"),
    (lambda: chance_bounds(100.0, -1), f"sd: {DEVIATIONS}"),
    (
        lambda: chance_of_passing([1.0] * 2, [1.0] * 3),
        f"mean and sd: {LENGTHS}",
    ),
    (lambda: assured([*"x"], 1.0), f"mean: {MEANS[:-3]}['x']"),
    (lambda: assured(100.0, -1), f"sd: {DEVIATIONS}"),
    (lambda: assured([1.0] * 2, [1.0] * 3), f"mean and sd: {LENGTHS}"),
    (
        lambda: assured_probability_of_passing(100.0, 1.0, n=1),
        "n: expected a whole number of 2 or more, got 1",
    ),
    (
        lambda: assured(100.0, 1.0, confidence=1),
        "confidence: expected a share above 0 and below 1, such as 0.95, got 1",
    ),
    (
        lambda: acceptance_limits(10, share=0.3),
        "share: expected a share above 0.5 and below 1, such as 0.95, got 0.3",
    ),
    (
        lambda: acceptance_limits(10, means=[1]),
        "means: expected above 83.5 % and below 116.5 % of label, got 1",
    ),
    (
        lambda: greatest_sd(1),
        "mean: expected above 83.5 % and below 116.5 % of label, got 1",
    ),
    (
        lambda: greatest_sd(100.0, share=0.1),
        "share: expected a share above 0.5 and below 1, such as 0.95, got 0.1",
    ),
    (
        lambda: samples_pass(np.zeros((2, 5))),
        (
            "contents: expected contents in % of label, 30 in each row, got an array "
            "of shape (2, 5); reshape(-1, 30)"
        ),
    ),
    (
        lambda: simulated(float("inf"), 1.0, batches=1),
        "mean: expected a mean in % of label, such as 100.0, got inf",
    ),
    (
        lambda: simulated(100.0, -1, batches=1),
        "sd: expected a deviation of 0 % or more, got -1",
    ),
    (
        lambda: simulated(100.0, 1.0, batches=0),
        "batches: expected a whole number of 1 or more, got 0",
    ),
    (lambda: smallest_design([]), "designs: expected at least one design, got none"),
]


@pytest.mark.parametrize(
    ("call", "message"),
    [pytest.param(*each, id=str(number)) for number, each in enumerate(REFUSED)],
)
def test_the_refusal_in_full(call: Callable[[], Any], message: str) -> None:
    """Field, what was expected, what came, and the way out, where there is one."""
    with pytest.raises(FieldError) as refused:
        call()

    assert str(refused.value) == message
