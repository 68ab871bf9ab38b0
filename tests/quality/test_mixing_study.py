"""The design of a study of mixing, against quadrature and simulation.

By hand, for a true CV of 3 %, a greatest of 6 % and ten portions: the 5 % quantile of
chi-square is 3.3251, so that a measured CV of 6 x root(3.3251 / 9 / 1.00168) = 3.644 %
passes. The square of 3.644 / 3 is 1.4754, times 9 is 13.28, less a thousandth for the
correction; the chance that chi-square with nine degrees of freedom is below is 0.849 by
interpolation in a table (0.80 at 12.242, 0.90 at 14.684).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quality import mixing_study_power, mixing_test, portions_needed
from tests.quality.test_measured_cv import exact_chance


@pytest.mark.requirement("R108")
def test_power_by_the_number_of_portions() -> None:
    """Six portions accept a good blend in half of the studies, twenty nearly always."""
    six, ten, twenty = mixing_study_power("3 %")

    assert [each.portions for each in (six, ten, twenty)] == [6, 10, 20]
    assert ten.greatest_measured_cv == pytest.approx(3.644, abs=5e-4)
    assert ten.chance == pytest.approx(0.849, abs=1e-3)
    assert six.chance < 0.6
    assert twenty.chance > 0.99


@pytest.mark.parametrize("true_cv", [1, 3, 5, 8])
def test_power_is_that_of_quadrature(true_cv: int) -> None:
    """A second method: the exact distribution, integrated over the spread."""
    for study in mixing_study_power(f"{true_cv} %", portions=(3, 6, 10, 20)):
        exact = exact_chance(
            study.greatest_measured_cv / 100, true_cv / 100, study.portions
        )

        # how far the approximation is from the exact distribution
        assert study.chance == pytest.approx(exact, abs=2e-4)


def test_power_is_that_of_simulated_studies() -> None:
    """A third method: blends drawn, their portions put to the test of mixing."""
    rng = np.random.default_rng(18)
    studies = rng.normal(100, 3, size=(1500, 10)).round(3)

    passed = np.mean([mixing_test(each.tolist()).verdict == "pass" for each in studies])

    (study,) = mixing_study_power("3 %", portions=[10])
    # four standard errors of a share of 1,500 studies
    assert passed == pytest.approx(study.chance, abs=4 * np.sqrt(0.85 * 0.15 / 1500))


@pytest.mark.parametrize("confidence", ["90 %", "95 %", "99 %"])
def test_a_blend_at_the_limit_passes_once_in_so_many_studies(confidence: str) -> None:
    """However many portions there are: one less the confidence."""
    for study in mixing_study_power("6 %", confidence=confidence):
        allowed = 1 - float(Q(confidence).m_as("%")) / 100
        assert study.chance == pytest.approx(allowed, abs=1e-9)


def test_a_study_is_printed_in_one_line() -> None:
    """Portions, what passes, and how often."""
    (_, ten, _) = mixing_study_power("3 %")

    assert str(ten) == (
        "10 portions: passes up to a measured CV of 3.64 %; a blend of 3 % passes in "
        "84.9 % of studies"
    )


def test_own_limits_are_taken() -> None:
    """Twice the CV that is allowed lets twice the CV pass, but for the correction."""
    (strict,) = mixing_study_power("3 %", portions=[10], greatest_cv="6 %")
    (lenient,) = mixing_study_power("6 %", portions=[10], greatest_cv="12 %")

    assert lenient.chance == pytest.approx(strict.chance, abs=5e-3)


def test_the_fewest_portions_with_power() -> None:
    """One portion fewer is too few."""
    for cv, power in (("2 %", 0.9), ("3 %", 0.8), ("4 %", 0.95)):
        n = portions_needed(cv, power=power)
        before, enough = mixing_study_power(cv, portions=(n - 1, n))

        assert before.chance < power <= enough.chance


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: portions_needed("6 %"), "true_cv: expected a CV well below 6 %, "),
    (lambda: portions_needed("3 %", power=1), "power: expected a share above 0"),
    (lambda: mixing_study_power("3 mg"), "true_cv: expected a share above 0 %"),
    (lambda: mixing_study_power("3 %", portions=[2]), "portions: expected a whole n"),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_no_design_is_refused(number: int) -> None:
    """The field is named."""
    asked, message = REFUSED[number]

    with pytest.raises(FieldError, match=rf"^{message}"):
        asked()
