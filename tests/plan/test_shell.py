"""The smallest shell that holds the powder."""

from __future__ import annotations

import pytest

from ldn_compound import (
    Density,
    FieldError,
    Filler,
    Prescription,
    Shell,
    ShellOverfilledError,
    Tablets,
    choose_shell,
    reference,
)

FILLER = Filler("cellulose", packing=Density("0.4 g/mL", basis="tapped"))
SHELLS = [reference.shell(size) for size in ("0", "5", "3")]


def tablets(density: str) -> Tablets:
    """Make tablets of 50 mg in 200 mg: 4.5 mg of drug are 18 mg of powder."""
    return Tablets(
        "50 mg", mean_mass="200 mg", packing=Density(density, basis="tapped")
    )


@pytest.mark.requirement("R25")
@pytest.mark.parametrize(
    ("density", "size"),
    [
        ("0.6 g/mL", "5"),  # 18 mg take 0.03 mL; size 5 holds 0.13 mL
        ("0.1 g/mL", "3"),  # 18 mg take 0.18 mL; size 3 holds 0.30 mL
        ("0.06 g/mL", "3"),  # 18 mg take 0.3 mL exactly
        ("0.05 g/mL", "0"),  # 18 mg take 0.36 mL; size 0 holds 0.68 mL
    ],
)
def test_the_smallest_that_fits_is_chosen(density: str, size: str) -> None:
    """The powder takes its volume; the smallest shell with as much is chosen."""
    shell = choose_shell(
        Prescription("4.5 mg", capsules=100),
        drug=tablets(density),
        filler=FILLER,
        shells=SHELLS,
    )

    assert shell.size == size


def test_overage_counts() -> None:
    """With 10 % more drug the powder that filled a shell fills it no more."""
    shell = choose_shell(
        Prescription("4.5 mg", capsules=100),
        drug=tablets("0.06 g/mL"),
        filler=FILLER,
        shells=SHELLS,
        policy=reference.policy("dac-nrf"),
    )

    assert shell.size == "0"


def test_overage_asked_for_goes_before_the_policy() -> None:
    """Who asks for no overage is not given the policy's."""
    shell = choose_shell(
        Prescription("4.5 mg", capsules=100),
        drug=tablets("0.06 g/mL"),
        filler=FILLER,
        shells=SHELLS,
        policy=reference.policy("dac-nrf"),
        drug_overage="0 %",
    )

    assert shell.size == "3"


@pytest.mark.requirement("R25")
def test_none_that_fits_is_refused() -> None:
    """No shell is enlarged, and none is taken that is too small."""
    with pytest.raises(
        ShellOverfilledError,
        match=r"shells: expected one that holds .* got up to size 5 with 0\.13 mL",
    ):
        choose_shell(
            Prescription("4.5 mg", capsules=100),
            drug=tablets("0.05 g/mL"),
            filler=FILLER,
            shells=[reference.shell("5")],
        )


def test_no_shells_are_refused() -> None:
    """From nothing nothing is chosen."""
    nothing: list[Shell] = []

    with pytest.raises(
        FieldError, match="shells: expected at least one shell, got none"
    ):
        choose_shell(
            Prescription("4.5 mg", capsules=100),
            drug=tablets("0.6 g/mL"),
            filler=FILLER,
            shells=nothing,
        )
