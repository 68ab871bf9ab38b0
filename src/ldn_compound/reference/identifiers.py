"""Identifiers: the codes by which other systems know a substance or a product."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias

from attrs import frozen

from .tables import rows

__all__ = ["Code", "CodeSystem", "codes", "named_by_unii", "unii"]

#: Who gave the code: FDA (UNII), CAS, IUPAC (InChIKey), WHO (ATC) or NLM (RxNorm).
CodeSystem: TypeAlias = Literal["unii", "cas", "inchikey", "atc", "rxcui"]


@frozen(kw_only=True)
class Code:
    """A code for a substance or a product.

    Parameters
    ----------
    name
        What it names: one chemical form, or one product, and no other.
    system
        Whose code it is.
    value
        The code.
    source
        Key of the source (`reference.source`).
    note
        Limits of the evidence.
    """

    name: str
    system: CodeSystem
    value: str
    source: str
    note: str


def codes(name: str) -> tuple[Code, ...]:
    """Return the codes of a substance or a product.

    Parameters
    ----------
    name
        Its name, in any case; part of a name is no name.

    Returns
    -------
    tuple of Code
        Empty where none is known.

    Examples
    --------
    >>> [(code.system, code.value) for code in codes("naltrexone hydrochloride")]
    [('unii', 'Z6375YW9SF'), ('cas', '16676-29-2')]
    """
    return _by_name().get(name.casefold(), ())


def unii(name: str) -> str | None:
    """Return the UNII of a substance, of just the form that is named.

    Parameters
    ----------
    name
        Its name.

    Returns
    -------
    str or None
        The code; `None` where none is known, as for the dihydrate.

    Examples
    --------
    >>> unii("naltrexone"), unii("naltrexone hydrochloride dihydrate")
    ('5S6W795CQM', None)
    """
    return next((code.value for code in codes(name) if code.system == "unii"), None)


def named_by_unii(code: object) -> str | None:
    """Return the substance that a UNII names.

    Parameters
    ----------
    code
        The code, as it came.

    Returns
    -------
    str or None
        The first of its names; `None` where the code is not known here.

    Examples
    --------
    >>> named_by_unii("Z6375YW9SF"), named_by_unii("0000000000")
    ('naltrexone hydrochloride', None)
    """
    known = (row for row in rows("identifiers", "code") if row["system"] == "unii")
    return next((str(row["name"]) for row in known if row["value"] == code), None)


@cache
def _by_name() -> dict[str, tuple[Code, ...]]:
    found: dict[str, tuple[Code, ...]] = {}
    for row in rows("identifiers", "code"):
        code = Code(
            name=row["name"],
            system=row["system"],
            value=row["value"],
            source=row["source"],
            note=row.get("note", ""),
        )
        for name in (row["name"], *row.get("also", ())):
            found[name.casefold()] = (*found.get(name.casefold(), ()), code)
    return found
