"""Masses of single capsules around their mean."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ldn_compound import FieldError, Q, Quantity
from ldn_compound.quality import dac_nrf_uniformity, ph_eur_2_9_5
from ldn_compound.quantities.units import Readable


def around(mean: int, deviations: list[float], n: int) -> list[Quantity]:
    """List n masses in mg: the mean plus each deviation, then the mean itself."""
    off = [Fraction(str(each)) for each in deviations]
    assert sum(off) == 0
    off += [Fraction(0)] * (n - len(off))
    return [Q("1 mg") * (mean + each) for each in off]


@pytest.mark.requirement("R61")
@pytest.mark.parametrize(
    ("mean", "deviations", "outside", "far", "verdict"),
    [
        # below 300 mg: 10 % and 20 %; of 200 mg: 20 mg and 40 mg
        (200, [20, -20, 20, -20], 0, 0, "pass"),
        (200, [21, -21], 2, 0, "pass"),
        (200, [-21, -22, 21, 11, 11], 3, 0, "fail"),
        (200, [-40, 20, 20], 1, 0, "pass"),
        (200, [-41, 20, 20, 1], 1, 1, "fail"),
        (200, [41, -20, -20, -1], 1, 1, "fail"),
        # from 300 mg on: 7.5 % and 15 %; of 300 mg: 22.5 mg and 45 mg
        (300, [22.5, -22.5], 0, 0, "pass"),
        (300, [23, -23], 2, 0, "pass"),
        (300, [-23, -23, 23, 23], 4, 0, "fail"),
        (300, [-46, 22, 22, 2], 1, 1, "fail"),
        # 299 mg: 10 % is 29.9 mg
        (299, [29, -29, 29, -29], 0, 0, "pass"),
    ],
)
def test_twenty_net_masses(
    mean: int, deviations: list[float], outside: int, far: int, verdict: str
) -> None:
    """Two may be beyond the limit from their mean, none beyond twice the limit."""
    found = ph_eur_2_9_5(around(mean, deviations, 20))

    assert found.mean == Q(f"{mean} mg")
    assert (len(found.outside), len(found.far_outside)) == (outside, far)
    assert found.verdict == verdict


@pytest.mark.requirement("R61")
def test_an_error_of_all_capsules_is_not_seen() -> None:
    """Twenty capsules of half their fill pass, and the verdict says why."""
    found = ph_eur_2_9_5(["88 mg"] * 20)

    assert found.verdict == "pass"
    assert found.remarks[0] == (
        "the limits lie around the mean: an error of the mean is not seen"
    )


@pytest.mark.requirement("R61")
@pytest.mark.parametrize(
    ("deviations", "verdict"),
    [
        # s = root(4 x 56.25 / 9) = 5: exactly 5 % of 100 mg
        ([7.5, -7.5, 7.5, -7.5], "pass"),
        # s = root(4 x 57.76 / 9) = 5.067
        ([7.6, -7.6, 7.6, -7.6], "fail"),
        # s = root((121 + 81 + 4) / 9) = 4.78, and one is 11 % off
        ([11, -9, -2], "pass"),
        # two "orange": s = root(2 x 100.2001 / 9) = 4.72
        ([10.01, -10.01], "pass"),
    ],
)
def test_ten_by_the_dac_nrf(deviations: list[float], verdict: str) -> None:
    """The relative standard deviation is at most 5 %, and two may be beyond 10 %."""
    assert dac_nrf_uniformity(around(100, deviations, 10)).verdict == verdict


@pytest.mark.parametrize(
    ("deviations", "verdict"),
    [
        # three "orange" of twenty: s = root((3 x 121 + 3 x 121) / 19) = 6.2, and alone
        # s = root((3 x 10.5^2 + 6 x 5.25^2) / 19) = 5.1: both reasons at once
        ([11, 11, 11, -11, -11, -11], "fail"),
        # one "red": s = root((20.5^2 + 2 x 10 ^2 + 0.5^2) / 19) = 5.7
        ([-20.5, 10, 10, 0.5], "fail"),
        # twenty within
        ([10, -10], "pass"),
    ],
)
def test_twenty_by_the_dac_nrf(deviations: list[float], verdict: str) -> None:
    """Twenty capsules are judged by the same limits."""
    assert dac_nrf_uniformity(around(100, deviations, 20)).verdict == verdict


def test_three_beyond_the_limit_fail_whatever_the_spread() -> None:
    """Three "orange" capsules fail though the spread is within 5 %."""
    # mean 300 mg, limit 22.5 mg; s = root((3 x 23^2 + 3 x 23^2) / 19) = 12.9: 4.3 %
    found = dac_nrf_uniformity(around(300, [23, 23, 23, -23, -23, -23], 20))

    assert found.greatest_rsd is not None
    assert found.sample.rsd < found.greatest_rsd
    assert found.verdict == "fail"


def test_the_figures_name_the_limits() -> None:
    """Limits and capsules beyond them stand with the verdict."""
    found = dac_nrf_uniformity(around(100, [10.5, -10.5], 10))

    figures = dict(found.figures)
    # s = root(2 x 110.25 / 9) = 4.95
    assert figures["relative standard deviation"] == "about 4.95 %, at most 5 %"
    assert figures["capsules more than 10 % off"] == (
        "no. 1 (110.5 mg, 10.5 %), no. 2 (89.5 mg, -10.5 %)"
    )
    assert figures["capsules more than 20 % off"] == "none"


@pytest.mark.parametrize("count", [10, 19, 21])
def test_the_test_wants_twenty(count: int) -> None:
    """Ph. Eur. 2.9.5 is stated for twenty."""
    with pytest.raises(
        FieldError, match=rf"net_masses: expected 20 net .* got {count}"
    ):
        ph_eur_2_9_5(["175 mg"] * count)


@pytest.mark.parametrize("count", [9, 15, 21])
def test_the_dac_nrf_wants_ten_or_twenty(count: int) -> None:
    """The DAC/NRF weighs ten capsules or twenty."""
    with pytest.raises(FieldError, match=rf"expected 10 or 20 net masses, got {count}"):
        dac_nrf_uniformity(["175 mg"] * count)


@pytest.mark.parametrize(
    ("masses", "message"),
    [
        (
            ["0 mg"] * 20,
            "net_masses: expected net masses above zero, got 0 mg for every capsule",
        ),
        (["175 mg"] * 19 + ["175"], r"net_masses\[19\]: expected an amount"),
        (["175 mg"] * 19 + ["98 %"], r"net_masses\[19\]: expected a mass"),
    ],
)
def test_what_is_no_mass_is_refused(masses: list[Readable], message: str) -> None:
    """Masses have their unit, and not all capsules are empty."""
    with pytest.raises(FieldError, match=message):
        ph_eur_2_9_5(masses)
