"""The package: every public name is there, and loaded only when it is asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

import ldn_compound


@pytest.mark.parametrize("name", ldn_compound.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """A tab shows it, and it is what its module holds."""
    assert name in dir(ldn_compound)
    assert getattr(ldn_compound, name) is not None


def test_the_names_and_their_places_agree() -> None:
    """Each name has one module, which says the same of it."""
    places = ldn_compound._PLACES  # noqa: SLF001 - what is tested
    placed = [name for names in places.values() for name in names]

    assert sorted([*placed, "reference"]) == sorted(ldn_compound.__all__)
    for module, names in places.items():
        for name in names:
            of_module = getattr(import_module(f"ldn_compound.{module}"), name)
            assert getattr(ldn_compound, name) is of_module


def test_a_name_that_is_not_there_is_no_attribute() -> None:
    """As Python says it of any module."""
    with pytest.raises(AttributeError, match="'ldn_compound' has no attribute 'plam'"):
        _ = ldn_compound.plam


def test_the_figures_come_when_they_are_asked_for() -> None:
    """In a process that has loaded nothing else."""
    code = (
        "import sys, ldn_compound\n"
        "assert 'pint' not in sys.modules\n"
        "from ldn_compound import Q, reference\n"
        "print(Q('4.5 mg'), reference.shell('3').size, ldn_compound.reference.__name__)"
    )
    run = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert run.stdout == "4.5 mg 3 ldn_compound.reference\n"
    assert ldn_compound.__getattr__("reference") is ldn_compound.reference
