"""What takes long to import or to make is made by the first test that uses it.

Whoever collects the tests, or runs those of one module, does not wait for the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from typing import Any

__all__ = ["Lazily", "library"]


class Lazily:
    """An object that is made when it is first used; its attributes are the other's."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._made = cache(make)

    def __getattr__(self, attribute: str) -> Any:
        """Make the object, unless it was, and return what it has."""
        if attribute.startswith(("_", "pytest")):
            raise AttributeError(attribute)  # asked for while tests are collected
        return getattr(self._made(), attribute)


def library(name: str) -> Any:
    """Return a module that is imported when it is first used."""
    return Lazily(partial(import_module, name))
