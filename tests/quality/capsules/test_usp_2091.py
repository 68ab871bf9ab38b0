"""USP <2091>: three steps."""

from __future__ import annotations

import pytest

from ldn_compound import FieldError, Q, Quantity
from ldn_compound.quality import usp_2091

SHELL = 50
SHELLS = [f"{SHELL} mg"] * 60


def capsules(deviations: list[int], n: int, net: int = 100) -> list[Quantity]:
    """List n gross masses: the contents plus each deviation, and a shell of 50 mg."""
    assert sum(deviations) == 0
    off = [*deviations, *[0] * (n - len(deviations))]
    return [Q("1 mg") * (net + SHELL + each) for each in off]


#: Deviations of contents of 100 mg; 10 % of the gross mass are 15 mg.
SIX = [16, 16, 16, -16, -16, -16]


@pytest.mark.requirement("R61")
@pytest.mark.parametrize(
    ("deviations", "step", "verdict"),
    [
        ([15, -15], 1, "pass"),  # at 90 and 110 % of the mean gross mass
        ([16, -16], 2, "pass"),  # two contents beyond 10 %
        ([16, -8, -8], 2, "pass"),
        ([16, 11, -11, -16], 2, "weigh 40 more"),
        (SIX, 2, "weigh 40 more"),
        ([*SIX, 11, -11], 2, "fail"),  # eight
        ([-25, 9, 9, 7], 2, "pass"),  # at 25 %
        ([-26, 9, 9, 8], 2, "fail"),
        ([26, -9, -9, -8], 2, "fail"),
    ],
)
def test_twenty_with_their_shells(
    deviations: list[int], step: int, verdict: str
) -> None:
    """Gross within 10 % passes; else two contents may be off, none beyond 25 %."""
    found = usp_2091(capsules(deviations, 20), SHELLS[:20])

    assert (found.step, found.verdict) == (step, verdict)


def test_seven_beyond_the_limit_fail() -> None:
    """Seven of twenty beyond 10 % are too many for forty more."""
    # 7 contents off by 12, balanced by small ones: -84 = 12 x (-7)
    found = usp_2091(capsules([12] * 7 + [-7] * 12, 20), SHELLS[:20])
    gross_off = usp_2091(capsules([16] * 7 + [-9] * 12 + [-4], 20), SHELLS[:20])

    assert (found.step, found.verdict) == (1, "pass")  # 12 of 150 mg gross is 8 %
    assert len(gross_off.outside) == 7
    assert (gross_off.step, gross_off.verdict) == (2, "fail")


def test_without_shells_the_first_step_only() -> None:
    """Where gross masses do not decide, the shells have to be weighed."""
    assert usp_2091(capsules([15, -15], 20)).verdict == "pass"
    open_question = usp_2091(capsules([16, -16], 20))

    assert (open_question.step, open_question.verdict) == (1, "weigh the shells")
    assert open_question.net is None
    assert open_question.figures == (
        ("mean gross mass", "150 mg"),
        (
            "gross more than 10 % off",
            "no. 1 (166 mg, about 10.67 %), no. 2 (134 mg, about -10.67 %)",
        ),
    )


@pytest.mark.requirement("R61")
@pytest.mark.parametrize(
    ("later", "verdict"),
    [
        ([], "pass"),  # four of sixty
        ([11, -11], "pass"),  # six of sixty
        ([11, 11, -11, -11], "fail"),  # eight of sixty
        ([-26, 9, 9, 8], "fail"),  # one beyond 25 %
    ],
)
def test_sixty(later: list[int], verdict: str) -> None:
    """Of all sixty, six may be beyond 10 % of the new mean, none beyond 25 %."""
    first = capsules([16, 11, -11, -16], 20)

    found = usp_2091([*first, *capsules(later, 40)], SHELLS)

    assert (found.step, found.verdict) == (3, verdict)


def test_a_failure_of_the_first_twenty_is_final() -> None:
    """Forty more do not mend it, even where they move the mean."""
    # contents of the first: one of 74, 26 % below their mean of 100
    # all sixty: (2000 + 40 x 96) / 60 = 97.33; 74 is 24 % below that
    first = capsules([-26, 9, 9, 8], 20)

    found = usp_2091([*first, *capsules([], 40, net=96)], SHELLS)

    assert found.far_outside == ()
    assert (found.step, found.verdict) == (2, "fail")


def test_it_is_a_chapter_for_supplements() -> None:
    """The verdict says what the chapter is for."""
    found = usp_2091(capsules([], 20))

    assert found.remarks[0] == "a chapter for dietary supplements, not for medicines"


@pytest.mark.parametrize("count", [0, 10, 40, 61])
def test_twenty_or_all_sixty(count: int) -> None:
    """Forty more come together with the first twenty."""
    with pytest.raises(
        FieldError, match=rf"gross_masses: .* 20 or 60 .*, got {count}; g"
    ):
        usp_2091(["150 mg"] * count)


def test_sixty_are_judged_by_their_contents() -> None:
    """The third step needs every shell."""
    with pytest.raises(
        FieldError, match="shell_masses: expected 60 shell masses, got N"
    ):
        usp_2091(["150 mg"] * 60)
    with pytest.raises(
        FieldError, match="shell_masses: expected 20 shell masses, got 19"
    ):
        usp_2091(["150 mg"] * 20, ["50 mg"] * 19)


def test_a_shell_belongs_to_its_capsule() -> None:
    """A shell heavier than the capsule it came from is a mix-up."""
    shells = ["50 mg"] * 19 + ["151 mg"]

    with pytest.raises(
        FieldError, match=r"shell_masses\[19\]: .* at most the 150 mg of"
    ):
        usp_2091(["150 mg"] * 20, shells)


def test_shells_without_contents_are_no_sample() -> None:
    """Where every one of the first capsules is empty, nothing can be compared."""
    with pytest.raises(
        FieldError, match="shell_masses: expected net masses above zero"
    ):
        usp_2091(["50 mg"] * 20, ["50 mg"] * 20)
