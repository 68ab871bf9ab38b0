"""Editing: a profile with some values changed, its comments kept."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from ..errors import FieldError, shown
from ..extras import needs
from .profile import Profile
from .toml import steps_of

__all__ = ["changed_profile", "value_typed"]


def changed_profile(text: str, changes: Mapping[str, object]) -> str:
    r"""Return the text of a profile with some of its values changed.

    Parameters
    ----------
    text
        The profile.
    changes
        New values by their paths, such as ``materials.starch.packing['3']``; tables on
        the way are made. `None` takes a value out.

    Returns
    -------
    str
        The same text with these values, its comments and its order kept.

    Raises
    ------
    DocumentError
        If the text is no profile, or would be none with these values.
    FieldError
        If a path leads nowhere.
    MissingExtraError
        If the extra ``interop`` is not installed.

    Examples
    --------
    >>> print(changed_profile(
    ...     '[trays.hand]  # the old one\nholes = 100\n', {"trays.hand.holes": 60}))
    [trays.hand]  # the old one
    holes = 60
    <BLANKLINE>
    """
    tomlkit = needs("tomlkit", extra="interop")
    Profile.loads(text)
    document = tomlkit.parse(text)
    for path, value in changes.items():
        _change(tomlkit, document, path, value)
    changed: str = tomlkit.dumps(document)
    Profile.loads(changed)
    return changed


def _change(tomlkit: Any, document: Any, path: str, value: object) -> None:  # noqa: ANN401 - comes without types
    """Set one value where its path leads, or take it out."""
    *way, last = steps_of(path) or [""]
    place = document
    try:
        for step in way:
            if isinstance(step, str) and step not in place:
                place[step] = tomlkit.table()
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    except (LookupError, TypeError):
        expected = "the path of a value, such as 'materials.starch.name'"
        raise FieldError(expected, shown(path), field="path") from None


def value_typed(text: str) -> object:
    """Return a value as it was typed: TOML, or else the text itself.

    Parameters
    ----------
    text
        What was typed.

    Returns
    -------
    object
        The value.

    Examples
    --------
    >>> value_typed("20"), value_typed('["lactose"]'), value_typed("171.2 mg")
    (20, ['lactose'], '171.2 mg')
    """
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
