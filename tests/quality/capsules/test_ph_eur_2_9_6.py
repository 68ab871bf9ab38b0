"""Ph. Eur. 2.9.6, test B: contents around their mean."""

from __future__ import annotations

import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quality import ph_eur_2_9_6


def around(mean: int, deviations: list[float], n: int) -> list[float]:
    """List n contents: the mean plus each deviation, then the mean itself."""
    assert sum(deviations) == 0
    return [mean + each for each in deviations] + [mean] * (n - len(deviations))


@pytest.mark.requirement("R61")
@pytest.mark.parametrize(
    ("deviations", "outside", "far", "verdict"),
    [
        ([15, -15], 0, 0, "pass"),  # at the limits of 85 and 115 %
        ([-16, 8, 8], 1, 0, "pass"),
        ([-25, 12.5, 12.5], 1, 0, "pass"),  # at the limit of 75 %
        ([16, -16], 2, 0, "test 20 more"),
        ([-16, -16, 16, 8, 8], 3, 0, "test 20 more"),
        ([-16, -16, 16, 16], 4, 0, "fail"),
        ([-26, 13, 13], 1, 1, "fail"),
        ([26, -13, -13], 1, 1, "fail"),
    ],
)
def test_ten_units(
    deviations: list[float], outside: int, far: int, verdict: str
) -> None:
    """One outside 85-115 % passes, two or three call for more, none may be far out."""
    found = ph_eur_2_9_6(around(100, deviations, 10))

    assert (len(found.outside), len(found.far_outside)) == (outside, far)
    assert found.verdict == verdict


@pytest.mark.requirement("R61")
@pytest.mark.parametrize(
    ("first", "later", "verdict"),
    [
        ([16, -16], [], "pass"),
        ([16, -16], [-16, 8, 8], "pass"),  # three of thirty
        ([16, -16], [16, -16], "fail"),  # four of thirty
        ([16, -16], [-26, 13, 13], "fail"),  # one outside 75-125 %
        ([], [], "pass"),
    ],
)
def test_thirty_units(first: list[float], later: list[float], verdict: str) -> None:
    """Of all thirty, three may lie outside 85-115 % and none outside 75-125 %."""
    found = ph_eur_2_9_6([*around(100, first, 10), *around(100, later, 20)])

    assert found.verdict == verdict


def test_a_failure_of_the_first_ten_is_final() -> None:
    """Twenty more do not mend it, even where they move the mean."""
    # 74 is 74 % of the mean of ten, 100; of thirty, (1000 + 20 x 97) / 30 = 98, it is
    # 75.5 %, and three (74, and twice 113, which is 115.3 %) are outside 85-115 %
    first = around(100, [-26, 13, 13], 10)

    found = ph_eur_2_9_6([*first, *[97] * 20])

    assert (len(found.outside), found.far_outside) == (3, ())
    assert found.verdict == "fail"
    assert found.remarks[-1] == "the first ten failed, which is final"


def test_the_mean_is_not_judged() -> None:
    """Half of the label in every unit passes: the test looks at their spread only."""
    found = ph_eur_2_9_6([50] * 10)

    assert found.verdict == "pass"
    assert found.remarks == (
        "the limits lie around the mean: an error of the mean is not seen",
    )


def test_masses_of_drug_are_read_too() -> None:
    """Contents in mg are judged as those in percent of the label."""
    found = ph_eur_2_9_6(["1.5 mg"] * 9 + ["1.2 mg"])

    # mean 1.47 mg; 1.2 / 1.47 = 81.6 %
    assert (found.mean, found.verdict) == (Q("1.47 mg"), "pass")
    assert [each.number for each in found.outside] == [10]


def test_no_drug_at_all_has_no_spread() -> None:
    """Where nothing was found, nothing can be compared with its mean."""
    with pytest.raises(
        FieldError, match=r"contents: expected contents above zero, got 0 in"
    ):
        ph_eur_2_9_6([0] * 10)
    with pytest.raises(
        FieldError, match=r"contents: expected contents above zero, got 0 in"
    ):
        ph_eur_2_9_6([0] * 10 + [100] * 20)


@pytest.mark.parametrize("count", [9, 20, 31])
def test_ten_or_all_thirty(count: int) -> None:
    """Twenty more come together with the first ten."""
    with pytest.raises(FieldError, match=rf"10 or 30 contents, got {count}; give the"):
        ph_eur_2_9_6([100] * count)
