"""The tests of capsules as they are printed: title, verdict, figures and remarks.

The samples are made so that their figures are worked out by hand. The deviations TEN
have the squares 6 x 4 + 9 + 3 x 1 = 36, so that the standard deviation is the root of
36 / 9, which is 2; those of TWENTY have 16 x 4 + 9 + 3 x 1 = 76, so that it is the root
of 76 / 19, which is 2 as well. All masses are parts of 5/3 mg, a mean of 151 and these
deviations: a mean of 251.67 mg and a standard deviation of 3.33 mg, which is 2 / 151 =
1.32 %, from 149 to 154 parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import pytest

from ldn_compound import Q, Quantity
from ldn_compound.model.verdict import Verdict
from ldn_compound.quality import (
    capsule_masses,
    dac_nrf_uniformity,
    filling_decision,
    formulario_nacional,
    mass_loss,
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

TEN = (2, 2, 2, -2, -2, -2, 3, -1, -1, -1)
TWENTY = (2,) * 8 + (-2,) * 8 + (3, -1, -1, -1)
PART = Q("5 mg") / 3

CHECK = (
    "a weight check says nothing of how evenly the drug is spread: hard capsules under "
    "25 mg of drug, or under 25 % of their contents, have no weight-variation route"
)
AROUND = "the limits lie around the mean: an error of the mean is not seen"
HIDDEN = "the shell hides part of how much the contents vary"
OURS = "limits of this library: no publication sets them for each answer"
BOTH = "25 mg of drug and 25 % of the contents"
HIDES = "a heavy shell hides a light fill"
HEAVY = ", ".join(f"no. {each} (255 mg, about 10.07 %)" for each in (1, 2, 3))
HEAVIEST = "about 256.67 mg, about 10.79 %"
OFF_THE_PLAN = ", ".join(
    f"no. {number} ({mass}, {off} %)"
    for number, mass, off in [
        (1, "about 171.67 mg", "28.75"),
        (2, "about 171.67 mg", "28.75"),
        (3, "about 171.67 mg", "28.75"),
        (4, "165 mg", "23.75"),
        (5, "165 mg", "23.75"),
        (6, "165 mg", "23.75"),
        (7, "about 173.33 mg", "30"),
        (8, "about 166.67 mg", "25"),
        (9, "about 166.67 mg", "25"),
        (10, "about 166.67 mg", "25"),
    ]
)


def masses(deviations: tuple[int, ...], mean: int = 151) -> list[Quantity]:
    """Return masses in parts of 5/3 mg."""
    return [PART * (mean + each) for each in deviations]


def contents(deviations: tuple[int, ...]) -> list[Quantity]:
    """Return contents of a mean of 5/6 x 120.4 = 100.333 %."""
    part = Q("5 %") / 6
    return [part * (Fraction("120.4") + each) for each in deviations]


PRINTED: list[tuple[Callable[[], Verdict], str, list[str]]] = [
    (
        # the reference is the mean; 2.4 x 5/6 x 2 = 4
        lambda: usp_905(contents(TEN)),
        "usp-905-acceptance-value",
        [
            "USP <905>, content uniformity of 10 units: pass",
            "acceptance value: 4 %, at most 15 %",
            "mean: about 100.33 %",
            "standard deviation: about 1.67 %",
            "reference value: about 100.33 %",
            "this test says nothing of potency, which has its own",
        ],
    ),
    (
        # the root of 108 / 29 is 1.9298, x 5/6 = 1.6082, x 2 = 3.2164;
        # 75 % and 125 % of 100.3333 are 75.25 and 125.4167
        lambda: usp_905(contents(TEN) * 3, 105),
        "usp-905-acceptance-value",
        [
            "USP <905>, content uniformity of 30 units: pass",
            "acceptance value: 3.2 %, at most 15 %",
            "mean: about 100.33 %",
            "standard deviation: about 1.61 %",
            "reference value: about 100.33 %",
            "units outside 75.25 % to about 125.417 %: none",
            "this test says nothing of potency, which has its own",
            "target 105 %: an overage is no reason for one, an approval is",
            "the first ten had passed: the twenty more were not needed",
        ],
    ),
    (
        # 2 / 120.4 = 1.6611 %
        lambda: ph_eur_2_9_6(contents(TEN)),
        "ph-eur-2-9-6",
        [
            "Ph. Eur. 2.9.6, test B, on 10 units: pass",
            "mean: about 100.333 %",
            "relative standard deviation: about 1.66 %",
            "units more than 15 % off: none",
            "units more than 25 % off: none",
            AROUND,
        ],
    ),
    (
        lambda: ph_eur_2_9_5(masses(TWENTY)),
        "ph-eur-2-9-5",
        [
            "Ph. Eur. 2.9.5, net mass of 20 capsules: pass",
            "mean: about 251.67 mg",
            "relative standard deviation: about 1.32 %",
            "capsules more than 10 % off: none",
            "capsules more than 20 % off: none",
            AROUND,
            CHECK,
        ],
    ),
    (
        lambda: dac_nrf_uniformity(masses(TWENTY)),
        "dac-nrf-calculation-aid",
        [
            "DAC/NRF, uniformity of mass of 20 capsules: pass",
            "mean: about 251.67 mg",
            "relative standard deviation: about 1.32 %, at most 5 %",
            "capsules more than 10 % off: none",
            "capsules more than 20 % off: none",
            AROUND,
            CHECK,
        ],
    ),
    (
        # 154 parts are just 10 % more than 140
        lambda: theoretical_window(masses(TEN), PART * 140, weighed="net"),
        "unc-capsule-quality",
        [
            "Theoretical window, net mass of 10 capsules: pass",
            "mean: about 251.67 mg",
            "relative standard deviation: about 1.32 %",
            "theory: about 233.33 mg",
            "capsules more than 10 % off: none",
            CHECK,
        ],
    ),
    (
        # 153 / 139 = 1.10072, 154 / 139 = 1.10791
        lambda: theoretical_window(masses(TEN), PART * 139, weighed="gross"),
        "unc-capsule-quality",
        [
            "Theoretical window, gross mass of 10 capsules: fail",
            "mean: about 251.67 mg",
            "relative standard deviation: about 1.32 %",
            "theory: about 231.67 mg",
            f"capsules more than 10 % off: {HEAVY}, no. 7 ({HEAVIEST})",
            HIDDEN,
            CHECK,
        ],
    ),
    (
        lambda: usp_2091(masses(TWENTY)),
        "usp-2091",
        [
            "USP <2091>, step 1, 20 capsules: pass",
            "mean gross mass: about 251.67 mg",
            "gross more than 10 % off: none",
            "a chapter for dietary supplements, not for medicines",
            CHECK,
        ],
    ),
    (
        # shells of 50 parts leave 101 parts, 168.33 mg
        lambda: usp_2091(masses(TWENTY), [PART * 50] * 20),
        "usp-2091",
        [
            "USP <2091>, step 1, 20 capsules: pass",
            "mean gross mass: about 251.67 mg",
            "gross more than 10 % off: none",
            "mean net mass: about 168.33 mg",
            "net more than 10 % off: none",
            "net more than 25 % off: none",
            "a chapter for dietary supplements, not for medicines",
            CHECK,
        ],
    ),
    (
        # 149 / 139 = 1.07194, 154 / 139 = 1.10791
        lambda: formulario_nacional(masses(TEN), PART * 139),
        "formulario-nacional",
        [
            "Formulario Nacional, gross mass of 10 capsules: fail",
            "mean: about 251.67 mg",
            "capsules more than 10 % off: none",
            "relative standard deviation: about 1.32 %, at most 4 %",
            "lightest and heaviest, of theory: about 107.19 % to about 110.79 %",
            "read in secondary sources only: see the book before relying on it",
            CHECK,
        ],
    ),
    (
        # 151 / 140 = 1.078571; 7.8571 + 2 x 1.3245 = 10.5062
        lambda: vaum(masses(TEN), PART * 140),
        "gerpac-vaum",
        [
            "VAUM, net mass of 10 capsules: pass",
            "value: about 10.51 %, at most 11 %",
            "mean: about 251.67 mg",
            "off theory: about 7.86 %",
            "coefficient of variation: about 1.32 %",
            "published for 20 capsules, not 10",
            CHECK,
        ],
    ),
    (
        # 0.5 / 18 = 2.77778 %
        lambda: mass_loss("18 g", "17.5 g"),
        "pz-mass-loss",
        ["Loss of mass: pass", "loss: about 2.7778 %, at most 3 %"],
    ),
    (
        # 101 parts net of 105 planned: 3.8095 % less; 2 / 101 = 1.9802 %
        lambda: filling_decision(
            masses(TEN), fill_mass=PART * 105, shell_masses=[PART * 50] * 10
        ),
        "house",
        [
            "While filling, 10 capsules, own shells tared: adjust",
            "mean net mass: about 168.33 mg",
            "planned: 175 mg",
            "mean off: about -3.81 %",
            "relative standard deviation: about 1.98 %, at most 5 %",
            "capsules more than 10 % off their mean: none",
            "capsules more than 20 % off the plan: none",
            "adjust: the mean is about -3.81 % off, up to 3 % is accepted",
            OURS,
            CHECK,
        ],
    ),
    (
        # shells of 48 and 52 parts: the root of 40 / 9 x 5/3 mg = 3.5136 mg;
        # 101 parts net of 80 planned: 26.25 % more; 104 / 80 = 1.3
        lambda: filling_decision(
            masses(TEN), fill_mass=PART * 80, empty_shells=[PART * 48, PART * 52] * 5
        ),
        "house",
        [
            "While filling, 10 capsules, gross, less the mean shell: reject",
            "mean net mass: about 168.33 mg",
            "planned: about 133.33 mg",
            "mean off: 26.25 %",
            "relative standard deviation: about 1.98 %, at most 5 %",
            "shells' standard deviation: about 3.51 mg",
            "capsules more than 10 % off their mean: none",
            f"capsules more than 20 % off the plan: {OFF_THE_PLAN}",
            "reject: the mean is 26.25 % off, 10 % is allowed",
            "reject: 10 beyond 20 % of the plan, none may be",
            "adjust: the mean is 26.25 % off, up to 3 % is accepted",
            OURS,
            f"the spread holds that of the shells, about 3.51 mg: {HIDES}",
            CHECK,
        ],
    ),
    (
        # 97 / 101 = 96.0396 %; 17.12345 / 18 = 95.1303 %; 101 - 97 - 3 = 1;
        # 18000 - 17123.45 - 200 = 676.55 mg
        lambda: reconcile(
            theoretical_capsules=101,
            filled_capsules=97,
            rejected_capsules=3,
            weighed_in="18 g",
            filled="17.12345 g",
            set_aside="0.2 g",
        ),
        "saskoer-yield",
        [
            "Yield: pass",
            "capsules: 97 of 101",
            "of theory: about 96.04 %, limits 95 % to 105 %",
            "mass: about 17\u00a0123.5 mg of 18\u00a0000 mg",
            "of weighed in: about 95.13 %, limits 95 % to 105 %",
            "capsules not accounted for: 1",
            "mass not accounted for: about 676.6 mg",
        ],
    ),
    (
        # (98.3 + 99.2) / 2 = 98.75, reported half up
        lambda: potency_test([98.3, 99.2]),
        "usp-naltrexone-tablets",
        [
            "Potency: pass",
            "mean content: 98.8 %, limits 90 % to 110 %",
            "contents: 2",
            "a mean says nothing of how evenly the drug is spread: see USP <905>",
        ],
    ),
    (
        # 30.1234 / 110 = 27.3849 %
        lambda: uniformity_route("30.1234 mg", "110 mg"),
        "usp-905",
        [
            "Route of USP <905>: weight variation",
            "drug: about 30.123 mg",
            "share of contents: about 27.38 %",
        ],
    ),
    (
        # 4.5 / 110 = 4.0909 %
        lambda: uniformity_route("4.5 mg", "110 mg"),
        "usp-905",
        [
            "Route of USP <905>: content uniformity",
            "drug: 4.5 mg",
            "share of contents: about 4.09 %",
            f"no weight-variation route: it takes {BOTH}",
        ],
    ),
]


@pytest.mark.parametrize(
    ("call", "source", "lines"),
    [pytest.param(*each, id=f"{n}-{each[1]}") for n, each in enumerate(PRINTED)],
)
def test_what_is_printed(
    call: Callable[[], Verdict], source: str, lines: list[str]
) -> None:
    """Every figure is the one worked out by hand, and every word is as stated here."""
    found = call()

    assert [line.strip() for line in re.split("\n|; ", str(found))] == lines
    assert repr(found) == str(found)
    assert found.source == source


def test_masses_are_printed_one_to_a_line() -> None:
    """Gross, net and shells, each with its five figures, worked out by hand.

    Shells of 47, 50 and 55 parts have a mean of 50.6667 and the squares 13.4444, 0.4444
    and 18.7778: their sum over 2 is 16.3333, the root 4.04145, of the mean 7.9766 %; by
    5/3 mg a mean of 84.444 mg, a deviation of 6.7358 mg, 78.333 to 91.667 mg. Net are
    100.3333 parts: 167.222 mg, 2 / 100.3333 = 1.9934 %, 98.3333 to 103.3333 parts,
    which are 163.889 to 172.222 mg; of 180 mg 92.901 %.
    """
    shells = [PART * 47, PART * 50, PART * 55]

    found = capsule_masses(masses(TEN), fill_mass="180 mg", empty_shells=shells)

    assert str(found).splitlines() == [
        "Masses of 10 capsules",
        "  gross mean: about 251.67 mg",
        "  gross standard deviation: about 3.33 mg",
        "  gross relative standard deviation: about 1.32 %",
        "  gross least: about 248.33 mg",
        "  gross greatest: about 256.67 mg",
        "  net mean: about 167.22 mg",
        "  net standard deviation: about 3.33 mg",
        "  net relative standard deviation: about 1.99 %",
        "  net least: about 163.89 mg",
        "  net greatest: about 172.22 mg",
        "  net of theory: about 92.9 %",
        "  shell mean: about 84.44 mg",
        "  shell standard deviation: about 6.74 mg",
        "  shell relative standard deviation: about 7.98 %",
        "  shell least: about 78.33 mg",
        "  shell greatest: about 91.67 mg",
        "  outliers: none",
        "  net of the mean shell mass: the spread of the shells is included",
        f"  {CHECK}",
    ]
