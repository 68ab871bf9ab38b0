"""Masses of capsules, gross and net apart."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quality import capsule_masses

GROSS = ["222 mg", "226 mg", "224 mg"]


def test_gross_and_net_apart() -> None:
    """The same scatter is a greater share of the contents than of the capsule."""
    found = capsule_masses(GROSS, fill_mass="175 mg", shell_masses=["48 mg"] * 3)

    # gross 224, s = root((4 + 4) / 2) = 2; net 176, s = 2
    assert (found.gross.mean, found.gross.sd) == (Q("224 mg"), Q("2 mg"))
    assert (found.net.mean, found.net.sd) == (Q("176 mg"), Q("2 mg"))
    assert found.gross.rsd < found.net.rsd
    assert found.of_theory == Q("176 mg") / Q("175 mg")


def test_each_shell_goes_with_its_capsule() -> None:
    """A heavy shell on a light fill shows in the net masses only."""
    shells = ["46 mg", "50 mg", "48 mg"]

    found = capsule_masses(GROSS, fill_mass="176 mg", shell_masses=shells)

    # 222 - 46 = 226 - 50 = 224 - 48 = 176
    assert (found.by, found.net.sd) == ("own shell", Q("0 mg"))
    assert (found.shells.mean, found.shells.sd) == (Q("48 mg"), Q("2 mg"))
    assert len(found.remarks) == 1


def test_the_mean_shell_keeps_the_spread_of_shells() -> None:
    """Where no shell was tared, the gross scatter stands for the net one."""
    shells = ["46 mg", "50 mg", "48 mg"]

    found = capsule_masses(GROSS, fill_mass="176 mg", empty_shells=shells)

    assert (found.by, found.net.mean, found.net.sd) == (
        "mean shell",
        Q("176 mg"),
        Q("2 mg"),
    )
    assert ("shell standard deviation", "2 mg") in found.figures
    assert found.remarks[0] == (
        "net of the mean shell mass: the spread of the shells is included"
    )


def test_what_stands_out_is_named() -> None:
    """Contents beyond 10 % of their mean are outliers, by number."""
    gross = (
        ["148 mg"] * 9 + ["138 mg", "158 mg"] + ["148 mg"] * 9 + ["136 mg", "160 mg"]
    )

    found = capsule_masses(gross, fill_mass="100 mg", shell_masses=["48 mg"] * 22)

    # contents: 90 and 110 mg of 100 mg are within, 88 and 112 mg are not
    assert [each.number for each in found.outliers] == [21, 22]
    assert ("outliers", "no. 21 (88 mg, -12 %), no. 22 (112 mg, 12 %)") in found.figures


def test_all_figures_are_told() -> None:
    """A line for each figure, and no verdict."""
    found = capsule_masses(GROSS, fill_mass="176 mg", shell_masses=["48 mg"] * 3)

    lines = str(found).splitlines()
    assert lines[0] == found.title == "Masses of 3 capsules"
    assert "  net mean: 176 mg" in lines
    assert len(lines) == 1 + len(found.figures) + len(found.remarks)
    assert repr(found) == str(found)
    assert found.source == "ph-eur-2-9-5"
    assert not hasattr(found, "verdict")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "shell_masses: expected shell_masses or empty_shells, got neither"),
        (
            {"shell_masses": ["48 mg"] * 3, "empty_shells": ["48 mg"] * 3},
            "shell_masses: expected shell_masses or empty_shells, got both",
        ),
        ({"shell_masses": ["48 mg"] * 2}, "expected 3 shell masses, got 2"),
        (
            {"shell_masses": ["48 mg", "48 mg", "48"]},
            r"shell_masses\[2\]: expected an am",
        ),
        ({"shell_masses": GROSS}, "shell_masses: expected net masses above zero"),
        (
            {"empty_shells": ["48 mg"]},
            "empty_shells: expected two masses or more, got 1",
        ),
        (
            {"empty_shells": ["0 mg"] * 2},
            r"empty_shells\[0\]: expected a mass above zer",
        ),
        (
            {"empty_shells": ["224 mg"] * 2},
            "empty_shells: expected less than the mean capsule, 224 mg, got 224 mg",
        ),
    ],
)
def test_shells_are_needed_of_one_kind(options: dict[str, Any], message: str) -> None:
    """Net masses need the own shells or other empty ones, and no mix-up."""
    with pytest.raises(FieldError, match=message):
        capsule_masses(GROSS, fill_mass="176 mg", **options)


def test_one_capsule_has_no_spread() -> None:
    """Two capsules at least are weighed, and a fill mass is a mass."""
    with pytest.raises(FieldError, match="gross_masses: expected two masses or more"):
        capsule_masses(["224 mg"], fill_mass="176 mg", shell_masses=["48 mg"])
    with pytest.raises(FieldError, match="fill_mass: expected a mass above zero"):
        capsule_masses(GROSS, fill_mass="0 mg", shell_masses=["48 mg"] * 3)
