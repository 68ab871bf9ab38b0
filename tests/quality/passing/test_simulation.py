"""How often drawn samples pass USP <905>."""

from __future__ import annotations

from statistics import fmean, stdev
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError
from ldn_compound.quality import samples_pass, simulate_passing


def by_the_book(contents: list[float], highest: float = 101.5) -> bool:
    """Judge one sample step by step, as the chapter says it."""

    def value_and_reference(units: list[float], k: float) -> tuple[float, float]:
        mean = fmean(units)
        reference = min(max(mean, 98.5), highest)
        return abs(reference - mean) + k * stdev(units), reference

    first, _ = value_and_reference(contents[:10], 2.4)
    if first < 15.05:  # 15.0 as reported to one decimal
        return True
    second, reference = value_and_reference(contents, 2.0)
    near = all(0.75 * reference <= each <= 1.25 * reference for each in contents)
    return second < 15.05 and near


def passes(contents: list[float], target: float = 100.0) -> bool:
    """Judge one sample with the library."""
    return bool(samples_pass(np.array([contents]), target=target)[0])


class TestOneSample:
    """A sample passes at stage 1, else at stage 2, else not at all."""

    @pytest.mark.parametrize(
        ("content", "verdict"),
        [
            # M = 98.5, no spread: AV = 98.5 - content
            (84.0, True),  # 14.5: a pass that is no pass on potency
            (83.46, True),  # 15.04, reported as 15.0
            (83.44, False),  # 15.06, reported as 15.1
            (116.54, True),  # M = 101.5: 15.04
            (116.56, False),  # 15.06
        ],
    )
    def test_reported_to_one_decimal(self, content: float, verdict: bool) -> None:  # noqa: FBT001
        """The acceptance value is rounded to one decimal before it is compared."""
        assert passes([content] * 30) is verdict

    def test_first_ten_decide_alone(self) -> None:
        """What stage 1 passes, no content of the other twenty fails."""
        assert passes([100.0] * 29 + [150.0])

    @pytest.mark.parametrize(
        ("outlier", "verdict"),
        [
            # 29 of 100 and one of 126: s10 = 26 / sqrt(10) = 8.2, AV = 19.7, so to
            # stage 2: s30 = 4.7, AV = 9.5; M = 100.867, limit 1.25 M = 126.08
            (126.0, True),
            # M = 100.873, limit 126.09
            (126.2, False),
            # s30 = 26 / sqrt(30) = 4.7; M = 99.133, limit 0.75 M = 74.35
            (74.5, True),
            # M = 99.127, limit 74.35
            (73.8, False),
        ],
    )
    def test_no_content_is_far_away_at_stage_2(
        self,
        outlier: float,
        verdict: bool,  # noqa: FBT001
    ) -> None:
        """At stage 2 every content lies within 25 % of the reference value."""
        assert passes([outlier] + [100.0] * 29) is verdict

    def test_all_thirty_spread_too_much(self) -> None:
        """Half 91 and half 109: s10 = 9.5, s30 = 9.2, AV 22.8 and 18.3."""
        assert not passes([91.0, 109.0] * 15)

    def test_thirty_are_judged_with_a_smaller_factor(self) -> None:
        """Half 93 and half 107: AV = 2.4 x 7.38 = 17.7, then 2 x 7.12 = 14.2."""
        assert passes([93.0, 107.0] * 15)

    def test_an_approved_target_moves_the_reference(self) -> None:
        """All at 118: AV = 118 - 101.5 = 16.5; with the target 105, 13."""
        assert not passes([118.0] * 30)
        assert passes([118.0] * 30, target=105.0)


@pytest.mark.parametrize(
    ("mean", "sd"), [(100.0, 7.0), (94.0, 5.0), (107.0, 4.5), (100.0, 12.0)]
)
def test_many_are_judged_as_one_by_one(mean: float, sd: float) -> None:
    """A table of samples gets the verdicts that each gets by the book."""
    samples = np.random.default_rng(30).normal(mean, sd, (1000, 30))

    verdicts = samples_pass(samples)

    assert verdicts.tolist() == [by_the_book(row) for row in samples.tolist()]
    assert 0 < verdicts.sum() < 1000


class TestShare:
    """The share of samples that pass is found by drawing them."""

    @pytest.mark.requirement("R92")
    def test_the_seed_decides(self) -> None:
        """Drawn again with the same seed, the same share passes."""
        first, again = (
            simulate_passing(100, 6, batches=500, rng=np.random.default_rng(3))
            for _ in range(2)
        )

        assert first == again

    def test_every_batch_is_drawn(self) -> None:
        """Batches beyond a block are drawn too: 10,001 even ones all pass."""
        rng = np.random.default_rng(3)

        assert simulate_passing(100.0, 0.0, batches=10_001, rng=rng) == 1.0

    def test_the_target_counts(self) -> None:
        """An even batch at 118 % passes with a target of 105 % only."""
        shares = [
            simulate_passing(
                118.0, 0.0, batches=10, rng=np.random.default_rng(3), target=target
            )
            for target in (100.0, 105.0)
        ]

        assert shares == [0.0, 1.0]


class TestRefusals:
    """What is no sample is refused."""

    @pytest.mark.parametrize(
        "contents",
        [[100.0] * 30, [[100.0] * 10], [[[100.0] * 30]], [[float("nan")] * 30]],
        ids=["one-row", "ten", "three-dimensions", "nan"],
    )
    def test_samples_have_thirty_contents(self, contents: Any) -> None:
        """Both stages need thirty contents in each row."""
        message = r"^contents: expected contents in % of label, 30 in each row, got "
        with pytest.raises(FieldError, match=message):
            samples_pass(contents)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"mean": float("nan")}, r"^mean: expected "),
            ({"sd": -1.0}, r"^sd: expected "),
            ({"batches": 0}, r"^batches: expected a whole number of 1 or more, got 0"),
            ({"rng": 905}, r"^rng: expected a generator .* got 905"),
            ({"target": 10.0}, r"^target: expected 90 to 120 %"),
        ],
    )
    def test_impossible_draws(self, arguments: dict[str, Any], message: str) -> None:
        """Nothing is drawn from what cannot be, or by a seed alone."""
        given = {"mean": 100.0, "sd": 5.0, "batches": 10}
        rng = np.random.default_rng(1)

        with pytest.raises(FieldError, match=message):
            simulate_passing(**{**given, "rng": rng, **arguments})
