"""USP <905>: mean and spread of contents, judged together."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from statistics import fmean, stdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError, Q
from ldn_compound.quality import content_verdicts, usp_905

TENTHS = st.integers(600, 1400).map(lambda tenths: Fraction(tenths, 10))


class TestFaultsFoundElsewhere:
    """Five ways in which open implementations of the test go wrong."""

    @pytest.mark.requirement("R60")
    def test_thirty_units_are_judged_by_their_own_constant(self) -> None:
        """At the second stage k is 2.0, not 2.4."""
        # 15 x 93 and 15 x 107: s = 7 x root(30/29) = 7.1197
        # 2.0 s = 14.24 passes; 2.4 s = 17.09 would not
        found = usp_905([93, 107] * 15)

        assert (found.acceptance_value, found.verdict) == (Q("14.2 %"), "pass")

    @pytest.mark.requirement("R60")
    def test_single_units_are_judged_around_the_reference(self) -> None:
        """The limits of a unit are M +- 25 % of M, not 75 to 125."""
        # mean = (29 x 97 + 124) / 30 = 97.9, so M = 98.5 and 1.25 M = 123.125 < 124
        # s = root((29 x 0.81 + 681.21) / 29) = root(24.3) = 4.9295
        # AV = 0.6 + 2 x 4.9295 = 10.459
        found = usp_905([97] * 29 + [124])

        assert found.acceptance_value == Q("10.5 %")
        assert [each.number for each in found.outside] == [30]
        assert found.verdict == "fail"

    def test_a_unit_far_above_the_label_may_be_within(self) -> None:
        """Around a reference of 101.5, 126 is within and 76 is not."""
        # mean = (29 x 102 + 126) / 30 = 102.8, M = 101.5: 76.125 to 126.875
        above = usp_905([102] * 29 + [126])
        # mean = (29 x 105 + 76) / 30 = 104.0333, M = 101.5
        below = usp_905([105] * 29 + [76])

        assert (above.outside, above.verdict) == ((), "pass")
        assert [each.number for each in below.outside] == [30]

    def test_a_target_above_the_label_is_worked_out(self) -> None:
        """A target of 105 moves the upper bound of M, and nothing breaks."""
        # mean 103, s = 4 x root(10/9) = 4.2164, 2.4 s = 10.119
        # T = 105: M = 103, AV = 10.119; T = 100: M = 101.5, AV = 11.619
        contents = [99, 107] * 5

        aimed, usual = usp_905(contents, 105), usp_905(contents)

        assert (aimed.reference, aimed.acceptance_value) == (Q("103 %"), Q("10.1 %"))
        assert (usual.reference, usual.acceptance_value) == (Q("101.5 %"), Q("11.6 %"))

    def test_both_terms_are_added(self) -> None:
        """Distance and spread are summed; the greater of them is not enough."""
        # mean 90, s = 3.8 x root(10/9) = 4.0056, 2.4 s = 9.613
        # 8.5 + 9.613 = 18.113; the greater term, 9.6, would pass
        found = usp_905([86.2, 93.8] * 5)

        assert found.acceptance_value == Q("18.1 %")
        assert found.verdict == "test 20 more"

    def test_fifteen_is_the_limit_at_both_stages(self) -> None:
        """L2, 25.0, is no limit of the acceptance value."""
        # 15 x 90 and 15 x 110: s = 10 x root(30/29) = 10.171, AV = 20.34
        found = usp_905([90, 110] * 15)

        assert (found.acceptance_value, found.outside) == (Q("20.3 %"), ())
        assert found.verdict == "fail"


@pytest.mark.requirement("R60")
@pytest.mark.parametrize(
    ("content", "value", "verdict"),
    [
        # s = 0, M = 98.5: AV = 98.5 - content
        ("83.451", "15 %", "pass"),  # 15.049
        ("83.45", "15.1 %", "test 20 more"),  # 15.05
        ("83.5", "15 %", "pass"),
        ("84", "14.5 %", "pass"),
        ("98.5", "0 %", "pass"),
        # M = 101.5: AV = content - 101.5
        ("101.5", "0 %", "pass"),
        ("116.549", "15 %", "pass"),
        ("116.55", "15.1 %", "test 20 more"),
        ("0", "98.5 %", "test 20 more"),
    ],
)
def test_the_reported_figure_is_compared(
    content: str, value: str, verdict: str
) -> None:
    """The acceptance value is rounded half up to one decimal, and 15.0 passes."""
    found = usp_905([content] * 10)

    assert (found.acceptance_value, found.verdict) == (Q(value), verdict)


def test_one_far_unit_is_no_failure_of_ten() -> None:
    """Single units have no limit at the first stage."""
    # mean 99.7, s = root((9 x 3.3^2 + 29.7^2) / 9) = root(108.9) = 10.44; AV = 25.05
    far = usp_905([103] * 9 + [70])

    assert [each.number for each in far.outside] == [10]
    assert far.verdict == "test 20 more"


def test_ten_units_that_hold_together_pass_with_a_far_one() -> None:
    """Ten units pass by their acceptance value alone."""
    # contents equal but far from the label: no spread, 14.5 off
    found = usp_905([84] * 10)

    assert (found.unrounded, found.verdict) == (Q("14.5 %"), "pass")


def test_the_limits_of_a_unit_belong_to_what_passes() -> None:
    """A unit exactly at 0.75 M or 1.25 M is within."""
    # mean (28 x 97 + 73.875 + 123.125) / 30 = 97.1, so M = 98.5
    at = ["73.875", "123.125"] + [97] * 28

    assert usp_905(at).outside == ()
    assert [each.number for each in usp_905(["73.874", *at[1:]]).outside] == [1]
    assert [each.number for each in usp_905([at[0], "123.126", *at[2:]]).outside] == [2]


def test_the_published_limits_of_a_unit() -> None:
    """With a mean of 105.9, M is 101.5 and units lie in 76.125 to 126.875 (USP)."""
    found = usp_905([105.9] * 30)

    names = [name for name, _ in found.figures]
    assert "units outside 76.125 % to 126.875 %" in names


def test_the_figures_of_ten() -> None:
    """Ten units are told with their acceptance value and its limit, and no unit's."""
    # mean 100, s = root(10 / 9) = 1.0541, AV = 2.53
    assert usp_905([99, 101] * 5).figures == (
        ("acceptance value", "2.5 %, at most 15 %"),
        ("mean", "100 %"),
        ("standard deviation", "about 1.05 %"),
        ("reference value", "100 %"),
    )


class TestPassingIsNotPotency:
    """A pass on <905> is none on potency: both are reported."""

    @pytest.mark.requirement("R62")
    def test_ten_units_at_84(self) -> None:
        """Ten units at 84.0 % of the label pass the one and fail the other."""
        uniformity, potency = content_verdicts([84.0] * 10)

        assert (uniformity.verdict, potency.verdict) == ("pass", "fail")
        assert uniformity.remarks[0] == (
            "potency fails, whatever this test says: the mean, 84 % of the label, is "
            "outside 90 % to 110 %"
        )

    def test_within_the_limits(self) -> None:
        """Where potency is right, the test says that it does not judge it."""
        uniformity, potency = content_verdicts([99, 101] * 5)

        assert (uniformity.verdict, potency.verdict) == ("pass", "pass")
        assert uniformity.remarks == (
            "this test says nothing of potency, which has its own",
        )


def test_a_target_wants_an_approval() -> None:
    """A target other than 100 is remarked on: an overage is no reason for one."""
    assert usp_905([99, 101] * 5, 100).remarks[1:] == ()
    assert usp_905([99, 101] * 5, "105 %").remarks[1:] == (
        "target 105 %: an overage is no reason for one, an approval is",
    )


def test_twenty_more_that_nobody_called_for() -> None:
    """Where the first ten had passed, the thirty are judged, and it is said."""
    found = usp_905([99, 101] * 15)

    assert found.remarks[-1] == (
        "the first ten had passed: the twenty more were not needed"
    )
    # ten contents of 90 and 110: 2.4 x 10.54 = 25.3, twenty more were called for
    assert len(usp_905([90, 110] * 5 + [100] * 20).remarks) == 1


@pytest.mark.parametrize("count", [0, 1, 9, 11, 20, 29, 31])
def test_ten_or_all_thirty(count: int) -> None:
    """Twenty more without the first ten are no sample, nor are nine."""
    expected = rf"contents: expected 10 or 30 contents, got {count}; give the first ten"
    with pytest.raises(FieldError, match=expected):
        usp_905([100] * count)


@pytest.mark.parametrize(
    "bad", [float("nan"), float("inf"), True, -1, None, "4.5 mg"], ids=repr
)
def test_the_content_at_fault_is_named(bad: Any) -> None:
    """The error names the place of what is no content."""
    with pytest.raises(FieldError, match=r"contents\[9\]: expected an? .*, got"):
        usp_905([100] * 9 + [bad])


@pytest.mark.parametrize(
    ("target", "expected"),
    [(0, "a target above zero"), (-5, "a finite content"), ("100 mg", "a content")],
)
def test_the_target_is_a_content(target: int | str, expected: str) -> None:
    """A target is in percent of the label, and above zero."""
    with pytest.raises(FieldError, match=f"target: expected {expected}"):
        usp_905([100] * 10, target)


def by_the_chapter(contents: list[float], upper: float) -> str:
    """Judge contents as the chapter is read, case by case, in floats."""
    mean, k = fmean(contents), 2.4 if len(contents) == 10 else 2.0
    reference = mean
    if mean < 98.5:
        reference = 98.5
    if mean > upper:
        reference = upper
    tenths = int((abs(reference - mean) + k * stdev(contents)) * 10 + 0.5)
    if len(contents) == 10:
        return "pass" if tenths <= 150 else "test 20 more"
    within = all(0.75 * reference <= each <= 1.25 * reference for each in contents)
    return "pass" if tenths <= 150 and within else "fail"


@pytest.mark.requirement("R60")
@given(
    contents=st.sampled_from([10, 30]).flatmap(
        lambda n: st.lists(TENTHS, min_size=n, max_size=n)
    )
)
def test_against_another_implementation(contents: list[Fraction]) -> None:
    """The verdict is that of the chapter, written out again in another way."""
    found = usp_905(contents)

    # floats may fall on the other side of a limit that is met to the last digit
    close = abs(found.unrounded - Q("15.05 %")) < Q("0.000001 %")
    offs = [abs(each / found.reference - 1) for each in found.sample.values]
    at_limit = any(abs(off - Q("25 %")) < Q("0.000001 %") for off in offs)
    if not (close or at_limit):
        assert found.verdict == by_the_chapter([float(c) for c in contents], 101.5)


@pytest.mark.parametrize(
    "read",
    [str, float, "{} %".format, lambda n: Q(f"{n} %"), Fraction],
    ids=["text", "float", "percent", "quantity", "fraction"],
)
def test_how_contents_are_written_does_not_matter(
    read: Callable[[str], Any],
) -> None:
    """Texts, numbers and quantities of the same contents give the same verdict."""
    numbers = ["98.2", "101.4", "97.5", "103.6", "99.1"] * 2

    assert usp_905([read(each) for each in numbers]) == usp_905(numbers)
