"""Molar masses of naltrexone and its salts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ldn_compound import UnknownNameError
from ldn_compound.reference import molar_mass

# Abridged standard atomic weights (IUPAC): C 12.011, H 1.008, N 14.007, O 15.999,
# Cl 35.45.
CARBON, HYDROGEN, NITROGEN = Fraction("12.011"), Fraction("1.008"), Fraction("14.007")
OXYGEN, CHLORINE = Fraction("15.999"), Fraction("35.45")
WATER = 2 * HYDROGEN + OXYGEN


@pytest.mark.requirement("R16")
def test_base_is_the_sum_of_its_atoms() -> None:
    """Naltrexone is C20H23NO4."""
    expected = 20 * CARBON + 23 * HYDROGEN + NITROGEN + 4 * OXYGEN

    assert molar_mass("naltrexone") == expected


@pytest.mark.requirement("R16")
def test_hydrochloride_adds_hydrogen_chloride() -> None:
    """The hydrochloride is the base and one HCl, to the digits of the table."""
    expected = molar_mass("naltrexone") + HYDROGEN + CHLORINE

    assert molar_mass("naltrexone hydrochloride") == expected


def test_dihydrate_adds_two_waters() -> None:
    """The dihydrate is the hydrochloride and two waters."""
    expected = molar_mass("naltrexone hydrochloride") + 2 * WATER

    assert molar_mass("naltrexone hydrochloride dihydrate") == expected


def test_an_unknown_form_is_refused() -> None:
    """Naloxone is not naltrexone."""
    with pytest.raises(UnknownNameError, match=r"form: .* such as 'naltrexone', got"):
        molar_mass("naloxone")
