"""The test of mixing: the upper limit of the CV of portions decides.

By hand: the deviations 2, 2, 2, -2, -2, -2, 3, -1, -1, -1 have the squares
6 x 4 + 9 + 3 x 1 = 36, so that the standard deviation of ten is the root of 36 / 9, and
portions of 100 % with them have a CV of 2 %. The 5 % quantile of chi-square with nine
degrees of freedom is 3.3251: the room is 3.3251 / 9 - 0.0004 x (1 - 5.3251 / 10) =
0.369456 - 0.000187 = 0.369269, and the upper limit 2 / root(0.369269) = 3.2912 %.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError, Q, reference
from ldn_compound.quality import (
    MeasuredCv,
    mixing_test,
    ph_eur_2_9_6,
    potency_test,
    probability_of_passing,
)
from ldn_compound.reference.quality_limits import quality_limits

DEVIATIONS = (2, 2, 2, -2, -2, -2, 3, -1, -1, -1)
PORTIONS = [100 + each for each in DEVIATIONS]
LARGE = (
    "portions as large as the contents of a capsule: larger ones vary less; the spread "
    "of the assay is in the figure"
)
FIGURES = (
    "coefficient of variation: 2 %; its upper limit, 95 % sure: about 3.29 %, at most "
    "6 %; mean: 100 %; mean, of theory: 100 %"
)
LUMPY = (
    "for normal contents: were 2 % of portions lumpy, none of 10 would be in 81.71 % "
    "of studies"
)


@pytest.mark.requirement("R108")
def test_cv_and_upper_limit_are_those_of_hand_arithmetic() -> None:
    """A CV of 2 % of ten portions is below 3.292 % in truth, with 95 % confidence."""
    tested = mixing_test(PORTIONS)

    assert tested.cv == Q("2 %")
    assert tested.upper_limit == Q("3.292 %")
    assert tested.measured == MeasuredCv(cv="2 %", portions=10)
    assert (tested.verdict, tested.recovery) == ("pass", None)


def test_what_it_prints() -> None:
    """Title, figures and remarks; 0.98 to the power of ten is 0.8171."""
    tested = mixing_test(PORTIONS, theory=100)

    assert str(tested).splitlines() == [
        f"Mixing, 10 portions: pass; {FIGURES}",
        f"  {LARGE}",
        f"  {LUMPY}",
    ]


def test_the_kind_of_content_does_not_matter() -> None:
    """Masses of drug and shares of the portion have the CV of percentages."""
    in_mg = mixing_test([f"{each} mg" for each in PORTIONS], theory="125 mg")
    shares = mixing_test([f"{each} mcg/mg" for each in PORTIONS], theory="125 mcg/mg")

    assert in_mg.recovery == shares.recovery == Q("80 %")
    assert in_mg.upper_limit == shares.upper_limit == Q("3.292 %")


def test_the_limit_itself_passes() -> None:
    """A blend passes up to the upper limit that is allowed."""
    assert mixing_test(PORTIONS, greatest_cv="3.292 %").verdict == "pass"
    assert mixing_test(PORTIONS, greatest_cv="3.291 %").verdict == "fail"


def test_less_confidence_allows_more() -> None:
    """Of a study that may err once in four times less is asked."""
    sure, unsure = (mixing_test(PORTIONS, confidence=c) for c in ("95 %", "75 %"))

    assert unsure.upper_limit < sure.upper_limit


def test_too_few_portions_are_told_how_many_would_do() -> None:
    """A CV of 4 % passes where root(u / (n - 1)) is 2/3: 14 portions, u is 5.892.

    By a table of chi-square: of 13 portions 5.226 / 12 = 0.4355, of 14 5.892 / 13 =
    0.4532; the square of 2/3 is 0.4444, with the correction 0.4444 x 1.0016.
    """
    failed = mixing_test([100 + 2 * each for each in DEVIATIONS])

    assert failed.verdict == "fail"
    assert failed.remarks[0] == (
        "10 portions cannot show it: at the same figure a new study of 14 would"
    )


@pytest.mark.requirement("R108")
def test_a_blend_that_varies_too_much_is_mixed_again() -> None:
    """No number of portions makes a CV of 8 % one below 6 %."""
    failed = mixing_test([100 + 4 * each for each in DEVIATIONS])

    assert failed.verdict == "fail"
    assert failed.remarks[0] == (
        "mix longer or dilute in smaller steps, with particles of like size, and test "
        "new portions"
    )


def test_the_limit_has_a_source() -> None:
    """A house rule is named as one, and the study behind it can be looked up."""
    (limit, _) = quality_limits("mixing")

    assert limit.value == mixing_test(PORTIONS).greatest_cv == Q("6 %")
    assert limit.source == mixing_test(PORTIONS).source == "house"
    assert reference.source("yakushi-2004").address.startswith("https://")


def test_the_study_of_mortars() -> None:
    """Yakugaku Zasshi 2004: 64-fold, a CV below 6.08 %, a fifth of the dye lost.

    Contents of the CV that was found pass USP <905> almost always where the loss is
    made up for, since the acceptance value is then 2.4 x 6.08 = 14.6 on average; with
    the loss none passes: the mean of 80 % is 18.5 below 98.5 %, which is more than 15.
    """
    made_up, lost = (
        probability_of_passing(mean, mean * 0.0608) for mean in (100.0, 80.0)
    )

    assert made_up > 0.95
    assert lost < 0.01
    assert potency_test([80.0]).verdict == "fail"


@pytest.mark.parametrize(
    ("cv", "counts"),
    [
        pytest.param(15.3, (2, 2, 7), id="0.1-mg"),
        pytest.param(13.4, (3, 3, 5), id="1-mg"),
    ],
)
def test_the_study_of_capsules_by_dilution(
    cv: float, counts: tuple[int, int, int]
) -> None:
    """EJHP 2012: of eleven batches so many met Ph. Eur. 2.9.6, were unclear, failed.

    That test lies around the mean of the sample: its results depend on the CV of single
    capsules alone. The CV that reproduces the share that failed gives the two others.
    """
    rng = np.random.default_rng(19)
    samples = rng.normal(100, cv, size=(2000, 10)).clip(0).round(3)
    verdicts = [ph_eur_2_9_6(each.tolist()).verdict for each in samples]

    shares = [verdicts.count(each) for each in ("pass", "test 20 more", "fail")]

    # to less than one batch of the eleven
    assert [11 * share / 2000 for share in shares] == pytest.approx(counts, abs=0.9)


@pytest.mark.parametrize("mean", [83.5, 86.1, 100.0])
def test_the_capsules_of_that_study_pass_no_usp_905(mean: float) -> None:
    """A CV of 13.4 % is 2.4 x 13.4 = 32, of the 15 that are allowed."""
    assert probability_of_passing(mean, mean * 0.134) < 0.005


def test_like_particles_of_that_study_pass_and_are_told_of_the_loss() -> None:
    """A CV below 3.0 % passes with twenty portions; the mean says what was lost."""
    portions = [80 * (1 + each / 100) for each in (3, -3) * 10]
    tested = mixing_test(portions, theory=100)

    assert tested.verdict == "pass"
    assert tested.recovery == Q("80 %")
    assert ("mean, of theory", "80 %") in tested.figures


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: mixing_test([100, 100]), "portions: expected 3 portions or more, got 2"),
    (lambda: mixing_test([0, 0, 0]), "portions: expected portions that hold some drug"),
    (lambda: mixing_test(["1 mg", "100 %", "1 mg"]), r"portions\[1\]: expected"),
    (lambda: mixing_test(PORTIONS, theory="1 mg"), "theory: expected what each"),
    (lambda: mixing_test(PORTIONS, theory=0), "theory: expected what each"),
    (lambda: mixing_test(PORTIONS, theory="x mL"), "theory: expected an amount"),
    (lambda: mixing_test(PORTIONS, confidence="50 %"), "confidence: expected a share"),
    (lambda: mixing_test(PORTIONS, confidence="95"), "confidence: expected an amount"),
    (lambda: mixing_test(PORTIONS, greatest_cv="0 %"), "greatest_cv: expected a share"),
    (lambda: mixing_test(PORTIONS, greatest_cv="1 mg"), "greatest_cv: expected a sha"),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_no_study_of_mixing_is_refused(number: int) -> None:
    """The field is named."""
    asked, message = REFUSED[number]

    with pytest.raises(FieldError, match=rf"^{message}"):
        asked()
