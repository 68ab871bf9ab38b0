"""Substances: names of materials that documents can print in another language.

They are those of the published tables. A name that is exactly one of them is that
substance, whoever wrote it; any other name is somebody's own, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..quantities.fields import texts
from .wording import say

__all__ = ["SUBSTANCES", "substance", "substances"]

#: Every name that has a translation.
SUBSTANCES: Mapping[str, str] = MappingProxyType(
    {
        name: name
        for name in (
            say("calcium carbonate"),
            say("calcium hydrogen phosphate anhydrous A-TAB"),
            say("calcium hydrogen phosphate dihydrate DI-TAB"),
            say("corn"),
            say("corn starch"),
            say("gluten"),
            say("hydroxypropyl methylcellulose E4M"),
            say("hydroxypropyl methylcellulose K100"),
            say("kaolin"),
            say("lactose"),
            say("lactose and hydroxypropyl methylcellulose RetaLac"),
            say("lactose anhydrous"),
            say("lactose anhydrous DuraLac H"),
            say("maize"),
            say("microcrystalline cellulose PH-102"),
            say("microcrystalline cellulose PH-105"),
            say("microcrystalline cellulose PH-112"),
            say("microcrystalline cellulose PH-301"),
            say("tricalcium phosphate TCP-DC"),
            say("tricalcium phosphate TRI-TAB"),
        )
    }
)


def substance(name: str) -> str:
    """Return a name, as one that can be translated where it is known.

    Parameters
    ----------
    name
        What somebody calls a material.

    Returns
    -------
    str
        The same name.

    Examples
    --------
    >>> substance("lactose"), substance("sucrose")
    ('lactose', 'sucrose')
    """
    given: object = name  # what is no text is refused by the record, in its words
    return SUBSTANCES.get(name, name) if isinstance(given, str) else name


def substances(names: object) -> tuple[str, ...]:
    """Return several names as a tuple, each as `substance` gives it.

    Parameters
    ----------
    names
        The names; one text is not several.

    Returns
    -------
    tuple of str
        The same names.

    Raises
    ------
    FieldError
        If they are not several texts.

    Examples
    --------
    >>> substances(["lactose", "gluten"])
    ('lactose', 'gluten')
    """
    return tuple(substance(name) for name in texts(names))
