"""Extras: libraries that only some tasks need, imported when they are needed."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from .errors import MissingExtraError

__all__ = ["needs"]


def needs(module: str, *, extra: str) -> ModuleType:
    """Return a module of a library that comes with an extra.

    Parameters
    ----------
    module
        Name of the module, such as ``scipy.special``.
    extra
        Name of the extra of this library that brings it.

    Returns
    -------
    ModuleType
        The module.

    Raises
    ------
    MissingExtraError
        If it is not installed; the message says what installs it.

    Examples
    --------
    >>> needs("math", extra="quality").sqrt(9.0)
    3.0
    >>> needs("no_such_library", extra="quality")
    Traceback (most recent call last):
    ldn_compound.errors.MissingExtraError: no_such_library: expected an installed ...
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        lacking = str(error.name)
        way_out = f'pip install "ldn-compound[{extra}]"'
        expected = "an installed library"
        raise MissingExtraError(expected, "none", way_out, lacking) from error
