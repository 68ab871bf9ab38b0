"""The method of the Formulario Nacional of Brazil."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ldn_compound import FieldError, Q, Quantity
from ldn_compound.quality import formulario_nacional
from ldn_compound.quantities.units import shortened


def around(mean: int, deviations: list[float]) -> list[Quantity]:
    """List ten masses in mg: the mean plus each deviation, then the mean itself."""
    off = [Fraction(str(each)) for each in deviations]
    assert sum(off) == 0
    off += [Fraction(0)] * (10 - len(off))
    return [Q("1 mg") * (mean + each) for each in off]


@pytest.mark.requirement("R61")
def test_a_worked_example_of_a_course() -> None:
    """Ten capsules of 121 mg against 124 mg of theory: the lightest is 97.4 % of it."""
    grams = (1212, 1211, 1209, 1221, 1208, 1211, 1210, 1212, 1213, 1210)
    found = formulario_nacional([f"0.{each} g" for each in grams], "0.124 g")

    # 0.1208 / 0.124 = 97.42 %, printed as 97.4; 0.1221 / 0.124 = 98.47 %, cut to 98.4
    assert shortened(found.least_theory, 1) == "about 97.4 %"
    assert shortened(found.greatest_theory, 1) == "about 98.5 %"
    # its standard deviation, 0.000184, does not follow:
    # s = root(11610e-10 / 9) = 0.000359
    assert shortened(found.sample.sd, 2) == "about 0.359 mg"
    assert found.verdict == "pass"


@pytest.mark.parametrize(
    ("mean", "deviations", "verdict"),
    [
        # below 300 mg 10 %: one off by 10 %, s = root((10^2 + 4 x 2.5^2) / 9) = 3.73
        (100, [10, -2.5, -2.5, -2.5, -2.5], "pass"),
        (100, [10.1, -2.6, -2.5, -2.5, -2.5], "fail"),
        # from 300 mg on 7.5 %: 22.5 mg
        (300, [22.5, -22.5], "pass"),
        (300, [22.6, -22.6], "fail"),
        # the spread: 4 x 6^2 = 144, s = root(144 / 9) = 4: exactly 4 %
        (100, [6, -6, 6, -6], "pass"),
        (100, [6.1, -6.1, 6, -6], "fail"),
    ],
)
def test_ten_around_their_mean(
    mean: int, deviations: list[float], verdict: str
) -> None:
    """Each lies within 10 %, or 7.5 % from 300 mg on, and the spread is at most 4 %."""
    found = formulario_nacional(around(mean, deviations), f"{mean} mg")

    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("theory", "verdict"),
    [
        ("110 mg", "pass"),  # 99 mg are 90 %
        ("110.1 mg", "fail"),
        ("90 mg", "pass"),  # 99 mg are 110 %
        ("89.9 mg", "fail"),
    ],
)
def test_ten_against_theory(theory: str, verdict: str) -> None:
    """The lightest and the heaviest lie within 90-110 % of theory."""
    found = formulario_nacional(["99 mg"] * 10, theory)

    assert found.verdict == verdict
    assert bool(found.outside_theory) == (verdict == "fail")
    assert found.remarks[0].startswith("read in secondary sources only")


def test_all_where_fewer_were_made() -> None:
    """Of a prescription for seven capsules, all seven are weighed."""
    assert formulario_nacional(["99 mg"] * 7, "99 mg", made=7).verdict == "pass"
    with pytest.raises(
        FieldError, match="gross_masses: expected 10 gross masses or mo"
    ):
        formulario_nacional(["99 mg"] * 7, "99 mg")


def test_theory_is_a_mass() -> None:
    """A theoretical mass is above zero."""
    with pytest.raises(FieldError, match="theoretical: expected a mass above zero"):
        formulario_nacional(["99 mg"] * 10, "0 mg")
