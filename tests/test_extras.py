"""Extras: what comes with them, and the error where it is missing."""

from __future__ import annotations

import copy
import pickle

import pytest

from ldn_compound.errors import CompoundError, MissingExtraError
from ldn_compound.extras import needs


def test_what_is_installed_is_given() -> None:
    """A module that is there is the very module that an import gives."""
    assert needs("pickle", extra="quality") is pickle


@pytest.mark.requirement("R86")
def test_what_is_missing_names_the_command() -> None:
    """Whoever lacks a library reads which one, and what to type."""
    message = r'^no_such_library: .* pip install "ldn-compound\[quality\]"$'
    with pytest.raises(MissingExtraError, match=message):
        needs("no_such_library", extra="quality")


def test_a_missing_part_of_a_library_is_named() -> None:
    """The library that was not found is named, also where it is a part of another."""
    with pytest.raises(MissingExtraError, match=r"^json\.no_such_part: "):
        needs("json.no_such_part", extra="interop")


def test_a_missing_library_is_an_import_error() -> None:
    """Whoever catches failed imports, or every error of this library, catches it."""
    bases = MissingExtraError.__mro__

    assert {CompoundError, ImportError}.issubset(bases)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_the_error_is_copied_whole(copied: type) -> None:
    """A copy says the same."""
    raised = MissingExtraError("a library", "none", "install it", "scipy")

    assert str(copied(raised)) == "scipy: expected a library, got none; install it"


def test_the_error_crosses_processes_whole() -> None:
    """What is unpickled has the values of what was raised."""
    raised = MissingExtraError("a library", "none", "install it", "scipy")

    received = pickle.loads(pickle.dumps(raised))  # noqa: S301

    assert type(received) is MissingExtraError
    assert str(received) == "scipy: expected a library, got none; install it"
